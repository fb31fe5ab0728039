"""Does a delivered figure answer a line? One value serves every line that it can; where it cannot, the reason is said."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from placepact.frameworks.rules.asks import Ask, Formula, Relation
from placepact.indicators.rules.periods import Period, label_of_years, length_key
from placepact.indicators.rules.words import Finality, Presence

SCALES: Mapping[str, float] = {"percent": 100.0, "per_100k": 1e5, "per_million": 1e6}
"""What a numerator over a denominator is multiplied by in units that can be recomputed from the two."""
TILED = "percent"
"""The one unit in which shorter periods are put together: of a rate by population the denominators would add up wrongly."""


class State(StrEnum):
    """Whether a line is answered."""

    MET = "met"
    RECOMPUTED = "recomputed"
    NOT_APPLICABLE = "not_applicable"
    PROVISIONAL = "provisional"
    PARTLY = "partly"
    NOT_MET = "not_met"
    NOT_DUE = "not_due"
    PENDING = "pending"
    NOT_CARRIED = "not_carried"

    @property
    def words(self) -> str:
        return STATE_WORDS[self]

    @property
    def counts(self) -> bool:
        """Whether nothing more is needed for the line."""
        return self in (State.MET, State.RECOMPUTED, State.NOT_APPLICABLE)


STATE_WORDS = {
    State.MET: "Met",
    State.RECOMPUTED: "Met, recomputed",
    State.NOT_APPLICABLE: "Not applicable",
    State.PROVISIONAL: "Provisional",
    State.PARTLY: "Met in part",
    State.NOT_MET: "Not met",
    State.NOT_DUE: "Not due yet",
    State.PENDING: "Pending",
    State.NOT_CARRIED: "Not carried",
}


@dataclass(frozen=True)
class Fact:
    """A value that stands, as far as it matters here. `value` is in the indicator's unit."""

    id: int
    indicator: int
    area: int
    period: Period
    presence: str
    finality: str
    value: float | None
    numerator: float | None = None
    denominator: float | None = None

    @property
    def is_given(self) -> bool:
        return self.presence == Presence.GIVEN


@dataclass(frozen=True)
class Fit:
    """Whether and by which values a line is answered; `reason` is a sentence where there is something to say."""

    state: State
    reason: str = ""
    values: tuple[int, ...] = ()
    number: float | None = None


@dataclass(frozen=True)
class Wanted:
    """One cell: a line, an area and its parts, and a period; `others` are further areas that the body acts for."""

    ask: Ask
    area: int
    period: Period
    due_on: dt.date
    parts: tuple[int, ...] = ()
    others: tuple[int, ...] = ()


class Facts:
    """The values that stand, found by indicator and area."""

    def __init__(self, found: Iterable[Fact]) -> None:
        self._held: dict[tuple[int, int], list[Fact]] = {}
        for each in found:
            self._held.setdefault((each.indicator, each.area), []).append(each)

    def of(self, indicator: int, area: int) -> Sequence[Fact]:
        return self._held.get((indicator, area), ())

    def at(self, indicator: int, area: int, period: Period) -> Fact | None:
        """The value of exactly this period; P12M is P1Y."""
        key = (period.start, length_key(period))
        return next(
            (e for e in self.of(indicator, area) if (e.period.start, length_key(e.period)) == key), None
        )


@dataclass(frozen=True)
class Known:
    """What is known besides the cell: facts, names and kinds of areas by id, units of indicators by id, the day it is."""

    facts: Facts
    names: Mapping[int, str]
    kinds: Mapping[int, str]
    units: Mapping[int, str]
    on: dt.date


def fit(wanted: Wanted, known: Known) -> Fit:
    """How the values that stand answer one cell."""
    ask = wanted.ask
    if ask.relation is Relation.PENDING:
        return Fit(State.PENDING, ask.remark or "pending: the metric is not defined yet")
    if ask.formula:
        return too_early(computed(ask.formula, wanted, known), wanted, known)
    if ask.indicator is None:
        return Fit(State.NOT_CARRIED, ask.remark or "no figure of ours measures it")
    found = too_early(of_indicator(ask.indicator, wanted, known), wanted, known)
    if ask.relation is Relation.PARTIAL and found.state in (State.MET, State.RECOMPUTED, State.PROVISIONAL):
        return Fit(State.PARTLY, ask.remark, found.values, found.number)
    return found


