"""The money of a place in one bar: the newest count's sums alone, for a page that has much else to ask."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Sum

from placepact.places.models import Area
from placepact.spending.count import DEFAULT, NoCount, count
from placepact.spending.definitions import scope
from placepact.spending.models import AccountLine
from placepact.spending.queries import footprints
from placepact.spending.rules.lines import Role


@dataclass(frozen=True)
class Sums:
    """A year's money, in pence."""

    year: str
    once_pence: int
    twice_pence: int


def newest(place: Area, parts: Collection[Area]) -> Sums | None:
    """The sums of the newest count of a place made of `parts`; None where none of its bodies has accounts on record.

    One question where the record holds accounts of this place's bodies alone; else the whole count.
    """
    held, areas = scope(DEFAULT), [place, *parts]
    lines = AccountLine.objects.filter(form=held.form, superseded_by__isnull=True, body__isnull=False)
    inside = lines.filter(area__in=areas, role__in=[Role.SERVICE, Role.LEVY_PAID], amount_pence__isnull=False)
    others = Exists(lines.filter(year=OuterRef("year")).exclude(area__in=areas))
    rows = list(
        inside.values_list("year", "code", "body", "payee")
        .annotate(pence=Sum("amount_pence"), others=others)
        .order_by("-year")
    )
    if not rows:
        return None
    year, has_others = rows[0][0], rows[0][5]
    if has_others:
        return by_counting(place, year)
    found = [(code, payee, pence) for when, code, _, payee, pence, _ in rows if when == year]
    bodies = {row[2] for row in rows if row[0] == year}
    once = sum(pence for code, _, pence in found if held.counts(code))
    levies = [(payee, pence) for code, payee, pence in found if code in held.levies]
    twice = sum(pence for payee, pence in levies if payee in bodies)
    return Sums(year, once + sum(pence for payee, pence in levies if payee not in bodies), twice)


def by_counting(place: Area, year: str) -> Sums | None:
    """The same by the count itself, which knows the bodies that act for more than the place."""
    try:
        with footprints.one_look():
            whole = count(place, year)
    except NoCount:
        return None
    return Sums(year, whole.counted_once_pence, whole.counted_twice_pence)
