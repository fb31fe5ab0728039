"""What is known of an area besides its figures: what it is part of, its parts, who serves it, what came before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from placepact.agreements import queries as agreements
from placepact.agreements.models import Agreement
from placepact.govuk import format as say
from placepact.organisations.models import ActsFor, Organisation
from placepact.places import queries as places
from placepact.places.models import Area, Kind, Membership, Population, Succession

WIDE = (Kind.COUNTRY, Kind.NATION, Kind.REGION)


@dataclass(frozen=True)
class Belonging:
    """An area that another is part of, or that is part of it: in which hierarchy, and from when to when."""

    area: Area
    hierarchy: str
    dates: str
    is_now: bool


@dataclass(frozen=True)
class Change:
    """An area that took over, or was taken over, and when."""

    area: Area
    when: str


@dataclass(frozen=True)
class Group:
    """Areas listed under one heading."""

    name: str
    areas: tuple[Area, ...]


def dates(start: dt.date | None, end: dt.date | None) -> str:
    """ "since 1 April 2011", "until 31 March 2009", "1 April 1974 to 31 March 2009"; empty where none is known."""
    if start and end:
        return f"{say.day(start)} to {say.day(end)}"
    if start:
        return f"since {say.day(start)}"
    return f"until {say.day(end)}" if end else ""


def is_now(start: dt.date | None, end: dt.date | None) -> bool:
    """Whether today lies between two days; a day that is not known holds nothing up."""
    today = timezone.localdate()
    return (start is None or start <= today) and (end is None or today <= end)


def hierarchy_words(name: str) -> str:
    return name.replace("_", " ").capitalize()


def belongings(area: Area) -> tuple[list[Belonging], list[Belonging]]:
    """What an area is or was part of, and its parts, those of today first: one query."""
    rows = (
        Membership.objects.filter(Q(child=area) | Q(parent=area))
        .select_related("child", "parent")
        .order_by("hierarchy", "parent__name", "child__name")
    )
    above: list[Belonging] = []
    below: list[Belonging] = []
    for row in rows:
        is_child = row.child_id == area.pk
        (above if is_child else below).append(
            Belonging(
                area=row.parent if is_child else row.child,
                hierarchy=hierarchy_words(row.hierarchy),
                dates=dates(row.valid_from, row.valid_to),
                is_now=is_now(row.valid_from, row.valid_to),
            )
        )
    return by_now(above), by_now(below)


def by_now(found: list[Belonging]) -> list[Belonging]:
    return sorted(found, key=lambda each: not each.is_now)


def changes(area: Area) -> tuple[list[Change], list[Change]]:
    """Areas that an area took over from, and areas that took over from it: one query."""
    before, after = [], []
    rows = Succession.objects.filter(Q(successor=area) | Q(predecessor=area)).order_by("on", "pk")
    for row in rows.select_related("successor", "predecessor"):
        when = say.day(row.on) if row.on else ""
        if row.successor_id == area.pk:
            before.append(Change(row.predecessor, when))
        else:
            after.append(Change(row.successor, when))
    return before, after


def populations(area: Area) -> list[Population]:
    """People living in an area by year, newest first."""
    return list(Population.objects.filter(area=area).order_by("-year"))


def services(of: Iterable[Area]) -> list[tuple[Organisation, list[Area]]]:
    """The bodies that act today for any of some areas, by name, each with those areas: one query."""
    grouped: dict[int, tuple[Organisation, list[Area]]] = {}
    rows = (
        ActsFor.objects.filter(places.on_day(None), area__in=[each.pk for each in of])
        .select_related("organisation", "area")
        .order_by("organisation__name", "area__name")
    )
    for row in rows:
        grouped.setdefault(row.organisation_id, (row.organisation, []))[1].append(row.area)
    return list(grouped.values())


def agreements_above(above: list[Belonging]) -> list[Agreement]:
    """Agreements that run now in the areas that an area is part of today."""
    today = timezone.localdate()
    parents = [each.area.pk for each in above if each.is_now]
    return list(
        agreements.signed()
        .filter(place__area__in=parents, starts_on__lte=today, ends_on__gte=today)
        .select_related("place__area")
        .order_by("title")
    )


def sentence(area: Area, above: list[Belonging], people: list[Population]) -> str:
    """What an area is, what it is part of, and how many people live there."""
    names = list(dict.fromkeys(say.the(each.area.name) for each in above if each.is_now))
    kind = Kind(area.kind).label
    article = "an" if kind[0] in "AEIO" else "a"
    said = f"{say.first_up(say.the(area.name))} {'is' if is_now(area.valid_from, area.valid_to) else 'was'} {article} {kind[0].lower()}{kind[1:]}"
    if names:
        said += f", part of {' and '.join(filter(None, [', '.join(names[:-1]), names[-1]]))}"
    if people:
        said += f". {say.number(people[0].count)} people lived there in {people[0].year}"
    return f"{said}."


def listed() -> tuple[list[Group], list[Area]]:
    """Every area of today under headings, the districts by region; and those that are no more: two queries."""
    every = list(Area.objects.order_by("name"))
    now = [each for each in every if is_now(each.valid_from, each.valid_to)]
    regions = dict(
        Membership.objects.filter(places.on_day(None), hierarchy="region").values_list(
            "child", "parent__name"
        )
    )
    headed: dict[str, list[Area]] = {}
    for area in now:
        headed.setdefault(heading(area, regions), []).append(area)
    first = ["Countries and regions", *(plural for plural in PLURALS.values())]
    order = [*first, *sorted(name for name in headed if name not in first)]
    groups = [Group(name, tuple(headed[name])) for name in order if name in headed]
    return groups, [each for each in every if not is_now(each.valid_from, each.valid_to)]


PLURALS = {
    Kind.COMBINED_AUTHORITY: "Combined authorities",
    Kind.COUNTY: "Counties",
    Kind.POLICE_FORCE_AREA: "Police force areas",
}


def heading(area: Area, regions: dict[int, str]) -> str:
    """The heading that an area is listed under."""
    if area.kind in WIDE:
        return "Countries and regions"
    if area.kind in PLURALS:
        return PLURALS[Kind(area.kind)]
    region = regions.get(area.pk)
    return f"Districts in {region}" if region else "Other areas"
