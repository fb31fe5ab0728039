"""The checks of delivered figures on what somebody types: one entry of a form or of a request, before there is a file.

An entry is a value; a numerator and a denominator; counts by parts; or the
words of a milestone. What comes back is the figure that would be kept, what stops
it, and what is only asked, each with the number of its check.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from placepact.indicators.delivery import units
from placepact.indicators.delivery.checks import Check, load_checks
from placepact.indicators.delivery.marks import KNOWN, Mark, read_mark
from placepact.indicators.delivery.numerals import why_not_a_number
from placepact.indicators.delivery.reasons import shown
from placepact.indicators.delivery.vocabulary import Indicator

LONGEST_MILESTONE = 2_000


@dataclass(frozen=True)
class Entry:
    """What was typed, as text. Empty is nothing typed.

    `parts` are the counts of a breakdown by name; where they overlap (people
    who count in two of them) they need not add up.
    """

    value: str = ""
    numerator: str = ""
    denominator: str = ""
    mark: str = ""
    parts: Mapping[str, str] = field(default_factory=dict)
    overlapping: bool = False
    milestone: str = ""


@dataclass(frozen=True)
class Said:
    """One thing about one field: the field's name (a part by its own), the check, and a sentence."""

    field: str
    check: Check
    message: str

    @property
    def stops(self) -> bool:
        return self.check.severity == "error"


@dataclass(frozen=True)
class Kept:
    """The figure that an entry would be kept as; `value` is None where a presence other than given says why."""

    presence: str
    finality: str
    value: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    parts: Mapping[str, float] = field(default_factory=dict)
    note: str = ""


@dataclass(frozen=True)
class Outcome:
    """What comes of an entry: what would be kept (None where something stops it), and all that is said of it."""

    kept: Kept | None
    said: tuple[Said, ...]

    @property
    def errors(self) -> tuple[Said, ...]:
        return tuple(each for each in self.said if each.stops)

    @property
    def questions(self) -> tuple[Said, ...]:
        return tuple(each for each in self.said if not each.stops)


def check_entry(entry: Entry, indicator: Indicator, history: Sequence[float] = ()) -> Outcome:
    """Check what was typed for an indicator. `history` are its given values before, oldest first, one a period."""
    said: list[Said] = []
    numbers = {
        name: number(name, getattr(entry, name), said) for name in ("value", "numerator", "denominator")
    }
    parts = {name: number(name, text, said) for name, text in entry.parts.items()}
    mark = read_mark(entry.mark) if entry.mark.strip() else Mark()
    said += of_mark(mark)
    if not any(each.stops for each in said):
        figures = reckoned(numbers, parts, entry, indicator)
        said += of_presence(figures["value"], mark, entry)
        said += of_value(figures["value"], indicator)
        said += of_pair(figures, indicator)
        said += of_parts(figures["numerator"], parts, entry)
        said += of_jump(figures["value"], history)
    if any(each.stops for each in said):
        return Outcome(None, tuple(said))
    presence = "given" if figures["value"] is not None or entry.milestone.strip() else mark.presence
    counts = {name: each for name, each in parts.items() if each is not None}
    note = entry.milestone.strip() or mark.text or mark.remark or ""
    return Outcome(
        Kept(presence or "missing", mark.finality, **figures, parts=counts, note=note), tuple(said)
    )


def number(name: str, text: str, said: list[Said]) -> float | None:
    """The number in a field; None where it is empty, or where what is wrong with it is added to `said`."""
    bare = text.strip()
    if not bare:
        return None
    try:
        found = float(bare) if "_" not in bare else math.nan
    except ValueError:
        found = math.nan
    if math.isfinite(found):
        return found
    code, message = why_not_a_number(bare)
    said.append(Said(name, load_checks()[code], message))
    return None


def reckoned(
    numbers: Mapping[str, float | None],
    parts: Mapping[str, float | None],
    entry: Entry,
    indicator: Indicator,
) -> dict[str, float | None]:
    """The value from its two counts, and the whole from its parts, where they are left out."""
    found = dict(numbers)
    counts = [each for each in parts.values() if each is not None]
    if found["numerator"] is None and counts and len(counts) == len(parts) and not entry.overlapping:
        found["numerator"] = sum(counts)
    scale = units.SCALES.get(units.canonical(indicator.unit))
    above, below = found["numerator"], found["denominator"]
    if found["value"] is None and above is not None and not entry.mark.strip():
        if scale is None and below is None:
            found["value"] = above
        elif scale is not None and below is not None and below > 0:
            found["value"] = scale * above / below
    return found


def say(name: str, code: str, message: str) -> Said:
    return Said(name, load_checks()[code], message)


