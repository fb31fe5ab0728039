"""The whole-area count: public money in a place and a year, as reported, counted twice and counted once.

`count` finds the bodies whose accounts reach the place, takes each line or its
part of it by population, and sums. What a count holds, leaves out and is held
against is a scope of `placepact/definitions/counts/`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from placepact.errors import Refusal
from placepact.organisations.models import Organisation
from placepact.places import queries as places
from placepact.places.models import Area
from placepact.returns.models import Return
from placepact.spending.accounts.counted import Book, Gathered, gather
from placepact.spending.accounts.framing import frame_of, gather_national
from placepact.spending.counting.engines import cells_of
from placepact.spending.counting.payments import paid, scope_of_payments
from placepact.spending.definitions import Scope, load_themes
from placepact.spending.definitions import scope as find_scope
from placepact.spending.queries import accounts
from placepact.spending.rules import control as controls
from placepact.spending.rules.frame import NATIONAL, Frame
from placepact.spending.rules.lines import Line
from placepact.spending.rules.rollup import DIMENSIONS, Cell, Total, cells, rolled_up
from placepact.spending.rules.transfers import Levy, Transfer, levies, matrix

DEFAULT = "service-expenditure-and-levies"
ACCOUNTS, PAYMENTS = "accounts", "payments"
WHOLE: tuple[str, ...] = ()


class NoCount(Refusal):
    """Nothing has been received from which this could be counted."""


class UnknownDimension(Refusal):
    """A count cannot be split by what was asked for."""


@dataclass(frozen=True)
class Row:
    """One row of a count: its values of the dimensions asked for, and sums in pence.

    as_reported = services + levies = counted_twice + counted_once.
    """

    keys: Mapping[str, str]
    names: Mapping[str, str]
    as_reported_pence: int
    counted_twice_pence: int
    counted_once_pence: int
    lines: int
    levies_pence: int

    @property
    def services_pence(self) -> int:
        return self.as_reported_pence - self.levies_pence


@dataclass(frozen=True)
class Count:
    """A place's money in a year. Pence everywhere; `lines` are those with an amount other than nothing.

    coverage_share: cells of the scope that hold a number, of all that the counted
    bodies' forms have. attribution: pence by how a line came to the place. books: the whole accounts of the
    bodies that act here alone. returns: those that the lines came in. bases: of payments, what is net of VAT, what
    gross and what unknown, which may differ from the sum by a penny a cell where money is shared out.
    """

    place: Area
    year: str
    level: str
    scope: Scope
    as_reported_pence: int
    counted_twice_pence: int
    counted_once_pence: int
    difference_pence: int
    lines: int
    coverage_share: float
    missing: int
    bodies: tuple[Organisation, ...]
    rows: tuple[Row, ...]
    transfers: tuple[Transfer, ...]
    levies: tuple[Levy, ...]
    controls: tuple[controls.Control, ...]
    attribution: Mapping[str, int]
    frame: Frame | None
    notes: tuple[str, ...]
    under: tuple[Line, ...]
    books: tuple[Book, ...] = ()
    returns: tuple[Return, ...] = ()
    bases: Mapping[str, int] = field(default_factory=dict)

    def body(self, slug: str) -> Organisation:
        return next(each for each in self.bodies if each.slug == slug)

    def opened(self, **keys: str) -> list[Line]:
        """The lines under a figure, given by its dimensions: body="gmca", theme="roads_and_transport"."""
        by = tuple(keys)
        check_dimensions(by)
        return [line for line in self.under if line.key(by) == tuple(keys.values())]


def count(  # noqa: PLR0913 the parameters are the command's own
    place: str | Area,
    year: str,
    *,
    level: str = ACCOUNTS,
    by: Sequence[str] = (),
    scope: str = DEFAULT,
    engine: str = "duckdb",
) -> Count:
    """Count a place's money of a year. Raises NoCount, UnknownScope, UnknownDimension and UnknownAreaCode."""
    area = places.area(place) if isinstance(place, str) else place
    dimensions, chosen = tuple(by), find_scope(scope)
    check_dimensions(dimensions)
    if level == PAYMENTS:
        return of_payments(area, year, dimensions, engine)
    gathered = (gather_national if chosen.form == NATIONAL else gather)(area, year, chosen)
    if not gathered.counted:
        raise NoCount(nothing_for(area, year, chosen))
    found = cells_of(gathered.counted, gathered.slugs, engine)
    return replace(
        counted(area, year, chosen, gathered, found),
        rows=rows(found, levied(gathered), dimensions, dimension_names(gathered.bodies, gathered.areas)),
    )


