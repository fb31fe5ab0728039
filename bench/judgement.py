"""How fast 2.8 million figures are judged, beside the same work written directly in NumPy.

20 partners lead ten targets each: 200 indicators, 350 areas, 40 yearly periods.
A quarter of the targets are judged by Havering's rule, the rest by the default.
Run: python -m bench.judgement
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import date
from itertools import pairwise
from statistics import median
from time import perf_counter

import numpy as np
from numpy.typing import NDArray

from placepact.agreements.rules.judgement import Figures, Judgement, Promise, judge
from placepact.agreements.rules.schemes import HAVERING, SHARE_OF_THE_WAY
from placepact.agreements.rules.status import Status
from placepact.indicators.rules.comparison import Verdict
from placepact.indicators.rules.periods import Period
from placepact.indicators.rules.travel import Travel
from placepact.indicators.rules.trend import CHI_SQUARED_NEEDED, Marker
from placepact.indicators.rules.words import Array, Codes, Direction, Mask

SEED = 2008
TARGETS, AREAS, PERIODS, PARTNERS = 200, 350, 40, 20
FIRST_YEAR, BASELINE, STATED = 1984, 30, (33, 36, 39)
TIMES = 5


@dataclass(frozen=True)
class Made:
    """Made-up figures and promises: (targets, areas, periods), (targets, areas) and (targets,)."""

    value: Array
    lower: Array
    upper: Array
    england: Array
    baseline: Array
    stated: Array
    sign: Array
    is_havering: Mask
    partner: NDArray[np.int64]


def make(seed: int = SEED, targets: int = TARGETS, areas: int = AREAS) -> Made:
    """Random walks with a tenth of figures missing and a twelfth of indicators without limits."""
    chance = np.random.default_rng(seed)
    shape = (targets, areas, PERIODS)
    sign = chance.choice([1.0, -1.0], targets)
    value = 50 + np.cumsum(chance.normal(0.1, 0.8, shape), axis=-1)
    reach = chance.uniform(0.3, 2.5, (targets, areas, 1)) * np.ones(shape)
    reach[::12] = np.nan
    baseline = value[:, :, BASELINE].copy()
    steps = chance.uniform(0.0, 3.0, (targets, areas, len(STATED))).cumsum(axis=-1)
    value[chance.random(shape) < 0.1] = np.nan
    return Made(
        value=value,
        lower=value - reach,
        upper=value + reach,
        england=50 + np.cumsum(chance.normal(0.1, 0.5, (targets, PERIODS)), axis=-1),
        baseline=baseline,
        stated=baseline[..., None] + steps * sign[:, None, None],
        sign=sign,
        is_havering=np.arange(targets) % 4 == 3,
        partner=np.arange(targets) % PARTNERS,
    )


def year(place: int) -> Period:
    return Period(date(FIRST_YEAR + place, 1, 1), "P1Y")


def by_placepact(made: Made) -> tuple[Judgement, NDArray[np.int64]]:
    """The whole judgement through `judge`, and latest statuses by partner."""
    periods = tuple(year(place) for place in range(PERIODS))
    stated_for = tuple(year(place) for place in STATED)
    slugs = [HAVERING.slug if havering else SHARE_OF_THE_WAY.slug for havering in made.is_havering]
    promises = [
        Promise(stated_for, made.stated[t], year(BASELINE), made.baseline[t], slug)
        for t, slug in enumerate(slugs)
    ]
    figures = [
        Figures(
            periods,
            Direction.HIGHER if made.sign[t] > 0 else Direction.LOWER,
            made.value[t],
            made.lower[t],
            made.upper[t],
            made.england[t],
        )
        for t in range(len(slugs))
    ]
    judgement = judge(promises, figures)
    return judgement, judgement.tally(made.partner)


@dataclass(frozen=True)
class Plain:
    status: Codes
    travel: Codes
    trend: Codes
    comparison: Codes
    tally: NDArray[np.int64]


def by_numpy(made: Made) -> Plain:
    """The same judgement written directly, whole arrays at a time, with no reasons, names or schemes."""
    status = np.empty(made.value.shape, dtype=np.int8)
    status[made.is_havering] = plain_havering(only(made, made.is_havering))
    status[~made.is_havering] = plain_share(only(made, ~made.is_havering))
    column = np.arange(PERIODS)
    last = np.where(np.isfinite(made.value), column, -1).max(axis=-1)
    at = np.maximum(last, 0)[..., None]
    seen = last >= 0

    def pick(cube: Array) -> Array:
        return np.take_along_axis(cube, at, axis=-1)[..., 0]

    lower, upper = pick(made.lower), pick(made.upper)
    england = pick(np.broadcast_to(made.england[:, None], made.value.shape))
    latest = np.where(seen, pick(status.astype(np.float64)), 0).astype(np.int64)
    tally = np.zeros((PARTNERS, 5), dtype=np.int64)
    np.add.at(tally, (np.broadcast_to(made.partner[:, None], latest.shape), latest), 1)
    return Plain(
        status.astype(np.int8),
        plain_travel(pick(made.value) - pick(shifted(made.value)), made.sign),
        plain_trend(made, last),
        plain_comparison(lower - england, upper - england, made.sign),
        tally,
    )


def only(made: Made, targets: Mask) -> Made:
    return Made(*(getattr(made, field.name)[targets] for field in fields(made)))


def shifted(value: Array) -> Array:
    before = np.full_like(value, np.nan)
    before[..., 1:] = value[..., :-1]
    return before


def plain_path(made: Made) -> Array:
    due = np.full(made.value.shape, np.nan)
    knots = np.concatenate([made.baseline[..., None], made.stated], axis=-1)
    at = (BASELINE, *STATED)
    for i, (start, end) in enumerate(pairwise(at)):
        share = (np.arange(start, end + 1) - start) / (end - start)
        left, right = knots[..., i, None], knots[..., i + 1, None]
        due[..., start : end + 1] = left + (right - left) * share
    due[..., at[-1] :] = knots[..., -1:]
    return due


def plain_share(made: Made) -> Codes:
    due, base, sign = plain_path(made), made.baseline[..., None], made.sign[:, None, None]
    needed, gained = (due - base) * sign, (made.value - base) * sign
    slack = 1e-9 * np.maximum(abs(due), abs(base))
    status = np.full(made.value.shape, Status.OFF_TRACK.code)
    status[gained >= 0.5 * needed - slack] = Status.BEHIND.code
    status[gained >= 0.9 * needed - slack] = Status.ON_TRACK.code
    status[(made.lower <= base) & (base <= made.upper)] = Status.NO_REAL_CHANGE.code
    still = needed <= slack
    short = (due - made.value) * sign > slack
    contained = (made.lower <= due) & (due <= made.upper)
    status[still] = Status.ON_TRACK.code
    worse = still & short & ~contained
    limited = np.isfinite(made.lower)
    status[worse & limited] = Status.OFF_TRACK.code
    status[worse & ~limited] = Status.BEHIND.code
    status[np.isnan(made.value) | np.isnan(due)] = Status.NO_FIGURE.code
    return status.astype(np.int8)


def plain_havering(made: Made) -> Codes:
    due, sign = plain_path(made), made.sign[:, None, None]
    worse = (made.value - shifted(made.value)) * sign < 0
    status = np.where(worse, Status.OFF_TRACK.code, Status.BEHIND.code)
    status[(due - made.value) * sign <= (0.1 + 1e-9) * abs(due)] = Status.ON_TRACK.code
    status[np.isnan(made.value) | np.isnan(due)] = Status.NO_FIGURE.code
    return status.astype(np.int8)


def plain_travel(change: Array, sign: Array) -> Codes:
    good = change * sign[:, None]
    travel = np.where(good > 0, Travel.BETTER, np.where(good < 0, Travel.WORSE, Travel.SAME))
    travel[np.isnan(change)] = Travel.NONE
    return travel.astype(np.int8)


def plain_comparison(low: Array, high: Array, sign: Array) -> Codes:
    higher = sign[:, None] > 0
    good, bad = np.where(higher, low > 0, high < 0), np.where(higher, high < 0, low > 0)
    verdict = np.where(good, Verdict.BETTER, np.where(bad, Verdict.WORSE, Verdict.SIMILAR))
    verdict[np.isnan(low) | np.isnan(high)] = Verdict.NOT_CALCULATED
    return verdict.astype(np.int8)


def plain_trend(made: Made, last: NDArray[np.int64]) -> Codes:
    columns = np.maximum(last[..., None] - np.arange(5)[::-1], 0)
    y, low, high = (np.take_along_axis(a, columns, axis=-1) for a in (made.value, made.lower, made.upper))
    w, t = (3.92 / (high - low)) ** 2, np.arange(1.0, 6.0)
    slope, spread, total = plain_slope(y, w, t)
    chi_squared = slope**2 * spread / total
    rises = [slope >= 0]
    for left_out in range(5):
        kept = np.arange(5) != left_out
        rises.append(plain_slope(y[..., kept], w[..., kept], t[kept])[0] >= 0)
    same = np.all(rises, axis=0) | ~np.any(rises, axis=0)
    marker = np.where(slope > 0, Marker.RISING, Marker.FALLING)
    marker[~(same & (chi_squared > CHI_SQUARED_NEEDED))] = Marker.NO_CLEAR_CHANGE
    marker[np.isnan(y).any(axis=-1) | np.isnan(w).any(axis=-1) | (last < 4)] = Marker.NOT_CALCULATED
    return marker.astype(np.int8)


def plain_slope(y: Array, w: Array, t: Array) -> tuple[Array, Array, Array]:
    total, wt, wy = w.sum(-1), (w * t).sum(-1), (w * y).sum(-1)
    spread = total * (w * t * t).sum(-1) - wt**2
    return (total * (w * t * y).sum(-1) - wt * wy) / spread, spread, total


def check_both_agree(made: Made) -> Judgement:
    """Raises AssertionError where any of the results differ."""
    (judgement, tally), plain = by_placepact(made), by_numpy(made)
    for name in ("status", "travel", "trend", "comparison"):
        np.testing.assert_array_equal(getattr(judgement, name), getattr(plain, name), err_msg=name)
    np.testing.assert_array_equal(tally, plain.tally, err_msg="tally")
    return judgement


def seconds(work: Callable[[Made], object], made: Made) -> list[float]:
    taken = []
    for _ in range(TIMES):
        began = perf_counter()
        work(made)
        taken.append(perf_counter() - began)
    return taken


def run() -> dict[str, float | int]:
    """Make, check and time; seconds are medians of five runs."""
    made = make()
    judgement = check_both_agree(made)
    ours, plain = seconds(by_placepact, made), seconds(by_numpy, made)
    return {
        "values": int(made.value.size),
        "targets_on_track": int((judgement.latest_status() == Status.ON_TRACK.code).sum()),
        "judge_seconds": median(ours),
        "judge_seconds_worst": max(ours),
        "numpy_seconds": median(plain),
        "ratio_to_numpy": median(ours) / median(plain),
        "values_a_second": made.value.size / median(ours),
    }


def main() -> None:
    results = run()
    for name, value in results.items():
        print(f"{name:24}{value:>16,.3f}" if isinstance(value, float) else f"{name:24}{value:>16,}")
    print(json.dumps(results))


if __name__ == "__main__":
    main()
