"""Finding areas, what they are part of, their outlines and which are like them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.utils import timezone

from placepact.errors import Refusal
from placepact.places.models import Area, Boundary, Kind, Membership, Neighbour

ENGLAND = "E92000001"
LIKENESS = "global"
DISTRICTS = (
    Kind.UNITARY,
    Kind.METROPOLITAN_DISTRICT,
    Kind.NON_METROPOLITAN_DISTRICT,
    Kind.LONDON_BOROUGH,
)


class UnknownAreaCode(Refusal):
    """No area has the code that was asked for."""


def area(code: str) -> Area:
    """The area with a code. Raises UnknownAreaCode."""
    found = Area.objects.filter(code=code.upper()).first()
    if found is None:
        raise UnknownAreaCode(f"No area has the code {code}. Codes look like E08000004 or E47000001.")
    return found


def on_day(day: dt.date | None) -> Q:
    """Holds for rows whose valid_from and valid_to take in a day (today when none is given)."""
    when = day or timezone.localdate()
    started = Q(valid_from__isnull=True) | Q(valid_from__lte=when)
    return started & (Q(valid_to__isnull=True) | Q(valid_to__gte=when))


def members(parent: Area, day: dt.date | None = None) -> QuerySet[Area]:
    """The areas that are part of an area on a day, by name; for a region its districts and counties."""
    rows = Membership.objects.filter(on_day(day), parent=parent).values("child")
    return Area.objects.filter(pk__in=rows).order_by("name")


def parents(child: Area, day: dt.date | None = None) -> list[Membership]:
    """What an area is part of on a day, in every hierarchy."""
    return list(
        Membership.objects.filter(on_day(day), child=child).select_related("parent").order_by("hierarchy")
    )


def similar(of: Area, likeness: str = LIKENESS, at_most: int = 10) -> list[Area]:
    """The areas most like an area, most alike first; none where nobody has published them."""
    rows = (
        Neighbour.objects.filter(area=of, likeness=likeness)
        .select_related("neighbour")
        .order_by("rank")[:at_most]
    )
    return [row.neighbour for row in rows]


def boundaries(of: Iterable[Area]) -> dict[int, Boundary]:
    """The newest outline of each area that has one, by area id."""
    rows = Boundary.objects.filter(area__in=[each.pk for each in of]).order_by("edition")
    return {row.area_id: row for row in rows}


def districts(day: dt.date | None = None) -> QuerySet[Area]:
    """Every lowest-tier authority that exists on a day."""
    return Area.objects.filter(on_day(day), kind__in=DISTRICTS, code__startswith="E").order_by("name")
