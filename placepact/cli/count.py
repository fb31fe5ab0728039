"""`placepact count`: public money in a place, as reported, counted twice and counted once."""

from __future__ import annotations

import argparse
import json
import sys

from placepact.cli.main import NOTHING_TO_COUNT, OK, complain
from placepact.errors import Refusal


class LinesOfPayments(Refusal):
    """Every payment was asked for on the terminal."""


def run(options: argparse.Namespace) -> int:
    """Print the count in the format that was asked for; exit code 4 where nothing was received for it."""
    from placepact.cli.count_table import show
    from placepact.spending.count import PAYMENTS, NoCount, count
    from placepact.spending.money import files

    by = [each.strip() for each in options.by.split(",") if each.strip()]
    try:
        made = count(
            options.place,
            options.year,
            level=options.level,
            by=by,
            scope=options.scope,
            engine=options.engine,
        )
    except NoCount as refusal:
        first, _, rest = str(refusal).partition("\n")
        complain(first)
        sys.stderr.write(f"{rest}\n" if rest else "")
        return NOTHING_TO_COUNT
    if options.lines and made.level == PAYMENTS:
        raise LinesOfPayments(
            "The lines of payments are too many to list here. Leave out --lines, or download the return that holds them."
        )
    if options.format == "json":
        held = files.as_dict(made)
        if options.lines:
            held["under"] = files.opened(made)
        sys.stdout.write(json.dumps(held, indent=2, ensure_ascii=False) + "\n")
    elif options.format == "csv":
        sys.stdout.write(files.lines_csv(made) if options.lines else files.as_csv(made))
    else:
        show(made, tuple(by), with_lines=options.lines)
    return OK
