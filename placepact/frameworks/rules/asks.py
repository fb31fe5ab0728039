"""What one line of a framework asks for: which figure, of which area, for which periods, from whom, by when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from placepact.indicators.rules.periods import Period, add_months


class Relation(StrEnum):
    """How what a line asks for stands to an indicator that we keep."""

    SAME = "same"
    OTHER_PERIOD = "other_period"
    OTHER_AREA = "other_area"
    COMPUTED = "computed"
    PARTIAL = "partial"
    PENDING = "pending"
    NOT_CARRIED = "not_carried"

    @property
    def words(self) -> str:
        return RELATION_WORDS[self]

    @property
    def has_indicator(self) -> bool:
        """Whether a line of this relation names one indicator; a computed one names several in its formula."""
        return self in (Relation.SAME, Relation.OTHER_PERIOD, Relation.OTHER_AREA, Relation.PARTIAL)


RELATION_WORDS = {
    Relation.SAME: "the same figure",
    Relation.OTHER_PERIOD: "the same figure for another period",
    Relation.OTHER_AREA: "the same figure for another level of area",
    Relation.COMPUTED: "computed from other figures",
    Relation.PARTIAL: "covered in part",
    Relation.PENDING: "not defined yet",
    Relation.NOT_CARRIED: "no figure of ours",
}


class Standing(StrEnum):
    """How sure we are of what a line says."""

    READ = "read"
    READ_IN_PART = "read_in_part"
    MEMORY = "from_memory"
    PLACEHOLDER = "placeholder"
    ILLUSTRATIVE = "illustrative"
    OWN = "own"

    @property
    def words(self) -> str:
        return STANDING_WORDS[self]


STANDING_WORDS = {
    Standing.READ: "read in its source",
    Standing.READ_IN_PART: "its source read in part",
    Standing.MEMORY: "from memory, not verified",
    Standing.PLACEHOLDER: "counted in the list, title not found in a source",
    Standing.ILLUSTRATIVE: "made up, illustrative",
    Standing.OWN: "written by its owner",
}


class Level(StrEnum):
    """Which areas a line asks about, seen from whoever owes it."""

    OWN = "own"
    DISTRICTS = "districts"
    POLICE_FORCE_AREA = "police_force_area"
    COMBINED_AUTHORITY = "combined_authority"

    @property
    def words(self) -> str:
        return LEVEL_WORDS[self]


LEVEL_WORDS = {
    Level.OWN: "the area it acts for",
    Level.DISTRICTS: "each district in its area",
    Level.POLICE_FORCE_AREA: "its police force area",
    Level.COMBINED_AUTHORITY: "its combined authority's area",
}


class Aim(StrEnum):
    """On which side of a target a figure is to lie."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"

    @property
    def words(self) -> str:
        return self.value.replace("_", " ")


@dataclass(frozen=True)
class BodyClass:
    """A class of bodies that owes: by sector, by kinds of area that they act for, by legal form where that tells."""

    slug: str
    words: str
    sectors: frozenset[str]
    kinds: frozenset[str]
    legal_form: str = ""


LOWER = frozenset({"unitary", "metropolitan_district", "london_borough"})
UPPER = LOWER | {"county"}
COUNCILS = frozenset({"Local government"})
BODY_CLASSES: Mapping[str, BodyClass] = {
    each.slug: each
    for each in (
        BodyClass("unitary_authority", "every unitary authority", COUNCILS, LOWER),
        BodyClass(
            "upper_tier_council",
            "every county, unitary, metropolitan district and London borough council",
            COUNCILS,
            UPPER,
        ),
        BodyClass("council", "every council", COUNCILS, UPPER | {"non_metropolitan_district"}),
        BodyClass(
            "police_force", "every police force", frozenset({"Police"}), frozenset({"police_force_area"})
        ),
        BodyClass(
            "integrated_care_board",
            "every integrated care board",
            frozenset({"NHS"}),
            frozenset({"combined_authority", "county", *LOWER}),
            "Integrated care board",
        ),
        BodyClass(
            "combined_authority",
            "every combined authority",
            frozenset({"Combined authority"}),
            frozenset({"combined_authority"}),
        ),
    )
}


@dataclass(frozen=True)
class Body:
    """An organisation, as far as it matters for what it owes: `areas` are (id, kind) of those that it acts for."""

    id: int
    sector: str
    legal_form: str
    areas: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class Promise:
    """A target that a line sets: the figure of a period is to be at least, or at most, a value."""

    aim: Aim
    value: float
    period: Period


