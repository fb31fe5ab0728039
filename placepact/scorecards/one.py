"""One indicator in one area: its figures, what is promised of it, and the areas around it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from placepact.agreements import queries as agreements
from placepact.agreements.models import Agreement
from placepact.agreements.rules.schemes import Scheme
from placepact.agreements.rules.schemes import scheme as scheme_of
from placepact.indicators import queries as indicators
from placepact.indicators.definitions import Definition, load_definitions
from placepact.indicators.models import Indicator
from placepact.indicators.queries import Panel, Series
from placepact.indicators.rules.periods import Period
from placepact.indicators.rules.words import Direction
from placepact.places import queries as places
from placepact.places.models import Area
from placepact.scorecards.queries import Around, Judged, JudgedBy, judge_one, newest_period
from placepact.scorecards.wordings import wordings


@dataclass(frozen=True)
class Promised:
    """What is promised of an indicator, by which agreement of which place, and how it stands in the area."""

    agreement: Agreement
    place: Area
    scheme: Scheme
    judged: Judged


@dataclass(frozen=True)
class One:
    """What the page of an indicator in an area is made of. `promise` is None where nothing is promised of it."""

    definition: Definition
    area: Area
    whole: Area | None
    series: Series
    england: Series
    similar: tuple[tuple[Area, Series], ...]
    parts: tuple[tuple[Area, Series], ...]
    promise: Promised | None

    @property
    def judged(self) -> Judged | None:
        return self.promise.judged if self.promise else None

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
    return One(
        definition=definition,
        area=area,
        whole=whole,
        series=panel[row.pk, area.pk],
        england=panel[row.pk, around.england.pk] if around.england else indicators.EMPTY,
        similar=tuple((each, panel[row.pk, each.pk]) for each in around.similar),
        parts=tuple((each, panel[row.pk, each.pk]) for each in around.parts),
        promise=promised(row, (area, whole), around, panel),
    )


def around_of(area: Area) -> tuple[Area | None, Around]:
    """The combined authority that an area belongs to, if any, and the areas to show beside it.

    For a combined authority, county or region its parts; for a district its
    sisters under the same combined authority, itself among them.
    """
    is_district = area.kind in places.DISTRICTS
    parts = (
        () if is_district else tuple(each for each in places.members(area) if each.kind in places.DISTRICTS)
    )
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


def promised(
    indicator: Indicator, places_of: tuple[Area, Area | None], around: Around, panel: Panel
) -> Promised | None:
    """The running promise of an indicator: the area's own agreement first, else that of the whole it is part of."""
    found = running([place for place in places_of if place])
    for place, agreed in found:
        versions = list(agreed.versions.all())
        version = agreements.standing(versions, timezone.localdate())
        if version is None:
            continue
        scheme = scheme_of(agreed.scheme)
        by = JudgedBy(scheme, agreed.ends_on, wordings(versions), load_definitions())
        for target in agreements.targets(version, indicator):
            if target.for_whom == "everyone" and not target.part_of_area:
                return Promised(agreed, place, scheme, judge_one(target, around, panel, by))
    return None


def running(candidates: Sequence[Area]) -> list[tuple[Area, Agreement]]:
    """The agreements of some areas that have not ended, in the order of the areas; one that has promises no more."""
    today = timezone.localdate()
    made = [each for each in agreements.of_areas(candidates) if each.ends_on >= today]
    return [(area, agreed) for area in candidates for agreed in made if agreed.place.area_id == area.pk]
