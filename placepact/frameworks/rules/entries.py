"""One cell of a request as somebody writes it: what it means, what is wrong with it, and what only looks odd.

The page and the workbook are read by the same function, so that both refuse the
same things in the same words. Which check stops and which only asks is data:
`placepact/definitions/checks/requests.toml`.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from placepact.indicators.delivery.numerals import why_not_a_number
from placepact.indicators.delivery.units import SCALES, canonical
from placepact.indicators.rules.words import Finality, Presence

FIELDS = (
    "value", "numerator", "denominator", "parts", "overlap", "presence", "finality", "milestone", "comment",
    "explanation",
)  # fmt: skip
"""What can be written in a cell, by the names of the page's fields and of the workbook's columns."""
JUMP_YEARS, JUMP_CHANGES = 10, 3


@dataclass(frozen=True)
class Asked:
    """What a cell asks for: a figure of some unit within bounds, or the words of a milestone.

    `history` are the figures of the years before, oldest first, as (first day, value).
    """

    title: str
    unit: str = ""
    lower: float | None = None
    upper: float | None = None
    is_milestone: bool = False
    starts: dt.date | None = None
    history: tuple[tuple[dt.date, float], ...] = ()

    @property
    def scale(self) -> float | None:
        """What a numerator over a denominator is multiplied by; None where the two do not make the value."""
        return SCALES.get(canonical(self.unit))


@dataclass(frozen=True)
class Part:
    """One part of a breakdown: its name, its count, and of how many where that is said."""

    name: str
    count: float
    of: float | None = None


@dataclass(frozen=True)
class Answer:
    """What a cell says. `presence` is empty while nothing has been written."""

    presence: str = ""
    finality: str = Finality.FINAL.value
    value: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    parts: tuple[Part, ...] = ()
    overlap: bool = False
    milestone: str = ""
    comment: str = ""
    explanation: str = ""


@dataclass(frozen=True)
class Finding:
    """Something about one field: the code of its check, what was written, and a sentence that says what to do."""

    field: str
    code: str
    written: str
    message: str


@dataclass
class Read:
    """A cell that was read: what it says, what stops it, and what is only asked."""

    answer: Answer
    faults: list[Finding] = field(default_factory=list)
    questions: list[Finding] = field(default_factory=list)

    @property
    def needs_words(self) -> bool:
        return bool(self.questions) and not self.answer.explanation


def read(written: Mapping[str, str], asked: Asked) -> Read:
    """Read one cell. Fields that are not named are empty."""
    clean = {name: written.get(name, "").strip() for name in FIELDS}
    return of_milestone(clean) if asked.is_milestone else of_figure(clean, asked)


def of_milestone(written: Mapping[str, str]) -> Read:
    """Words about what was reached; or a mark that there is nothing to say."""
    faults = list(choices(written))
    presence = written["presence"] or (Presence.GIVEN.value if written["milestone"] else "")
    made = Answer(
        presence, Finality.FINAL.value, milestone=written["milestone"], comment=written["comment"],
        explanation=written["explanation"],
    )  # fmt: skip
    if presence == Presence.GIVEN.value and not written["milestone"]:
        faults.append(
            Finding("milestone", "nothing_given", "", "there are no words. Write what was reached.")
        )
    if presence not in ("", Presence.GIVEN.value) and written["milestone"]:
        faults.append(beside("milestone", written["milestone"], presence))
    faults += without_words(made)
    return Read(made, faults)


def of_figure(written: Mapping[str, str], asked: Asked) -> Read:
    """A figure, as a value or as numerator and denominator, or a mark that there is none."""
    faults = list(choices(written))
    numbers = {name: number(name, written[name], faults) for name in ("value", "numerator", "denominator")}
    has_figure = any(written[name] for name in ("value", "numerator", "denominator"))
    parts = read_parts(written["parts"], faults)
    presence = written["presence"] or (Presence.GIVEN.value if has_figure else "")
    value = numbers["value"] if numbers["value"] is not None else made_of(numbers, asked)
    made = Answer(
        presence=presence,
        finality=written["finality"] or Finality.FINAL.value,
        value=value if presence == Presence.GIVEN.value else None,
        numerator=numbers["numerator"],
        denominator=numbers["denominator"],
        parts=parts,
        overlap=is_ticked(written["overlap"]),
        comment=written["comment"],
        explanation=written["explanation"],
    )
    if presence and presence != Presence.GIVEN.value:
        faults += [beside(name, written[name], presence) for name in numbers if written[name]]
        return Read(made, [*faults, *without_words(made)])
    if presence and not faults:
        faults += whole(made, numbers["value"], asked, written)
    return Read(made, faults, [] if faults or not presence else list(odd(made, asked)))


def is_ticked(text: str) -> bool:
    return text.casefold() in ("on", "yes", "true")


def choices(written: Mapping[str, str]) -> Iterator[Finding]:
    """Marks that are on no list."""
    for name, known in (("presence", set(Presence)), ("finality", set(Finality))):
        if written[name] and written[name] not in known:
            listed = ", ".join(sorted(known))
            yield Finding(
                name, "not_on_the_list", written[name], f"“{written[name]}” is none of {listed}. Choose one."
            )


def number(name: str, text: str, faults: list[Finding]) -> float | None:
    """A field as a number; a percent sign or a comma is told of, never guessed at."""
    if not text:
        return None
    try:
        found = float(text)
    except ValueError:
        found = math.nan
    if math.isfinite(found) and not set("_") & set(text):
        return found
    faults.append(Finding(name, "not_a_number", text, why_not_a_number(text)[1]))
    return None


def made_of(numbers: Mapping[str, float | None], asked: Asked) -> float | None:
    """The value that numerator and denominator make, where the unit says how."""
    top, bottom, scale = numbers["numerator"], numbers["denominator"], asked.scale
    if top is None or not bottom or scale is None:
        return None
    return top / bottom * scale


def whole(made: Answer, value: float | None, asked: Asked, written: Mapping[str, str]) -> Iterator[Finding]:
    """What stops a figure that could be read."""
    found = list(fraction(made, value, asked, written))
    if made.value is None and not found:
        yield Finding(
            "value", "nothing_given", "",
            "there is no value. Write it, or choose why there is none. Zero is written 0.",
        )  # fmt: skip
    yield from found
    if made.value is None:
        return
    yield from bounds(made.value, asked, written)
    yield from adding(made, written)


def bounds(value: float, asked: Asked, written: Mapping[str, str]) -> Iterator[Finding]:
    name = "value" if written["value"] else "numerator"
    expected = "a percentage is expected" if asked.scale == 100 else f"check the unit ({asked.unit})"
    if asked.lower is not None and value < asked.lower:
        yield Finding(name, "below_what_is_possible", written[name],
                      f"{shown(value)} is below {shown(asked.lower)}; {expected}")  # fmt: skip
    if asked.upper is not None and value > asked.upper:
        yield Finding(name, "above_what_is_possible", written[name],
                      f"{shown(value)} is above {shown(asked.upper)}; {expected}")  # fmt: skip


def fraction(
    made: Answer, value: float | None, asked: Asked, written: Mapping[str, str]
) -> Iterator[Finding]:
    """What is wrong with numerator and denominator."""
    top, bottom = made.numerator, made.denominator
    if top is not None and bottom is None and asked.scale is not None:
        yield Finding("denominator", "half_a_fraction", "",
                      f"the numerator {shown(top)} has no denominator. Write it, or take the numerator out.")  # fmt: skip
    if top is None and bottom is not None:
        yield Finding("numerator", "half_a_fraction", "",
                      f"the denominator {shown(bottom)} has no numerator. Write it, or take the denominator out.")  # fmt: skip
    if bottom is not None and bottom <= 0:
        yield Finding("denominator", "denominator_not_positive", written["denominator"],
                      f"the denominator is {shown(bottom)}, and nothing can be divided by it. Correct it.")  # fmt: skip
        return
    if top is not None and top < 0:
        yield Finding("numerator", "numerator_negative", written["numerator"],
                      f"the numerator is {shown(top)}; a count cannot be below zero. Correct it.")  # fmt: skip
    if top is None or bottom is None or asked.scale is None:
        return
    if asked.scale == 100 and top > bottom:
        yield Finding("numerator", "numerator_above_denominator", written["numerator"],
                      f"{shown(top)} is above the denominator {shown(bottom)}; a percentage is expected")  # fmt: skip
    elif value is not None and abs(value - top / bottom * asked.scale) > step(written["value"]):
        made_value = shown(round(top / bottom * asked.scale, 4))
        yield Finding("value", "value_is_not_its_fraction", written["value"],
                      f"{shown(value)} is not {shown(top)} / {shown(bottom)}, which makes {made_value}. "
                      "Correct whichever is wrong, or leave the value empty.")  # fmt: skip


def step(text: str) -> float:
    """How far a value may be from what makes it, by the decimals in which it is written."""
    _, _, decimals = text.partition(".")
    return 0.5000001 * 10.0 ** -len(decimals)


def read_parts(text: str, faults: list[Finding]) -> tuple[Part, ...]:
    """Parts as "Girls 30 of 100; Boys 17 of 80"; what cannot be read is told."""
    found = []
    for piece in filter(None, (each.strip() for each in text.split(";"))):
        part = one_part(piece)
        if part is None:
            faults.append(
                Finding("parts", "parts_not_understood", text,
                        f"“{piece}” is not understood. Write name and count, such as Girls 30 of 100; Boys 17 of 80.")
            )  # fmt: skip
            return ()
        found.append(part)
    return tuple(found)


def one_part(piece: str) -> Part | None:
    words, of = piece.split(), None
    if len(words) >= 4 and words[-2].casefold() == "of":
        of, words = as_count(words[-1]), words[:-2]
        if not of:
            return None
    count = as_count(words[-1]) if len(words) > 1 else None
    return None if count is None else Part(" ".join(words[:-1]).rstrip(":"), count, of)


def as_count(text: str) -> float | None:
    try:
        found = float(text)
    except ValueError:
        return None
    return found if math.isfinite(found) and found >= 0 else None


def adding(made: Answer, written: Mapping[str, str]) -> Iterator[Finding]:
    """Parts that do not make up the whole, where they are not declared to overlap."""
    if not made.parts or made.overlap:
        return
    if made.numerator is None:
        yield Finding("numerator", "parts_do_not_add_up", "",
                      "there are parts and no numerator that they add up to. Write it, or say that they overlap.")  # fmt: skip
        return
    for name, target, counts in (
        ("numerator", made.numerator, [each.count for each in made.parts]),
        ("denominator", made.denominator, [each.of for each in made.parts]),
    ):
        known = [each for each in counts if each is not None]
        if target is None or len(known) < len(counts):
            continue
        total = math.fsum(known)
        if abs(total - target) > 1e-6 * max(1.0, abs(target)):
            yield Finding("parts", "parts_do_not_add_up", written["parts"],
                          f"the parts add up to {shown(total)}, but the {name} is {shown(target)}. Correct one, or "
                          "say that the parts overlap.")  # fmt: skip


def beside(name: str, text: str, presence: str) -> Finding:
    return Finding(name, "figure_beside_absence", text,
                   f"{text[:40]} stands beside the mark “{Presence(presence).words.lower()}”. Take out one of the two."
                   )  # fmt: skip


def without_words(made: Answer) -> Iterator[Finding]:
    """What is not there says why."""
    if made.presence in (Presence.MISSING.value, Presence.PENDING.value) and not made.comment:
        yield Finding("comment", "absence_without_words", "",
                      f"it is marked {Presence(made.presence).words.lower()}. Say in the comment why, and when it will be "
                      "there.")  # fmt: skip


def odd(made: Answer, asked: Asked) -> Iterator[Finding]:
    """What may be right and looks as if it were not; a word of explanation settles it."""
    if made.value is None:
        return
    yield from jump(made.value, asked)
    top, bottom = made.numerator, made.denominator
    if asked.scale not in (None, 100.0) and top is not None and bottom is not None and top > bottom:
        yield Finding("numerator", "rate_above_one", shown(top),
                      f"{shown(top)} is above the denominator {shown(bottom)}. Are the two swapped?")  # fmt: skip


def jump(value: float, asked: Asked) -> Iterator[Finding]:
    """A figure that moves further than any of the ten years before; one that repeats the one before to the digit."""
    if not asked.history:
        return
    last = asked.history[-1][1]
    changes = [abs(later - sooner) for sooner, later in pairwise(recent(asked))]
    if len(changes) >= JUMP_CHANGES and max(changes) > 0 and abs(value - last) > max(changes):
        yield Finding("value", "jump", shown(value),
                      f"{shown(value)} is {shown(round(abs(value - last), 6))} away from the {shown(last)} before it; the "
                      f"largest change of the ten years before was {shown(round(max(changes), 6))}. Is it right?")  # fmt: skip
    elif value == last and len(changes) >= JUMP_CHANGES and all(changes):
        yield Finding("value", "same_as_before", shown(value),
                      f"{shown(value)} is to the digit the figure of the period before. Is it the new one?")  # fmt: skip


def recent(asked: Asked) -> list[float]:
    if asked.starts is None:
        return [value for _, value in asked.history]
    return [value for start, value in asked.history if start.year >= asked.starts.year - JUMP_YEARS]


def shown(number: float) -> str:
    """A number without needless decimals."""
    return f"{number:.10g}"
