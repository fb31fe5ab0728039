"""The recent trend against published outputs (FTO: PublicHealthEngland/fingertips-open @678089724a51)."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from placepact.indicators.rules.periods import Calendar, calendar, parse
from placepact.indicators.rules.trend import Marker, Method, Series, Trend, recent_trend, why

# count, denominator, value, lower, upper; 2014 to 2018
A12 = [
    (994, 40299, 24.67, 23.16, 26.25),
    (1023, 41527, 24.6, 23.15, 26.19),
    (1199, 42811, 28, 26.44, 29.64),
    (1332, 44064, 30.2, 28.63, 31.9),
    (1367, 44701, 30.6, 28.98, 32.25),
]
A13 = [
    (209, 1017, 20.5506, 18.1803, 23.1427),
    (213, 1087, 19.5952, 17.3444, 22.0602),
    (213, 1119, 19.0349, 16.8421, 21.4394),
    (239, 1117, 21.3966, 19.0918, 23.8975),
    (210, 1139, 18.4372, 16.2925, 20.7941),
]


def years(first: int, many: int, length: str = "P1Y") -> Calendar:
    return calendar(tuple(parse(f"{year}-01-01/{length}") for year in range(first, first + many)))


def series(*rows: Sequence[tuple[float, ...]]) -> Series:
    cube = np.array(rows, dtype=float)
    return Series(cube[..., 2], cube[..., 3], cube[..., 4], cube[..., 0], cube[..., 1])


def reason(trend: Trend, times: Calendar, index: int = 0) -> str:
    return why(trend, index, times.periods)


def test_the_published_rising_series_rises_by_both_methods() -> None:
    """A12: published to two and one decimals; recomputed 46.765316 and 47.896677."""
    by_limits = recent_trend(series(A12), years(2014, 5))
    assert by_limits.chi_squared == pytest.approx([46.77], abs=0.005)
    assert by_limits.chi_squared == pytest.approx([46.765316], abs=1e-6)
    by_counts = recent_trend(series(A12), years(2014, 5), Method.PROPORTIONS)
    assert by_counts.chi_squared == pytest.approx([47.9], abs=0.05)
    assert by_counts.chi_squared == pytest.approx([47.896677], abs=1e-6)
    assert by_limits.marker.tolist() == by_counts.marker.tolist() == [Marker.RISING]
    assert reason(by_limits, years(2014, 5)) == ""


def test_the_published_wavering_series_has_no_clear_change() -> None:
    """A13: recomputed chi-squared 0.4642."""
    found = recent_trend(series(A13), years(2014, 5))
    assert found.chi_squared == pytest.approx([0.4642], abs=5e-5)
    assert found.marker.tolist() == [Marker.NO_CLEAR_CHANGE]


def test_a_year_with_everyone_has_no_trend() -> None:
    """A14: 5 of 5, 3 of 5, 1 of 5, 1 of 4, 2 of 4 cannot be calculated."""
    counts, trials = np.array([[5.0, 3, 1, 1, 2]]), np.array([[5.0, 5, 5, 4, 4]])
    made = Series(100 * counts / trials, count=counts, denominator=trials)
    found = recent_trend(made, years(2014, 5), Method.PROPORTIONS)
    assert found.marker.tolist() == [Marker.NOT_CALCULATED]
    assert np.isnan(found.chi_squared).all()
    assert reason(found, years(2014, 5)) == "in one of the five years it was everyone or no one"


def test_a_year_with_no_one_has_no_trend_by_counts() -> None:
    counts, trials = np.array([[0.0, 3, 4, 5, 6]]), np.full((1, 5), 50.0)
    made = Series(100 * counts / trials, count=counts, denominator=trials)
    found = recent_trend(made, years(2014, 5), Method.PROPORTIONS)
    assert reason(found, years(2014, 5)) == "in one of the five years it was everyone or no one"


def test_rolling_periods_have_no_trend_and_say_which_overlap() -> None:
    """A14: a year range of 3 is not calculated, and says why."""
    times = years(2018, 5, "P3Y")
    found = recent_trend(series(A12), times)
    assert found.marker.tolist() == [Marker.NOT_CALCULATED]
    assert reason(found, times) == "the periods overlap: 2021 to 2023 and 2022 to 2024 share two years"


@pytest.mark.parametrize(
    ("missing", "words"),
    [
        ([0], "needs five points in a row; there are four"),
        ([1], "needs five points in a row; there are three"),
        ([3], "needs five points in a row; there is one"),
        ([4], "needs five points in a row; there are four"),
        ([0, 1, 2, 3, 4], "there is no figure"),
    ],
)
def test_a_broken_series_says_how_many_points_it_has_in_a_row(missing: list[int], words: str) -> None:
    made = series(A12)
    made.value[0, missing] = np.nan
    found = recent_trend(made, years(2014, 5))
    assert found.marker.tolist() == [Marker.NOT_CALCULATED]
    assert reason(found, years(2014, 5)) == words


def test_a_skipped_year_breaks_a_series() -> None:
    times = calendar(tuple(parse(f"{year}-09-01/P1Y") for year in (2018, 2021, 2022, 2023, 2024)))
    found = recent_trend(series(A12), times)
    assert reason(found, times) == "needs five points in a row; there are four"


def test_a_yearly_survey_whose_day_moves_by_a_fortnight_is_unbroken() -> None:
    days = ("2021-04-28", "2022-04-27", "2023-04-19", "2024-04-17", "2025-04-30")
    times = calendar(tuple(parse(day) for day in days))
    assert recent_trend(series(A12), times).marker.tolist() == [Marker.RISING]


def test_a_series_without_limits_says_so() -> None:
    values = series(A12).value
    found = recent_trend(Series(values), years(2014, 5))
    assert reason(found, years(2014, 5)) == "no limits are published"
    found = recent_trend(Series(values, values, values), years(2014, 5))
    assert reason(found, years(2014, 5)) == "the published limits have no width"
    found = recent_trend(Series(values), years(2014, 5), Method.PROPORTIONS)
    assert reason(found, years(2014, 5)) == "no counts and denominators are published"


def test_only_the_latest_five_count() -> None:
    longer = [(0.0, 0.0, 99.0, 98.0, 100.0), *A12, (0.0, 0.0, np.nan, np.nan, np.nan)]
    found = recent_trend(series(longer), years(2013, 7))
    assert found.chi_squared == pytest.approx([46.765316], abs=1e-6)
    assert found.last.tolist() == [5]


def test_a_trend_that_rests_on_one_point_is_none() -> None:
    values = np.array([[10.0, 10, 10, 10, 30]])
    found = recent_trend(Series(values, values - 1, values + 1), years(2014, 5))
    assert found.chi_squared[0] > 9.55
    assert found.marker.tolist() == [Marker.RISING]  # flat without the last counts as not falling
    values = np.array([[10.0, 9.9, 9.8, 9.7, 30]])
    found = recent_trend(Series(values, values - 1, values + 1), years(2014, 5))
    assert found.chi_squared[0] > 9.55
    assert found.marker.tolist() == [Marker.NO_CLEAR_CHANGE]


figure = st.one_of(st.just(np.nan), st.floats(0, 100))


@given(st.lists(st.lists(figure, min_size=7, max_size=7), min_size=1, max_size=8), st.floats(0.1, 5))
def test_many_series_get_what_each_gets_alone(rows: list[list[float]], reach: float) -> None:
    values, times = np.array(rows), years(2014, 7)
    together = recent_trend(Series(values, values - reach, values + reach), times)
    for index, row in enumerate(values):
        alone = recent_trend(Series(row, row - reach, row + reach), times)
        assert alone.marker[0] == together.marker[index]
        assert why(alone, 0, times.periods) == why(together, index, times.periods)