def too_early(found: Fit, wanted: Wanted, known: Known) -> Fit:
    """The same, unless nothing was given and nothing is due yet."""
    if found.state is not State.NOT_MET or wanted.due_on < known.on:
        return found
    due = f"due on {wanted.due_on.day} {wanted.due_on:%B %Y}"
    return Fit(State.NOT_DUE, f"{due}; {found.reason}" if found.values else due, found.values)


def of_indicator(indicator: int, wanted: Wanted, known: Known) -> Fit:
    """By the value of exactly this area and period; else recomputed from parts; else the reason."""
    exact = known.facts.at(indicator, wanted.area, wanted.period)
    if exact and exact.is_given:
        return settled([exact], exact.value, wanted, State.MET)
    from_parts = of_parts(indicator, wanted, known)
    if from_parts and from_parts.state is not State.NOT_MET:
        return from_parts
    if exact:
        return absent(exact)
    return (
        tiled(indicator, wanted, known)
        or from_parts
        or other_area(indicator, wanted, known)
        or other_period(indicator, wanted, known)
        or nothing(indicator, wanted, known)
    )


def settled(used: Sequence[Fact], number: float | None, wanted: Wanted, state: State, how: str = "") -> Fit:
    """Answered, unless one value used may still change and the line does not take such."""
    ids = tuple(each.id for each in used)
    if any(each.finality == Finality.PROVISIONAL for each in used):
        if not wanted.ask.takes_provisional:
            said = "provisional until the audit"
            return Fit(State.PROVISIONAL, f"{said}; {how}" if how else said, ids, number)
        how = f"{how}; provisional, which this list takes" if how else "provisional, which this list takes"
    return Fit(state, how, ids, number)


def absent(fact: Fact) -> Fit:
    """A value that was delivered without a number."""
    said = {
        Presence.NOT_APPLICABLE: Fit(State.NOT_APPLICABLE, "not applicable", (fact.id,)),
        Presence.SUPPRESSED: Fit(State.NOT_MET, "suppressed", (fact.id,)),
        Presence.PENDING: Fit(State.NOT_MET, "delivered as pending", (fact.id,)),
        Presence.MISSING: Fit(State.NOT_MET, "delivered as not available", (fact.id,)),
    }
    return said[Presence(fact.presence)]


def of_parts(indicator: int, wanted: Wanted, known: Known) -> Fit | None:
    """The figure of an area from those of its parts: numerators over denominators, never an average. None without any."""
    if not wanted.parts:
        return None
    found = {part: known.facts.at(indicator, part, wanted.period) for part in wanted.parts}
    given = [each for each in found.values() if each and each.is_given]
    if not given:
        return None
    ids = tuple(each.id for each in given)
    start = f"district figures, {known.names.get(wanted.area, 'the whole')} needed: "
    gone = [known.names.get(part, "?") for part, each in found.items() if not (each and each.is_given)]
    if gone:
        said = f"{start}{len(gone)} of {len(found)} districts missing: {', '.join(sorted(gone))}"
        return Fit(State.NOT_MET, said, ids)
    scale = SCALES.get(known.units.get(indicator, ""))
    if scale is None:
        return Fit(State.NOT_MET, f"{start}a figure of this unit is not recomputed from parts", ids)
    number = recomputed(given, scale)
    if number is None:
        said = "delivered without numerator and denominator, and an average of rates is none"
        return Fit(State.NOT_MET, start + said, ids)
    return settled(given, number, wanted, State.RECOMPUTED, f"recomputed from {len(given)} districts")


def recomputed(used: Sequence[Fact], scale: float) -> float | None:
    """All numerators over all denominators; None where one is missing, or nothing is counted."""
    over = [each.numerator for each in used if each.numerator is not None]
    under = [each.denominator for each in used if each.denominator is not None]
    if len(over) < len(used) or len(under) < len(used) or math.fsum(under) <= 0:
        return None
    return math.fsum(over) / math.fsum(under) * scale


def tiled(indicator: int, wanted: Wanted, known: Known) -> Fit | None:
    """The figure of a period from shorter ones that fill it without gap; None where they do not."""
    if known.units.get(indicator) != TILED:
        return None
    inside = [
        each
        for each in known.facts.of(indicator, wanted.area)
        if each.is_given
        and not each.period.is_point
        and wanted.period.start <= each.period.start
        and each.period.ends_on <= wanted.period.ends_on
    ]
    row = filling(inside, wanted.period)
    number = recomputed(row, SCALES[TILED]) if row else None
    if number is None:
        return None
    return settled(row, number, wanted, State.RECOMPUTED, f"recomputed from {len(row)} shorter periods")


