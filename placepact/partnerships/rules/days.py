"""Days as people write them, and what holds on a day."""

from __future__ import annotations

import datetime as dt


def say(day: dt.date) -> str:
    """A day as people write it: 29 July 2008."""
    return f"{day.day} {day:%B %Y}"


def holds_on(valid_from: dt.date | None, valid_to: dt.date | None, on: dt.date) -> bool:
    """Whether what is valid between two days, each included and each possibly unknown, holds on a day."""
    return (valid_from is None or valid_from <= on) and (valid_to is None or on <= valid_to)
