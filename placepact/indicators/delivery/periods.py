"""Periods as ISO 8601 start and length, and what to write instead of the many other ways."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

FORM = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:T00:00:00)?(?:/(.+))?")
LENGTH = re.compile(r"P([1-9]\d?)([YMWD])")
LONGEST = {"Y": 10, "M": 60, "W": 53, "D": 99}
FIRST_YEAR = 1900


@dataclass(frozen=True)
class Period:
    """A start and a length such as P1Y, empty for a point; or the code and words of what is wrong."""

    start: date | None = None
    length: str = ""
    code: str | None = None
    message: str | None = None


def in_words(length: str) -> str:
    """A length that can be kept, in words: a year, 3 months; one day where there is none."""
    form = LENGTH.fullmatch(length)
    if not form:
        return "one day"
    unit = {"Y": "year", "M": "month", "W": "week", "D": "day"}[form[2]]
    return f"a {unit}" if form[1] == "1" else f"{form[1]} {unit}s"


def of_length(start: date, length: str) -> str:
    """A period as it is written in a file."""
    return f"{start}/{length}" if length else f"{start}"


def read_period(text: str, *, today: date) -> Period:
    """A period cell, trimmed and not empty."""
    form = FORM.fullmatch(text)
    if not form:
        return _wrong("period_not_iso", f"“{text}” is not a period. {_remedy(text)}")
    year, month, day = int(form[1]), int(form[2]), int(form[3])
    try:
        start = date(year, month, day)
    except ValueError:
        return _wrong("period_impossible_day", _impossible(text, year, month, day))
    length = form[4] or ""
    return _wrong_length(text, start, length) or _out_of_range(text, start, today) or Period(start, length)


def _wrong(code: str, message: str) -> Period:
    return Period(code=code, message=message)


def _impossible(text: str, year: int, month: int, day: int) -> str:
    if not 1 <= month <= 12 or not year:
        return f"“{text}”: there is no month {month:02d}. Write year, month, day, such as 2024-04-01/P1Y."
    days = calendar.monthrange(year, month)[1]
    return f"“{text}”: {calendar.month_name[month]} {year} has {days} days, not {day}. Correct the day."


def _wrong_length(text: str, start: date, length: str) -> Period | None:
    form = LENGTH.fullmatch(length)
    if not length or (form and int(form[1]) <= LONGEST[form[2]]):
        return None
    until = re.fullmatch(r"(\d{4}-\d{2}-\d{2})", length)
    if until:
        return _from_to(text, start, length)
    return _wrong(
        "period_length",
        f"“{text}”: the length “{length}” is not one that can be kept. Write P and a number with Y, M, W or D: P1Y"
        f" a year, P3M a quarter; at most {LONGEST['Y']} years.",
    )


def _from_to(text: str, start: date, end_text: str) -> Period:
    try:
        end = date.fromisoformat(end_text)
    except ValueError:
        return _wrong("period_impossible_day", f"“{text}”: {end_text} is not a day. Correct it.")
    if end < start:
        return _wrong(
            "period_ends_before_start",
            f"“{text}”: the period ends on {end} before it starts on {start}. Swap or correct the days.",
        )
    next_day = end + timedelta(days=1)
    whole_year = next_day == date(start.year + 1, start.month, min(start.day, 28)) or (end - start).days in (
        364,
        365,
    )
    instead = f"{start}/P1Y" if whole_year else f"{start}/P1Y for a year, {start}/P1M for a month"
    return _wrong(
        "period_two_days", f"“{text}” names two days. Write the first day and the length: {instead}."
    )


def _out_of_range(text: str, start: date, today: date) -> Period | None:
    if start.year < FIRST_YEAR:
        return _wrong(
            "period_too_early",
            f"“{text}” starts before {FIRST_YEAR}. Check the year; it may be a slip of the key.",
        )
    latest = today + timedelta(days=366)
    if start > latest:
        return _wrong(
            "period_in_future",
            f"“{text}” starts in the future, more than a year after today ({today}). Check the year; figures are"
            " of what has been measured.",
        )
    return None


def _remedy(text: str) -> str:
    """What to write, where the meaning can be shown without being taken for granted."""
    years = re.fullmatch(r"((?:19|20)\d\d)\s?[/–-]\s?(?:20)?(\d\d)", text)
    if years and (int(years[1]) + 1) % 100 == int(years[2]):
        first = years[1]
        return f"If the financial year is meant, write {first}-04-01/P1Y; the school year, {first}-09-01/P1Y."
    if years and int(years[2]) > int(years[1]) % 100:
        count = int(years[2]) - int(years[1]) % 100 + 1
        return f"If {count} calendar years together are meant, write {years[1]}-01-01/P{count}Y."
    if re.fullmatch(r"(19|20)\d\d", text):
        return f"If the calendar year is meant, write {text}-01-01/P1Y."
    month = re.fullmatch(r"((?:19|20)\d\d)-(\d\d)", text)
    if month:
        return f"If the month is meant, write {text}-01/P1M."
    british = re.fullmatch(r"(\d\d?)/(\d\d?)/((?:19|20)\d\d)", text)
    if british:
        return f"If the day is meant, write {british[3]}-{int(british[2]):02d}-{int(british[1]):02d}."
    return "Write the first day and the length, such as 2024-04-01/P1Y, or one day, such as 2026-01-01."
