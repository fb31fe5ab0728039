"""A source: one TOML file in `placepact/definitions/sources/` that says how a publisher's files are read."""

from __future__ import annotations

import csv
import datetime as dt
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from functools import lru_cache
from pathlib import Path
from typing import Any

from placepact.errors import Refusal
from placepact.indicators.delivery.marks import PRESENCE
from placepact.indicators.delivery.spellings import YEARS, YearNames
from placepact.returns.reading import normalise

FOLDER = Path(__file__).resolve().parent.parent.parent / "definitions" / "sources"
FROM_FILE, FROM_DICTIONARY = "file", "dictionary"
ALTERNATIVE = "|"
ABSENCES = {"missing": "[x]", "suppressed": "[c]", "not_applicable": "[z]", "pending": "pending"}


class BadSource(Refusal):
    """A source's file lacks a field, or holds one that cannot be understood; names the file and the field."""


class UnknownSource(Refusal):
    """A source was named that is not there."""


@dataclass(frozen=True)
class Figure:
    """One column of figures, where a row holds several: its breakdown, or the title of a series of its own."""

    column: str
    breakdown: str = ""
    series: str = ""


@dataclass(frozen=True)
class Mark:
    """What stands in place of a figure: why there is none, and a note."""

    presence: str
    note: str = ""


@dataclass(frozen=True)
class Years:
    """What the years of some series are: `when` is a kind of year that the dictionary names, or a title with *."""

    when: str
    names: YearNames


@dataclass(frozen=True)
class Areas:
    """How areas are named: by code, by a number or name that `table` translates, or by name with a suffix for its kind.

    `kinds` gives for each suffix the beginning of the codes of that kind.
    """

    column: str
    table: Mapping[str, str] = field(default_factory=dict)
    kinds: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Dictionary:
    """The columns of the source's own list of series, and what its words for better and worse mean."""

    columns: Mapping[str, str]
    directions: Mapping[str, str]


@dataclass(frozen=True)
class Source:
    """What a publisher's files mean, with whose they are, under which licence, who wrote this down and who checked it.

    `recognised_by` are the columns by which a file is known; without them the source has to be named.
    `series` are the columns that tell one series from another, `columns` the others by their tidy names.
    """

    slug: str
    title: str
    publisher: str
    source_url: str
    licence: str
    attribution: str
    author: str
    checker: str
    review_date: dt.date
    caveats: str
    recognised_by: tuple[str, ...]
    series_from: str
    series: tuple[str, ...]
    columns: Mapping[str, str]
    constants: Mapping[str, str]
    figures: tuple[Figure, ...]
    marks: Mapping[str, Mark]
    area: Areas
    years: tuple[Years, ...]
    dictionary: Dictionary | None = None

    def names_for(self, title: str, kind: str) -> YearNames:
        """What the years of a series are: by its kind of year, else by its title."""
        for each in self.years:
            if each.when == kind or fnmatchcase(title.casefold(), each.when.casefold()):
                return each.names
        raise BadSource(
            f"{self.slug}.toml: no years are given for {kind or title!r}. Add [[years]] with when = '*'."
        )

    def figures_of(self, names: Sequence[str]) -> list[Figure]:
        """The columns of figures that a file has: those that are named and there, else the one of every row."""
        there = {normalise(name) for name in names}
        found = [each for each in self.figures if normalise(each.column) in there]
        return found or [Figure(self.columns.get("observation", ""))]

    def words(self) -> set[str]:
        """The names of columns by which its files and its dictionary may be known."""
        named_here = [*self.recognised_by, *self.series, *self.columns.values(), self.area.column]
        named_here += [each.column for each in self.figures]
        named_here += [*(self.dictionary.columns.values() if self.dictionary else ())]
        return {normalise(word) for each in named_here for word in each.split(ALTERNATIVE) if word}


REQUIRED = {
    "slug": str, "title": str, "publisher": str, "source_url": str, "licence": str, "attribution": str,
    "author": str, "checker": str, "review_date": dt.date, "caveats": str, "recognised_by": list,
    "series_from": str, "series": list, "area": dict, "years": list,
}  # fmt: skip
OPTIONAL = {"columns": dict, "constants": dict, "figures": list, "marks": dict, "dictionary": dict}


