"""Where the lists of a place ask for the same thing differently, or targets pull against each other."""

from __future__ import annotations

from collections.abc import Sequence

from placepact.frameworks.queries.around import Around
from placepact.frameworks.queries.asks import indicators_of
from placepact.frameworks.queries.owed import Owed
from placepact.frameworks.rules.asks import Ask
from placepact.frameworks.rules.conflicts import Asked, Conflict, Words, conflicts
from placepact.govuk.format import unit_of
from placepact.indicators.definitions import load_definitions


def conflicts_around(around: Around, found: Sequence[Owed]) -> list[Conflict]:
    """Every conflict between lines that ask about a place in a year, gravest first."""
    asked = as_asked(found)
    named = indicators_of(each.ask for each in asked)
    names = {each.area.pk: each.area.name for each in found}
    parts = {around.place.pk: frozenset(each.pk for each in around.districts)}
    figures = {pk: around_the_number(slug) for pk, (slug, _) in named.items()}
    return conflicts(asked, Words(figures, names, parts))


def as_asked(found: Sequence[Owed]) -> list[Asked]:
    """Lines by indicator with all areas that they ask about, and one of their periods; computed lines ask for no figure."""
    grouped: dict[tuple[str, int], list[Owed]] = {}
    asks: dict[tuple[str, int], Ask] = {}
    for each in found:
        if each.ask.indicator is not None:
            key = (each.ask.key, each.ask.indicator)
            grouped.setdefault(key, []).append(each)
            asks[key] = each.ask
    return [
        Asked(asks[key], key[1], frozenset(each.area.pk for each in cells), cells[0].period)
        for key, cells in grouped.items()
    ]


def around_the_number(slug: str) -> tuple[str, str]:
    """What is written before and after a figure of an indicator."""
    known = load_definitions().get(slug)
    unit = unit_of(known.unit if known else "")
    return unit.before, unit.after
