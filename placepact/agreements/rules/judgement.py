"""Judging many targets in many areas over many periods at once: figures and promises in, arrays out.

One target is judged for all areas and periods in one go (a block that fits the
processor's cache), and the blocks are put side by side.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from placepact.agreements.rules.facts import Facts, absent
from placepact.agreements.rules.paths import promised_path
from placepact.agreements.rules.schemes import DEFAULT, scheme
from placepact.agreements.rules.status import STATUSES, Reason, status_codes
from placepact.indicators.rules.comparison import against_benchmark
from placepact.indicators.rules.periods import Calendar, Period, calendar, months_to_the_end
from placepact.indicators.rules.travel import direction_of_travel, year_before
from placepact.indicators.rules.trend import Method, Series, Trend, last_given, recent_trend
from placepact.indicators.rules.words import Array, Codes, Direction

NO_MOMENT = float("nan")
Number = TypeVar("Number", np.int8, np.float64)


@dataclass(frozen=True)
class Figures:
    """One indicator's figures: arrays (areas, periods), NaN where not given, periods in order of time.

    `comparator` (England, say) is (periods,) or (areas, periods). Counts and
    denominators, where given, put the trend by the method for proportions.
    """

    periods: tuple[Period, ...]
    direction: Direction
    value: Array
    lower: Array = field(default_factory=absent)
    upper: Array = field(default_factory=absent)
    comparator: Array = field(default_factory=absent)
    count: Array | None = None
    denominator: Array | None = None


@dataclass(frozen=True)
class Promise:
    """One target for the same areas: `stated` is (areas, stated_for) or (stated_for,), baseline (areas,)."""

    stated_for: tuple[Period, ...]
    stated: Array
    baseline_for: Period | None = None
    baseline: Array = field(default_factory=absent)
    scheme: str = DEFAULT.slug
    margin: float = float("nan")


@dataclass(frozen=True)
class Verdicts:
    """One target judged: (areas, periods) for status, reason and due; (areas,) for the latest figure.

    `latest` is the column of the last figure given, -1 where there is none;
    travel, change and comparison are those of that column; codes are those of
    Status.code, status.Reason, Travel and comparison.Verdict.
    """

    status: Codes
    reason: Codes
    due: Array
    latest: NDArray[np.int64]
    travel: Codes
    change: Array
    comparison: Codes
    trend: Trend


@dataclass(frozen=True)
class Judgement:
    """Many targets judged: (targets, areas, periods) and (targets, areas); short series are padded.

    Padding is no figure, no reason but "no value", and NaN; -1 in `latest` means no figure at all.
    """

    status: Codes
    reason: Codes
    due: Array
    latest: NDArray[np.int64]
    travel: Codes
    change: Array
    comparison: Codes
    trend: Codes
    trend_reason: Codes

    def latest_status(self) -> Codes:
        """The status at each series' last figure; no figure where it has none. (targets, areas)."""
        if not self.status.shape[-1]:
            return np.zeros(self.latest.shape, dtype=np.int8)
        at = np.maximum(self.latest, 0)[..., None]
        picked = np.take_along_axis(self.status, at, axis=-1)[..., 0]
        return np.where(self.latest >= 0, picked, 0).astype(np.int8)

    def tally(self, group: NDArray[np.int64]) -> NDArray[np.int64]:
        """Latest statuses counted by group (one number a target, a partner's, say): (groups, statuses)."""
        groups = int(group.max(initial=-1)) + 1
        keys = group[:, None] * len(STATUSES) + self.latest_status()
        counted = np.bincount(keys.ravel(), minlength=groups * len(STATUSES))
        return counted.reshape(groups, len(STATUSES)).astype(np.int64)