def read_source(path: Path) -> Source:
    """The source in one file. Raises BadSource."""
    try:
        held = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadSource(f"{path.name} cannot be read as TOML: {error}. Correct that line.") from error
    check_fields(held, path)
    try:
        return built(held, path)
    except (TypeError, KeyError, AttributeError) as error:
        raise BadSource(
            f"{path.name}: {error}. Compare it with the other files of definitions/sources."
        ) from error


def check_fields(held: dict[str, Any], path: Path) -> None:
    """Refuse a file that lacks a field, has one too many, or one of another kind. Raises BadSource."""
    for name, kind in REQUIRED.items():
        if name not in held:
            raise BadSource(f"{path.name}: {name} is missing. Add it.")
        if held[name] == "" and name != "caveats":
            raise BadSource(f"{path.name}: {name} is empty. Fill it in.")
        if not isinstance(held[name], kind):
            raise BadSource(f"{path.name}: {name} is {held[name]!r}. Write it as the other sources do.")
    for name in held:
        if name not in REQUIRED | OPTIONAL:
            raise BadSource(f"{path.name}: {name} is no field of a source. Remove it, or correct its name.")
    if held["slug"] != path.stem:
        raise BadSource(f"{path.name}: slug is {held['slug']!r}. Name it as the file, {path.stem!r}.")
    if held["series_from"] not in (FROM_FILE, FROM_DICTIONARY):
        raise BadSource(f"{path.name}: series_from is {held['series_from']!r}. Write file or dictionary.")


def built(held: dict[str, Any], path: Path) -> Source:
    """The source of checked fields."""
    marks = {text: Mark(**mark) for text, mark in held.get("marks", {}).items()}
    for text, mark in marks.items():
        if mark.presence not in PRESENCE.values():
            raise BadSource(
                f"{path.name}: the mark {text!r} means {mark.presence!r}. Write one of {', '.join(ABSENCES)}."
            )
    area = dict(held["area"])
    table = read_table(path.parent / area.pop("table")) if "table" in area else {}
    dictionary = held.get("dictionary")
    return Source(
        **{name: held[name] for name in REQUIRED if REQUIRED[name] in (str, dt.date)},
        recognised_by=tuple(held["recognised_by"]),
        series=tuple(held["series"]),
        columns=held.get("columns", {}),
        constants=held.get("constants", {}),
        figures=tuple(Figure(**each) for each in held.get("figures", [])),
        marks=marks,
        area=Areas(table=table, **area),
        years=tuple(years(each, path) for each in held["years"]),
        dictionary=Dictionary(dictionary["columns"], dictionary["directions"]) if dictionary else None,
    )


def years(held: dict[str, str], path: Path) -> Years:
    """One entry of [[years]]. Raises BadSource where it names a kind of year that there is not."""
    names = YearNames(**{name: value for name, value in held.items() if name != "when"})
    for kind in (names.single.removesuffix(", last"), names.double, names.pooled):
        if kind and kind not in {*YEARS, "january"}:
            raise BadSource(f"{path.name}: {kind!r} is no kind of year. Write one of {', '.join(YEARS)}.")
    return Years(held["when"], names)


def read_table(path: Path) -> dict[str, str]:
    """Codes by the number or name that a source writes, folded."""
    with path.open(encoding="utf-8", newline="") as file:
        return {row["written"].casefold(): row["code"] for row in csv.DictReader(file)}


@lru_cache
def load_sources(folder: Path = FOLDER) -> dict[str, Source]:
    """Every source of a folder, by slug. Raises BadSource."""
    return {path.stem: read_source(path) for path in sorted(folder.glob("*.toml"))}


def named(slug: str) -> Source:
    """The source with a slug. Raises UnknownSource."""
    if slug not in load_sources():
        raise UnknownSource(f"There is no source {slug!r}. There are: {', '.join(load_sources())}.")
    return load_sources()[slug]


def by_header(names: Sequence[str]) -> Source | None:
    """The source whose files have these columns, where one is known by them."""
    there = {normalise(name) for name in names}
    for each in load_sources().values():
        if each.recognised_by and {normalise(name) for name in each.recognised_by} <= there:
            return each
    return None
