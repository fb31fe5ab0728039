"""`placepact receive agreement`: take in an agreement from a workbook, or say what that would do."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from placepact.agreements.models import Version
    from placepact.agreements.workbooks.reading import Written


def run(options: argparse.Namespace) -> int:
    """Receive one workbook. Every fault of a cell is printed; the exit code is then 1."""
    from django.db import transaction

    from placepact.agreements.workbooks.reading import UnreadableWorkbook, read_workbook
    from placepact.organisations.queries import find

    try:
        written = read_workbook(
            Path(options.file), kind=options.of_kind, find_body=lambda text: find(text).slug
        )
    except UnreadableWorkbook as refused:
        if options.format == "json":
            print(json.dumps({"outcome": "refused", "faults": refused.faults}, indent=2, ensure_ascii=False))
            return 1
        raise
    with transaction.atomic():
        done = as_dict(take_in(written), written, options)
        transaction.set_rollback(options.dry_run)
    if options.format == "json":
        sys.stdout.write(json.dumps(done, indent=2, ensure_ascii=False) + "\n")
    else:
        would = "would come in" if options.dry_run else "came in"
        print(
            f"{done['title']} {would}: {done['targets']} targets, {done['parties']} parties; {done['state']}."
        )
    return 0


def take_in(written: Written) -> Version:
    """Take an agreement in for the place that it names."""
    from placepact.agreements import actions
    from placepact.people.actions import operator
    from placepact.places import actions as places
    from placepact.places import queries as areas

    by, area = operator(), areas.area(written.place)
    members = [each for each in areas.members(area) if each.kind in areas.DISTRICTS]
    place = places.name_place(slug=area.name.lower().replace(" ", "-"), area=area, members=members, by=by)
    return actions.receive_agreement(written=written, place=place, by=by)


def as_dict(version: Version, written: Written, options: argparse.Namespace) -> dict[str, Any]:
    """What became of it, for scripts."""
    return {
        "outcome": "tried" if options.dry_run else "received",
        "agreement": written.terms.slug,
        "title": written.terms.title,
        "targets": len(written.terms.targets),
        "parties": len(written.terms.parties),
        "state": version.get_state_display().lower(),
        "sha256": version.sha256,
    }
