"""One indicator in one area: its figures, what is promised of it, and the areas around it."""

from __future__ import annotations

import math
from dataclasses import dataclass

from django.utils import timezone

from placepact.agreements import queries as agreements
from placepact.agreements.models import Agreement
from placepact.indicators import queries as indicators
from placepact.indicators.definitions import Definition, load_definitions
from placepact.indicators.models import Indicator
from placepact.indicators.queries import Series
from placepact.indicators.rules.periods import Period
from placepact.indicators.rules.words import Direction
from placepact.places import queries as places
from placepact.places.models import Area
from placepact.scorecards.queries import Around, Card, Judged, card, newest_period


@dataclass(frozen=True)
class One:
    """What the page of an indicator in an area is made of. `judged` is None where nothing is promised of it."""

    definition: Definition
    area: Area
    whole: Area | None
    series: Series
    england: Series
    similar: tuple[tuple[Area, Series], ...]
    parts: tuple[tuple[Area, Series], ...]
    judged: Judged | None
    card: Card | None

    @property
    def direction(self) -> Direction:
        return Direction(self.definition.direction)

    @property
    def at(self) -> int | None:
        """The position of the newest figure; None where there is none."""
        given = [at for at, number in enumerate(self.series.value) if not math.isnan(number)]
        return given[-1] if given else None

    @property
    def period(self) -> Period | None:
        return None if self.at is None else self.series.periods[self.at]

    @property
    def value(self) -> float:
        return float("nan") if self.at is None else float(self.series.value[self.at])

    @property
    def parts_period(self) -> Period | None:
        """The newest period for which any part has a figure."""
        return newest_period([series for _, series in self.parts])


def one(area: Area, slug: str) -> One | None:
    """An indicator in an area; None where no such indicator is defined."""
    definition = load_definitions().get(slug)
    row = Indicator.objects.filter(slug=slug).first()
    if definition is None or row is None:
        return None
    whole, around = around_of(area)
    panel = indicators.panel([row.pk], around.ids() | ({whole.pk} if whole else set()))
    found = promised(area, whole, slug)
    return One(
        definition=definition,
        area=area,
        whole=whole,
        series=panel[row.pk, area.pk],
        england=panel[row.pk, around.england.pk] if around.england else indicators.EMPTY,
        similar=tuple((each, panel[row.pk, each.pk]) for each in around.similar),
        parts=tuple((each, panel[row.pk, each.pk]) for each in around.parts),
        judged=found[1] if found else None,
        card=found[0] if found else None,
    )


def around_of(area: Area) -> tuple[Area | None, Around]:
    """The combined authority that an area belongs to, if any, and the areas to show beside it.

    For a combined authority, county or region its parts; for a district its
    sisters under the same combined authority, itself among them.
    """
    parts = tuple(each for each in places.members(area) if each.kind in places.DISTRICTS)
    whole = None
    if not parts:
        above = {each.hierarchy: each.parent for each in places.parents(area)}
        whole = above.get("combined_authority") or above.get("county")
        parts = (
            tuple(each for each in places.members(whole) if each.kind in places.DISTRICTS)
            if whole
            else (area,)
        )
    england = Area.objects.filter(code=places.ENGLAND).first()
    return whole, Around(
        area, parts, england if area.code.startswith("E") else None, tuple(places.similar(area))
    )


def promised(area: Area, whole: Area | None, slug: str) -> tuple[Card, Judged] | None:
    """The running promise of this indicator: the area's own agreement first, else that of the whole it is part of."""
    for place in [area, whole]:
        agreed = running(place) if place else None
        if place is None or agreed is None:
            continue
        found = card(place, agreement=agreed, area=None if place == area else area)
        for each in found.rows:
            if each.definition and each.definition.slug == slug and each.target.for_whom == "everyone":
                return found, each
    return None


def running(place: Area) -> Agreement | None:
    """The agreement of a place that runs now; one that has ended promises nothing more."""
    agreed = agreements.current(place)
    return agreed if agreed and agreed.ends_on >= timezone.localdate() else None
