"""`placepact match`: say who was paid in all that was received, and how much of the money has a name and a purpose."""

from __future__ import annotations

import argparse
import json
import sys
from typing import TYPE_CHECKING, Any

from placepact.cli.main import OK

if TYPE_CHECKING:
    from placepact.spending.queries.reviews import Part


def run(options: argparse.Namespace) -> int:
    """Match everything now and print the coverage by value."""
    from rich.console import Console

    from placepact.people.actions import operator
    from placepact.spending import upkeep
    from placepact.spending.queries.reviews import by_name, by_theme, paid_to, states

    with Console(stderr=True).status("Matching suppliers"):
        matched = upkeep.match_now(by=operator())
    names, themes = by_name(paid_to(None), states()), by_theme()
    if options.format == "json":
        held = {"changed": matched.changed, "suppliers": as_rows(names), "purposes": as_rows(themes)}
        json.dump(held, sys.stdout, indent=2, ensure_ascii=False)
        print()
        return OK
    show("Who was paid", "suppliers", names)
    show("What for", "", themes)
    print(
        f"{matched.changed:,} suppliers differ from before. Those that wait are on the page /money/suppliers, "
        "and what has no purpose yet on /money/classify."
    )
    return OK


def as_rows(parts: list[Part]) -> list[dict[str, Any]]:
    """The parts as plain values: value, words, suppliers, payments, amount_pence, share of the value."""
    return [each._asdict() for each in parts]


def show(title: str, counted: str, parts: list[Part]) -> None:
    """A table on the terminal, the largest part first."""
    from rich.table import Table
    from rich.text import Text

    from placepact.cli.scorecard_table import console
    from placepact.govuk.format import millions

    table = Table(title=title, title_justify="left", title_style="bold", box=None, pad_edge=False)
    for name in (
        "How" if counted else "Theme",
        *([counted.capitalize()] if counted else []),
        "Payments",
        "£ million",
        "Share",
    ):
        table.add_column(name, justify="left" if name in ("How", "Theme") else "right")
    for each in parts:
        numbers = [f"{each.suppliers:,}"] if counted else []
        share = f"{100 * each.share:.1f}%"
        table.add_row(
            Text(each.words), *numbers, f"{each.payments:,}", millions(each.amount_pence).lstrip("£"), share
        )
    console().print(table)
    print()
