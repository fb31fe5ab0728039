"""Where a milestone stands on a day."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

SOON_DAYS = 90
"""A board sits each quarter: what is due before the next one is due now."""


class Happened(StrEnum):
    """What is said of a milestone."""

    PROMISED = "promised"
    MOVED = "moved"
    DONE = "done"
    DROPPED = "dropped"

    @property
    def words(self) -> str:
        return self.value.capitalize()


class Standing(StrEnum):
    """Where a milestone stands, in the order in which a board asks."""

    LATE = "late"
    DUE = "due"
    AHEAD = "ahead"
    DONE = "done"
    DROPPED = "dropped"

    @property
    def words(self) -> str:
        return {"due": f"Due in {SOON_DAYS} days"}.get(self.value, self.value.capitalize())

    @property
    def is_open(self) -> bool:
        return self in (Standing.LATE, Standing.DUE, Standing.AHEAD)


def standing(happened: str, due_on: dt.date, on: dt.date) -> Standing:
    """Where a milestone stands on a day by what was last said of it; on its day it is due, not late."""
    if happened == Happened.DONE:
        return Standing.DONE
    if happened == Happened.DROPPED:
        return Standing.DROPPED
    if due_on < on:
        return Standing.LATE
    return Standing.DUE if (due_on - on).days <= SOON_DAYS else Standing.AHEAD
