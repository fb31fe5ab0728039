"""Bringing the register of areas in, whole tables at a time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from placepact.audit.actions import record
from placepact.errors import Refusal
from placepact.people.models import User
from placepact.places.models import (
    Area,
    Boundary,
    Membership,
    Neighbour,
    Place,
    PlaceArea,
    Population,
    Succession,
)

Rows = Sequence[Mapping[str, str]]


class BadRegister(Refusal):
    """A table of the register names an area that it does not hold, or a day that is none."""


@dataclass(frozen=True)
class Register:
    """Tables of text rows by column name; days are ISO, empty where not known.

    areas: code, name, kind, valid_from, valid_to. successions: predecessor,
    successor, on. memberships: child, parent, hierarchy, valid_from, valid_to,
    release. neighbours: area, neighbour, rank, set, release. populations: area,
    year, count, source. boundaries: (area code, edition, rings, label, source).
    """

    areas: Rows
    successions: Rows = ()
    memberships: Rows = ()
    neighbours: Rows = ()
    populations: Rows = ()
    boundaries: Sequence[tuple[str, str, Any, Any, str]] = field(default=())


def day(text: str) -> dt.date | None:
    """A day from ISO text, None from an empty cell. Raises BadRegister."""
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError as error:
        raise BadRegister(f"{text!r} is not a day. Write it as 2009-04-01.") from error


@transaction.atomic
def register(*, tables: Register, source: str, by: User) -> int:
    """Add or refresh areas by their codes; what hangs on them is replaced. Returns how many areas are held."""
    Area.objects.bulk_create(
        [
            Area(
                code=row["code"],
                name=row["name"],
                kind=row["kind"],
                valid_from=day(row["valid_from"]),
                valid_to=day(row["valid_to"]),
            )
            for row in tables.areas
        ],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["name", "kind", "valid_from", "valid_to"],
        batch_size=500,
    )
    ids = dict(Area.objects.values_list("code", "pk"))
    replace_links(tables, ids)
    replace_facts(tables, ids)
    if ids:
        record(
            what="areas_registered",
            about=Area.objects.all()[0],
            by=by,
            count=len(tables.areas),
            source=source,
        )
    return len(ids)


def known(ids: dict[str, int], code: str) -> int:
    """The id of an area's code. Raises BadRegister."""
    if code not in ids:
        raise BadRegister(
            f"{code} is named in the register's tables, but is not among its areas. Add it there first."
        )
    return ids[code]


def replace_links(tables: Register, ids: dict[str, int]) -> None:
    """Write successions, memberships and neighbours afresh."""
    Succession.objects.all().delete()
    Succession.objects.bulk_create(
        Succession(
            predecessor_id=known(ids, row["predecessor"]),
            successor_id=known(ids, row["successor"]),
            on=day(row["on"]),
        )
        for row in tables.successions
    )
    Membership.objects.all().delete()
    Membership.objects.bulk_create(
        Membership(
            child_id=known(ids, row["child"]),
            parent_id=known(ids, row["parent"]),
            hierarchy=row["hierarchy"],
            valid_from=day(row["valid_from"]),
            valid_to=day(row["valid_to"]),
            release=row["release"],
        )
        for row in tables.memberships
    )
    Neighbour.objects.all().delete()
    Neighbour.objects.bulk_create(
        (
            Neighbour(
                area_id=known(ids, row["area"]),
                neighbour_id=known(ids, row["neighbour"]),
                rank=int(row["rank"]),
                likeness=row["set"],
                release=row["release"],
            )
            for row in tables.neighbours
        ),
        batch_size=2000,
    )


def replace_facts(tables: Register, ids: dict[str, int]) -> None:
    """Write populations and boundaries afresh."""
    Population.objects.all().delete()
    Population.objects.bulk_create(
        Population(
            area_id=known(ids, row["area"]),
            year=int(row["year"]),
            count=int(row["count"]),
            source=row["source"],
        )
        for row in tables.populations
    )
    Boundary.objects.all().delete()
    Boundary.objects.bulk_create(
        Boundary(area_id=known(ids, code), edition=edition, rings=rings, label=label, source=source)
        for code, edition, rings, label, source in tables.boundaries
    )


@transaction.atomic
def name_place(*, slug: str, area: Area, members: Sequence[Area], by: User) -> Place:
    """Name a place after an area, made of other areas (or of itself where it has no parts)."""
    place, made = Place.objects.get_or_create(slug=slug, defaults={"name": area.name, "area": area})
    if made:
        PlaceArea.objects.bulk_create(PlaceArea(place=place, area=each) for each in members or [area])
        record(what="place_named", about=place, by=by, area=area.code)
    return place
