"""About how much public spending is known for a place: the national accounts of its region, by its people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from placepact.places.models import Area
from placepact.spending.accounts.counted import Gathered, plain_line
from placepact.spending.definitions import Scope
from placepact.spending.models.accounts import AccountLine
from placepact.spending.queries import accounts
from placepact.spending.queries.footprints import atlas, people
from placepact.spending.rules.frame import NATIONAL, Frame, estimate_pence
from placepact.spending.rules.lines import ESTIMATE, Line
from placepact.spending.rules.years import first_day


@dataclass(frozen=True)
class Share:
    """A place's share of its region: the region's lines, and the people of both with the years they were counted."""

    place: Area
    region: Area
    rows: Sequence[AccountLine]
    here: int
    there: int
    counted_in: int

    def part(self, pence: int) -> int:
        return estimate_pence(pence, self.there, self.here)

    @property
    def words(self) -> str:
        region = self.region.name if self.region.name == "London" else f"the {self.region.name}"
        billions = Decimal(sum(row.amount_pence or 0 for row in self.rows)) / 10**11
        return (
            f"An estimate: all identified public spending in {region} in {self.rows[0].year}, £{billions:,.3f} billion for "
            f"{self.there:,} people (HM Treasury, country and regional analysis), for the {self.here:,} people of "
            f"{self.place.name} in {self.counted_in}. It includes what councils spend, and is never added to their accounts."
        )


def share_of(place: Area, year: str) -> Share | None:
    """The place's share of its region; None where no national accounts or no people of one of the two are known."""
    start = first_day(year)
    rows = list(accounts.national(year, NATIONAL))
    if not rows:
        return None
    held = atlas(start)
    mine = held.codes([place.pk])
    region = next((row.area for row in rows if mine <= held.codes([row.area_id])), None)
    if region is None:
        return None
    here, there = people([place.code], start.year), people([region.code], start.year)
    if here is None or there is None:
        return None
    own = [row for row in rows if row.area_id == region.pk]
    return Share(place, region, own, here.count[place.code], there.count[region.code], here.year)


def frame_of(place: Area, year: str, scope: Scope) -> Frame | None:
    """The frame of a count; None where the scope is national itself, or nothing is known to frame it with."""
    share = None if scope.form == NATIONAL else share_of(place, year)
    if share is None:
        return None
    return Frame(sum(share.part(row.amount_pence or 0) for row in share.rows), share.words)


def gather_national(place: Area, year: str, scope: Scope) -> Gathered:
    """National accounts in the place of the bodies' own: each line of the region, by people, an estimate."""
    share = share_of(place, year)
    rows = share.rows if share else []
    lines: list[Line] = []
    for row in rows:
        if share and row.amount_pence:
            lines.append(plain_line(row).share(share.part(row.amount_pence), place.code, ESTIMATE))
    return Gathered(
        counted=tuple(lines),
        bodies=tuple({row.owner.pk: row.owner for row in rows}.values()),
        books=(),
        areas={place.code: place.name},
        missing=sum(1 for row in rows if row.amount_pence is None),
        given=sum(1 for row in rows if row.amount_pence is not None),
        notes=(share.words,) if share else (),
        returns=tuple({row.delivery_id: row.delivery for row in rows}.values()),
    )
