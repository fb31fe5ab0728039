"""`placepact count`: public money in a place, as reported, counted twice and counted once."""

from __future__ import annotations

import argparse
import json
import sys
from typing import TYPE_CHECKING

from placepact.cli.main import NOTHING_TO_COUNT, OK, complain
from placepact.errors import Refusal

if TYPE_CHECKING:
    from placepact.spending.count import Count


class OnlyLinesOfPayments(Refusal):
    """A body, a theme or a page was named for what is no page of payments."""


def run(options: argparse.Namespace) -> int:
    """Print the count in the format that was asked for; exit code 4 where nothing was received for it."""
    from placepact.cli.count_table import show
    from placepact.spending.count import PAYMENTS, NoCount, count
    from placepact.spending.money import files

    if (options.body or options.theme or options.page != 1) and not (
        options.lines and options.level == PAYMENTS
    ):
        raise OnlyLinesOfPayments(
            "--body, --theme and --page choose among lines of payments. Add --level payments --lines, or leave them out."
        )
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
        return show_payments(options, made, by)
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


def show_payments(options: argparse.Namespace, made: Count, by: list[str]) -> int:
    """A page of the payments under the count, in the format that was asked for."""
    from placepact.cli.count_table import show, show_paid
    from placepact.spending.money import files
    from placepact.spending.money.payment_lines import Wanted, payment_lines

    wanted = Wanted(options.body, options.theme, options.page)
    found = payment_lines(made.place, made.year, wanted, options.engine)
    if options.format == "json":
        held = files.as_dict(made) | {"page": found.wanted.page, "pages": found.pages}
        held["under"] = files.paid_lines(found)
        sys.stdout.write(json.dumps(held, indent=2, ensure_ascii=False) + "\n")
    elif options.format == "csv":
        sys.stdout.write(files.paid_lines_csv(found))
    else:
        show(made, tuple(by), with_lines=False)
        show_paid(found)
    return OK
