"""What a scheme judges by: figures, baselines and promises as arrays, and how far a figure is off."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike

from placepact.indicators.rules.intervals import floats
from placepact.indicators.rules.words import Array, Mask

# Figures carry at most a dozen digits: anything nearer than this is rounding of the machine.
ROUNDING = 1e-9


def absent() -> Array:
    """Not given, for any shape: one NaN that broadcasts."""
    return np.array(np.nan)


@dataclass(frozen=True)
class Facts:
    """Arrays of one shape, or broadcastable, in the unit of the indicator; NaN where not given.

    value, lower, upper: the figure and its 95% limits; baseline: where it began;
    due: what the path promises for the figure's period; final: the last stated
    target; a_year_before: the same period's figure a year earlier; comparator:
    England, or whatever the target is measured against; margin: per cent of what
    is due, NaN for the scheme's own; sign: +1 higher is better, -1 lower, 0 neither.
    """

    value: Array
    due: Array = field(default_factory=absent)
    lower: Array = field(default_factory=absent)
    upper: Array = field(default_factory=absent)
    baseline: Array = field(default_factory=absent)
    final: Array = field(default_factory=absent)
    a_year_before: Array = field(default_factory=absent)
    comparator: Array = field(default_factory=absent)
    margin: Array = field(default_factory=absent)
    sign: Array = field(default_factory=absent)

    def better(self) -> Array:
        """+1 or -1: the way that is better, else the way the promise points; 0 where neither is known."""
        if not steady(self.sign).any():
            return self.sign
        way = np.sign(self.final - self.baseline)
        way = np.where(steady(way), np.sign(self.due - self.baseline), way)
        way = np.where(steady(self.sign), way, self.sign)
        return np.where(np.isnan(way), 0.0, way)

    def shortfall(self, better: Array) -> Array:
        """How far short of what is due, in the indicator's unit; below 0 beyond it.

        Where neither way is better, any distance from what is due is a shortfall.
        """
        gap = self.due - self.value
        return np.where(better == 0, np.abs(gap), gap * better)

    def contains(self, mark: Array) -> Mask:
        """Whether the interval holds a number, limits included; False without both limits."""
        return np.asarray((self.lower <= mark) & (mark <= self.upper))


def steady(way: Array) -> Mask:
    return np.asarray((way == 0) | np.isnan(way))


def shares_of_the_way(facts: Facts) -> tuple[Array, Array]:
    """The share of the way from baseline to final target that is due by now, and that is done.

    NaN where baseline and final target are equal or one is not given.
    """
    way = facts.final - facts.baseline
    way = np.where(way == 0, np.nan, way)
    return (facts.due - facts.baseline) / way, (facts.value - facts.baseline) / way


def how_far(value: ArrayLike, due: ArrayLike, sign: ArrayLike) -> Array:
    """Per cent of what is due by which a figure is beyond it (above 0) or short of it (below 0).

    Where neither way is better (sign 0): above or below. NaN where nothing, or 0, is due.
    """
    target, way = floats(due), floats(sign)
    gap = (floats(value) - target) * np.where(steady(way), 1.0, way)
    size = np.where(target == 0, np.nan, np.abs(target))
    return floats(gap / size * 100)


def how_far_in_words(percent: float, sign: float) -> str:
    """ "3.8% short", "14.0% over", "6.7% beyond target"; empty where it cannot be worked out."""
    if np.isnan(percent):
        return ""
    if percent == 0:
        return "on target"
    size = f"{abs(percent):.1f}%"
    size = "less than 0.1%" if size == "0.0%" else size
    if sign == 0 or np.isnan(sign):
        return f"{size} {'above' if percent > 0 else 'below'} target"
    if percent > 0:
        return f"{size} beyond target"
    return f"{size} {'short' if sign > 0 else 'over'}"