def of_mark(mark: Mark) -> Iterator[Said]:
    if mark.wrong:
        yield say("mark", "mark_unknown", f"“{mark.wrong}” is not a mark we know. Use {KNOWN}.")
    if mark.clash:
        yield say("mark", "marks_clash", f"the marks {mark.clash} give two reasons why there is no value.")


def of_presence(value: float | None, mark: Mark, entry: Entry) -> Iterator[Said]:
    """There is a value, a milestone or a mark, and not a value beside a mark that says there is none."""
    if len(entry.milestone) > LONGEST_MILESTONE:
        yield say(
            "milestone", "milestone_too_long", f"a milestone has at most {LONGEST_MILESTONE:,} letters."
        )
    if value is not None and mark.presence:
        said = mark.presence.replace("_", " ")
        yield say(
            "value", "value_beside_absence",
            f"the value {shown(value)} stands beside a mark which says that it is {said}. Take out one of the two.",
        )  # fmt: skip
    if value is None and not mark.presence and not entry.milestone.strip():
        yield say(
            "value", "value_missing",
            "there is no value and no mark that says why. Write the value, or choose why there is none.",
        )  # fmt: skip


def of_value(value: float | None, indicator: Indicator) -> Iterator[Said]:
    """A value lies between the least and the most that it can be."""
    if value is None:
        return
    is_percentage = units.canonical(indicator.unit) == units.PERCENT
    if indicator.lower_bound is not None and value < indicator.lower_bound:
        yield say(
            "value",
            "value_too_low",
            f"{shown(value)} is below {shown(indicator.lower_bound)}, the least it can be.",
        )
    if indicator.upper_bound is not None and value > indicator.upper_bound:
        expected = "; a percentage is expected" if is_percentage else ", the most it can be"
        yield say(
            "value", "value_too_high", f"{shown(value)} is above {shown(indicator.upper_bound)}{expected}."
        )


def of_pair(figures: Mapping[str, float | None], indicator: Indicator) -> Iterator[Said]:
    """Numerator and denominator make sense, and the value is their ratio."""
    value, above, below = (figures[name] for name in ("value", "numerator", "denominator"))
    scale = units.SCALES.get(units.canonical(indicator.unit))
    if below is not None and below <= 0:
        yield say(
            "denominator",
            "denominator_not_positive",
            f"the denominator is {shown(below)}, and nothing can be divided by it.",
        )
    if above is not None and above < 0:
        yield say(
            "numerator",
            "numerator_negative",
            f"the numerator is {shown(above)}; a count cannot be below zero.",
        )
    if above is None or below is None or below <= 0 or scale is None:
        return
    if above > below:
        code = "numerator_above_denominator" if scale == units.SCALES[units.PERCENT] else "rate_above_one"
        yield say(
            "numerator",
            code,
            f"the numerator {shown(above)} is above the denominator {shown(below)}. Are the two swapped?",
        )
    expected = scale * above / below
    if value is not None and abs(value - expected) > 0.05 + 1e-9 * abs(expected):
        yield say(
            "value",
            "value_not_the_ratio",
            f"the value {shown(value)} is not {shown(above)} / {shown(below)} × {shown(scale)} = {expected:.4f}.",
        )


def of_parts(whole: float | None, parts: Mapping[str, float | None], entry: Entry) -> Iterator[Said]:
    """The counts of a breakdown add up to the whole, unless they are said to overlap."""
    counts = [each for each in parts.values() if each is not None]
    if whole is None or entry.overlapping or not counts or len(counts) < len(parts):
        return
    tolerance = load_checks()["total_is_not_its_parts"].settings["tolerance"]
    if abs(sum(counts) - whole) > tolerance:
        yield say(
            "numerator", "total_is_not_its_parts",
            f"the whole is {shown(whole)}, and its {len(counts)} parts add up to {shown(sum(counts))}. Is one missing,"
            " or do they overlap?",
        )  # fmt: skip


def of_jump(value: float | None, history: Sequence[float]) -> Iterator[Said]:
    """A change is not far beyond any of the years before."""
    settings = load_checks()["jump"].settings
    before = list(history)[-int(settings["years"]) - 1 :]
    changes = [abs(later - earlier) for earlier, later in pairwise(before)]
    if value is None or len(changes) < settings["changes"] or not max(changes):
        return
    if abs(value - before[-1]) > settings["times"] * max(changes):
        yield say(
            "value", "jump",
            f"{shown(value)} is {shown(abs(value - before[-1]))} away from the {shown(before[-1])} before it; the largest"
            f" change of the years before was {shown(max(changes))}. Is it right?",
        )  # fmt: skip
