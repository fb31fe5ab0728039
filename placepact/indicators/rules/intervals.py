"""Confidence limits of proportions, counts, rates, standardised rates and means.

Arrays in, arrays out; NaN stays NaN. The methods are those that Fingertips publishes:
https://fingertips.phe.org.uk/static-reports/public-health-technical-guidance/
"""

from statistics import NormalDist
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from placepact.indicators.rules.words import Array

BYAR_FROM = 10  # counts below this take exact Poisson limits
FEWEST_FOR_STANDARDISING = 10


class Limits(NamedTuple):
    lower: Array
    upper: Array


class Estimate(NamedTuple):
    value: Array
    lower: Array
    upper: Array


def z_score(confidence: float) -> float:
    """The normal deviate of two-sided limits: 1.96 for 0.95."""
    return NormalDist().inv_cdf(0.5 + confidence / 2)


def floats(values: ArrayLike) -> Array:
    return np.asarray(values, dtype=np.float64)


def wilson(events: ArrayLike, trials: ArrayLike, confidence: float = 0.95) -> Limits:
    """Limits of a proportion by Wilson's score method, in 0..1.

    Counts of one shape, or broadcastable. NaN where trials is 0.
    ValueError where events is negative or above trials. Source: Wilson (1927).
    """
    x, n = np.broadcast_arrays(floats(events), floats(trials))
    if np.any(x < 0) or np.any(x > n):
        raise ValueError(f"Events must lie between 0 and trials: {x[(x < 0) | (x > n)]} is not.")
    return wilson_form(divide(x, n), n, confidence)


def wilson_form(proportion: ArrayLike, trials: ArrayLike, confidence: float) -> Limits:
    """Wilson's limits round any proportion in 0..1, an observed one or a benchmark. NaN where trials <= 0."""
    p, n, z = floats(proportion), floats(trials), z_score(confidence)
    n = np.where(n > 0, n, np.nan)
    centre = 2 * n * p + z * z
    reach = z * np.sqrt(z * z + 4 * n * p * (1 - p))
    # Rounding may put the upper limit of all out of all a hair under it.
    lower, upper = (centre - reach) / (2 * (n + z * z)), (centre + reach) / (2 * (n + z * z))
    return Limits(np.clip(lower, 0, 1), np.clip(np.maximum(upper, p), 0, 1))


def byar(count: ArrayLike, confidence: float = 0.95) -> Limits:
    """Byar's limits of a count. Fit from 10 up; source: Breslow and Day (1987). ValueError below 0."""
    x, z = counts(count), z_score(confidence)
    with np.errstate(divide="ignore", invalid="ignore"):
        lower = x * (1 - 1 / (9 * x) - z / (3 * np.sqrt(x))) ** 3
    upper = (x + 1) * (1 - 1 / (9 * (x + 1)) + z / (3 * np.sqrt(x + 1))) ** 3
    # The cube turns negative for counts under 4 at high confidence.
    return Limits(np.where(x == 0, 0.0, np.maximum(lower, 0)), upper)


def exact_poisson(count: ArrayLike, confidence: float = 0.95) -> Limits:
    """Exact limits of a Poisson count (Garwood 1936), also of a count not whole. ValueError below 0."""
    from scipy.special import gammaincinv

    x, tail = counts(count), (1 - confidence) / 2
    lower = np.where(x == 0, 0.0, gammaincinv(np.where(x == 0, 1.0, x), tail))
    return Limits(lower, np.asarray(gammaincinv(x + 1, 1 - tail), dtype=np.float64))


def count_limits(count: ArrayLike, confidence: float = 0.95) -> Limits:
    """Limits of a count: exact under 10, Byar from 10 up."""
    x = counts(count)
    few, many = exact_poisson(x, confidence), byar(x, confidence)
    return Limits(
        np.where(x < BYAR_FROM, few.lower, many.lower), np.where(x < BYAR_FROM, few.upper, many.upper)
    )


def rate(count: ArrayLike, population: ArrayLike, *, per: float, confidence: float = 0.95) -> Estimate:
    """A rate `per` so many (100,000) with its limits. NaN where the population is 0."""
    x, n = counts(count), floats(population)
    limits = count_limits(x, confidence)
    return Estimate(*(divide(part, n) * per for part in (x, *limits)))


def directly_standardised_rate(
    count: ArrayLike, population: ArrayLike, weights: ArrayLike, *, per: float, confidence: float = 0.95
) -> Estimate:
    """A rate by age, weighted by a standard population; limits by Dobson's method on Byar's.

    The last axis of the three arrays is the age group. NaN (suppressed) where the
    total count is under 10. Source: Dobson and others (1991).
    """
    x, n, w = counts(count), floats(population), floats(weights)
    total = x.sum(axis=-1)
    value = (w * divide(x, n)).sum(axis=-1) / w.sum(axis=-1)
    variance = (w**2 * divide(x, n**2)).sum(axis=-1) / w.sum(axis=-1) ** 2
    stretch = np.sqrt(divide(variance, total))
    limits = byar(total, confidence)
    parts = (value, *(value + stretch * (limit - total) for limit in limits))
    return Estimate(*(np.where(total < FEWEST_FOR_STANDARDISING, np.nan, part * per) for part in parts))


def expected_count(
    population: ArrayLike, reference_count: ArrayLike, reference_population: ArrayLike
) -> Array:
    """Events expected if each age group (last axis) had the reference rate."""
    return floats((floats(population) * divide(reference_count, reference_population)).sum(axis=-1))


def indirect_ratio(
    observed: ArrayLike, expected: ArrayLike, *, per: float = 100, confidence: float = 0.95
) -> Estimate:
    """Observed over expected events, times `per`; exact limits under 10 observed, Byar's from 10."""
    return rate(observed, expected, per=per, confidence=confidence)


def mean(values: ArrayLike, confidence: float = 0.95) -> Estimate:
    """The mean over the last axis with limits by Student's t; NaN limits where fewer than two are given."""
    from scipy.special import stdtrit

    x = floats(values)
    n = np.isfinite(x).sum(axis=-1)
    centre = divide(np.nansum(x, axis=-1), n)
    squares = np.nansum((x - centre[..., None]) ** 2, axis=-1)
    error = np.sqrt(divide(divide(squares, n - 1), n))
    reach = stdtrit(np.maximum(n - 1, 1), 0.5 + confidence / 2) * error
    return Estimate(centre, floats(centre - reach), floats(centre + reach))


def counts(values: ArrayLike) -> Array:
    x = floats(values)
    if np.any(x < 0):
        raise ValueError(f"A count cannot be below 0: {x[x < 0]}.")
    return x


def divide(top: ArrayLike, bottom: ArrayLike) -> Array:
    """Top over bottom, NaN where bottom is 0 or less: never infinity."""
    a, b = floats(top), floats(bottom)
    return floats(a / np.where(b > 0, b, np.nan))
