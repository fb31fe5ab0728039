"""The many ways in which publishers write a period, by one table: what each means depends on who writes it.

A file in the tidy shape writes periods in ISO 8601 and nothing is guessed; a known
source says what its years are (`YearNames`), and then its spellings have one meaning.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from placepact.indicators.rules.periods import MONTHS, add_months

YEARS = {"calendar": (1, 1), "financial": (4, 1), "academic": (9, 1), "to_september": (10, 1)}
"""The month and day on which each kind of year begins."""
REMARKS = {
    "prov": ("provisional", ""),
    "provisional": ("provisional", ""),
    "rev": ("revised", ""),
    "revised": ("revised", ""),
    "final": ("final", ""),
    "ot": ("final", "Outturn"),
    "outturn": ("final", "Outturn"),
}
"""What stands in brackets behind a period: how settled its figures are, and a note."""
MONTH_OF = {name[:3].casefold(): number for number, name in enumerate(MONTHS, start=1)}
NAME = r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
YEAR = r"((?:19|20)\d\d)"
SHORT = r"(?:(?:19|20))?(\d\d)"
TO = r"\s*(?:-|–|to)\s*"


@dataclass(frozen=True)
class YearNames:
    """What a source's years are. A kind of year is a key of YEARS, or `january`: a count on its first day.

    single: of "2016"; `, last` behind it says that a year is named by the last of its two.
    double: of "2015-16". pooled: of "2015-17", three years together; empty where that is not understood.
    month, day: `point`, a length such as P1M that begins then, or `ends P3M`.
    """

    single: str = "calendar"
    double: str = "financial"
    pooled: str = "calendar"
    month: str = "P1M"
    day: str = "point"


@dataclass(frozen=True)
class Spelt:
    """What a spelling means: start, length (empty: a point), finality where it says so, and a note."""

    start: date
    length: str
    finality: str = ""
    note: str = ""


Found = tuple[date, str] | None
Reads = Callable[[re.Match[str], YearNames], Found]


def read_spelling(text: str, names: YearNames) -> Spelt | None:
    """The period that a text means in a source; None where it has no one meaning."""
    bare, finality, note = without_remark(" ".join(text.split()))
    if bare is None:
        return None
    for pattern, reads in SPELLINGS:
        match = pattern.fullmatch(bare)
        try:
            found = reads(match, names) if match else None
        except (ValueError, OverflowError):
            return None
        if found:
            return Spelt(*found, finality=finality, note=note)
    return None


def without_remark(text: str) -> tuple[str | None, str, str]:
    """A text without the remark in brackets behind it, with what that says; None where it is not known."""
    match = re.fullmatch(r"(.*?)\s*\(([^()]*)\)", text)
    if not match:
        return text, "", ""
    said = REMARKS.get(match[2].strip().casefold())
    return (match[1], *said) if said else (None, "", "")


def year_of(kind: str, first: int) -> tuple[date, str]:
    """A year of a kind that begins in a calendar year; `january` is a count on 1 January."""
    if kind == "january":
        return date(first, 1, 1), ""
    return date(first, *YEARS[kind]), "P1Y"


def single(match: re.Match[str], names: YearNames) -> Found:
    kind, _, last = names.single.partition(", ")
    return year_of(kind, int(match[1]) - (1 if last and kind not in ("calendar", "january") else 0))


def double(match: re.Match[str], names: YearNames) -> Found:
    first, last = int(match[1]), closing(int(match[1]), match[2])
    years = last - first
    if years == 1 and names.double != "calendar":
        return year_of(names.double, first)
    if not names.pooled or not 1 <= years <= 9:
        return None
    start, _ = year_of(names.pooled, first)
    return start, f"P{years + 1}Y"


def of_a_kind(match: re.Match[str], names: YearNames) -> Found:
    """The kind is written before the year: "financial year 2015/16", "AY 2015/16"."""
    kind = {"f": "financial", "a": "academic", "c": "calendar"}[match[1][0].casefold()]
    if match[3] is None:
        return year_of(kind, int(match[2])) if kind == "calendar" else None
    return year_of(kind, int(match[2])) if closing(int(match[2]), match[3]) == int(match[2]) + 1 else None


def from_to_double(match: re.Match[str], names: YearNames) -> Found:
    """Several years, each named by two: 2013/14-15/16 is three of them."""
    first, last = int(match[1]), closing(int(match[1]), match[3])
    fits = closing(first, match[2]) == first + 1 and closing(last, match[4]) == last + 1
    if not fits or not 1 <= last - first <= 9 or names.double == "calendar":
        return None
    return year_of(names.double, first)[0], f"P{last - first + 1}Y"


def closing(first: int, digits: str) -> int:
    """The year that two last digits name, at or after another."""
    return first + (int(digits) - first) % 100


def quarter_first(match: re.Match[str], names: YearNames) -> Found:
    return date(int(match[2]), 3 * int(match[1]) - 2, 1), "P3M"


def quarter_behind(match: re.Match[str], names: YearNames) -> Found:
    return date(int(match[1]), 3 * int(match[2]) - 2, 1), "P3M"


def quarter_of_double(match: re.Match[str], names: YearNames) -> Found:
    first = int(match[1])
    if closing(first, match[2]) != first + 1 or names.double == "calendar":
        return None
    return add_months(year_of(names.double, first)[0], 3 * (int(match[3]) - 1)), "P3M"


def half(match: re.Match[str], names: YearNames) -> Found:
    return date(int(match[2]), 6 * int(match[1]) - 5, 1), "P6M"


def by_month(names: YearNames, start: date) -> Found:
    if names.month.startswith("ends "):
        return ending(add_months(start, 1) - timedelta(days=1), names.month.removeprefix("ends "))
    return start, "" if names.month == "point" else names.month


def named_month(match: re.Match[str], names: YearNames) -> Found:
    return by_month(names, date(int(match[2]), MONTH_OF[match[1].casefold()], 1))


def iso_month(match: re.Match[str], names: YearNames) -> Found:
    """2023-04 is April; 2010-12 could as well be years, and where those are not understood it is nothing."""
    if 1 <= closing(int(match[1]), match[2]) - int(match[1]) <= 9:
        return None
    return by_month(names, date(int(match[1]), int(match[2]), 1))


def month_to_month(match: re.Match[str], names: YearNames) -> Found:
    first = date(int(match[2]), MONTH_OF[match[1].casefold()], 1)
    last = date(int(match[4]), MONTH_OF[match[3].casefold()], 1)
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    if not 1 <= months <= 120:
        return None
    return first, f"P{months // 12}Y" if months % 12 == 0 else f"P{months}M"


def year_to(match: re.Match[str], names: YearNames) -> Found:
    after = add_months(date(int(match[2]), MONTH_OF[match[1].casefold()], 1), 1)
    return add_months(after, -12), "P1Y"


def ending(last: date, length: str) -> tuple[date, str]:
    """The period of a length that ends on a day: the quarter to 30 June begins on 1 April."""
    months = int(length[1:-1]) * (12 if length[-1] == "Y" else 1)
    return add_months(last + timedelta(days=1), -months), length


def on_day(names: YearNames, day: date) -> Found:
    if names.day.startswith("ends "):
        return ending(day, names.day.removeprefix("ends "))
    return day, "" if names.day == "point" else names.day


def iso_day(match: re.Match[str], names: YearNames) -> Found:
    return on_day(names, date(int(match[1]), int(match[2]), int(match[3])))


def british_day(match: re.Match[str], names: YearNames) -> Found:
    return on_day(names, date(int(match[3]), int(match[2]), int(match[1])))


def named_day(match: re.Match[str], names: YearNames) -> Found:
    return on_day(names, date(int(match[3]), MONTH_OF[match[2].casefold()], int(match[1])))


SPELLINGS: tuple[tuple[re.Pattern[str], Reads], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), reads)
    for pattern, reads in (
        (YEAR, single),
        (rf"{YEAR}\s?[-–/]\s?{SHORT}", double),
        (
            rf"(fy|ay|cy|financial year|academic year|calendar year)\s?{YEAR}(?:\s?[-–/]\s?{SHORT})?",
            of_a_kind,
        ),
        (rf"{YEAR}/{SHORT}{TO}{SHORT}/{SHORT}", from_to_double),
        (rf"Q([1-4])\s?{YEAR}", quarter_first),
        (rf"{YEAR}\s?Q([1-4])", quarter_behind),
        (rf"{YEAR}[-/]{SHORT}\s?Q([1-4])", quarter_of_double),
        (rf"H([12])\s?{YEAR}", half),
        (rf"{NAME}[\s-]{YEAR}", named_month),
        (rf"{YEAR}-(0[1-9]|1[0-2])", iso_month),
        (rf"{NAME}\s?{YEAR}{TO}{NAME}\s?{YEAR}", month_to_month),
        (rf"(?:year|12 months) (?:to|ending) {NAME}\s?{YEAR}", year_to),
        (rf"{YEAR}-(\d\d)-(\d\d)(?:T00:00:00)?", iso_day),
        (rf"(\d\d?)/(\d\d?)/{YEAR}", british_day),
        (rf"(?:(?:as )?at )?(\d\d?) {NAME} {YEAR}", named_day),
    )
)
