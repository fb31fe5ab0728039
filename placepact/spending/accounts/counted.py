"""Which bodies' accounts reach a place, and what of each line falls to it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from placepact.errors import Refusal
from placepact.organisations.models import Organisation
from placepact.places.models import Area
from placepact.returns.models import Return
from placepact.spending.definitions import Scope
from placepact.spending.models.accounts import AccountLine
from placepact.spending.queries import accounts
from placepact.spending.queries.footprints import Atlas, People, acting, atlas, people
from placepact.spending.rules.apportion import part_of
from placepact.spending.rules.lines import ACTUAL, Line, Role
from placepact.spending.rules.years import first_day


class NoPeople(Refusal):
    """There are no counts of people to share a body's money out by."""


@dataclass(frozen=True)
class Book:
    """The accounts of one body that acts within the place alone: pence by code."""

    slug: str
    amounts: Mapping[str, int]


@dataclass(frozen=True)
class Reach:
    """Why a body counts to a place: the districts that it acts for, and those of them that are the place's."""

    districts: frozenset[str]
    inside: frozenset[str]

    @property
    def is_whole(self) -> bool:
        return self.districts == self.inside


@dataclass(frozen=True)
class Gathered:
    """What a count is made from: lines with an amount, the bodies, and how complete it is.

    `bodies` are those with a number inside the scope: a levy to one whose own spending is not on record is no pound
    that is counted again. `books` are those of bodies that act within the place alone: only they can be held against published totals.
    """

    counted: tuple[Line, ...]
    bodies: tuple[Organisation, ...]
    books: tuple[Book, ...]
    areas: Mapping[str, str]
    missing: int
    given: int
    notes: tuple[str, ...]
    returns: tuple[Return, ...] = ()

    @property
    def slugs(self) -> frozenset[str]:
        return frozenset(each.slug for each in self.bodies)

    @property
    def coverage_share(self) -> float:
        """Cells of the scope that hold a number, of all there are: 0 to 1."""
        return self.given / (self.given + self.missing) if self.given + self.missing else 0.0


def gather(place: Area, year: str, scope: Scope) -> Gathered:
    """Every line of the scope that falls to a place, whole or in part. Raises NoPeople."""
    day = first_day(year)
    held = atlas(day)
    reached = reach(place, held, acting(day), accounts.bodies(year, scope.form))
    found = accounts.of_bodies(year, scope.form, reached)
    crowd = weights(reached, day.year)
    rows = [row for row in found if in_scope(row, scope)]
    lines = [line_of(row, place, reached[row.owner.pk], crowd) for row in rows if row.amount_pence]
    return Gathered(
        counted=tuple(line for line in lines if line.amount_pence),
        bodies=tuple({row.owner.pk: row.owner for row in rows if row.amount_pence is not None}.values()),
        books=books([row for row in found if reached[row.owner.pk].is_whole]),
        areas={row.area.code: row.area.name for row in found} | {place.code: place.name},
        missing=sum(1 for row in rows if row.amount_pence is None),
        given=sum(1 for row in rows if row.amount_pence is not None),
        notes=(note(crowd),) if crowd else (),
        returns=tuple({row.delivery_id: row.delivery for row in rows}.values()),
    )


def weights(reached: Mapping[int, Reach], year: int) -> People | None:
    """The people to share bodies out by that act for more than the place; None where there is no such body."""
    wider = [each.districts for each in reached.values() if not each.is_whole]
    if not wider:
        return None
    codes = frozenset().union(*wider)
    found = people(codes, year)
    if found is None:
        raise NoPeople(
            f"{len(wider)} bodies act for more than the place, and no one count of people has all of their "
            f"{len(codes)} districts. Bring one in, or count the whole place."
        )
    return found


def reach(place: Area, held: Atlas, acts: Mapping[int, set[int]], bodies: Sequence[int]) -> dict[int, Reach]:
    """The bodies that act for a part of a place, by id."""
    mine = held.codes([place.pk])
    found = {body: held.codes(acts[body]) for body in bodies if acts.get(body)}
    return {body: Reach(districts, districts & mine) for body, districts in found.items() if districts & mine}


def in_scope(row: AccountLine, scope: Scope) -> bool:
    """Whether a line is spending on a service of the scope, or a levy of it that the body pays."""
    if row.role == Role.LEVY_PAID:
        return row.code in scope.levies
    return row.role == Role.SERVICE and scope.counts(row.code)


def line_of(row: AccountLine, place: Area, reach: Reach, crowd: People | None) -> Line:
    """A line as it counts to the place: whole, or the part that falls to it by population."""
    made = plain_line(row)
    if reach.is_whole or crowd is None:
        return made
    heads = {code: crowd.count[code] for code in reach.districts}
    return made.share(part_of(made.amount_pence, sorted(reach.inside), heads), place.code)


def plain_line(row: AccountLine) -> Line:
    """A line as it stands on record."""
    return Line(
        payer=row.owner.slug,
        payee=row.payee.slug if row.payee else None,
        year=row.year,
        theme=row.theme,
        area=row.area.code,
        nature=row.nature,
        attribution=ACTUAL,
        amount_pence=row.amount_pence or 0,
        return_id=row.delivery_id,
        line=row.line,
        code=row.code,
        levy=row.code if row.role == Role.LEVY_PAID else "",
        label=row.label,
        line_id=row.pk,
    )


def note(crowd: People) -> str:
    return f"Bodies that act for more than the place are shared out by the people of each district in {crowd.year} ({crowd.source})."


def books(rows: Sequence[AccountLine]) -> tuple[Book, ...]:
    """The whole accounts of each body."""
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for row in rows:
        if row.amount_pence is not None:
            held = found[row.owner.slug]
            held[row.code] = held.get(row.code, 0) + row.amount_pence
    return tuple(Book(slug, amounts) for slug, amounts in found.items())
