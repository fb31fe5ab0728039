"""`placepact scorecard`: a place's targets on the terminal, as CSV or as JSON."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from placepact.scorecards.queries import Card


def run(options: argparse.Namespace) -> int:
    """Print the scorecard in the format that was asked for."""
    from placepact.scorecards import downloads

    card = find(options)
    judged = list(card.rows)
    if options.format == "json":
        sys.stdout.write(downloads.as_json(card, judged))
    elif options.format == "csv":
        sys.stdout.write(downloads.as_csv(card, judged))
    else:
        show(card)
    return 0


def find(options: argparse.Namespace) -> Card:
    """The card that the options ask for. Raises a Refusal with what there is instead."""
    from placepact.agreements import queries as agreements
    from placepact.places import queries as places
    from placepact.scorecards.queries import NoAgreement, card

    place = places.area(options.place)
    area = places.area(options.area) if options.area else None
    agreement = None
    if options.agreement:
        made = {each.slug: each for each in agreements.of_area(place)}
        if options.agreement not in made:
            raise NoAgreement(
                f"{place.name} has no agreement {options.agreement!r}. It has: {', '.join(made) or 'none'}."
            )
        agreement = made[options.agreement]
    return card(place, agreement=agreement, area=area, scheme=options.scheme)


def show(card: Card) -> None:
    """The scorecard as a table a block, with the verdict first."""
    from rich.console import Console
    from rich.text import Text

    from placepact.scorecards import rows

    console = Console(highlight=False)
    where = card.shown.name if card.is_whole else f"{card.shown.name}, a part of {card.place.name}"
    console.print(Text(f"{where}: scorecard", style="bold"))
    console.print(Text(rows.verdict(card.rows)))
    made_up = " · targets are illustrative" if card.agreement.is_illustrative else ""
    console.print(Text(f"{card.agreement.title} · judged by: {card.scheme.name}{made_up}", style="dim"))
    for block in rows.blocks(card, card.rows):
        console.print()
        console.print(Text(f"{block.name}  ", style="bold").append(block.summary, style="dim"))
        console.print(table(block))


def table(block: object) -> object:
    """One block's rows."""
    from rich.table import Table

    from placepact.scorecards.rows import Block

    assert isinstance(block, Block)
    made = Table(box=None, header_style="dim", pad_edge=False)
    for name in (
        "Target",
        "Latest",
        "Period",
        "Target ",
        "Status",
        "How far",
        "A year before",
        "England",
        "Similar",
    ):
        made.add_column(
            name, justify="right" if name in {"Latest", "Target ", "England", "Similar"} else "left"
        )
    for row in block.rows:
        made.add_row(
            row.name,
            f"{row.latest_text} {row.unit_text}".strip(),
            row.period_text or row.missing_reason,
            row.target_text,
            row.status_word,
            row.how_far,
            f"{row.travel_word} {row.travel_detail}".strip(),
            row.england_text,
            row.similar_text,
        )
    return made
