"""Where values lie among many areas: percentiles, quarters and fifths. Never a mean of areas."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from placepact.indicators.rules.intervals import floats
from placepact.indicators.rules.words import Array

FEWEST_FOR_STATS = 4
FIFTHS, QUARTERS = 5, 4


class Spread(NamedTuple):
    least: Array
    lower_quartile: Array
    median: Array
    upper_quartile: Array
    most: Array


def percentiles(values: ArrayLike, at: ArrayLike, *, fewest: int = 1) -> Array:
    """Percentiles over the last axis by linear interpolation, NaN values left out.

    Shape (len(at), ...). NaN where fewer than `fewest` values are given.
    """
    x = floats(values)
    enough = np.isfinite(x).sum(axis=-1) >= max(fewest, 1)
    safe = np.where(enough[..., None], x, 0.0)
    return np.where(enough, np.nanpercentile(safe, floats(at), axis=-1), np.nan)


def spread(values: ArrayLike) -> Spread:
    """Least, quartiles and most over the last axis; NaN where fewer than four values are given."""
    return Spread(*percentiles(values, [0, 25, 50, 75, 100], fewest=FEWEST_FOR_STATS))


def band_bounds(values: ArrayLike, bands: int) -> Array:
    """Bounds of so many equal bands over the last axis, the first the least: shape (bands + 1, ...).

    NaN where there are fewer values than bands. Source: Fingertips quintiles and quartiles.
    """
    return percentiles(values, np.linspace(0, 100, bands + 1), fewest=bands)
