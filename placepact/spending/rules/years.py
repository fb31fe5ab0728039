"""Financial years by their name: 2017-18 runs from 1 April 2017 to 31 March 2018."""

from __future__ import annotations

import datetime as dt
import re

from placepact.errors import Refusal

NAME = re.compile(r"(\d{4})-(\d{2})")


class UnknownYear(Refusal):
    """What was written is no financial year."""


def first_day(year: str) -> dt.date:
    """1 April of a financial year. Raises UnknownYear."""
    found = NAME.fullmatch(year)
    if found is None or (int(found[1]) + 1) % 100 != int(found[2]) or not 1990 <= int(found[1]) <= 2100:
        raise UnknownYear(f"{year!r} is no financial year. Name it by both years, such as 2017-18.")
    return dt.date(int(found[1]), 4, 1)


def days_of_year(year: str) -> tuple[dt.date, dt.date]:
    """The first and the last day of a financial year, both inside it. Raises UnknownYear."""
    start = first_day(year)
    return start, dt.date(start.year + 1, 3, 31)


def year_of(day: dt.date) -> str:
    """The financial year that a day is in."""
    start = day.year - (day.month < 4)
    return f"{start}-{(start + 1) % 100:02}"


def before(year: str) -> str:
    """The financial year before: 2016-17 before 2017-18. Raises UnknownYear."""
    start = first_day(year).year
    return f"{start - 1}-{start % 100:02}"
