"""Periods of figures: an ISO 8601 start and length, or a point; their labels and their year before."""

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from placepact.indicators.rules.words import Array

FORM = re.compile(r"(\d{4}-\d{2}-\d{2})(?:/P(\d+)([YMWD]))?")
ACADEMIC_AND_FINANCIAL_STARTS = {4, 8, 9}
# Yearly surveys with one reference day move it by a fortnight (17 April 2024, 30 April 2025).
NEAREST_POINT_WITHIN_DAYS = 45
MONTHS: tuple[str, ...] = ("January", "February", "March", "April", "May", "June")
MONTHS += ("July", "August", "September", "October", "November", "December")


@dataclass(frozen=True, order=True)
class Period:
    """A stretch of days from `start`, as long as `length` says ("P1Y"); a point where length is ""."""

    start: date
    length: str = ""

    def __post_init__(self) -> None:
        if self.length and not re.fullmatch(r"P[1-9]\d*[YMWD]", self.length):
            raise ValueError(
                f'"{self.length}" is not a length of a period. Write P1Y, P3Y, P6M, P2W or P10D.'
            )

    def __str__(self) -> str:
        return f"{self.start.isoformat()}/{self.length}" if self.length else self.start.isoformat()

    @property
    def is_point(self) -> bool:
        return not self.length

    @cached_property
    def length_months(self) -> int:
        """Whole months; 0 for a point and for lengths in weeks or days."""
        if self.is_point or self.length[-1] in "WD":
            return 0
        return int(self.length[1:-1]) * (12 if self.length[-1] == "Y" else 1)

    @cached_property
    def ends_on(self) -> date:
        """The last day, included; of a point, its day."""
        if self.is_point:
            return self.start
        if self.length_months:
            return add_months(self.start, self.length_months) - timedelta(days=1)
        days = int(self.length[1:-1]) * (7 if self.length[-1] == "W" else 1)
        return self.start + timedelta(days=days - 1)

    def overlaps(self, other: "Period") -> bool:
        return self.start <= other.ends_on and other.start <= self.ends_on

    def a_year_before(self) -> "Period":
        """The same period a year earlier. A point's survey day may differ: see `match_a_year_before`."""
        return Period(add_months(self.start, -12), self.length)

    def label(self) -> str:
        """As people write it: 2023, 2024-25, 2022 to 2024, January 2026, year to November 2025."""
        if self.is_point:
            first = self.start.day == 1
            return month_and_year(self.start) if first else day_in_words(self.start)
        if self.length_months and self.length_months % 12 == 0:
            return label_of_years(self)
        if self.length_months and self.start.day == 1:
            return label_of_months(self)
        return self.in_full()

    def in_full(self) -> str:
        """First and last day: "16 November 2015 to 15 November 2016". Says what a short label leaves out."""
        first, last = day_in_words(self.start), day_in_words(self.ends_on)
        return first if first == last else f"{first} to {last}"


def parse(text: str) -> Period:
    """Read "2019-08-01/P1Y" or "2026-01-01". ValueError says what is wrong with it."""
    match = FORM.fullmatch(text.strip())
    if match is None:
        raise ValueError(
            f'"{text}" is not a period. Write a start and a length, such as 2019-08-01/P1Y, '
            "or one day, such as 2026-01-01."
        )
    day, number, unit = match.groups()
    try:
        start = date.fromisoformat(day)
        period = Period(start, f"P{int(number)}{unit}" if number else "")
        period.ends_on  # noqa: B018  a length that runs past the calendar must fail here, not on a page
    except (ValueError, OverflowError) as problem:
        raise ValueError(f'"{text}" is not a period: {problem}') from None
    return period


def add_months(day: date, months: int) -> date:
    """The same day so many months on; the month's last day where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def day_in_words(day: date) -> str:
    return f"{day.day} {month_and_year(day)}"


def month_and_year(day: date) -> str:
    return f"{MONTHS[day.month - 1]} {day.year}"


def label_of_years(period: Period) -> str:
    """Years that start in January by number, others by both numbers or by their last month.

    A start within a month (16 November, the obesity survey's year) is labelled
    by both years, as its publisher does; `in_full` gives the days.
    """
    start, years = period.start, period.length_months // 12
    last_start = add_months(start, (years - 1) * 12)
    if (start.month, start.day) == (1, 1):
        return str(start.year) if years == 1 else f"{start.year} to {last_start.year}"
    if start.day == 1 and start.month not in ACADEMIC_AND_FINANCIAL_STARTS:
        return f"{'year' if years == 1 else f'{years} years'} to {month_and_year(period.ends_on)}"
    first, last = both_years(start), both_years(last_start)
    return first if years == 1 else f"{first} to {last}"


def both_years(start: date) -> str:
    return f"{start.year}-{(start.year + 1) % 100:02d}"


def label_of_months(period: Period) -> str:
    first, last = period.start, period.ends_on
    if (first.year, first.month) == (last.year, last.month):
        return month_and_year(first)
    if first.year == last.year:
        return f"{MONTHS[first.month - 1]} to {month_and_year(last)}"
    return f"{month_and_year(first)} to {month_and_year(last)}"


def match_a_year_before(periods: Sequence[Period]) -> list[int | None]:
    """For each period, the index of the same period a year before, or None.

    A period with a length needs one of the same length that starts a year
    earlier to the day. A point takes the point nearest to a year earlier,
    at most 45 days away; of two as near, the earlier.
    """
    where = {(p.start, length_key(p)): i for i, p in enumerate(periods)}
    points = [(p.start, i) for i, p in enumerate(periods) if p.is_point]
    return [
        nearest_point(p.a_year_before().start, points)
        if p.is_point
        else where.get((p.a_year_before().start, length_key(p)))
        for p in periods
    ]


def length_key(period: Period) -> str:
    """One key for one length, so that P1Y and P12M are the same."""
    return f"P{period.length_months}M" if period.length_months else period.length


def nearest_point(wanted: date, points: Sequence[tuple[date, int]]) -> int | None:
    if not points:
        return None
    away, _, index = min((abs((day - wanted).days), day, i) for day, i in points)
    return index if away <= NEAREST_POINT_WITHIN_DAYS else None


@dataclass(frozen=True)
class Calendar:
    """The periods of one series as arrays of one length, in the order given.

    `first` and `last` are days as whole numbers (date.toordinal), last included;
    `at` the months from year 0 to the end of the last day: equal years are equal
    steps, leap year or not, so half way between 2023 and 2025 is 2024; `before`
    the index of the same period a year before, -1 where there is none.
    """

    periods: tuple[Period, ...]
    first: NDArray[np.int64]
    last: NDArray[np.int64]
    at: Array
    before: NDArray[np.int64]


@lru_cache(maxsize=1024)
def calendar(periods: tuple[Period, ...]) -> Calendar:
    """The arrays of a series' periods, made once for each different run of periods."""
    matches = match_a_year_before(periods)
    return Calendar(
        periods,
        first=np.array([p.start.toordinal() for p in periods], dtype=np.int64),
        last=np.array([p.ends_on.toordinal() for p in periods], dtype=np.int64),
        at=np.array([months_to_the_end(p) for p in periods], dtype=np.float64),
        before=np.array([-1 if match is None else match for match in matches], dtype=np.int64),
    )


def months_to_the_end(period: Period) -> float:
    after = period.ends_on + timedelta(days=1)
    return after.year * 12 + after.month - 1 + (after.day - 1) / 31
