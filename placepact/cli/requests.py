"""`placepact requests`: who owes what in a place's collections, and by when."""

from __future__ import annotations

import argparse

from placepact.cli.frameworks import write
from placepact.cli.main import OK

HEADS = (
    "request", "collection", "organisation", "state", "round", "owed", "given", "closes_on", "days_left", "waits_for",
)  # fmt: skip


def run(options: argparse.Namespace) -> int:
    """Print the boards of a place."""
    from django.utils import timezone

    from placepact.frameworks.models import Collection
    from placepact.frameworks.queries.board import board
    from placepact.places import queries as places

    today = timezone.localdate()
    place = places.area(options.place)
    rows: list[dict[str, object]] = [
        {
            "request": row.reference,
            "collection": collection.slug,
            "organisation": row.organisation,
            "state": "released" if row.window.is_released else row.state.value,
            "round": row.round,
            "owed": row.owed,
            "given": row.given,
            "closes_on": row.window.last_day.isoformat(),
            "days_left": row.days_left,
            "waits_for": row.waits_for.value if row.waits_for else "",
        }
        for collection in Collection.objects.filter(place=place)
        for row in board(collection, today).rows
    ]
    write(HEADS, rows, options.format)
    return OK
