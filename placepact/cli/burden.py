"""`placepact burden`: items asked and delivered by list and by organisation, and the work that aligning saves."""

from __future__ import annotations

import argparse
import json
import sys
from typing import TYPE_CHECKING

from placepact.cli.frameworks import around_of, write
from placepact.cli.main import OK

if TYPE_CHECKING:
    from placepact.frameworks.rules.burden import Tally

HEADS = (
    "by", "name", "items_asked", "given_once", "delivered", "minutes_asked", "minutes_saved",
)  # fmt: skip


def run(options: argparse.Namespace) -> int:
    """Print the ledger of a place."""
    from placepact.frameworks.queries.around import owed_around
    from placepact.frameworks.queries.burden import ledger, lifted, settings

    found = around_of(options.place, options.year)
    made = ledger(owed_around(found), settings())
    rows = [
        row_of("whole", found.place.name, made.whole),
        *(row_of("list", each.name, each.tally) for each in made.frameworks),
        *(row_of("body", each.name, each.tally) for each in made.organisations),
    ]
    if options.format == "json":
        held = {
            "place": found.place.code,
            "year": found.year.label(),
            "rows": rows,
            "items_by_number_of_lists": {str(lists): count for lists, count in made.shared.items()},
            "lifted_by_freedoms": [vars(each) for each in lifted(found.ids, found.year)],
        }
        sys.stdout.write(json.dumps(held, indent=2, ensure_ascii=False) + "\n")
    else:
        write(HEADS, rows, options.format)
    return OK


def row_of(by: str, name: str, tally: Tally) -> dict[str, object]:
    """One row of the ledger."""
    return {
        "by": by,
        "name": name,
        "items_asked": tally.asked,
        "given_once": tally.once,
        "delivered": tally.delivered,
        "minutes_asked": tally.minutes_asked,
        "minutes_saved": tally.minutes_saved,
    }
