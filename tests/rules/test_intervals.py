"""Confidence limits against published outputs.

A1 to A7: ukhsa-collaboration/PHEindicatormethods @093fd288, tests/testthat
(published to at least ten figures; the tolerance is 1e-9 relative unless said).
"""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from placepact.indicators.rules.intervals import (
    byar,
    count_limits,
    directly_standardised_rate,
    exact_poisson,
    expected_count,
    indirect_ratio,
    mean,
    rate,
    wilson,
)

CLOSE = 1e-9
STANDARD = [5000, 5500, 5500, 5500, 6000, 6000, 6500, 7000, 7000, 7000, 7000]
STANDARD += [6500, 6000, 5500, 5000, 4000, 2500, 1500, 1000]
PEOPLE = [636, 558, 609, 543, 384, 594, 669, 843, 660, 576, 606, 522, 426, 273, 300, 288, 153, 123, 207]
DEATHS_895 = [127, 25, 18, 21, 12, 27, 48, 27, 29, 32, 32, 34, 45, 65, 38, 68, 74, 82, 91]
DEATHS_91 = [12, 4, 3, 2, 3, 4, 8, 2, 2, 3, 4, 5, 6, 8, 5, 6, 5, 5, 4]
REFERENCE_DEATHS = [10303, 2824, 0, 3615, 3641, 3490, 3789, 3213, 3031, 2771, 3089]
REFERENCE_DEATHS += [3490, 3595, 4745, 5514, 7125, 5694, 6210, 5757]
REFERENCE_PEOPLE = [50520, 57173, 60213, 54659, 44345, 50128, 62163, 67423, 62899, 55463, 60479]
REFERENCE_PEOPLE += [49974, 44140, 40888, 37239, 30819, 18136, 15325, 13918]


@pytest.mark.parametrize(
    ("events", "trials", "confidence", "lower", "upper"),
    [
        (65, 100, 0.95, 0.5525444329688797, 0.7363575175690247),  # A1
        (65, 100, 0.998, 0.4954946574070431, 0.7783540614089695),  # A1
        (1, 100, 0.95, 0.0017674320641406511, 0.054486196178705294),  # A2
        (5, 100, 0.95, 0.02154367915436798, 0.11175046923191911),  # A2
        (20, 100, 0.95, 0.1333669333310325, 0.28882916559315885),  # A2
        (1045, 5000, 0.95, 0.19795549880013297, 0.22049130373189027),  # A2
        (9856, 12345, 0.95, 0.7912101752909069, 0.8053640073614909),  # A2
    ],
)
def test_wilson_gives_the_published_limits(
    events: int, trials: int, confidence: float, lower: float, upper: float
) -> None:
    assert wilson(events, trials, confidence) == pytest.approx((lower, upper), rel=CLOSE)


@pytest.mark.parametrize(
    ("count", "confidence", "lower", "upper"),
    [
        (65, 0.95, 50.163187710459454, 82.84913854593984),  # A3
        (65, 0.998, 42.8802614714802, 94.00029084431802),  # A3
        (1045, 0.95, 982.5932018073325, 1110.33121298565),  # A3
        (10, 0.998, 2.916318374695686, 24.193724927880535),  # A3
    ],
)
def test_byar_gives_the_published_limits(count: int, confidence: float, lower: float, upper: float) -> None:
    assert byar(count, confidence) == pytest.approx((lower, upper), rel=CLOSE)


@pytest.mark.parametrize(
    ("count", "people", "per", "confidence", "published"),
    [
        (1, 100, 100, 0.95, (1, 0.025317807984289897, 5.571643390938898)),  # A4, exact
        (5, 100, 100, 0.95, (5, 1.62348639011842, 11.668332079322669)),  # A4, exact
        (5, 100, 100, 0.998, (5, 0.739371731917839, 16.454745203680105)),  # A4, exact
        (20, 100, 100, 0.95, (20, 12.211428834875937, 30.889880369197066)),  # A4, Byar
        (10, 200, 100_000, 0.95, (5000, 2393.7249569837822, 9195.729302878237)),  # A4, Byar from 10
        (250, 220, 100_000, 0.95, (113636.36363636365, 99984.94738532876, 128631.14487455782)),  # A4
    ],
)
def test_rates_are_exact_under_ten_and_byar_from_ten(
    count: int, people: int, per: float, confidence: float, published: tuple[float, ...]
) -> None:
    assert rate(count, people, per=per, confidence=confidence) == pytest.approx(published, rel=CLOSE)