def filling(inside: Sequence[Fact], period: Period) -> list[Fact]:
    """Facts that follow on each other from the first day of a period to its last; the longest at each step."""
    row: list[Fact] = []
    day = period.start
    while day <= period.ends_on:
        starting = [each for each in inside if each.period.start == day]
        if not starting:
            return []
        row.append(max(starting, key=lambda each: each.period.ends_on))
        day = row[-1].period.ends_on + dt.timedelta(days=1)
    return row


def other_area(indicator: int, wanted: Wanted, known: Known) -> Fit | None:
    """What to say where the body gave the figure for another area that it acts for."""
    for other in wanted.others:
        found = known.facts.at(indicator, other, wanted.period)
        if found and found.is_given:
            said = f"{area_words(other, known)} delivered, {area_words(wanted.area, known)} asked"
            return Fit(State.NOT_MET, said, (found.id,))
    return None


def area_words(area: int, known: Known) -> str:
    """An area with the kind that it is, since two may share a name."""
    kind = known.kinds.get(area, "").replace("_", " ")
    return f"the {kind} of {known.names.get(area, '?')}" if kind else known.names.get(area, "?")


def other_period(indicator: int, wanted: Wanted, known: Known) -> Fit | None:
    """What to say where a value of another period over the same days was given."""
    found = [
        each
        for each in known.facts.of(indicator, wanted.area)
        if each.is_given and each.period.overlaps(wanted.period)
    ]
    if not found:
        return None
    nearest = max(found, key=lambda each: (days_shared(each.period, wanted.period), each.period.ends_on))
    said = f"{words_of(nearest.period)} delivered, {words_of(wanted.period)} asked"
    return Fit(State.NOT_MET, said, (nearest.id,))


def nothing(indicator: int, wanted: Wanted, known: Known) -> Fit:
    """What to say where no value comes near."""
    given = [each.period for each in known.facts.of(indicator, wanted.area) if each.is_given]
    before = [each for each in given if each.ends_on < wanted.period.start]
    if not before:
        return Fit(State.NOT_MET, f"no figure for {words_of(wanted.period)} has been delivered")
    newest = max(before, key=lambda each: each.ends_on)
    return Fit(State.NOT_MET, f"no figure for {words_of(wanted.period)} yet; the newest is {newest.label()}")


def computed(formula: Formula, wanted: Wanted, known: Known) -> Fit:
    """The figure of a formula, as sure as the least sure of its parts."""
    found = [of_indicator(each, wanted, known) for each in formula.indicators]
    values = tuple(value for each in found for value in each.values)
    gone = [
        f"{name} ({each.reason})"
        for name, each in zip(formula.names, found, strict=True)
        if each.number is None
    ]
    if gone:
        return Fit(State.NOT_MET, f"a part is missing: {'; '.join(gone)}", values)
    number = calculate(formula.operation, [each.number for each in found if each.number is not None])
    if number is None:
        return Fit(State.NOT_MET, "nothing to divide by", values)
    weak = next((each for each in found if each.state is State.PROVISIONAL), None)
    if weak:
        return Fit(State.PROVISIONAL, weak.reason, values, number)
    return Fit(State.RECOMPUTED, f"computed from {' and '.join(formula.names)}", values, number)


def calculate(operation: str, numbers: Sequence[float]) -> float | None:
    """One number from several; None where a ratio has nothing to divide by. KeyError for an unknown operation."""
    if operation == "ratio" and numbers[1] == 0:
        return None
    return {
        "sum": lambda: math.fsum(numbers),
        "difference": lambda: numbers[0] - numbers[1],
        "ratio": lambda: numbers[0] / numbers[1] * 100.0,
        "complement": lambda: 100.0 - numbers[0],
    }[operation]()


def days_shared(one: Period, other: Period) -> int:
    """How many days two periods share."""
    return (min(one.ends_on, other.ends_on) - max(one.start, other.start)).days + 1


def words_of(period: Period) -> str:
    """A period with the kind of year that it is: "calendar year 2023", "financial year 2023-24"."""
    if period.length_months != 12 or period.start.day != 1:
        return period.label()
    kind = {1: "calendar year", 4: "financial year", 8: "school year", 9: "school year"}.get(
        period.start.month
    )
    return f"{kind} {label_of_years(period)}" if kind else period.label()
