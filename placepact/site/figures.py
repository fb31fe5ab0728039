"""The newest figure of every indicator in one area, beside England's for the same period."""

from __future__ import annotations

import math
from dataclasses import dataclass

from placepact.govuk import format as say
from placepact.indicators import queries as indicators
from placepact.indicators.definitions import Definition, load_definitions
from placepact.indicators.models import Indicator
from placepact.indicators.queries import EMPTY, Series
from placepact.places import queries as places
from placepact.places.models import Area


@dataclass(frozen=True)
class Figure:
    """One row of a list of indicators. `value` is empty where there is no figure; `why` then says why."""

    title: str
    href: str
    shows: str
    value: str
    period: str
    england: str
    why: str

    @property
    def is_there(self) -> bool:
        return bool(self.value)


def newest(area: Area) -> list[Figure]:
    """Every defined indicator by title, with its newest figure in the area: three queries however many."""
    definitions = load_definitions()
    rows = dict(Indicator.objects.values_list("slug", "pk"))
    england = None
    if area.code.startswith("E") and area.code != places.ENGLAND:
        england = Area.objects.filter(code=places.ENGLAND).first()
    wanted = {area.pk} | ({england.pk} if england else set())
    panel = indicators.panel(rows.values(), wanted)
    found = [
        figure(
            definitions[slug],
            area,
            panel[pk, area.pk],
            panel[pk, england.pk] if england else EMPTY,
        )
        for slug, pk in rows.items()
        if slug in definitions
    ]
    return sorted(found, key=lambda each: each.title.lower())


def figure(definition: Definition, area: Area, series: Series, england: Series) -> Figure:
    """The newest given value of a series, in words."""
    at = last_given(series)
    period = None if at is None else series.periods[at]
    beside = float("nan") if period is None else england.at(period)
    return Figure(
        title=definition.title,
        href=f"{area.get_absolute_url()}/indicators/{definition.slug}",
        shows=definition.what_it_shows,
        value="" if at is None else written(definition, float(series.value[at])),
        period="" if period is None else period.label(),
        england=say.NO_FIGURE if math.isnan(beside) else written(definition, beside),
        why="" if at is not None else absence(series),
    )


def written(definition: Definition, number: float) -> str:
    return say.figure(number, definition.unit, definition.decimals)


def last_given(series: Series) -> int | None:
    """The position of the newest number of a series; None where it has none."""
    given = [at for at, number in enumerate(series.value) if not math.isnan(number)]
    return given[-1] if given else None


def absence(series: Series) -> str:
    """Why a series has no number: as its source marks it, or because nothing was published."""
    if not len(series):
        return "not published for this area"
    return say.absent(series.presence[-1])
