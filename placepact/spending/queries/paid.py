"""What stands, added up by supplier: whom matching is asked about, and which body paid how much to whom."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from django.db.models import Max, Q

from placepact.organisations.models import ActsFor
from placepact.places.models import Area, Membership
from placepact.spending import store
from placepact.spending.contents import asking, names
from placepact.spending.models import Delivery
from placepact.spending.packing import packed
from placepact.spending.queries.payments import standing

# Unit: pence and payments. Left out: rows that were not accepted, which the packed copies do not hold. One row for
# each: supplier as written ("" where none is named), the numbers given with it, body.
PAID = """
with given as (
    select
        coalesce(supplier, '') as supplier, coalesce(company_number, '') as company,
        coalesce(charity_number, '') as charity, body, amount_pence
    from read_parquet($paths)
)
select given.supplier, given.company, charity, body, sum(amount_pence)::bigint, count(*)
from given
group by given.supplier, given.company, charity, body
order by given.supplier, given.company, charity, body"""


class PaidBy(NamedTuple):
    """What one body (its slug) paid to a supplier as written, under one pair of numbers."""

    supplier: str
    company_number: str
    charity_number: str
    body: str
    amount_pence: int
    payments: int


def paid_by_body() -> list[PaidBy]:
    """Every supplier of every payment that stands, added up by the body that paid."""
    paths = [path for year in years() for path in packed(year)]
    if not paths:
        return []
    with asking(store.derived()) as connection:
        return [PaidBy(*row) for row in connection.execute(PAID, names(paths)).fetchall()]


def years() -> list[str]:
    """The financial years in which payments that stand were made."""
    return named(standing().values_list("first_paid_on", "last_paid_on"))


def years_of(place: Area) -> list[str]:
    """The same of bodies that act or acted for a place, a part of it, or what it is part of: one query."""
    parts = Membership.objects.filter(parent=place).values("child")
    wholes = Membership.objects.filter(child=place).values("parent")
    near = Q(area=place) | Q(area__in=parts) | Q(area__in=wholes)
    bodies = ActsFor.objects.filter(near).values("organisation")
    return named(standing().filter(body__in=bodies).values_list("first_paid_on", "last_paid_on"))


def named(spans: Iterable[tuple[dt.date | None, dt.date | None]]) -> list[str]:
    """The financial years that some spans of days touch, the oldest first."""
    starts = {start for first, last in spans if first and last for start in starts_between(first, last)}
    return [f"{start}-{(start + 1) % 100:02}" for start in sorted(starts)]


def starts_between(first: dt.date, last: dt.date) -> Iterator[int]:
    """The calendar years in which the financial years from one day to another start."""
    yield from range(first.year - (first.month < 4), last.year - (last.month < 4) + 1)


def newest_return() -> int:
    """A number that changes whenever what stands does: every acceptance and every withdrawal is a new return."""
    return Delivery.objects.aggregate(newest=Max("accepted_as_id"))["newest"] or 0


def files_that_stand() -> list[Path]:
    """The files of the record of everything that stands."""
    return [store.path_of(name) for name in standing().values_list("parquet_name", flat=True)]
