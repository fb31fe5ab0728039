"""Where a target will stand at its end if things go on as they do."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum


class Course(StrEnum):
    """Whether the target is met if the figure goes on as it does."""

    UNKNOWN = "unknown"
    MEETS = "meets"
    MISSES = "misses"


@dataclass(frozen=True)
class Facts:
    """A figure, how much it changes a year where that is no chance (0 where no change is clear, NaN where no trend
    can be worked out), years from it to the last promise, what is promised then, and 1, -1 or 0 for which way is
    better (0: neither)."""

    value: float
    slope_a_year: float
    years_left: float
    promised: float
    sign: int


@dataclass(frozen=True)
class Forecast:
    """What the figure will be then, and what follows from it."""

    course: Course
    value: float


NONE = Forecast(Course.UNKNOWN, math.nan)


def forecast(facts: Facts) -> Forecast:
    """The straight line of the recent trend drawn on to the day of the last promise.

    Nothing is said where no trend can be worked out, where neither way is better, or where that day has passed.
    """
    numbers = (facts.value, facts.slope_a_year, facts.years_left, facts.promised)
    if not all(math.isfinite(each) for each in numbers) or not facts.sign or facts.years_left <= 0:
        return NONE
    then = facts.value + facts.slope_a_year * facts.years_left
    is_met = (then - facts.promised) * facts.sign >= 0
    return Forecast(Course.MEETS if is_met else Course.MISSES, then)
