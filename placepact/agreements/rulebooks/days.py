"""Periods of the law as days: a month that begins with a day."""

from __future__ import annotations

import calendar
import datetime as dt


def month_beginning(day: dt.date) -> dt.date:
    """The last day, included, of one month that begins with a day.

    The day before the same date of the next month; where the next month has no such date, its last day:
    30 June ends on 29 July, 31 January on the last day of February.
    """
    year, month = (day.year + 1, 1) if day.month == 12 else (day.year, day.month + 1)
    last = calendar.monthrange(year, month)[1]
    return dt.date(year, month, last if day.day > last else day.day) - dt.timedelta(days=day.day <= last)


def say(day: dt.date) -> str:
    """A day as people write it: 29 July 2008."""
    return f"{day.day} {day:%B %Y}"


def years_before(day: dt.date, years: int) -> dt.date:
    """The same date some years before; of 29 February the 28th."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def months_after(day: dt.date, months: int) -> dt.date:
    """The same date some months later; where that month has no such date, its last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return dt.date(year, month + 1, min(day.day, last))
