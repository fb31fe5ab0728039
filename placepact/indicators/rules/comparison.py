"""Comparing a figure with a benchmark, a range or a funnel: better, worse, similar, or no judgement.

Two official "control limits" differ and both are kept: `spc_proportions` (Wilson's
form round the benchmark, as on Fingertips) and `funnel_limits` (normal, clipped, as in
the funnel plot tool). Source of the rules: PublicHealthEngland/fingertips-open and
ukhsa-collaboration/PHEindicatormethods; the worked examples are in tests/rules.
"""

from enum import IntEnum
from typing import Protocol

import numpy as np
from numpy.typing import ArrayLike

from placepact.indicators.rules.intervals import (
    Limits,
    byar,
    divide,
    exact_poisson,
    floats,
    wilson_form,
    z_score,
)
from placepact.indicators.rules.words import Array, Codes, Direction, Mask

# Two-sided confidences of the two tails that funnels name: 0.025 and 0.001 on each side.
TWO_SIGMA = 0.95
THREE_SIGMA = 0.998
EXACT_UP_TO = 10  # observed events; the funnel tool still takes exact limits at 10, rates do not


class Verdict(IntEnum):
    """What a comparison says; arrays hold these as int8."""

    NOT_CALCULATED = 0
    WORSE = 1
    SIMILAR = 2
    BETTER = 3
    NO_JUDGEMENT = 4  # it differs, but neither way is better


class Outlier(IntEnum):
    """Where a value stands in a funnel: beyond a tail of 0.025 or of 0.001, or within."""

    NOT_CALCULATED = -9
    LOW_BEYOND_THREE = -2
    LOW_BEYOND_TWO = -1
    WITHIN = 0
    HIGH_BEYOND_TWO = 1
    HIGH_BEYOND_THREE = 2


class HasLimits(Protocol):
    @property
    def lower(self) -> Array: ...
    @property
    def upper(self) -> Array: ...


def verdict(above: Mask, below: Mask, known: Mask, direction: Direction) -> Codes:
    """Turn "above" and "below" into better and worse. Unknown wins over both."""
    colours = {
        Direction.HIGHER: (Verdict.BETTER, Verdict.WORSE),
        Direction.LOWER: (Verdict.WORSE, Verdict.BETTER),
        Direction.NEITHER: (Verdict.NO_JUDGEMENT, Verdict.NO_JUDGEMENT),
    }
    if_above, if_below = colours[direction]
    chosen = np.where(above, if_above, np.where(below, if_below, Verdict.SIMILAR))
    return np.where(known, chosen, Verdict.NOT_CALCULATED).astype(np.int8)


def against_benchmark(
    lower: ArrayLike, upper: ArrayLike, benchmark: ArrayLike, direction: Direction
) -> Codes:
    """The area's interval against a single number; a benchmark on a limit is similar."""
    low, high, mark = floats(lower), floats(upper), floats(benchmark)
    known = np.isfinite(low) & np.isfinite(high) & np.isfinite(mark)
    return verdict(low > mark, high < mark, known, direction)


def against_interval(area: HasLimits, other: HasLimits, direction: Direction) -> Codes:
    """Two intervals; where they overlap or touch, similar."""
    edges = [floats(edge) for edge in (area.lower, area.upper, other.lower, other.upper)]
    known = np.logical_and.reduce(np.broadcast_arrays(*(np.isfinite(edge) for edge in edges)))
    low, high, other_low, other_high = edges
    return verdict(low > other_high, high < other_low, np.asarray(known), direction)


def outside(value: ArrayLike, limits: Limits, direction: Direction) -> Codes:
    """A value against control limits; only strictly outside counts."""
    x = floats(value)
    known = np.isfinite(x) & np.isfinite(limits.lower) & np.isfinite(limits.upper)
    return verdict(x > limits.upper, x < limits.lower, known, direction)


def spc_proportions(
    value: ArrayLike,
    trials: ArrayLike,
    benchmark: ArrayLike,
    direction: Direction,
    confidence: float = TWO_SIGMA,
) -> Codes:
    """Percentages against Wilson-form limits round the benchmark, at the area's denominator.

    Value and benchmark in 0..100. Not calculated where trials is 0 or less.
    """
    limits = wilson_form(floats(benchmark) / 100, trials, confidence)
    return outside(floats(value) / 100, limits, direction)


