"""`placepact scorecard`: a place's targets on the terminal, as CSV or as JSON."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from placepact.scorecards.queries import Card


def run(options: argparse.Namespace) -> int:
    """Print the scorecard in the format that was asked for."""
    from placepact.cli.scorecard_table import show
    from placepact.scorecards import downloads

    card = find(options)
    if card.as_at is not None:
        print(downloads.as_at_sentence(card), file=sys.stderr)
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
    from placepact.scorecards.as_at import as_at
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
    when = as_at(options.as_at) if options.as_at else None
    return card(place, agreement=agreement, area=area, scheme=options.scheme, when=when)
