"""Comparisons against published outputs.

PHEI: ukhsa-collaboration/PHEindicatormethods @093fd288, tests/testthat.
FTO: PublicHealthEngland/fingertips-open @678089724a51.
"""

import numpy as np
import pytest

from placepact.indicators.rules.comparison import (
    Outlier,
    Verdict,
    against_benchmark,
    against_goal,
    against_interval,
    against_range,
    funnel_limits,
    funnel_proportions,
    funnel_ratios,
    interval_against_goal,
    ratio_limits,
    spc_proportions,
    spc_standardised_rates,
)
from placepact.indicators.rules.intervals import Limits
from placepact.indicators.rules.words import Direction

B, S, W, N, X = Verdict.BETTER, Verdict.SIMILAR, Verdict.WORSE, Verdict.NO_JUDGEMENT, Verdict.NOT_CALCULATED
HIGHER, LOWER, NEITHER = Direction.HIGHER, Direction.LOWER, Direction.NEITHER
BASELINE = 80.642448  # per cent, A8 and A9


@pytest.mark.parametrize(
    ("trials", "at_95", "at_998"),
    [
        (10, (56.154344, 100), (42.03259, 100)),
        (61, (70.727504, 90.557391), (65.009774, 96.275122)),
        (89_294, (80.383302, 80.901594), (80.233858, 81.051037)),
        (110_000, (80.408963, 80.875933), (80.274317, 81.010578)),
    ],
)
def test_funnel_limits_are_the_published_ones(
    trials: int, at_95: tuple[float, float], at_998: tuple[float, float]
) -> None:
    """A8, PHEI, published to six decimals."""
    assert funnel_limits(BASELINE, trials) == pytest.approx(at_95, abs=1e-6)
    assert funnel_limits(BASELINE, trials, 0.998) == pytest.approx(at_998, abs=1e-6)


def test_funnel_places_are_the_published_ones() -> None:
    """A9, PHEI: New Forest, West Norfolk, North Devon, Norwich, South Gloucestershire, Fareham."""
    events = [35078.488, 26789.238, 30277.5312, 24803.6256, 50050.7443, 37945.3125]
    trials = [41980, 33012, 37828, 31824, 61921, 46875]
    expected = [
        Outlier.HIGH_BEYOND_THREE,
        Outlier.HIGH_BEYOND_TWO,
        Outlier.LOW_BEYOND_TWO,
        Outlier.LOW_BEYOND_THREE,
        Outlier.WITHIN,
        Outlier.WITHIN,
    ]
    assert funnel_proportions(events, trials, BASELINE).tolist() == expected


def test_the_two_official_control_limits_differ_and_both_are_kept() -> None:
    """n = 10 round 80.642448%: the funnel's lower limit is 56.15, Wilson's form puts it at 49.65."""
    assert spc_proportions(52, 10, BASELINE, HIGHER) == S
    assert funnel_limits(BASELINE, 10).lower > 52


def test_ratio_significance_is_the_published_one() -> None:
    """A10, PHEI."""
    observed = [151, 159, 191, 150, 101, 252, 8, 0]
    expected = [106.4429719, 232.9329036, 184.0963855, 119.5695496]
    expected += [126.2973615, 218.7689904, 6.239860227, 240.6273499]
    assert funnel_ratios(observed, expected).tolist() == [2, -2, 0, 1, -1, 1, 0, -2]


@pytest.mark.parametrize(
    ("confidence", "lower", "upper"),
    [(0.95, 54.3763205, 208.5337156), (0.998, 41.43536693, 337.778507)],
)
def test_ratio_limits_are_the_published_ones(confidence: float, lower: float, upper: float) -> None:
    """A11, PHEI: found there by bisection, so good to 1e-6."""
    assert ratio_limits(10, confidence) == pytest.approx((lower, upper), rel=1e-6)


def test_spc_for_proportions_gives_the_published_verdicts() -> None:
    """A15, FTO, low is good."""
    values, trials = [7.7065767284991562, 9.8988121425428961, 12.474645030425965], [5930, 2273, 1972]
    for confidence in (0.95, 0.998):
        found = spc_proportions(values, trials, 8.9611086876279327, LOWER, confidence)
        assert found.tolist() == [B, S, W]


def test_spc_for_proportions_needs_a_denominator_and_more_confidence_doubts_more() -> None:
    """A16, FTO, low is good; denominators 0 and -1 give none."""
    values, trials = [10.9783420463032, 15.9065628476085, 10.0, 10.0], [1339, 899, 0, -1]
    benchmark = 12.8379546895717
    assert spc_proportions(values, trials, benchmark, LOWER).tolist() == [B, W, X, X]
    assert spc_proportions(values, trials, benchmark, LOWER, 0.998).tolist() == [S, S, X, X]


def test_spc_for_standardised_rates_gives_the_published_verdicts() -> None:
    """A17, FTO, low is good."""
    values, people = [1.1358436559886544, 2.657913272289925, 4.1515156695295845], [616282, 601976, 409489]
    benchmark = 2.132708657734625
    assert spc_standardised_rates(values, people, benchmark, LOWER).tolist() == [B, S, W]
    assert spc_standardised_rates(values, people, benchmark, LOWER, 0.998).tolist() == [S, S, S]


def test_range_goals_give_the_published_verdicts() -> None:
    """A19, FTO: goal from 1 to 2."""
    values = [0, 1, 1.5, 2, 3]
    assert against_range(values, 1, 2, HIGHER).tolist() == [W, S, S, B, B]
    assert against_range(values, 1, 2, LOWER).tolist() == [B, S, S, W, W]
    assert against_range(values, 1, 1, HIGHER).tolist() == [W, B, B, B, B]
    with pytest.raises(ValueError, match="Lower limit cannot be greater than upper limit"):
        against_range(values, 2, 1, HIGHER)


def test_a_goal_that_is_just_met_is_met_either_way() -> None:
    assert against_goal([9, 10, 11, np.nan], 10, HIGHER).tolist() == [W, B, B, X]
    assert against_goal([9, 10, 11], 10, LOWER).tolist() == [B, B, W]


def test_an_interval_must_lie_wholly_beyond_a_goal() -> None:
    lower, upper = [8, 9.5, 10, 11], [9, 10, 12, 13]
    assert interval_against_goal(lower, upper, 10, HIGHER).tolist() == [W, S, B, B]
    assert interval_against_goal(lower, upper, 10, LOWER).tolist() == [B, B, S, W]


@pytest.mark.parametrize(
    ("direction", "expected"),
    [(HIGHER, [B, S, S, W, X]), (LOWER, [W, S, S, B, X]), (NEITHER, [N, S, S, N, X])],
)
def test_a_benchmark_inside_or_on_the_interval_is_similar(
    direction: Direction, expected: list[Verdict]
) -> None:
    lower, upper = [11, 10, 8, 7, np.nan], [12, 12, 10, 9, 12]
    assert against_benchmark(lower, upper, 10, direction).tolist() == expected


def test_two_intervals_that_touch_are_similar() -> None:
    area = Limits(np.array([11.0, 10.0, 5.0, np.nan]), np.array([12.0, 12.0, 7.0, 1.0]))
    other = Limits(np.array(8.0), np.array(10.0))
    assert against_interval(area, other, HIGHER).tolist() == [B, S, W, X]
