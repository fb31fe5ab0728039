"""The promised path between a baseline and the years a target states."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from placepact.agreements.rules.paths import promised_path
from placepact.indicators.rules.periods import calendar, parse

NONE = float("nan")


def at(*years: int) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    return calendar(tuple(parse(f"{year}-01-01/P1Y") for year in years)).at


def test_a_path_is_straight_between_points_flat_after_and_nothing_before() -> None:
    path = promised_path(
        at(2019, 2020, 2021, 2022, 2023, 2024, 2025),
        stated_at=at(2022, 2024),
        stated=[[60.0, 70.0]],
        baseline_at=at(2020)[0],
        baseline=[50.0],
    )
    np.testing.assert_array_equal(path, [[NONE, 50, 55, 60, 65, 70, 70]])


def test_half_way_is_half_whether_or_not_a_year_is_a_leap_year() -> None:
    """2023 to 2025 goes over 366 and 365 days; 2024 is still half way."""
    path = promised_path(
        at(2024), stated_at=at(2025), stated=[[60.0]], baseline_at=at(2023)[0], baseline=[50.0]
    )
    assert path.tolist() == [[55.0]]


def test_without_a_baseline_a_path_begins_at_the_first_stated_year() -> None:
    path = promised_path(
        at(2020, 2021, 2022, 2023),
        stated_at=at(2021, 2023),
        stated=[60.0, 70.0],
        baseline_at=NONE,
        baseline=NONE,
    )
    np.testing.assert_array_equal(path, [[NONE, 60, 65, 70]])


def test_areas_may_state_different_years() -> None:
    path = promised_path(
        at(2020, 2021, 2022, 2023),
        stated_at=at(2021, 2022, 2023),
        stated=[[52.0, 60.0, 61.0], [NONE, NONE, 56.0], [NONE, 54.0, NONE], [NONE, NONE, NONE]],
        baseline_at=at(2020)[0],
        baseline=[50.0, 50.0, NONE, 50.0],
    )
    nothing = [NONE] * 4
    np.testing.assert_array_equal(path, [[50, 52, 60, 61], [50, 52, 54, 56], [NONE, NONE, 54, 54], nothing])


def test_one_promise_may_serve_many_areas_with_baselines_of_their_own() -> None:
    path = promised_path(
        at(2021), stated_at=at(2022), stated=[60.0], baseline_at=at(2020)[0], baseline=[50.0, 40.0]
    )
    assert path.tolist() == [[55.0], [50.0]]


def test_a_path_that_goes_back_in_time_is_refused() -> None:
    with pytest.raises(ValueError, match="must increase"):
        promised_path(at(2021), stated_at=at(2020), stated=[[60.0]], baseline_at=at(2020)[0], baseline=[50.0])


@given(st.floats(-1e6, 1e6), st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=5))
def test_a_path_passes_through_every_point_and_stays_between_them(
    baseline: float, stated: list[float]
) -> None:
    years = range(2020, 2021 + len(stated))
    moments = at(*years)
    given_points = [baseline, *stated]
    path = promised_path(
        moments, stated_at=moments[1:], stated=[stated], baseline_at=moments[0], baseline=[baseline]
    )
    assert path[0].tolist() == given_points
    months = np.linspace(moments[0], moments[-1], 37)
    between = promised_path(
        months, stated_at=moments[1:], stated=[stated], baseline_at=moments[0], baseline=[baseline]
    )
    room = 1e-9 * max(1, *map(abs, given_points))
    assert between.min() >= min(given_points) - room
    assert between.max() <= max(given_points) + room