def judge(promises: Sequence[Promise], figures: Sequence[Figures]) -> Judgement:
    """Judge each promise by the figures in the same place of the other list. All have the same areas.

    ValueError where the lists are empty or of different lengths.
    """
    if not promises:
        raise ValueError("There is no promise to judge.")
    judged = [judge_target(promise, facts) for promise, facts in zip(promises, figures, strict=True)]
    return Judgement(
        status=stacked([one.status for one in judged], 0),
        reason=stacked([one.reason for one in judged], Reason.NO_VALUE),
        due=stacked([one.due for one in judged], np.nan),
        latest=np.stack([one.latest for one in judged]),
        travel=np.stack([one.travel for one in judged]),
        change=np.stack([one.change for one in judged]),
        comparison=np.stack([one.comparison for one in judged]),
        trend=np.stack([one.trend.marker for one in judged]),
        trend_reason=np.stack([one.trend.reason for one in judged]),
    )


def judge_target(promise: Promise, figures: Figures) -> Verdicts:
    """Judge one target for all its areas and periods."""
    times = calendar(figures.periods)
    before = year_before(figures.value, times.before)
    facts = facts_of(promise, figures, times, before)
    reason = scheme(promise.scheme).reasons(facts)
    latest = last_given(figures.value)
    sign = figures.direction.sign
    travel = direction_of_travel(at_column(figures.value, latest), at_column(before, latest), sign)
    return Verdicts(
        status=status_codes(reason),
        reason=reason,
        due=facts.due,
        latest=latest,
        travel=travel.travel,
        change=travel.change,
        comparison=compare(figures, latest),
        trend=trend_of(figures, times),
    )


def facts_of(promise: Promise, figures: Figures, times: Calendar, before: Array) -> Facts:
    """Figures and promise as the arrays a scheme judges by, (areas, periods) or broadcastable."""
    baseline = np.broadcast_to(promise.baseline, len(figures.value))
    return Facts(
        value=figures.value,
        lower=figures.lower,
        upper=figures.upper,
        comparator=figures.comparator,
        a_year_before=before,
        baseline=baseline[:, None],
        due=due_by(promise, times, baseline),
        final=final_targets(promise.stated),
        margin=np.array(promise.margin),
        sign=np.array(float(figures.direction.sign)),
    )


def due_by(promise: Promise, times: Calendar, baseline: Array) -> Array:
    since = months_to_the_end(promise.baseline_for) if promise.baseline_for else NO_MOMENT
    return promised_path(
        times.at,
        stated_at=[months_to_the_end(period) for period in promise.stated_for],
        stated=promise.stated,
        baseline_at=since,
        baseline=baseline,
    )


def final_targets(stated: Array) -> Array:
    """The last target that each area states: (areas, 1), NaN where it states none."""
    rows = np.atleast_2d(stated)
    return at_column(rows, last_given(rows))[:, None]


def at_column(figures: Array, column: NDArray[np.int64]) -> Array:
    """Each row's figure in its own column; NaN where the column is -1."""
    if not figures.shape[-1]:
        return np.full(len(figures), np.nan)
    picked = np.take_along_axis(figures, np.maximum(column, 0)[:, None], axis=1)[:, 0]
    return np.where(column >= 0, picked, np.nan)


def compare(figures: Figures, latest: NDArray[np.int64]) -> Codes:
    """The latest figure's interval against the comparator of the same period."""
    lower, upper, comparator = (
        at_column(np.broadcast_to(part, figures.value.shape), latest)
        for part in (figures.lower, figures.upper, figures.comparator)
    )
    return against_benchmark(lower, upper, comparator, figures.direction)


def trend_of(figures: Figures, times: Calendar) -> Trend:
    shape = figures.value.shape
    lower, upper = np.broadcast_to(figures.lower, shape), np.broadcast_to(figures.upper, shape)
    series = Series(figures.value, lower, upper, figures.count, figures.denominator)
    counted = figures.count is not None and figures.denominator is not None
    return recent_trend(series, times, Method.PROPORTIONS if counted else Method.LIMITS)


def stacked(blocks: Sequence[NDArray[Number]], padding: float) -> NDArray[Number]:
    """Blocks (areas, periods) as one array, short ones padded at the end."""
    widest = max(block.shape[1] for block in blocks)
    shape = (len(blocks), len(blocks[0]), widest)
    together = np.full(shape, padding, dtype=blocks[0].dtype)
    for place, block in enumerate(blocks):
        together[place, :, : block.shape[1]] = block
    return together
