"""The promised path: what is due for any period, from a baseline and the years a target states."""

import numpy as np
from numpy.typing import ArrayLike

from placepact.indicators.rules.intervals import floats
from placepact.indicators.rules.words import Array


def promised_path(
    asked: ArrayLike, *, stated_at: ArrayLike, stated: ArrayLike, baseline_at: float, baseline: ArrayLike
) -> Array:
    """What is due at each moment asked: shape (areas, asked).

    Straight between the baseline and the stated targets, flat after the last,
    NaN before the first point given. Moments as in `Calendar.at`, increasing;
    `stated` is (areas, stated_at) with NaN where an area states none, `baseline` (areas,)
    with NaN where there is none. An area that states no target is promised nothing.
    ValueError where the moments do not increase.
    """
    knots_at = np.concatenate([[baseline_at], floats(stated_at)])
    if np.any(np.diff(knots_at[np.isfinite(knots_at)]) <= 0):
        raise ValueError("A path's moments must increase: the baseline first, then each stated period once.")
    knots = knots_of(floats(baseline), floats(stated))
    given = np.isfinite(knots) & np.isfinite(knots_at)
    path = np.full((len(knots), np.size(asked)), np.nan)
    # Sorting rows is slow, and nearly always every area states the same years.
    patterns = given[:1] if (given == given[:1]).all() else np.unique(given, axis=0)
    for pattern in patterns:
        if pattern[1:].any():
            rows = (given == pattern).all(axis=1)
            path[rows] = knots[rows][:, pattern] @ weights(knots_at[pattern], floats(asked))
    return path


def knots_of(baseline: Array, stated: Array) -> Array:
    """Baselines and stated targets side by side, one row an area."""
    targets = np.atleast_2d(stated)
    first = np.atleast_1d(baseline)[:, None]
    areas = max(len(targets), len(first))
    return np.hstack(
        [np.broadcast_to(first, (areas, 1)), np.broadcast_to(targets, (areas, targets.shape[1]))]
    )


def weights(at: Array, asked: Array) -> Array:
    """The share of each known point in each moment asked: shape (at, asked); NaN before the first."""
    shares = np.array([np.interp(asked, at, unit) for unit in np.eye(len(at))])
    return np.where(asked < at[0], np.nan, shares)