def counted(area: Area, year: str, scope: Scope, gathered: Gathered, found: Sequence[Cell]) -> Count:
    """The count of what was gathered and summed, without its rows."""
    lines, bodies = gathered.counted, gathered.slugs
    whole = rolled_up(found)[WHOLE]
    transfers = matrix(lines, bodies)
    both = levies(transfers, received(gathered.books, scope))
    return Count(
        place=area,
        year=year,
        level=ACCOUNTS,
        scope=scope,
        as_reported_pence=whole.as_reported_pence,
        counted_twice_pence=whole.counted_twice_pence,
        counted_once_pence=whole.counted_once_pence,
        difference_pence=sum(each.difference_pence or 0 for each in both),
        lines=whole.lines,
        coverage_share=gathered.coverage_share,
        missing=gathered.missing,
        bodies=tuple(gathered.bodies),
        rows=(),
        transfers=tuple(transfers),
        levies=tuple(both),
        controls=tuple(held_against(gathered, scope)),
        attribution=by_attribution(found),
        frame=frame_of(area, year, scope),
        notes=gathered.notes,
        under=tuple(lines),
        books=gathered.books,
        returns=gathered.returns,
    )


def of_payments(area: Area, year: str, by: tuple[str, ...], engine: str) -> Count:
    """The count of what bodies published that they paid. Raises NoCount where none has delivered."""
    held = paid(area, year, engine)
    if not held.cells:
        raise NoCount(nothing_paid(area, year))
    whole = rolled_up(held.cells)[WHOLE]
    called = dimension_names(held.bodies, held.areas) | {"theme": {"": "Not yet classified"} | theme_names()}
    return Count(
        place=area,
        year=year,
        level=PAYMENTS,
        scope=scope_of_payments(),
        as_reported_pence=whole.as_reported_pence,
        counted_twice_pence=whole.counted_twice_pence,
        counted_once_pence=whole.counted_once_pence,
        difference_pence=0,
        lines=whole.lines,
        coverage_share=held.coverage_share,
        missing=0,
        bodies=held.bodies,
        rows=rows(held.cells, (), by, called),
        transfers=held.transfers,
        levies=(),
        controls=(),
        attribution=by_attribution(held.cells),
        frame=frame_of(area, year, find_scope(DEFAULT)),
        notes=held.notes,
        under=(),
        bases=held.bases,
    )


def nothing_paid(area: Area, year: str) -> str:
    """Why there is no count of payments."""
    return (
        f"There is no count of payments for {year}: no payments of bodies that act in {area.name} have been received for it.\n"
        "To add them: placepact receive spending FILE --body BODY"
    )


def check_dimensions(by: Sequence[str]) -> None:
    if unknown := [each for each in by if each not in DIMENSIONS]:
        raise UnknownDimension(
            f"A count is split by {', '.join(DIMENSIONS)}; {unknown[0]!r} is none of them."
        )
    if len(set(by)) < len(by):
        raise UnknownDimension(f"A count is split by each of {', '.join(DIMENSIONS)} once. Name none twice.")


