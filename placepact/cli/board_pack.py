"""`placepact board-pack`: the paper for the board as PDF, DOCX or JSON."""

from __future__ import annotations

import argparse
from pathlib import Path

from placepact.errors import Refusal

KINDS = (".pdf", ".docx", ".json")


class NoPack(Refusal):
    """A board pack that cannot be made."""


def run(options: argparse.Namespace) -> int:
    """Write the file and say so. Raises NoPack, NoSuchAgreement, NotADay, TooLong."""
    from django.utils import timezone

    from placepact.agreements.models import State
    from placepact.cli.agreement import find
    from placepact.delivery import documents
    from placepact.delivery.queries.whole import whole
    from placepact.scorecards.as_at import as_at

    out = Path(options.out)
    if out.suffix not in KINDS:
        raise NoPack(f"{out.name} says no kind of file. End its name in {', '.join(KINDS)}.")
    agreement = find(options.agreement)
    when = as_at(options.on) if options.on else None
    on = when.day if when else timezone.localdate()
    signed = agreement.versions.filter(state=State.SIGNED)
    found = whole(agreement, list(signed), on=on, when=when if on < timezone.localdate() else None)
    if found is None:
        raise NoPack(f"Nothing of {agreement} was signed by {on}, so there is nothing to report on.")
    out.write_bytes(documents.file(found, out.suffix[1:]))
    print(f"Wrote {out}: {agreement}, as at {on}.")
    return 0
