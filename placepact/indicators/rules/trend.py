"""The recent trend of a series by the rule that Fingertips publishes, and why there is none.

The latest five points, a year apart and unbroken, whose periods do not overlap.
A trend is shown where chi-squared exceeds 9.5495 (99.8%, one degree of freedom)
and the slope keeps its sign when any one point is left out. Source:
https://fingertips.phe.org.uk/static-reports/public-health-technical-guidance/Presentation/Trend_markers.html
"""

from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from placepact.indicators.rules.intervals import divide
from placepact.indicators.rules.periods import Calendar, Period
from placepact.indicators.rules.words import Array, Codes, Mask

POINTS = 5
CHI_SQUARED_NEEDED = 9.54953570608324
LIMITS_TO_ERROR = 3.92  # a 95% interval is 3.92 standard errors wide
YEAR_IN_DAYS = 365.25
# A yearly survey's day moves by a fortnight: see periods.NEAREST_POINT_WITHIN_DAYS.
STEP_WITHIN_DAYS = 45
UNITS = (("year", 365), ("month", 30), ("day", 1))
STEPS = np.arange(1.0, POINTS + 1)
# Row 0 keeps all five points; each row after it leaves one out.
KEPT = np.vstack([np.ones(POINTS), 1 - np.eye(POINTS)])
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


class Marker(IntEnum):
    """Which way a series has gone; arrays hold these as int8."""

    NOT_CALCULATED = 0
    FALLING = 1
    NO_CLEAR_CHANGE = 2
    RISING = 3

    @property
    def word(self) -> str:
        return self.name.replace("_", " ").capitalize()


class Reason(IntEnum):
    """Why a trend was not calculated; `why` puts it in words."""

    CALCULATED = 0
    TOO_FEW = 1
    OVERLAP = 2
    NO_LIMITS = 3
    NO_WIDTH = 4
    NO_COUNTS = 5
    ALL_OR_NONE = 6


class Method(IntEnum):
    """By the published limits, or by counts and denominators (for proportions)."""

    LIMITS = 0
    PROPORTIONS = 1


@dataclass(frozen=True)
class Series:
    """Figures of many series: arrays of shape (series, periods), NaN where not given."""

    value: Array
    lower: Array | None = None
    upper: Array | None = None
    count: Array | None = None
    denominator: Array | None = None


class Trend(NamedTuple):
    """One entry a series: codes, chi-squared, slope a step, points in a row, last column."""

    marker: Codes
    chi_squared: Array
    slope: Array
    reason: Codes
    in_a_row: Codes
    last: NDArray[np.int64]


class Fit(NamedTuple):
    chi_squared: Array
    slopes: Array  # (series, 6): all five points, then each left out
    reason: Codes


def recent_trend(series: Series, calendar: Calendar, method: Method = Method.LIMITS) -> Trend:
    """The recent trend of each series, ending at its last given figure.

    Chi-squared and slope are NaN where it is not calculated. With
    `PROPORTIONS`, the Cochran-Armitage test on count and denominator.
    """
    value = np.atleast_2d(series.value)
    if not value.shape[1]:
        return nothing_to_calculate(len(value))
    last = last_given(value)
    in_a_row = points_in_a_row(np.isfinite(value), last, calendar)
    columns = np.maximum(last[:, None] - np.arange(POINTS)[::-1], 0)
    fit = fit_proportions(series, columns) if method is Method.PROPORTIONS else fit_limits(series, columns)
    reason = np.select(
        [overlapping(calendar)[last], in_a_row < POINTS], [Reason.OVERLAP, Reason.TOO_FEW], fit.reason
    ).astype(np.int8)
    chi_squared = np.where(reason == Reason.CALCULATED, fit.chi_squared, np.nan)
    slope = np.where(reason == Reason.CALCULATED, fit.slopes[:, 0], np.nan)
    marker = mark(chi_squared, fit.slopes, reason == Reason.CALCULATED)
    return Trend(marker, chi_squared, slope, reason, in_a_row, last)


def nothing_to_calculate(many: int) -> Trend:
    """The trend of so many series that have no period at all."""
    none, unknown = np.zeros(many, dtype=np.int8), np.full(many, np.nan)
    too_few = np.full(many, Reason.TOO_FEW, dtype=np.int8)
    return Trend(none, unknown, unknown, too_few, none, np.full(many, -1, dtype=np.int64))


def mark(chi_squared: Array, slopes: Array, known: Mask) -> Codes:
    falls = slopes < 0
    steady_sign = falls.all(axis=1) | ~falls.any(axis=1)
    clear = steady_sign & (chi_squared > CHI_SQUARED_NEEDED)
    way = np.where(slopes[:, 0] > 0, Marker.RISING, Marker.FALLING)
    shown = np.where(clear, way, Marker.NO_CLEAR_CHANGE)
    return np.where(known, shown, Marker.NOT_CALCULATED).astype(np.int8)


def last_given(value: Array) -> NDArray[np.int64]:
    """Index of the last figure of each series, along the last axis; -1 where there is none."""
    given = np.isfinite(value)
    if not given.shape[-1]:
        return np.full(given.shape[:-1], -1, dtype=np.int64)
    back = np.argmax(given[..., ::-1], axis=-1)
    return np.where(given.any(axis=-1), given.shape[-1] - 1 - back, -1).astype(np.int64)


