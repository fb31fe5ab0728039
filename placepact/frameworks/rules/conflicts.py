"""Where two lists ask for the same thing differently, or one target pulls against another: pairs, with both owners."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from placepact.frameworks.rules.asks import Aim, Ask, Promise, Relation
from placepact.frameworks.rules.fit import words_of
from placepact.indicators.rules.periods import Period, length_key


class Clash(StrEnum):
    """What is between two lines, the gravest first."""

    IMPOSSIBLE = "impossible"
    OPPOSITE = "opposite"
    SHORT = "short"
    DEFINITION = "definition"
    PERIOD = "period"
    AREA = "area"
    TWICE = "twice"

    @property
    def words(self) -> str:
        return CLASH_WORDS[self]

    @property
    def is_of_targets(self) -> bool:
        return self in (Clash.IMPOSSIBLE, Clash.OPPOSITE, Clash.SHORT)


CLASH_WORDS = {
    Clash.IMPOSSIBLE: "Both targets cannot be met",
    Clash.OPPOSITE: "Targets pull in opposite directions",
    Clash.SHORT: "One target is met while the other is missed",
    Clash.DEFINITION: "Defined differently",
    Clash.PERIOD: "Another period",
    Clash.AREA: "Another level of area",
    Clash.TWICE: "Asked for twice, and one delivery serves both",
}


@dataclass(frozen=True)
class Asked:
    """A line as it asks for one indicator: of these areas, by id, for periods such as `example`."""

    ask: Ask
    indicator: int
    areas: frozenset[int]
    example: Period


@dataclass(frozen=True)
class Conflict:
    """Two lines on one indicator, what is between them, and a sentence that says it with its values."""

    clash: Clash
    one: Asked
    other: Asked
    sentence: str


@dataclass(frozen=True)
class Words:
    """How numbers and areas are said: by indicator its writer of figures, by area its name; and parts of areas by id."""

    figures: Mapping[int, Sequence[str]]
    names: Mapping[int, str]
    parts: Mapping[int, Collection[int]]

    def figure(self, indicator: int, value: float) -> str:
        """A figure with its unit: `figures` holds what stands before and after the number."""
        before, after = self.figures.get(indicator, ("", ""))
        return f"{before}{value:g}{after}"


def conflicts(asked: Iterable[Asked], words: Words) -> list[Conflict]:
    """Every pair of lines of different lists on one indicator between which there is something, gravest first."""
    by_indicator: dict[int, list[Asked]] = {}
    for each in asked:
        by_indicator.setdefault(each.indicator, []).append(each)
    found = [
        conflict
        for lines in by_indicator.values()
        for one, other in combinations(lines, 2)
        if one.ask.framework != other.ask.framework
        for conflict in between(one, other, words)
    ]
    order = list(Clash)
    return sorted(found, key=lambda each: order.index(each.clash))


def between(one: Asked, other: Asked, words: Words) -> list[Conflict]:
    """What is between two lines on one indicator: what their targets do, and how what they ask for differs."""
    found = [each for each in (of_targets(one, other, words), of_what_is_asked(one, other, words)) if each]
    if found or one.areas.isdisjoint(other.areas):
        return found
    return [Conflict(Clash.TWICE, one, other, twice(one, other))]


def of_targets(one: Asked, other: Asked, words: Words) -> Conflict | None:
    """How the targets of two lines stand to each other, where both set one for periods that overlap; the gravest."""
    found = [
        conflict
        for mine in one.ask.promises
        for theirs in other.ask.promises
        if mine.period.overlaps(theirs.period)
        if (conflict := of_two(one, mine, other, theirs, words=words))
    ]
    order = list(Clash)
    return min(found, key=lambda each: order.index(each.clash), default=None)


def of_two(one: Asked, mine: Promise, other: Asked, theirs: Promise, *, words: Words) -> Conflict | None:
    """Two targets of one indicator. Nothing where their areas have nothing to do with each other."""
    same, related = bool(one.areas & other.areas), is_related(one, other, words)
    if not related:
        return None
    said = f"{said_of(one, mine, words)}; {said_of(other, theirs, words)}"
    if mine.aim is not theirs.aim:
        least, most = (mine, theirs) if mine.aim is Aim.AT_LEAST else (theirs, mine)
        alike = same and length_key(mine.period) == length_key(theirs.period)
        clash = Clash.IMPOSSIBLE if alike and least.value > most.value else Clash.OPPOSITE
        return Conflict(clash, one, other, f"{said}.")
    if not same or mine.value == theirs.value or mine.period != theirs.period:
        return None
    return Conflict(Clash.SHORT, one, other, f"{said}. {weaker(one, mine, other, theirs)}")


def is_related(one: Asked, other: Asked, words: Words) -> bool:
    """Whether two lines share an area, or an area of one is part of an area of the other."""
    return bool(one.areas & other.areas) or within(one, other, words) or within(other, one, words)


def within(part: Asked, whole: Asked, words: Words) -> bool:
    return any(part.areas & set(words.parts.get(area, ())) for area in whole.areas)


def said_of(asked: Asked, promise: Promise, words: Words) -> str:
    """A target with its owner: "Oldham Council wants at least 6.5% for calendar year 2023 in Oldham"."""
    figure = words.figure(asked.indicator, promise.value)
    place = said_area(asked, words)
    return f"{asked.ask.owner} wants {promise.aim.words} {figure} for {words_of(promise.period)} in {place}"


def weaker(one: Asked, mine: Promise, other: Asked, theirs: Promise) -> str:
    """Which of two targets of one direction is met first, in a sentence."""
    lower = mine.value < theirs.value
    first = one if lower == (mine.aim is Aim.AT_LEAST) else other
    second = other if first is one else one
    return f"{first.ask.owner} can meet its own while that of {second.ask.owner} is missed."


def of_what_is_asked(one: Asked, other: Asked, words: Words) -> Conflict | None:
    """How what two lines ask for differs: in definition, in period, in level of area; the first that holds."""
    for clash, sentence in (
        (Clash.DEFINITION, by_definition(one, other)),
        (Clash.PERIOD, by_period(one, other)),
        (Clash.AREA, by_area(one, other, words)),
    ):
        if sentence:
            return Conflict(clash, one, other, sentence)
    return None


def by_definition(one: Asked, other: Asked) -> str:
    """One asks for our figure and the other for something that it covers in part; both in part, differently."""
    partial = [each for each in (one, other) if each.ask.relation is Relation.PARTIAL]
    if not partial or (len(partial) == 2 and one.ask.remark == other.ask.remark):
        return ""
    return (
        "; ".join(f"{each.ask.framework_title} {each.ask.number}: {each.ask.remark}" for each in partial)
        + "."
    )


def by_period(one: Asked, other: Asked) -> str:
    """They ask for years that start on other days, or are of another length."""
    mine, theirs = one.example, other.example
    if (mine.start.month, mine.start.day, length_key(mine)) == (
        theirs.start.month,
        theirs.start.day,
        length_key(theirs),
    ):
        return ""
    return f"{one.ask.framework_title} asks for {words_of(mine)}, {other.ask.framework_title} for {words_of(theirs)}."


def by_area(one: Asked, other: Asked, words: Words) -> str:
    """They ask about areas of different levels, one inside the other."""
    if one.areas & other.areas or not is_related(one, other, words):
        return ""
    return (
        f"{one.ask.framework_title} asks for {said_area(one, words)}, "
        f"{other.ask.framework_title} for {said_area(other, words)}."
    )


def said_area(asked: Asked, words: Words) -> str:
    """The area of a line by name; how many where there are several."""
    names = sorted(words.names.get(area, "?") for area in asked.areas)
    return names[0] if len(names) == 1 else f"each of {len(names)} districts"


def twice(one: Asked, other: Asked) -> str:
    """Two lines ask for the very same; says whose day comes first."""
    first, second = sorted((one, other), key=lambda each: each.ask.due_days)
    return (
        f"{first.ask.framework_title} wants it {first.ask.due_days} days after the period ends, "
        f"{second.ask.framework_title} {second.ask.due_days} days after: deliver it for the first."
    )
