"""The areas of places and of partners, and what each is a part of."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict

from placepact.partnerships.rules.days import holds_on
from placepact.partnerships.rules.footprints import Spell
from placepact.places.models import Membership, Place

STEPS = 4
"""How far one area can lie inside others: a district in a county in a region in a country."""


def spells_of(place: Place) -> list[Spell]:
    """The dated areas of a place; its own code where no areas are named: at most two queries."""
    named = place.areas.values_list("area__code", "valid_from", "valid_to")
    spells = [Spell(*each) for each in named]
    if not spells and place.area:
        spells = [Spell(place.area.code, place.area.valid_from, place.area.valid_to)]
    return spells


def around(place: Place) -> set[int]:
    """The ids of a place's areas and of every area that they lie in, whatever the day."""
    found: set[int] = set(place.areas.values_list("area", flat=True))
    if place.area_id:
        found.add(place.area_id)
    newest = found
    for _ in range(STEPS):
        parents = set(Membership.objects.filter(child__in=newest).values_list("parent", flat=True))
        newest = parents - found
        if not newest:
            break
        found = found | newest
    return found


def inside(area: int) -> set[int]:
    """The ids of an area and of every area that lies in it, whatever the day."""
    found = newest = {area}
    for _ in range(STEPS):
        children = set(Membership.objects.filter(parent__in=newest).values_list("child", flat=True))
        newest = children - found
        if not newest:
            break
        found = found | newest
    return found


def members_on(on: dt.date) -> dict[str, set[str]]:
    """The codes of the parts of each area on a day, by its code: one query.

    An area for which no part is recorded on the day has those of the first day for which any are: a combined
    authority's code is younger than the districts that have always made it.
    """
    rows = Membership.objects.values_list("parent__code", "child__code", "valid_from", "valid_to")
    by_parent: dict[str, list[tuple[str, dt.date | None, dt.date | None]]] = defaultdict(list)
    for parent, child, valid_from, valid_to in rows:
        by_parent[parent].append((child, valid_from, valid_to))
    return {parent: parts_on(children, on) for parent, children in by_parent.items()}


def parts_on(children: list[tuple[str, dt.date | None, dt.date | None]], on: dt.date) -> set[str]:
    now = {code for code, valid_from, valid_to in children if holds_on(valid_from, valid_to, on)}
    if now:
        return now
    first = min((valid_from or dt.date.min) for _, valid_from, _ in children)
    return {code for code, valid_from, _ in children if (valid_from or dt.date.min) == first}