def nothing_for(area: Area, year: str, scope: Scope) -> str:
    """Why there is no count, and what can be counted."""
    held = accounts.years(scope.form)
    if year in held:
        return (
            f"There is no count of {area.name} for {year}: no account lines of bodies that act there have been received. "
            "To add them: placepact receive accounts FILE --year " + year
        )
    known = ", ".join(held) or "none yet"
    return (
        f"There is no count for {year}: no account lines have been received for it.\n"
        f"Years that can be counted: {known}. To add one: placepact receive accounts FILE --year {year}"
    )


def by_attribution(found: Iterable[Cell]) -> dict[str, int]:
    """Pence, as reported, by how each line came to the place."""
    return {key[0]: each.as_reported_pence for key, each in rolled_up(found, ("attribution",)).items()}


def dimension_names(bodies: Iterable[Organisation], areas: Mapping[str, str]) -> dict[str, Mapping[str, str]]:
    """What each value of a dimension is called."""
    return {
        "body": {each.slug: each.short_name for each in bodies},
        "theme": theme_names(),
        "area": areas,
        "nature": {"revenue": "Revenue", "capital": "Capital", "": "Not said"},
    }


def theme_names() -> dict[str, str]:
    return {each.slug: each.name for each in load_themes().themes.values()}


def levied(gathered: Gathered) -> list[Cell]:
    """The sums of levies alone."""
    return cells([line for line in gathered.counted if line.levy], gathered.slugs)


def rows(
    found: Sequence[Cell],
    levied: Sequence[Cell],
    by: tuple[str, ...],
    called: Mapping[str, Mapping[str, str]],
) -> tuple[Row, ...]:
    """The rows of a split, the largest counted once first; one row for the whole where nothing is asked for."""
    levies = rolled_up(levied, by)
    made = [row(key, by, total, levies.get(key), called) for key, total in rolled_up(found, by).items()]
    return tuple(sorted(made, key=lambda each: (-each.counted_once_pence, tuple(each.keys.values()))))


def row(
    key: tuple[str, ...],
    by: tuple[str, ...],
    total: Total,
    levied: Total | None,
    called: Mapping[str, Mapping[str, str]],
) -> Row:
    keys = dict(zip(by, key, strict=True))
    return Row(
        keys=keys,
        names={name: called[name].get(value, value) for name, value in keys.items()},
        as_reported_pence=total.as_reported_pence,
        counted_twice_pence=total.counted_twice_pence,
        counted_once_pence=total.counted_once_pence,
        lines=total.lines,
        levies_pence=levied.as_reported_pence if levied else 0,
    )


def received(books: Iterable[Book], scope: Scope) -> dict[tuple[str, str], int]:
    """What the receivers' own books say of each levy, by (receiver, levy), in pence and above nothing.

    A receiver that also acts elsewhere has payers outside the count, so that its book cannot be compared.
    """
    found: dict[tuple[str, str], int] = {}
    for levy in scope.transfer:
        for book in books:
            pence = book.amounts.get(levy.received_under)
            if pence is not None and pence < 0:
                found[book.slug, levy.code] = -pence
    return found


def held_against(gathered: Gathered, scope: Scope) -> list[controls.Control]:
    """Published totals of the bodies that act within the place alone, beside the sum of their lines."""
    sums: dict[str, int] = {}
    for book in gathered.books:
        for code, pence in book.amounts.items():
            sums[code] = sums.get(code, 0) + pence
    services = sum(pence for code, pence in sums.items() if scope.counts(code))
    named = [(each.name, each.codes, each.why) for each in scope.bridge]
    made = []
    for rule in scope.control:
        steps = controls.bridge(services, sums, named) if rule.is_bridged else ()
        figures = sum(1 for book in gathered.books for code in book.amounts if scope.counts(code))
        if rule.code in sums:
            made.append(
                controls.Control(
                    name=rule.name,
                    published_pence=sums[rule.code],
                    ours_pence=sum(step.pence for step in steps) if steps else services,
                    explanation=rule.explanation,
                    # Cells hold unrounded numbers, of which each line here is the nearest penny.
                    tolerance_pence=controls.tolerance_pence(figures, 1),
                    steps=steps,
                )
            )
    return made
