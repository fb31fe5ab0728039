"""Days as bodies write them, and the one convention in which a whole column is written."""

import re
from calendar import monthrange
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

FIRST_YEAR = 1990
MONTHS = {
    name: number
    for number, name in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1
    )
}
LONG_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
TIME = r"(?:(?:\s+|T)\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:\s?[AaPp][Mm])?(?:\s?Z|\s?[+-]\d{2}:?\d{2})?)?"
NAME = r"([A-Za-z]{3,9})\.?"
NUMBERS = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})" + TIME)
YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})" + TIME)
DAY_NAMED = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[\s/.,-]*" + NAME + r"[\s/.,-]*(\d{4}|\d{2})" + TIME)
MONTH_NAMED = re.compile(NAME + r"\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})" + TIME)
COMPACT = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)")
SERIAL = re.compile(r"(\d{5})(?:\.\d+)?")
ONLY_NAMED = re.compile(NAME + r"[\s/.'-]*(\d{4}|\d{2})")
ONLY_NUMBERED = re.compile(r"(\d{4})[-/](\d{1,2})|(\d{1,2})[-/](\d{4})")
ONLY_COMPACT = re.compile(r"((?:19|20)\d\d)(\d\d)")
# The day that spreadsheet programs count from; its distance is right from March 1900 on.
SERIAL_START = date(1899, 12, 30)


def _day(year: str, month: str | int, day: str | int) -> date | None:
    full = int(year) if len(year) == 4 else int(year) + (1900 if int(year) >= 90 else 2000)
    try:
        return date(full, int(month), int(day))
    except ValueError:
        return None


def _month(name: str) -> int:
    """The number of a named month, 0 where it is none; it may be cut to three letters, September to four."""
    low = name.casefold()
    number = MONTHS.get(low[:3], 0)
    is_whole = bool(number) and (low == LONG_MONTHS[number - 1] or len(low) == 3 or low == "sept")
    return number if is_whole else 0


def _day_first(text: str) -> date | None:
    form = NUMBERS.fullmatch(text)
    return _day(form[4], form[3], form[1]) if form else None


def _month_first(text: str) -> date | None:
    form = NUMBERS.fullmatch(text)
    return _day(form[4], form[1], form[3]) if form else None


def _year_first(text: str) -> date | None:
    form = YEAR_FIRST.fullmatch(text)
    return _day(form[1], form[3], form[4]) if form else None


def _named(text: str) -> date | None:
    if form := DAY_NAMED.fullmatch(text):
        return _day(form[3], _month(form[2]), form[1])
    form = MONTH_NAMED.fullmatch(text)
    return _day(form[3], _month(form[1]), form[2]) if form else None


def _compact(text: str) -> date | None:
    form = COMPACT.fullmatch(text)
    return _day(form[1], form[2], form[3]) if form else None


def _serial(text: str) -> date | None:
    form = SERIAL.fullmatch(text)
    return SERIAL_START + timedelta(days=int(form[1])) if form else None


def _only_named(text: str) -> date | None:
    form = ONLY_NAMED.fullmatch(text)
    return _day(form[2], _month(form[1]), 1) if form else None


def _only_numbered(text: str) -> date | None:
    form = ONLY_NUMBERED.fullmatch(text)
    if not form:
        return None
    return _day(form[1], form[2], 1) if form[1] else _day(form[4], form[3], 1)


def _only_compact(text: str) -> date | None:
    form = ONLY_COMPACT.fullmatch(text)
    return _day(form[1], form[2], 1) if form else None


@dataclass(frozen=True)
class Convention:
    """One way of writing days. `is_tried` says whether a column may be taken for it without being told.

    `sql` are expressions over the column `{cell}` that may give the same days faster; they are only used where
    they have been found to agree on every text of the file.
    """

    name: str
    title: str
    read: Callable[[str], date | None]
    is_month_only: bool = False
    is_tried: bool = True
    sql: tuple[str, ...] = ()