@dataclass(frozen=True)
class Formula:
    """How a line's figure is made of others: sum, difference, ratio (in the unit's scale) or complement (100 less)."""

    operation: str
    indicators: tuple[int, ...]
    names: tuple[str, ...]


OPERATIONS = ("sum", "difference", "ratio", "complement")


@dataclass(frozen=True)
class Ask:
    """One line, with all that decides whether a figure answers it. `line` is its row's id; None for an agreement's.

    `starts` is the month and day on which its periods start; `every` the months from one to the next.
    `periods` and `area` are set where a line names them itself instead of by calendar and level. `named` holds
    id, slug and title of every indicator that it needs.
    """

    framework: str
    framework_title: str
    href: str
    number: str
    title: str
    owner: str
    relation: Relation
    owed_to: str
    line: int | None = None
    indicator: int | None = None
    formula: Formula | None = None
    remark: str = ""
    length: str = "P1Y"
    starts: tuple[int, int] = (4, 1)
    every: int = 12
    due_days: int = 90
    level: Level = Level.OWN
    body_class: str = ""
    body: int | None = None
    takes_provisional: bool = False
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    promises: tuple[Promise, ...] = ()
    periods: tuple[Period, ...] = ()
    area: int | None = None
    is_illustrative: bool = False
    named: tuple[tuple[int, str, str], ...] = field(default=(), compare=False)

    @property
    def key(self) -> str:
        return f"{self.framework}:{self.number}"

    def indicators(self) -> tuple[int, ...]:
        """Every indicator whose values it needs."""
        if self.formula:
            return self.formula.indicators
        return (self.indicator,) if self.indicator else ()


def classes_of(body: Body) -> frozenset[str]:
    """The slugs of the classes that a body belongs to."""
    kinds = {kind for _, kind in body.areas}
    return frozenset(
        each.slug
        for each in BODY_CLASSES.values()
        if body.sector in each.sectors
        and kinds & each.kinds
        and (not each.legal_form or body.legal_form == each.legal_form)
    )


def owes(body: Body, ask: Ask) -> bool:
    """Whether a body owes what a line asks: by name, or because it is of the class that does."""
    return ask.body == body.id if ask.body else ask.body_class in classes_of(body)


def areas_asked(body: Body, ask: Ask, districts: Mapping[int, tuple[int, ...]]) -> tuple[int, ...]:
    """The ids of the areas that a line asks a body about; `districts` are those in each area."""
    if ask.area:
        return (ask.area,)
    if ask.level in (Level.POLICE_FORCE_AREA, Level.COMBINED_AUTHORITY):
        return tuple(area for area, kind in body.areas if kind == ask.level.value)
    own = own_areas(body, ask)
    if ask.level is Level.DISTRICTS:
        return tuple(dict.fromkeys(part for area in own for part in districts.get(area, ())))
    return own


def own_areas(body: Body, ask: Ask) -> tuple[int, ...]:
    """The areas that a body acts for: those of its class where it owes as one of a class."""
    kinds = BODY_CLASSES[ask.body_class].kinds if ask.body_class else None
    return tuple(area for area, kind in body.areas if kinds is None or kind in kinds)


def periods_asked(ask: Ask, within: Period) -> tuple[Period, ...]:
    """The periods of a line that end within another, and while the list was in force on their last day."""
    made = ask.periods or tuple(by_calendar(ask, within))
    return tuple(
        each
        for each in made
        if within.start <= each.ends_on <= within.ends_on
        and (ask.valid_from is None or ask.valid_from <= each.ends_on)
        and (ask.valid_to is None or each.ends_on <= ask.valid_to)
    )


def by_calendar(ask: Ask, within: Period) -> Iterator[Period]:
    """Periods by a line's calendar that may end within another, oldest first."""
    month, day = ask.starts
    back = Period(within.start, ask.length).length_months // 12 + 2
    start = dt.date(within.start.year - back, month, day)
    while start <= within.ends_on:
        yield Period(start, ask.length)
        start = add_months(start, ask.every)


def due_on(ask: Ask, period: Period) -> dt.date:
    """The day by which a period's figure is owed."""
    return period.ends_on + dt.timedelta(days=ask.due_days)


def words_of_months(months: int) -> str:
    """How often something is owed: "every year", "every quarter"."""
    named = {1: "every month", 3: "every quarter", 6: "every half-year", 12: "every year"}
    if months in named:
        return named[months]
    return f"every {months // 12} years" if months % 12 == 0 else f"every {months} months"
