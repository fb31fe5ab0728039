"""Scrutiny of a target: how long a body has to answer, and where an answer stands on a day. Pure."""

from __future__ import annotations

import calendar
import datetime as dt
from enum import StrEnum

USUAL_MONTHS, MOST_MONTHS = 2, 12
"""The clock where a request sets none of its own, and the longest that one may set."""
REQUIRED_UNDER = {
    "laa_2008": "Local Government and Public Involvement in Health Act 2007, sections 119 to 128",
}
"""Kinds of agreement whose partner authorities a committee may require to answer, with where that is written."""
POWER = "scrutiny-of-partners"
"""That power in the register of powers, which has its first day."""


class Standing(StrEnum):
    """Where a request stands on a day."""

    WAITS = "waits"
    LATE = "late"
    ANSWERED = "answered"
    ANSWERED_LATE = "answered_late"
    WITHDRAWN = "withdrawn"

    @property
    def words(self) -> str:
        return WORDS[self]

    @property
    def is_open(self) -> bool:
        return self in (Standing.WAITS, Standing.LATE)


WORDS = {
    Standing.WAITS: "Waits for an answer",
    Standing.LATE: "Late",
    Standing.ANSWERED: "Answered",
    Standing.ANSWERED_LATE: "Answered late",
    Standing.WITHDRAWN: "Withdrawn",
}


def due(asked_on: dt.date, months: int) -> dt.date:
    """The last day, included, of some months that begin with a day.

    The day before the same date that many months later; where that month has no such date, its last day. Two
    months beginning with 30 June end on 29 August, beginning with 31 December on the last day of February.
    """
    at = asked_on.year * 12 + asked_on.month - 1 + months
    year, month = at // 12, at % 12 + 1
    last = calendar.monthrange(year, month)[1]
    if asked_on.day > last:
        return dt.date(year, month, last)
    return dt.date(year, month, asked_on.day) - dt.timedelta(days=1)


def standing(
    due_on: dt.date, on: dt.date, *, answered_on: dt.date | None, withdrawn_on: dt.date | None
) -> Standing:
    """Where a request stands on a day; what was done later than that day has not been done yet."""
    if withdrawn_on is not None and withdrawn_on <= on:
        return Standing.WITHDRAWN
    if answered_on is not None and answered_on <= on:
        return Standing.ANSWERED_LATE if answered_on > due_on else Standing.ANSWERED
    return Standing.LATE if on > due_on else Standing.WAITS


def days_late(due_on: dt.date, answered_on: dt.date) -> int:
    """By how many days an answer came after its day; 0 where it came in time."""
    return max((answered_on - due_on).days, 0)