@pytest.mark.parametrize(
    ("deaths", "published"),
    [
        (DEATHS_895, (10430.247991469423, 9717.709067985681, 11178.94091547925)),  # A5
        (DEATHS_91, (1103.212025300104, 877.455767536709, 1367.0882227251795)),  # A5
    ],
)
def test_directly_standardised_rates_are_the_published_ones(
    deaths: list[int], published: tuple[float, ...]
) -> None:
    found = directly_standardised_rate(deaths, PEOPLE, STANDARD, per=100_000)
    assert found == pytest.approx(published, rel=CLOSE)


def test_a_directly_standardised_rate_of_nine_events_is_suppressed() -> None:
    nine = [9] + [0] * 18  # A5: "dsr NA for total count < 10"
    assert np.isnan(directly_standardised_rate(nine, PEOPLE, STANDARD, per=100_000)).all()


@pytest.mark.parametrize(
    ("observed", "published"),
    [
        (895, (107.07232939020275, 100.17147712553987, 114.3233287249895)),  # A6
        (91, (10.886683770400502, 8.765040101829404, 13.366576328418912)),  # A6
        (9, (1.0767049882813684, 0.4923380825095776, 2.043921455549973)),  # A6, exact
    ],
)
def test_indirectly_standardised_ratios_are_the_published_ones(
    observed: int, published: tuple[float, ...]
) -> None:
    expected = expected_count(PEOPLE, REFERENCE_DEATHS, REFERENCE_PEOPLE)
    assert expected == pytest.approx(835.8835612311743, rel=CLOSE)  # A6
    assert indirect_ratio(observed, expected) == pytest.approx(published, rel=CLOSE)


def test_a_mean_has_the_published_limits_by_t() -> None:
    values = [33.09375, 48.38596, 64.83495, 67.98475, 22.93556, 71.23587, 38.78465, 82.37927]
    published = (53.704345, 36.168325241336504, 71.24036475866352)  # A7
    assert mean(values) == pytest.approx(published, rel=CLOSE)
    assert mean([*values, np.nan]) == pytest.approx(published, rel=CLOSE)


def test_one_value_has_a_mean_and_no_limits() -> None:
    found = mean([3.0])
    assert found.value == 3.0
    assert np.isnan(found.lower)


def test_nothing_tried_and_no_people_give_no_limits() -> None:
    assert np.isnan(wilson(0, 0)).all()
    assert np.isnan(rate(0, 0, per=100)).all()


def test_more_events_than_trials_and_counts_below_nothing_are_refused() -> None:
    with pytest.raises(ValueError, match="between 0 and trials"):
        wilson([1, 6], [5, 5])
    with pytest.raises(ValueError, match="below 0"):
        byar(-1)


def test_no_events_leave_a_lower_limit_of_nothing() -> None:
    assert exact_poisson(0).lower == 0
    assert exact_poisson(0).upper == pytest.approx(3.6888794541139363)  # -ln(0.025)
    assert wilson(0, 10).lower == 0
    assert wilson(7, 7).upper == 1  # rounding alone would put it a hair under


@given(st.integers(0, 10_000), st.integers(1, 10_000), st.sampled_from([0.9, 0.95, 0.998]))
def test_wilson_limits_contain_the_proportion_and_stay_within_0_and_1(
    events: int, more: int, confidence: float
) -> None:
    trials = events + more - 1 or 1
    lower, upper = wilson(events, trials, confidence)
    assert 0 <= lower <= events / trials <= upper <= 1


@given(st.integers(0, 100_000), st.sampled_from([0.9, 0.95, 0.998]))
def test_limits_of_a_count_contain_it(count: int, confidence: float) -> None:
    for limits in (exact_poisson, byar, count_limits):
        lower, upper = limits(count, confidence)
        assert 0 <= lower <= count < upper


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(50, 500)), min_size=1, max_size=20))
def test_many_at_once_get_what_each_gets_alone(pairs: list[tuple[int, int]]) -> None:
    counts, people = np.array(pairs).T
    for together, alone in (
        (wilson(counts, people), [wilson(*pair) for pair in pairs]),
        (rate(counts, people, per=1000), [rate(*pair, per=1000) for pair in pairs]),
    ):
        np.testing.assert_allclose(np.array(together).T, np.array(alone), rtol=1e-13)
