"""Runs without a gap, and round scales."""

import pytest
from hypothesis import given as for_any
from hypothesis import strategies as st

from placepact.drawings.series import Point, round_steps, runs, step_of, with_limits
from tests.drawings.checks import years


def test_a_missing_figure_breaks_the_line() -> None:
    found = runs(years(2018, 65.0, None, 59.0, 60.0))
    assert [[p.at for p in run] for run in found] == [[2018], [2020, 2021]]


def test_a_year_left_out_breaks_the_line() -> None:
    points = [Point(at, str(at), 1.0) for at in (2016, 2017, 2019, 2020)]
    assert [len(run) for run in runs(points)] == [2, 2]


def test_figures_every_other_year_are_one_line() -> None:
    points = [Point(at, str(at), 1.0) for at in (2016, 2018, 2020)]
    assert step_of(points) == 2 and len(runs(points)) == 1


def test_zero_is_a_figure() -> None:
    assert [len(run) for run in runs(years(2018, 1.0, 0.0, 2.0))] == [3]


def test_points_in_any_order_make_the_same_line() -> None:
    points = years(2018, 1.0, 2.0, 3.0)
    assert runs(points[::-1]) == runs(points)


def test_a_band_stops_where_limits_are_not_published() -> None:
    points = [*years(2018, 1.0, 2.0, half=0.5), *years(2020, 3.0), *years(2021, 4.0, half=0.5)]
    assert [[p.at for p in run] for run in with_limits(points)] == [[2018, 2019], [2021]]


@for_any(
    st.floats(min_value=-1e6, max_value=1e6, allow_nan=False),
    st.floats(min_value=1e-3, max_value=1e6, allow_nan=False),
)
def test_a_scale_holds_its_ends_with_at_most_six_lines(low: float, size: float) -> None:
    steps = round_steps(low, low + size)
    tolerance = 1e-6 * (abs(low) + size)
    assert 2 <= len(steps) <= 6
    assert steps[0] <= low + tolerance and steps[-1] >= low + size - tolerance


@pytest.mark.parametrize(
    ("low", "high", "expected"), [(0, 100, [0, 20, 40, 60, 80, 100]), (5, 5, [4.4, 4.6])]
)
def test_scales_are_round_numbers(low: float, high: float, expected: list[float]) -> None:
    steps = round_steps(low, high)
    assert steps[0] <= low and steps[-1] >= high
    if low != high:
        assert steps == expected
