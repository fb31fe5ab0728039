"""The sentences above and below the pictures of the indicator page: each says what is seen."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from placepact.drawings import dots
from placepact.drawings.plot import Lines
from placepact.govuk import format as say
from placepact.indicators.rules.periods import Period
from placepact.places.models import Kind
from placepact.scorecards.one import One
from placepact.scorecards.rows import short_name

Given = list[tuple[Period, float]]


def writer(one: One) -> Callable[[float], str]:
    return lambda number: say.short(number, one.definition.unit, one.definition.decimals)


def full_writer(one: One) -> Callable[[float], str]:
    return lambda number: say.figure(number, one.definition.unit, one.definition.decimals)


def size(one: One, number: float) -> str:
    """An amount of change without its way: "2.3 years"."""
    words = say.change(abs(number), one.definition.unit, one.definition.decimals)
    return words.removeprefix("up ")


def given(one: One) -> Given:
    """The periods with a figure, in order."""
    pairs = zip(one.series.periods, one.series.value, strict=True)
    return [(period, float(number)) for period, number in pairs if not math.isnan(number)]


def name_of(one: One) -> str:
    """The area as it stands in a sentence: "the North West", "the Cumbria police area"."""
    if one.area.kind == Kind.POLICE_FORCE_AREA:
        return f"the {one.area.name.removesuffix(' Police')} police area"
    return say.the(one.area.name)


def movement(one: One) -> str:
    """The heading of the line: where it has gone, or that what looks like change could be chance."""
    there = given(one)
    turn = last_turn(there)
    now = there[-1][1]
    if len(there) - 1 - turn >= 2 and is_beyond_chance(one, there[turn][1]):
        rises = now > there[turn][1]
        way = "Rising" if rises else "Falling"
        return f"{way} since {year_of(there[turn][0])}{against_the_promise(one, rises=rises)}"
    first, was = there[0]
    if now == was:
        return f"The same as in {year_of(first)}"
    if not is_beyond_chance(one, was):
        return f"No clear change since {year_of(first)}"
    return f"{'Up' if now > was else 'Down'} {size(one, now - was)} since {year_of(first)}"


def last_turn(there: Given) -> int:
    """Where the last unbroken rise or fall began: a position, that of the last figure where there is none."""
    at = len(there) - 1
    while at > 0:
        step = there[at][1] - there[at - 1][1]
        after = there[at + 1][1] - there[at][1] if at + 1 < len(there) else step
        if step * after <= 0:
            break
        at -= 1
    return at


def is_beyond_chance(one: One, was: float) -> bool:
    """Whether an earlier figure lies outside the newest one's limits; True where none are published."""
    assert one.at is not None
    lower, upper = float(one.series.lower[one.at]), float(one.series.upper[one.at])
    return math.isnan(lower) or not lower <= was <= upper


def against_the_promise(one: One, *, rises: bool) -> str:
    """What is said of a movement that goes the wrong way while a target stands."""
    if one.judged is None or not one.judged.path or one.direction.sign == (1 if rises else -1):
        return ""
    return f", though the promise is to {'rise' if one.direction.sign > 0 else 'fall'}" * bool(
        one.direction.sign
    )


def year_of(period: Period) -> str:
    """A period as the axis names it: one of several years by its last."""
    return short_name(period) if period.length_months > 12 else period.label()


def caption_of_line(one: One, scale: str) -> str:
    """What is drawn, how its periods lie, and where the scale starts."""
    last = "Each is drawn at its last year." if given(one)[-1][0].length_months > 12 else ""
    parts = (f"{one.definition.measure}.", one.definition.period_note, last, scale)
    return " ".join(part.strip() for part in parts if part)


def note_of_line(chart: Lines) -> str:
    """What the marks mean, for those that are there."""
    parts = {
        "Pale band: 95% interval.": any(point.lower is not None for point in chart.points),
        "Grey: range of similar areas.": bool(chart.similar),
        "Open diamonds: the promised path.": bool(chart.promise),
    }
    return " ".join(words for words, is_there in parts.items() if is_there)


def found_in_parts(one: One, period: Period | None) -> list[tuple[float, str]]:
    """The parts that have a figure for a period, highest first."""
    held = [(series.at(period), area.name) for area, series in one.parts] if period else []
    return sorted((each for each in held if not math.isnan(each[0])), reverse=True)


def spread(one: One) -> str:
    """The heading of the small multiples: how far apart the parts are."""
    found = found_in_parts(one, one.parts_period)
    if len(found) < 2:
        return "District by district"
    many = say.first_up(say.count_in_words(len(found), "district"))
    return f"{many}, {size(one, found[0][0] - found[-1][0])} between them"


def extremes(one: One, period: Period) -> str:
    """The heading of the map: who is highest and who is lowest."""
    found = found_in_parts(one, period)
    return f"Highest in {found[0][1]}, lowest in {found[-1][1]}"


def map_note(one: One) -> str:
    """What chance allows to be read from the map."""
    fixed = "Four equal classes, the same for every period."
    if any(not math.isnan(low) for _, series in one.parts for low in series.lower):
        return f"{fixed} Each figure has an interval: use the ranking below before you say that one is worse."
    return f"{fixed} No limits are published, so small differences may mean nothing."


def against_england(districts: Sequence[dots.Dot], england: float | None) -> str:
    """The heading of the ranking: how many districts are clearly worse, or better, than England."""
    if england is None:
        return "Ranked from highest to lowest"
    if not dots.has_intervals(districts):
        return without_intervals([each.value for each in districts], england)
    worse, better, other = (
        sum(each.words == words for each in districts)
        for words in ("worse than England", "better than England", "differs from England")
    )
    if other:
        return f"{districts_are(other, 'differ', 'differs')} clearly from England"
    if not worse:
        return f"{districts_are(better)} clearly better than England"
    more = f", {say.in_words(better)} clearly better" if better else ""
    return f"{districts_are(worse)} clearly worse than England{more}"


def districts_are(how_many: int, many: str = "are", one: str = "is") -> str:
    """ "Five districts are", "One district is", "No district is"."""
    if how_many <= 1:
        return f"{'One' if how_many else 'No'} district {one}"
    return f"{say.first_up(say.count_in_words(how_many, 'district'))} {many}"


def without_intervals(values: Sequence[float], england: float) -> str:
    """How many lie above England, where nothing can be said of chance."""
    above, every = sum(value > england for value in values), say.count_in_words(len(values), "district")
    if above == len(values):
        return f"All {every} are above England"
    if not above and england not in values:
        return f"All {every} are below England"
    return f"{say.first_up(say.in_words(above))} of {every} {'is' if above == 1 else 'are'} above England"


def ranking_caption(one: One, period: Period, made: Sequence[dots.Dot]) -> str:
    start = f"{one.definition.measure}, {period.label()}"
    if dots.has_intervals(made):
        return f"{start}, with 95% intervals. Filled dot: differs from England beyond chance. Open dot: could be chance."
    return f"{start}. No limits are published, so chance cannot be told from a difference."
