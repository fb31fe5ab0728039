"""Percentiles, surveys and direction of travel.

FTO: PublicHealthEngland/fingertips-open @678089724a51. OCSI: https://ocsi.uk/2008/12/23/
how-good-is-the-place-survey-for-assessing-progress/
"""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from placepact.indicators.rules.summaries import FIFTHS, QUARTERS, band_bounds, spread
from placepact.indicators.rules.surveys import SMALLEST_PLACE_SURVEY, Wave, margin, real_change
from placepact.indicators.rules.travel import Travel, direction_of_travel


def test_bounds_of_fifths_and_quarters_are_the_published_ones() -> None:
    """A18, FTO: 1 to 50."""
    values = np.arange(1, 51)
    assert band_bounds(values, FIFTHS).tolist() == pytest.approx([1, 10.8, 20.6, 30.4, 40.2, 50])
    assert band_bounds(values, QUARTERS).tolist() == pytest.approx([1, 13.25, 25.5, 37.75, 50])


@pytest.mark.parametrize(
    ("first", "last", "quartiles"),
    [(50, 60, (52.5, 55, 57.5)), (1, 100, (25.75, 50.5, 75.25)), (1, 17, (5, 9, 13))],
)
def test_quartiles_are_the_published_ones(first: int, last: int, quartiles: tuple[float, ...]) -> None:
    """A18, FTO."""
    found = spread(np.arange(first, last + 1))
    assert found == pytest.approx((first, *quartiles, last))


def test_three_values_have_no_spread_and_four_have_one() -> None:
    """A18, FTO; four values are not five, so no fifths."""
    assert np.isnan(spread([1.0, 2, 3, np.nan])).all()
    assert np.isfinite(spread([1.0, 2, 3, 4])).all()
    assert np.isnan(band_bounds([1.0, 2, 3, 4], FIFTHS)).all()


@pytest.mark.parametrize(("sample", "points"), [(1000, 3.10), (500, 4.38), (SMALLEST_PLACE_SURVEY, 2.95)])
def test_the_margin_of_one_survey_at_half(sample: int, points: float) -> None:
    """A20: OCSI says about 3 and about 4; two decimals derived."""
    assert margin(Wave(50, sample)) == pytest.approx(points, abs=0.005)


@pytest.mark.parametrize(("percent", "points"), [(50, 4.4), (25, 3.8)])
def test_the_margin_between_two_waves_depends_on_the_share(percent: float, points: float) -> None:
    wave = Wave(percent, 1000)
    assert real_change(wave, wave).margin == pytest.approx(points, abs=0.05)


@pytest.mark.parametrize(("after", "is_real"), [(27.9, False), (28.9, True)])
def test_oldham_ni_4_moves_really_only_at_four_points(after: float, is_real: bool) -> None:
    """NI 4 in 2008, 24.9% of 1,000: the margin of the change is 3.9 points."""
    found = real_change(Wave(24.9, 1000), Wave(after, 1000))
    assert found.margin == pytest.approx(3.9, abs=0.05)
    assert bool(found.is_real) is is_real


def test_a_design_effect_widens_the_margin() -> None:
    simple, clustered = Wave(24.9, 1000), Wave(24.9, 1000, 2.0)
    assert margin(clustered) == pytest.approx(margin(simple) * np.sqrt(2))
    assert not real_change(clustered, Wave(28.9, 1000, 2.0)).is_real


def test_no_sample_is_no_change() -> None:
    assert not real_change(Wave(24.9, 0), Wave(90.0, 1000)).is_real


@pytest.mark.parametrize(
    ("sign", "expected"),
    [
        (1, [Travel.BETTER, Travel.SAME, Travel.WORSE, Travel.NONE, Travel.NONE]),
        (-1, [Travel.WORSE, Travel.SAME, Travel.BETTER, Travel.NONE, Travel.NONE]),
        (0, [Travel.CHANGED, Travel.SAME, Travel.CHANGED, Travel.NONE, Travel.NONE]),
    ],
)
def test_travel_says_whether_the_change_is_good(sign: int, expected: list[Travel]) -> None:
    now, before = [2.0, 2, 2, np.nan, 2], [1.0, 2, 3, 2, np.nan]
    found = direction_of_travel(now, before, sign)
    assert found.travel.tolist() == expected
    np.testing.assert_array_equal(found.change, [1, 0, -1, np.nan, np.nan])


def test_travel_compares_what_was_published_and_not_what_is_rounded() -> None:
    assert direction_of_travel(71.14, 71.11, 1).travel == Travel.BETTER


@given(st.floats(0, 100), st.floats(0, 100))
def test_better_one_way_is_worse_the_other(now: float, before: float) -> None:
    up, down = direction_of_travel(now, before, 1), direction_of_travel(now, before, -1)
    swapped = {Travel.BETTER: Travel.WORSE, Travel.WORSE: Travel.BETTER, Travel.SAME: Travel.SAME}
    assert swapped[Travel(int(up.travel))] == Travel(int(down.travel))
