"""Definitions of indicators: what each figure shows, how it is made, whose it is and who checked it.

They are data, one TOML file each in `placepact/definitions/indicators/`, so that
an expert can read and mend one without reading code. What is missing, of the
wrong kind or not understood is refused when they are read, by file and field.
"""

from __future__ import annotations

import datetime as dt
import re
import string
import tomllib
import types
import typing
from dataclasses import MISSING, dataclass, fields
from functools import lru_cache
from pathlib import Path
from typing import Any

from placepact.errors import Refusal
from placepact.indicators.rules.words import Direction

FOLDER = Path(__file__).resolve().parent.parent / "definitions" / "indicators"
UNITS = ("percent", "years", "pounds", "tonnes", "per_100k", "per_million")
POINT = "point"
LENGTH = re.compile(r"P[1-9]\d?[YMWD]")
BLANKS = frozenset({"area", "period", "value"})


class BadDefinition(Refusal):
    """A definition lacks a field, or holds one that cannot be understood; names the file and the field."""


@dataclass(frozen=True)
class Definition:
    """One indicator, as its file defines it.

    `published_as` is its name in delivered files, `unit_words` its unit as those
    write it; `sentence` has the blanks {area}, {period} and {value}. Bounds are
    those of a possible value, in the unit; None where there is none.
    `period_lengths` are those its figures have, such as P1Y, or the word point for
    one day; a delivered row of another length is refused.
    `series` names the published file it is taken from, `published_on` the day its
    publisher last brought it out.
    """

    slug: str
    title: str
    measure: str
    published_as: str
    topic: str
    block: str
    covers_districts: bool
    what_it_shows: str
    how_it_is_made: str
    sentence: str
    unit: str
    unit_words: str
    decimals: int
    change_words: str
    direction: str
    numerator: str
    denominator: str
    aggregation: str
    overlapping: bool
    period_lengths: tuple[str, ...]
    period_note: str
    interval: str
    source: str
    source_url: str
    publisher: str
    carried_by: str
    licence: str
    attribution: str
    published_on: dt.date
    series: str
    author: str
    checker: str
    review_date: dt.date
    caveats: str
    lower_bound: float | None = None
    upper_bound: float | None = None

    def __post_init__(self) -> None:
        for words, wrong in self._faults().items():
            if wrong:
                raise BadDefinition(f"{self.slug}.toml: {words}")

    def _faults(self) -> dict[str, bool]:
        """Sentences about fields that are there but make no sense, and whether each is so."""
        return {
            f"unit is {self.unit!r}. Write one of {', '.join(UNITS)}.": self.unit not in UNITS,
            f"direction is {self.direction!r}. Write higher, lower or neither.": self.direction
            not in set(Direction),
            f"sentence is {self.sentence!r}. It needs each of the blanks {{area}}, {{period}} and {{value}}, "
            "and no other.": blanks(self.sentence) != BLANKS,
            f"period_lengths is {list(self.period_lengths)!r}. Write lengths such as P1Y or P3M, or point for one "
            "day, each once and at least one.": not are_lengths(self.period_lengths),
            f"decimals is {self.decimals}. Write 0 to 4.": not 0 <= self.decimals <= 4,
            f"lower_bound {self.lower_bound} is not below upper_bound {self.upper_bound}. Correct one.": (
                self.lower_bound is not None
                and self.upper_bound is not None
                and self.lower_bound >= self.upper_bound
            ),
            f"review_date {self.review_date} is not after published_on {self.published_on}. Name a later "
            "day.": self.review_date <= self.published_on,
        }


def are_lengths(written: tuple[str, ...]) -> bool:
    """Whether a definition may name these as the lengths of its periods: at least one, none twice."""
    known = all(length == POINT or LENGTH.fullmatch(length) for length in written)
    return bool(written) and known and len(set(written)) == len(written)


def blanks(sentence: str) -> frozenset[str]:
    """The names of the blanks in a sentence; empty where its braces do not pair."""
    try:
        return frozenset(name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None)
    except ValueError:
        return frozenset()


@lru_cache
def load_definitions(folder: Path = FOLDER) -> dict[str, Definition]:
    """Every definition of a folder, by slug, in order of title. Raises BadDefinition."""
    found = [read_definition(path) for path in sorted(folder.glob("*.toml"))]
    by_name: dict[str, Definition] = {}
    for each in found:
        held = by_name.setdefault(each.published_as.casefold(), each)
        if held is not each:
            raise BadDefinition(
                f"{each.slug}.toml: published_as is {each.published_as!r}, as in {held.slug}.toml. "
                "A delivered row must belong to one indicator: change one."
            )
    return {each.slug: each for each in sorted(found, key=lambda one: one.title.casefold())}


def read_definition(path: Path) -> Definition:
    """The definition in one file. Raises BadDefinition."""
    try:
        held = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadDefinition(f"{path.name} cannot be read as TOML: {error}. Correct that line.") from error
    check_fields(held, path.name)
    if held["slug"] != path.stem:
        raise BadDefinition(
            f"{path.name}: slug is {held['slug']!r}. Name it as the file, {path.stem!r}, or rename the file."
        )
    return Definition(**held | {"period_lengths": tuple(held["period_lengths"])})


def check_fields(held: dict[str, Any], name: str) -> None:
    """Refuse a file that lacks a field, has one too many, or one of another kind. Raises BadDefinition."""
    kinds = typing.get_type_hints(Definition)
    needed = [field.name for field in fields(Definition) if field.default is MISSING]
    for field in needed:
        if field not in held:
            raise BadDefinition(f"{name}: {field} is missing. Add it.")
    for field, value in held.items():
        if field not in kinds:
            raise BadDefinition(
                f"{name}: {field} is no field of a definition. Remove it, or correct its name."
            )
        if not is_kind(value, kinds[field]):
            raise BadDefinition(f"{name}: {field} is {value!r}. Write {words_of(kinds[field])}.")
        if value == "" and field != "caveats":
            raise BadDefinition(f"{name}: {field} is empty. Fill it in.")


def is_kind(value: object, kind: Any) -> bool:
    """Whether a value of TOML is of a field's type; whole numbers do for numbers, true and false never."""
    kinds = typing.get_args(kind) if isinstance(kind, types.UnionType) else (kind,)
    if kind == tuple[str, ...]:
        return isinstance(value, list) and all(isinstance(each, str) for each in value)
    if isinstance(value, bool):
        return bool in kinds
    if isinstance(value, dt.datetime):
        return False
    return isinstance(value, (*kinds, int) if float in kinds else tuple(kinds))


def words_of(kind: Any) -> str:
    """How a field's type is said to the person who mends the file."""
    return {
        str: "text in quotation marks",
        bool: "true or false",
        int: "a whole number",
        dt.date: "a day such as 2027-06-30",
        tuple[str, ...]: 'a list of texts such as ["P1Y"]',
    }.get(kind, "a number")
