"""Direction of travel: a figure against the same period a year before."""

from enum import IntEnum
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from placepact.indicators.rules.intervals import floats
from placepact.indicators.rules.words import Array, Codes


class Travel(IntEnum):
    """Whether the change is good; which way the number went is the sign of the change."""

    NONE = 0  # one of the two figures is not there
    WORSE = 1
    SAME = 2
    BETTER = 3
    CHANGED = 4  # it moved, and neither way is better

    @property
    def word(self) -> str:
        return "No earlier figure" if self is Travel.NONE else self.name.capitalize()


class Moved(NamedTuple):
    travel: Codes
    change: Array


def direction_of_travel(now: ArrayLike, before: ArrayLike, sign: ArrayLike) -> Moved:
    """Better, worse or same, and the change, all of one shape.

    `sign` is +1 where higher is better, -1 where lower is, 0 where neither
    (`Direction.sign`). Compared at the values as published, never as rounded for a page.
    """
    change = floats(now) - floats(before)
    good = change * np.asarray(sign)
    moved = np.where(good > 0, Travel.BETTER, np.where(good < 0, Travel.WORSE, Travel.CHANGED))
    travel = np.where(np.isnan(change), Travel.NONE, np.where(change == 0, Travel.SAME, moved))
    return Moved(travel.astype(np.int8), change)


def year_before(value: Array, before: NDArray[np.int64]) -> Array:
    """Each figure's figure a year before, along the last axis; `before` as in periods.Calendar."""
    if not value.shape[-1]:
        return value
    return np.where(before >= 0, value[..., np.maximum(before, 0)], np.nan)