CONVENTIONS = {
    each.name: each
    for each in (
        Convention(
            "year_first",
            "year, month, day, such as 2019-04-01",
            _year_first,
            sql=("try_cast({cell} as date)",),
        ),
        Convention(
            "day_first",
            "day, month, year, such as 01/04/2019 for 1 April",
            _day_first,
            sql=tuple(f"try_strptime({{cell}}, '%d{s}%m{s}%{y}')::date" for y in "Yy" for s in "/-."),
        ),
        Convention(
            "month_first",
            "month, day, year, such as 04/01/2019 for 1 April",
            _month_first,
            sql=tuple(f"try_strptime({{cell}}, '%m{s}%d{s}%{y}')::date" for y in "Yy" for s in "/-."),
        ),
        Convention(
            "month_named",
            "the month by name, such as 01-Apr-19 or 1 April 2019",
            _named,
            sql=("try_strptime({cell}, '%d-%b-%y')::date", "try_strptime({cell}, '%d-%b-%Y')::date"),
        ),
        Convention(
            "compact",
            "eight digits, such as 20190401",
            _compact,
            sql=("try_strptime({cell}, '%Y%m%d')::date",),
        ),
        Convention(
            "serial",
            "the day's number in a spreadsheet program, such as 43556",
            _serial,
            sql=("date '1899-12-30' + try_cast({cell} as integer)",),
        ),
        Convention("only_month_named", "a month by name, such as Apr-19", _only_named, True),
        Convention("only_month", "a month, such as 2019-04", _only_numbered, True),
        # 201904 may be the first month of a financial year as well as April.
        Convention("only_month_compact", "a month in six digits, such as 201904", _only_compact, True, False),
    )
}
BOTH = ("day_first", "month_first")
# Fewer than one row in a thousand the other way are slips of the key, and refused; more are a mixed column.
SLIPS = 1_000


@dataclass(frozen=True)
class Settled:
    """The convention of a column, or why none could be settled, with the texts that show it.

    `problem` is one of order (both orders fit), mixed (two conventions are there) and unknown (none fits).
    """

    convention: str | None
    problem: str = ""
    rivals: tuple[str, ...] = ()
    showing: tuple[str, ...] = ()


def settle(texts: Iterable[tuple[str, int]], *, remembered: str = "") -> Settled:
    """One convention for a whole column, given its distinct texts, trimmed, and how many rows have each."""
    rows = dict(texts)
    days = {
        name: {text for text in rows if each.read(text)}
        for name, each in CONVENTIONS.items()
        if each.is_tried
    }
    counts = {name: sum(rows[text] for text in found) for name, found in days.items()}
    best = max(counts, key=lambda name: (counts[name], name == remembered))
    total = sum(rows.values())
    if not total or counts[best] * 2 < total:
        return Settled(None, "unknown", showing=tuple(sorted(rows, key=lambda text: -rows[text])[:5]))
    if best in BOTH:
        return _settle_order(rows, days, remembered)
    return _settle_against_others(rows, days, best)


def _settle_order(rows: dict[str, int], days: dict[str, set[str]], remembered: str) -> Settled:
    day, month = (sum(rows[text] for text in days[a] - days[b]) for a, b in (BOTH, BOTH[::-1]))
    if not day and not month:
        if remembered in BOTH:
            return Settled(remembered)
        return Settled(None, "order", BOTH, tuple(sorted(days["day_first"] & days["month_first"])[:5]))
    if min(day, month) * SLIPS > max(day, month):
        showing = (
            *sorted(days["day_first"] - days["month_first"])[:3],
            *sorted(days["month_first"] - days["day_first"])[:3],
        )
        return Settled(None, "mixed", BOTH, showing)
    return _settle_against_others(rows, days, "day_first" if day > month else "month_first")


def _settle_against_others(rows: dict[str, int], days: dict[str, set[str]], best: str) -> Settled:
    """The best, unless more than a few rows are written in another way."""
    others = {name: days[name] - days[best] for name in days if name != best}
    counts = {name: sum(rows[text] for text in found) for name, found in others.items()}
    rival = max(counts, key=lambda name: counts[name])
    if counts[rival] * SLIPS > sum(rows[text] for text in days[best]):
        showing = (*sorted(days[best])[:3], *sorted(others[rival])[:3])
        return Settled(None, "mixed", (best, rival), showing)
    return Settled(best)


def impossible(text: str) -> str:
    """What is wrong with a text that has the shape of a day in numbers, or empty text."""
    form = NUMBERS.fullmatch(text)
    if form and int(form[1]) <= 31 and int(form[3]) <= 12 and int(form[3]):
        year = int(form[4]) if len(form[4]) == 4 else 2000 + int(form[4])
        return f" That month has {monthrange(max(1, year), int(form[3]))[1]} days."
    return ""