def overlapping(calendar: Calendar) -> Mask:
    """Whether each period shares days with the one before it. The last entry answers for index -1."""
    shared = calendar.first[1:] <= calendar.last[:-1]
    return np.concatenate([[False], shared, [False]])


def points_in_a_row(given: Mask, last: NDArray[np.int64], calendar: Calendar) -> Codes:
    """Figures up to the last one, each a year after the one before, counted to five."""
    gap = np.diff(calendar.first) - YEAR_IN_DAYS
    linked = np.concatenate([[False], np.abs(gap) <= STEP_WITHIN_DAYS])
    rows = np.arange(len(last))
    alive: Mask = np.asarray(last >= 0)
    total: Codes = alive.astype(np.int8)
    for back in range(1, POINTS):
        at = last - back
        alive = alive & (at >= 0) & given[rows, np.maximum(at, 0)] & linked[np.maximum(at + 1, 0)]
        total += alive
    return total


def five(figures: Array | None, columns: NDArray[np.int64]) -> Array:
    if figures is None:
        return np.full(columns.shape, np.nan)
    return np.take_along_axis(np.atleast_2d(figures), columns, axis=1)


def fit_limits(series: Series, columns: NDArray[np.int64]) -> Fit:
    """Slope by least squares weighted with the limits' standard errors."""
    y = five(series.value, columns)
    error = (five(series.upper, columns) - five(series.lower, columns)) / LIMITS_TO_ERROR
    w = divide(1, error**2)
    slopes, spread, total = weighted_slopes(y, w)
    chi_squared = slopes[:, 0] ** 2 * divide(spread[:, 0], total[:, 0])
    reason = np.select(
        [np.isnan(error).any(axis=1), (error <= 0).any(axis=1)], [Reason.NO_LIMITS, Reason.NO_WIDTH], 0
    )
    return Fit(chi_squared, slopes, reason.astype(np.int8))


def weighted_slopes(y: Array, w: Array) -> tuple[Array, Array, Array]:
    """Slopes with all points and with each left out, their spread, the sums of weights: (series, 6)."""
    total, at, at_squared = w @ KEPT.T, (w * STEPS) @ KEPT.T, (w * STEPS**2) @ KEPT.T
    spread = total * at_squared - at**2
    slopes = divide(total * ((w * y * STEPS) @ KEPT.T) - at * ((w * y) @ KEPT.T), spread)
    return slopes, spread, total


def fit_proportions(series: Series, columns: NDArray[np.int64]) -> Fit:
    """Cochran-Armitage chi-squared; the sign of the slope from the log odds, unweighted.

    A year with all or none has no log odds. The published rule refuses "all";
    "none" is refused here too, because its slope would be infinite.
    """
    r, n = five(series.count, columns), five(series.denominator, columns)
    all_r, all_n = r.sum(axis=1), n.sum(axis=1)
    rt, nt, ntt = r @ STEPS, n @ STEPS, n @ STEPS**2
    top = all_n * (all_n * rt - all_r * nt) ** 2
    chi_squared = divide(top, all_r * (all_n - all_r) * (all_n * ntt - nt**2))
    extreme: Mask = np.asarray(((r >= n) | (r <= 0)).any(axis=1))
    odds = np.where(extreme[:, None], 1.0, divide(r, n - r))
    slopes, _, _ = weighted_slopes(np.log(odds), np.ones_like(odds))
    reason = np.select([np.isnan(r + n).any(axis=1), extreme], [Reason.NO_COUNTS, Reason.ALL_OR_NONE], 0)
    return Fit(chi_squared, slopes, reason.astype(np.int8))


def why(trend: Trend, index: int, periods: tuple[Period, ...]) -> str:
    """Why this series has no trend, as a clause to follow "No trend:"; empty where it has one."""
    reason = Reason(int(trend.reason[index]))
    if reason is Reason.TOO_FEW:
        found = int(trend.in_a_row[index])
        if not found:
            return "there is no figure"
        return f"needs five points in a row; there {'is' if found == 1 else 'are'} {NUMBERS[found]}"
    if reason is Reason.OVERLAP:
        last = int(trend.last[index])
        return overlap_in_words(periods[last - 1], periods[last])
    return {
        Reason.CALCULATED: "",
        Reason.NO_LIMITS: "no limits are published",
        Reason.NO_WIDTH: "the published limits have no width",
        Reason.NO_COUNTS: "no counts and denominators are published",
        Reason.ALL_OR_NONE: "in one of the five years it was everyone or no one",
    }[reason]


def overlap_in_words(earlier: Period, later: Period) -> str:
    days = (min(earlier.ends_on, later.ends_on) - later.start).days + 1
    unit, length = next((unit, length) for unit, length in UNITS if days >= length)
    many = days // length
    number = NUMBERS[many] if many < len(NUMBERS) else str(many)
    shared = f"{number} {unit}{'' if many == 1 else 's'}"
    return f"the periods overlap: {earlier.label()} and {later.label()} share {shared}"
