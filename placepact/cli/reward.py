"""`placepact reward`: what an agreement's reward could earn and has earned, as a table, CSV or JSON."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from placepact.errors import Refusal

if TYPE_CHECKING:
    from placepact.budgets.queries.reward import Statement


class NoReward(Refusal):
    """An agreement for which no reward is set up."""


def run(options: argparse.Namespace) -> int:
    """Print the statement in the format that was asked for. Raises NoReward, NoSuchAgreement."""
    from placepact.budgets import downloads
    from placepact.budgets.queries.reward import statement
    from placepact.cli.agreement import find

    agreement = find(options.agreement)
    held = statement(agreement)
    if held is None:
        raise NoReward(f"No reward is set up for {agreement}. Set it up on its page Reward.")
    if options.format == "json":
        sys.stdout.write(downloads.as_json(held))
    elif options.format == "csv":
        sys.stdout.write(downloads.as_csv(held))
    else:
        show(held)
    return 0


def show(held: Statement) -> None:
    """Title, how the whole is worked out, a row a target, the payments."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from placepact.budgets.queries.reward import percent
    from placepact.cli.scorecard_table import console
    from placepact.govuk.format import pounds

    out: Console = console()
    out.print(Text(f"{held.scheme.agreement.title}: reward", style="bold"))
    for each in held.workings:
        out.print(Text(each, style="dim"))
    table = Table(box=None, header_style="dim", pad_edge=False, padding=(0, 2, 0, 0))
    for head, justify in (
        ("Target", "left"),
        ("Share", "right"),
        ("Could earn", "right"),
        ("Claimed", "right"),
        ("Verified", "right"),
    ):
        table.add_column(head, justify=justify)  # type: ignore[arg-type]
    for row in held.rows:
        share = percent(row.claimed.share) if row.claimed.share is not None else "no result"
        money = (row.claimed.potential_pence, row.claimed.entitlement_pence, row.verified.entitlement_pence)
        table.add_row(
            Text(f"{row.stretch.line.reference} {row.name}"), share, *(pounds(each) for each in money)
        )
    sums = (held.potential_pence, held.claimed_pence, held.verified_pence)
    table.add_row(Text("Together", style="bold"), "", *(pounds(each) for each in sums))
    out.print(table)
    for paid in held.payments:
        out.print(Text(f"{paid.year}  {paid.what}: {pounds(paid.pence)}"))
    if held.end is not None:
        left = pounds(held.left_pence) if held.left_pence is not None else "not on record"
        out.print(Text(f"The grant was ended; left: {left}. {held.left_words}"))
