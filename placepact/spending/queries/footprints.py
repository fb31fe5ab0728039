"""Which districts areas and bodies are made of, and how many people live there."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, TypeVar

from placepact.organisations.models import ActsFor, Identifier, Organisation
from placepact.places.models import Area, Kind, Membership, Population
from placepact.places.queries import DISTRICTS, on_day
from placepact.spending.accounts.entries import Directory

# Which of several areas of one body is its footprint's name: the first of these kinds.
NAMING = (Kind.COMBINED_AUTHORITY, Kind.COUNTY, *DISTRICTS, Kind.POLICE_FORCE_AREA, Kind.REGION, Kind.NATION)
COUNCILS = ("Local government", "Combined authority")


@dataclass(frozen=True)
class Atlas:
    """Areas by id, and the districts that each is made of on a day: itself, or those of its parts."""

    areas: Mapping[int, Area]
    parts: Mapping[int, frozenset[int]]

    def districts(self, area: int) -> frozenset[int]:
        """The ids of the districts of an area; none where nobody says of what it is made."""
        if self.areas[area].kind in DISTRICTS:
            return frozenset({area})
        return frozenset().union(*(self.districts(part) for part in self.parts.get(area, ())))

    def codes(self, areas: Iterable[int]) -> frozenset[str]:
        """The codes of the districts of some areas; of the areas themselves where none has any."""
        held = list(areas)
        found = frozenset().union(*(self.districts(area) for area in held)) or frozenset(held)
        return frozenset(self.areas[area].code for area in found)

    def naming(self, areas: Iterable[int]) -> int:
        """The area that a footprint is named by: the widest whole that the body acts for, else what its areas share."""
        held = sorted(areas, key=lambda area: (self._order(area), self.areas[area].code))
        first = held[0]
        if len(held) == 1 or not all(self.areas[area].kind in DISTRICTS for area in held):
            return first
        shared = [whole for whole, parts in self.parts.items() if set(held) <= parts]
        return min(shared, key=lambda area: (self._order(area), self.areas[area].code), default=first)

    def _order(self, area: int) -> int:
        kind = self.areas[area].kind
        return NAMING.index(Kind(kind)) if kind in NAMING else len(NAMING)


@dataclass
class Look:
    """What one look at the record has read of areas and people; `kept` is what else was read, by a name."""

    atlases: dict[dt.date, Atlas] = field(default_factory=dict)
    populations: list[tuple[int, str, str, int]] | None = None
    kept: dict[str, Any] = field(default_factory=dict)


Read = TypeVar("Read")
LOOK: ContextVar[Look | None] = ContextVar("look", default=None)


@contextmanager
def one_look() -> Iterator[None]:
    """While it lasts, areas and people are read once, for a page that asks about them many times."""
    token = LOOK.set(LOOK.get() or Look())
    try:
        yield
    finally:
        LOOK.reset(token)


def once(name: str, read: Callable[[], Read]) -> Read:
    """What `read` gives, read once while one look lasts."""
    look = LOOK.get()
    if look is None:
        return read()
    if name not in look.kept:
        look.kept[name] = read()
    found: Read = look.kept[name]
    return found


def atlas(day: dt.date) -> Atlas:
    """Areas and what they are made of on a day: two queries, none where this look has read it."""
    look = LOOK.get()
    if look is None:
        return read_atlas(day)
    if day not in look.atlases:
        look.atlases[day] = read_atlas(day)
    return look.atlases[day]


def read_atlas(day: dt.date) -> Atlas:
    """Areas and what they are made of on a day: two queries."""
    parts: dict[int, set[int]] = defaultdict(set)
    for child, parent in Membership.objects.filter(on_day(day)).values_list("child", "parent"):
        parts[parent].add(child)
    return Atlas(Area.objects.in_bulk(), {parent: frozenset(held) for parent, held in parts.items()})


def acting(day: dt.date) -> dict[int, set[int]]:
    """The areas that each body acts for on a day, by ids: one query, none where this look has read it."""
    return once(f"acting {day}", lambda: read_acting(day))


def read_acting(day: dt.date) -> dict[int, set[int]]:
    """The same, read now."""
    found: dict[int, set[int]] = defaultdict(set)
    for body, area in ActsFor.objects.filter(on_day(day)).values_list("organisation", "area"):
        found[body].add(area)
    return found


def directory(day: dt.date) -> Directory:
    """Whom and what a file of accounts may name on a day."""
    held, acts = atlas(day), acting(day)
    known: dict[str, int] = {}
    for body in Organisation.objects.order_by("-pk"):
        for text in (body.short_name, body.name, body.slug):
            known[text.casefold()] = body.pk
    councils = dict(Organisation.objects.filter(sector__in=COUNCILS).values_list("pk", "sector"))
    for pk, areas in acts.items():
        if pk in councils and len(areas) == 1:
            known[held.areas[next(iter(areas))].code.casefold()] = pk
    for scheme, value, pk in Identifier.objects.values_list("scheme", "value", "organisation"):
        known[f"{scheme}-{value}".casefold()] = pk
    return Directory(
        known=known,
        names=dict(Organisation.objects.values_list("pk", "name")),
        slugs=dict(Organisation.objects.values_list("pk", "slug")),
        districts={pk: held.codes(areas) for pk, areas in acts.items()},
        footprint={pk: held.naming(areas) for pk, areas in acts.items()},
        areas={area.code: pk for pk, area in held.areas.items()},
    )


@dataclass(frozen=True)
class People:
    """How many people live in each of some areas, all counted in one year by one source."""

    year: int
    source: str
    count: Mapping[str, int]


def people(codes: Collection[str], year: int) -> People | None:
    """The count nearest to a year that has all of some areas; the later of two as near. None where there is none."""
    found: dict[tuple[int, str], dict[str, int]] = defaultdict(dict)
    rows = counted(codes)
    for when, source, code, count in rows:
        found[when, source.split(";")[0]][code] = count
    whole = [key for key, held in found.items() if len(held) == len(set(codes))]
    if not whole:
        return None
    nearest = min(whole, key=lambda key: (abs(key[0] - year), -key[0], key[1]))
    return People(nearest[0], nearest[1], found[nearest])


def counted(codes: Collection[str]) -> list[tuple[int, str, str, int]]:
    """Year, source, code and number of every count of people of some areas."""
    columns = ("year", "source", "area__code", "count")
    look, wanted = LOOK.get(), set(codes)
    if look is None:
        return list(Population.objects.filter(area__code__in=wanted).values_list(*columns))
    if look.populations is None:
        look.populations = list(Population.objects.values_list(*columns))
    return [row for row in look.populations if row[2] in wanted]
