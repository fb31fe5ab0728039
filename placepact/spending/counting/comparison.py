"""A place beside others: money for each person, against the places most like it, and from year to year.

Places are compared by what their councils spend on services, and by nothing
else: police, fire, transport and waste are organised differently from place to
place, so that whole counts would compare who is counted and not what is spent.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Q, Sum

from placepact.places import queries as places
from placepact.places.models import Area, Kind
from placepact.spending.count import Count, Row
from placepact.spending.definitions import Scope
from placepact.spending.queries import accounts
from placepact.spending.queries.footprints import Atlas, People, atlas, people
from placepact.spending.rules.lines import Role
from placepact.spending.rules.per_head import change_percent, per_head_pence
from placepact.spending.rules.years import first_day

SINGLE_TIER = (Kind.UNITARY, Kind.METROPOLITAN_DISTRICT, Kind.LONDON_BOROUGH)
WORDS = (
    "What councils spend on services, for each person. Joint bodies (police, fire, transport, waste) are left out, "
    "since they are organised differently elsewhere; so are places with two tiers of councils."
)


@dataclass(frozen=True)
class Compared:
    """One place: people, and what its councils spend on services, in pence, in all and by theme."""

    area: Area
    people: int
    pence: int
    by_theme: Mapping[str, int]

    @property
    def per_head(self) -> int:
        return per_head_pence(self.pence, self.people)


@dataclass(frozen=True)
class Comparison:
    """A place and those most like it, most alike first; `people_of` says when all their people were counted."""

    place: Compared
    others: tuple[Compared, ...]
    people_of: str
    words: str = WORDS


@dataclass(frozen=True)
class Change:
    """A row of a count in two years, counted once, in pence; None in a year that has no such row."""

    keys: Mapping[str, str]
    names: Mapping[str, str]
    before_pence: int | None
    now_pence: int | None

    @property
    def difference_pence(self) -> int:
        return (self.now_pence or 0) - (self.before_pence or 0)

    @property
    def percent(self) -> float | None:
        return change_percent(self.before_pence or 0, self.now_pence or 0)


def heads(place: Area, year: str) -> People | None:
    """The people of a place as counted in the year nearest to a financial year; says which and by whom."""
    return people([place.code], first_day(year).year)


def alike(place: Area, year: str, scope: Scope, at_most: int = 10) -> Comparison | None:
    """A place beside those most like it; None where nothing is on record to compare, or it has two tiers."""
    held = atlas(first_day(year))
    near = [each for each in places.similar(place, at_most=2 * at_most) if can_compare(each.pk, held)]
    if not can_compare(place.pk, held) or not near:
        return None
    spent = services([place, *near], year, scope, held)
    known = [area for area in (place, *near) if area.pk in spent]
    crowd = people([area.code for area in known], first_day(year).year)
    if crowd is None or place.pk not in spent:
        return None
    made = [compared(area, spent[area.pk], crowd) for area in known]
    return Comparison(made[0], tuple(made[1 : at_most + 1]), f"{crowd.year} ({crowd.source})")


def can_compare(area: int, held: Atlas) -> bool:
    """Whether every district of an area has one tier of councils."""
    districts = held.districts(area)
    return bool(districts) and all(held.areas[each].kind in SINGLE_TIER for each in districts)


def services(areas: Collection[Area], year: str, scope: Scope, held: Atlas) -> dict[int, dict[str, int]]:
    """Pence by theme of each area whose every district has lines: one query.

    Where a body of the register has lines for a district, comparators of the same district say it a second time.
    """
    districts = {area.pk: held.districts(area.pk) for area in areas}
    wanted = frozenset().union(*districts.values())
    rows = accounts.standing(year, scope.form).filter(
        role=Role.SERVICE, code__in=scope.services, area__in=wanted, amount_pence__isnull=False
    )
    found = list(
        rows.annotate(is_own=Q(body__isnull=False))
        .values_list("area", "theme", "is_own")
        .annotate(pence=Sum("amount_pence"))
        .order_by()
    )
    own = {area for area, _, is_own, _ in found if is_own}
    sums: dict[int, dict[str, int]] = defaultdict(dict)
    for area, theme, is_own, pence in found:
        if is_own or area not in own:
            sums[area][theme] = pence
    return {
        pk: added(sums[each] for each in parts) for pk, parts in districts.items() if parts <= sums.keys()
    }


def added(parts: Iterable[Mapping[str, int]]) -> dict[str, int]:
    """Sums by theme added up."""
    whole: dict[str, int] = defaultdict(int)
    for part in parts:
        for theme, pence in part.items():
            whole[theme] += pence
    return dict(whole)


def compared(area: Area, by_theme: Mapping[str, int], crowd: People) -> Compared:
    return Compared(area, crowd.count[area.code], sum(by_theme.values()), by_theme)


def changes(before: Count, now: Count) -> list[Change]:
    """Each row of two counts that are split alike, in the order of the later one, then rows that are gone."""
    then = {keyed(row): row for row in before.rows}
    found = [change(then.pop(keyed(row), None), row) for row in now.rows]
    return found + [change(row, None) for row in then.values()]


def keyed(row: Row) -> tuple[tuple[str, str], ...]:
    return tuple(row.keys.items())


def change(before: Row | None, now: Row | None) -> Change:
    row = now or before
    assert row is not None
    return Change(
        keys=row.keys,
        names=row.names,
        before_pence=before.counted_once_pence if before else None,
        now_pence=now.counted_once_pence if now else None,
    )
