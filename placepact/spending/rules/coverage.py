"""What a return of payments covers, and what it does to the returns that stand: never guessed, asked instead.

Two identical payments are lawful, so that rows cannot tell whether a month
came twice. The coverage that a return declares (body, kind, from, to) can.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from placepact.errors import Refusal
from placepact.govuk.format import count, pounds

A_DAY = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?")
MONTHS_NAMED = 6


class NotACoverage(Refusal):
    """What was written does not name a time that a return could cover."""


@dataclass(frozen=True, order=True)
class Coverage:
    """A time from one day to another, the last included."""

    starts_on: dt.date
    ends_on: dt.date

    def __str__(self) -> str:
        """April 2019, April to June 2019, 15 April 2019 to 3 May 2019."""
        if self != months_around(self.starts_on, self.ends_on):
            return f"{say_day(self.starts_on)} to {say_day(self.ends_on)}"
        first, last = say_month(self.starts_on), say_month(self.ends_on)
        if first == last:
            return first
        if self.starts_on.year == self.ends_on.year:
            return f"{first.split()[0]} to {last}"
        return f"{first} to {last}"

    @property
    def as_written(self) -> str:
        """As --covers takes it: 2019-04:2019-06, or days where it is not of whole months."""
        if self == months_around(self.starts_on, self.ends_on):
            return f"{self.starts_on:%Y-%m}:{self.ends_on:%Y-%m}"
        return f"{self.starts_on}:{self.ends_on}"

    def months(self) -> list[dt.date]:
        """The first day of every month that has a day in it."""
        return months_between(self.starts_on, self.ends_on)


class Meeting(StrEnum):
    """How two coverages of one body and kind meet."""

    APART = "apart"
    SAME = "same"
    IN_PART = "in part"


@dataclass(frozen=True)
class Question:
    """What a person must answer before a return can be accepted: what is asked, and how to answer it.

    It has the shape of the questions about how a file is read, so that pages and scripts show both alike.
    """

    code: str
    setting: str
    sentence: str
    how_to_answer: str
    rows: tuple[Any, ...] = ()
    options: tuple[Any, ...] = ()


@dataclass(frozen=True)
class Standing:
    """A return that stands: how people call it, what it covers, what it holds."""

    reference: str
    coverage: Coverage
    rows: int
    pence: int


def say_day(day: dt.date) -> str:
    return f"{day.day} {calendar.month_name[day.month]} {day.year}"


def say_month(day: dt.date) -> str:
    return f"{calendar.month_name[day.month]} {day.year}"


def end_of_month(day: dt.date) -> dt.date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def months_around(first: dt.date, last: dt.date) -> Coverage:
    """The whole months in which two days lie."""
    return Coverage(first.replace(day=1), end_of_month(last))


def months_between(first: dt.date, last: dt.date) -> list[dt.date]:
    """The first days of the months from that of one day to that of another."""
    numbers = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return [dt.date(number // 12, number % 12 + 1, 1) for number in numbers]


def parse(text: str) -> Coverage:
    """2019-04, 2019-04:2019-06 or 2019-04-15:2019-05-03. Raises NotACoverage."""
    first, _, last = text.strip().partition(":")
    try:
        starts_on, _ = days_of(first)
        _, ends_on = days_of(last or first)
    except ValueError as error:
        raise NotACoverage(
            f"{text!r} is no time that a return could cover. Write months, such as 2019-04 or 2019-04:2019-06, "
            "or days, such as 2019-04-15:2019-05-03."
        ) from error
    if ends_on < starts_on:
        raise NotACoverage(f"{text!r} ends before it starts. Write the earlier day first.")
    return Coverage(starts_on, ends_on)


def days_of(text: str) -> tuple[dt.date, dt.date]:
    """The first and last day of a month or day as written. Raises ValueError."""
    found = A_DAY.fullmatch(text.strip())
    if not found:
        raise ValueError(text)
    year, month, day = found.groups()
    first = dt.date(int(year), int(month), int(day or 1))
    return first, first if day else end_of_month(first)


def worked_out(months: Mapping[dt.date, int]) -> Coverage | Question:
    """The whole months of a file's dates, from its accepted rows by month; asked where a month between is empty.

    A single row of an earlier year would otherwise stretch the coverage over
    years of which the file says nothing, and hide that they are missing.
    """
    if not months:
        raise ValueError("no month")
    coverage = months_around(min(months), max(months))
    empty = [month for month in coverage.months() if not months.get(month)]
    if not empty:
        return coverage
    shown = "; ".join(
        f"{say_month(month)} {count(months[month], 'row')}" for month in chosen(sorted(months), months)
    )
    return Question(
        "coverage",
        "covers",
        f"The dates run from {say_month(coverage.starts_on)} to {say_month(coverage.ends_on)}, but "
        f"{len(empty)} of those {len(coverage.months())} months {'has' if len(empty) == 1 else 'have'} no row ({shown}). "
        "Which months does this file cover?",
        f"Deliver it with the months that it is for, such as --covers {busiest(months).as_written}.",
    )


def chosen(ordered: Sequence[dt.date], months: Mapping[dt.date, int]) -> list[dt.date]:
    """A few of many months: the thinnest, which are the likely strays, and the fullest."""
    if len(ordered) <= MONTHS_NAMED:
        return list(ordered)
    by_rows = sorted(ordered, key=lambda month: months[month])
    return sorted({*by_rows[: MONTHS_NAMED // 2], *by_rows[-MONTHS_NAMED // 2 :]})


def busiest(months: Mapping[dt.date, int]) -> Coverage:
    """The unbroken run of months that has the most rows."""
    best, run = [max(months)], list[dt.date]()
    for month in months_between(min(months), max(months)):
        run = [*run, month] if months.get(month) else []
        if sum(months[each] for each in run) > sum(months[each] for each in best):
            best = run
    return months_around(best[0], best[-1])


def meeting(one: Coverage, other: Coverage) -> Meeting:
    """Whether two coverages have no day in common, every day, or some."""
    if one == other:
        return Meeting.SAME
    apart = one.ends_on < other.starts_on or other.ends_on < one.starts_on
    return Meeting.APART if apart else Meeting.IN_PART


def overlap_question(wanted: Coverage, standing: Iterable[Standing]) -> Question | None:
    """The question where a return would share some days, but not all, with returns that stand."""
    partly = [each for each in standing if meeting(wanted, each.coverage) == Meeting.IN_PART]
    if not partly:
        return None
    shown = "; ".join(
        f"{each.reference} covers {each.coverage} ({count(each.rows, 'row')}, {pounds(each.pence)})"
        for each in partly
    )
    one = len(partly) == 1
    return Question(
        "overlap",
        "covers",
        f"This file covers {wanted}, and {'a return that stands covers' if one else 'returns that stand cover'} "
        f"a part of it: {shown}. The same payments would be counted twice. Which is right?",
        f"Deliver it with other months (--covers), or withdraw {', '.join(each.reference for each in partly)} first "
        f"(placepact withdraw {partly[0].reference} --reason ...).",
    )


def replacement_question(new: Standing, old: Standing) -> Question:
    """The question, with both totals, where a return would replace one of the same coverage."""
    more = new.pence - old.pence
    return Question(
        "replace",
        "replace",
        f"{old.reference} stands for {old.coverage} with {count(old.rows, 'row')} and {pounds(old.pence)}. This file has "
        f"{count(new.rows, 'row')} and {pounds(new.pence)}, which is {pounds(abs(more))} "
        f"{'less' if more < 0 else 'more'}. Replace {old.reference} whole?",
        "Say yes with --replace.",
    )
