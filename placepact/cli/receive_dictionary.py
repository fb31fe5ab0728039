"""`placepact receive dictionary`: take in a source's own list of its series, or say what would happen."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from placepact.cli.main import OK, PARTLY_REFUSED, REFUSED

if TYPE_CHECKING:
    from placepact.indicators.dictionaries import Receipt


def run(options: argparse.Namespace) -> int:
    """Receive the list; the exit code is that of `receive indicators`."""
    from placepact.indicators import dictionaries
    from placepact.organisations.queries import find
    from placepact.people.actions import operator

    act = dictionaries.try_out if options.dry_run else dictionaries.receive
    receipt = act(path=Path(options.file), organisation=find(options.organisation), by=operator())
    if options.format == "json":
        print(json.dumps(as_dict(receipt), indent=2, ensure_ascii=False))
    else:
        show(receipt)
    if not receipt.tally.refused:
        return OK
    return PARTLY_REFUSED if receipt.tally.accepted else REFUSED


def as_dict(receipt: Receipt) -> dict[str, Any]:
    """A receipt for scripts."""
    tally = receipt.tally
    return {
        "source": receipt.listed.source.slug,
        "return": receipt.delivery.reference if receipt.delivery else None,
        "dry_run": receipt.delivery is None,
        "outcome": tally.outcome.value,
        "rows_read": tally.read,
        "new": tally.new,
        "superseding": tally.superseding,
        "unchanged": tally.unchanged,
        "refused": tally.refused,
        "blank": tally.blank,
        "faults": [each._asdict() for each in receipt.listed.faults],
    }


def show(receipt: Receipt) -> None:
    """What became of the list, in words."""
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False, soft_wrap=True)
    console.print(Text(f"{receipt.listed.source.title}: {receipt.sentence()}", style="bold"))
    console.print(
        "  A draft has no checker: to make it a definition, write its file in definitions/indicators.",
        style="dim",
    )
    for each in receipt.listed.faults:
        console.print(
            Text(f"  line {each.line}, {each.column}: ", style="bold red").append(
                each.message, style="default"
            )
        )
