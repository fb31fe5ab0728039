"""What surrounds a page of lists: the place, the reporting year, the bodies that serve it, and what they owe."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Q
from django.utils import timezone

from placepact.agreements import queries as agreements
from placepact.frameworks.queries.asks import financial_year
from placepact.frameworks.queries.owed import Owed, owed_of, serving
from placepact.indicators.models import Value
from placepact.indicators.queries import period as period_of
from placepact.indicators.queries import standing
from placepact.indicators.rules.periods import Period
from placepact.places import queries as places
from placepact.places.models import Area


@dataclass(frozen=True)
class Around:
    """A place with its districts, a reporting year, and the years for which there are figures, newest first."""

    place: Area
    districts: tuple[Area, ...]
    year: Period
    years: tuple[Period, ...]

    @cached_property
    def ids(self) -> set[int]:
        return {self.place.pk, *(each.pk for each in self.districts)}


def around(place: Area, starting: int | None = None) -> Around:
    """A place and a year: the one asked for, else the newest in which most figures are: two queries."""
    districts = tuple(each for each in places.members(place) if each.kind in places.DISTRICTS)
    counted = years_with_figures([place.pk, *(each.pk for each in districts)])
    chosen = starting if starting is not None else fullest(counted)
    years = tuple(financial_year(each) for each in sorted({*counted, chosen}, reverse=True))
    return Around(place, districts, financial_year(chosen), years)


def years_with_figures(areas: Collection[int]) -> Counter[int]:
    """How many indicators have a figure in each reporting year (by the year that it starts in): one query."""
    rows = (
        Value.objects.filter(standing(), area__in=areas, presence="given", breakdown="")
        .values_list("indicator", "period_start", "period_length")
        .distinct()
    )
    found = {(indicator, year_of(period_of(start, length))) for indicator, start, length in rows}
    return Counter(year for _, year in found)


def year_of(period: Period) -> int:
    """The year in which the reporting year starts that a period ends in."""
    ends = period.ends_on
    return ends.year if ends >= dt.date(ends.year, 4, 1) else ends.year - 1


def fullest(counted: Counter[int]) -> int:
    """The year with most figures, the newest of equals; this year where there are none."""
    if not counted:
        return year_of(Period(timezone.localdate()))
    return max(counted, key=lambda year: (counted[year], year))


def usual_place() -> Area | None:
    """The place that a page is about when none is named: that of the newest agreement that runs."""
    today = timezone.localdate()
    made = agreements.every().filter(place__area__isnull=False)
    running = made.filter(starts_on__lte=today, ends_on__gte=today).first() or made.first()
    return running.place.area if running else None


def owed_around(found: Around, lists: Q | None = None) -> list[Owed]:
    """Every line that asks a body serving a place, about the place or a district, in the year; or only some lists' lines.

    An area of another kind with the place's own name (a police force area) is the place too.
    """
    return [
        each
        for each in owed_of(serving(found.ids, found.year), found.year, every=True, lists=lists)
        if each.area.pk in found.ids or each.area.name == found.place.name
    ]


@dataclass(frozen=True)
class Delivery:
    """The return that brought a value: its reference, and who delivered it."""

    reference: str
    organisation: str

    @property
    def href(self) -> str:
        return f"/returns/{self.reference}"


def deliveries(found: Iterable[Owed]) -> dict[int, Delivery]:
    """The return behind each value that answers something: one query."""
    ids = {value for each in found for value in each.fit.values}
    rows = Value.objects.filter(pk__in=ids).select_related("delivery__organisation")
    made: dict[int, Delivery] = {}
    for each in rows.only("delivery__number", "delivery__organisation__name"):
        made[each.pk] = Delivery(each.delivery.reference, each.delivery.organisation.name)
    return made