def spc_standardised_rates(
    value: ArrayLike,
    population: ArrayLike,
    benchmark: ArrayLike,
    direction: Direction,
    confidence: float = TWO_SIGMA,
) -> Codes:
    """Rates per 100,000 against exact Poisson limits round the events the benchmark implies."""
    people = np.where(floats(population) > 0, floats(population), np.nan) / 100_000
    limits = exact_poisson(floats(benchmark) * people, confidence)
    return outside(floats(value) * people, limits, direction)


def funnel_limits(benchmark: ArrayLike, trials: ArrayLike, confidence: float = TWO_SIGMA) -> Limits:
    """Normal limits round a benchmark percentage, clipped to 0..100, as the funnel plot tool draws them."""
    p = floats(benchmark) / 100
    reach = z_score(confidence) * np.sqrt(divide(p * (1 - p), trials))
    return Limits(np.clip((p - reach) * 100, 0, 100), np.clip((p + reach) * 100, 0, 100))


def funnel_place(value: ArrayLike, inner: Limits, outer: Limits) -> Codes:
    """Where values stand between the inner (95%) and outer (99.8%) limits of a funnel, as `Outlier`."""
    x = floats(value)
    steps = sum(
        (x > limits.upper).astype(np.int8) - (x < limits.lower).astype(np.int8) for limits in (inner, outer)
    )
    known = np.isfinite(x) & np.isfinite(inner.lower) & np.isfinite(outer.lower)
    return np.where(known, steps, Outlier.NOT_CALCULATED).astype(np.int8)


def funnel_proportions(events: ArrayLike, trials: ArrayLike, benchmark: ArrayLike) -> Codes:
    """Proportions in a funnel round a benchmark percentage, as `Outlier`."""
    inner, outer = (funnel_limits(benchmark, trials, width) for width in (TWO_SIGMA, THREE_SIGMA))
    return funnel_place(divide(events, trials) * 100, inner, outer)


def funnel_ratios(observed: ArrayLike, expected: ArrayLike) -> Codes:
    """Observed against expected events, as `Outlier`: exact limits up to 10 observed, Byar's above."""
    x, e = floats(observed), floats(expected)
    e = np.where(e > 0, e, np.nan)
    inner, outer = (unusual_for(x, width) for width in (TWO_SIGMA, THREE_SIGMA))
    steps = sum((e < fewest).astype(np.int8) - (e > most).astype(np.int8) for fewest, most in (inner, outer))
    return np.where(np.isfinite(x) & np.isfinite(e), steps, Outlier.NOT_CALCULATED).astype(np.int8)


def unusual_for(observed: ArrayLike, confidence: float) -> Limits:
    """The fewest and most expected events for which so many observed would not be unusual."""
    x = floats(observed)
    few, many = exact_poisson(x, confidence), byar(x, confidence)
    lower, upper = (np.where(x <= EXACT_UP_TO, one, other) for one, other in zip(few, many, strict=True))
    return Limits(lower, upper)


def ratio_limits(observed: ArrayLike, confidence: float = TWO_SIGMA) -> Limits:
    """Limits of a ratio (x 100) at the expected events for which the observed would just be unusual."""
    x = floats(observed)
    fewest, most = unusual_for(x, confidence)
    return Limits(100 * x / most, np.where(x > 0, 100 * divide(x, fewest), np.inf))


def against_goal(value: ArrayLike, goal: float, direction: Direction) -> Codes:
    """A value against one limit: at it or beyond is better, short of it worse."""
    x = floats(value)
    if direction is Direction.LOWER:
        return verdict(x > goal, x <= goal, np.isfinite(x), direction)
    return verdict(x >= goal, x < goal, np.isfinite(x), direction)


def against_range(value: ArrayLike, lower: float, upper: float, direction: Direction) -> Codes:
    """A value against a range: under `lower`; from it to under `upper` (similar); at `upper` and beyond.

    Whichever way is better, the range holds its lower end and not its upper, as
    published. ValueError where the range is upside down; both ends may be equal.
    """
    if lower > upper:
        raise ValueError(f"Lower limit cannot be greater than upper limit: {lower} is above {upper}.")
    x = floats(value)
    return verdict(x >= upper, x < lower, np.isfinite(x), direction)


def interval_against_goal(lower: ArrayLike, upper: ArrayLike, goal: float, direction: Direction) -> Codes:
    """An interval against one limit: whole interval at or beyond it better, wholly short of it worse."""
    low, high = floats(lower), floats(upper)
    known = np.isfinite(low) & np.isfinite(high)
    if direction is Direction.LOWER:
        return verdict(low > goal, high <= goal, known, direction)
    return verdict(low >= goal, high < goal, known, direction)
