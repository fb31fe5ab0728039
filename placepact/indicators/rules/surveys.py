"""What a survey can tell: its margin, and the change between two waves that is more than chance."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from placepact.indicators.rules.intervals import divide, floats, z_score
from placepact.indicators.rules.words import Array, Mask

# Achieved sample the Place Survey of 2008 asked of each authority.
SMALLEST_PLACE_SURVEY = 1_100


class Wave(NamedTuple):
    """One wave of a survey: percentages (0..100), achieved samples, design effects (1: simple random)."""

    percent: ArrayLike
    sample: ArrayLike
    design_effect: ArrayLike = 1.0


class Change(NamedTuple):
    change: Array
    margin: Array
    is_real: Mask


def variance(wave: Wave) -> Array:
    """Sampling variance of a percentage, in points squared; NaN where the sample is 0."""
    p = floats(wave.percent)
    return floats(wave.design_effect) * divide(p * (100 - p), wave.sample)


def margin(wave: Wave, confidence: float = 0.95) -> Array:
    """Points either side of one wave's percentage. At 50% and 1,000 people: 3.1."""
    return floats(z_score(confidence) * np.sqrt(variance(wave)))


def real_change(before: Wave, after: Wave, confidence: float = 0.95) -> Change:
    """Change between two independent waves, in points, and whether it exceeds the margin of a difference.

    At the percentages found, not at 50%: with 1,000 people a wave the margin is
    4.4 points at 50% and 3.8 at 25%. A change equal to the margin is not real;
    without both figures `is_real` is False and the change NaN.
    """
    change = floats(after.percent) - floats(before.percent)
    reach = floats(z_score(confidence) * np.sqrt(variance(before) + variance(after)))
    return Change(change, reach, np.asarray(np.abs(change) > reach))
