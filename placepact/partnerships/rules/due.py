"""Whether an action is done, late, soon due or still has time."""

from __future__ import annotations

import datetime as dt
from enum import Enum

SOON_DAYS = 14
"""An action is called soon due within this many days. placepact's own choice."""


class Due(Enum):
    LATE = "Late"
    SOON = "Due soon"
    OPEN = "To do"
    DONE = "Done"
    DROPPED = "Dropped"


def due(due_on: dt.date, done_on: dt.date | None, on: dt.date, *, is_dropped: bool = False) -> Due:
    """How an action stands on a day; its last day still counts as in time."""
    if done_on is not None:
        return Due.DROPPED if is_dropped else Due.DONE
    if on > due_on:
        return Due.LATE
    return Due.SOON if (due_on - on).days <= SOON_DAYS else Due.OPEN


def how_late(due_on: dt.date, done_on: dt.date | None, on: dt.date) -> int:
    """By how many days it is or was late; 0 where it was in time."""
    return max(0, ((done_on or on) - due_on).days)


def term_ends(starts_on: dt.date, months: int) -> dt.date:
    """The last day of a term of whole months: one from 1 April 2008 of 12 months ends on 31 March 2009."""
    year, month = divmod(starts_on.year * 12 + starts_on.month - 1 + months, 12)
    after = (dt.date(year, month + 1, 28) + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1)
    day = min(starts_on.day, after.day)
    ends = dt.date(year, month + 1, day)
    return ends if day < starts_on.day else ends - dt.timedelta(days=1)
