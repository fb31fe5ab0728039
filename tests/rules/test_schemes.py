"""Statuses by each scheme: the published example, the edges as a table, and what must never happen."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from placepact.agreements.rules.facts import Facts, how_far, how_far_in_words, shares_of_the_way
from placepact.agreements.rules.schemes import (
    HAVERING,
    SCHEMES,
    SHARE_OF_THE_WAY,
    SIGNIFICANCE,
    Scheme,
    Standing,
    UnknownScheme,
    scheme,
)
from placepact.agreements.rules.status import STATUSES, Reason, Status, status_codes

UP, DOWN, NEITHER = 1.0, -1.0, 0.0
NONE = float("nan")


def facts(**given: float) -> Facts:
    return Facts(**{name: np.array(number) for name, number in given.items()})


def reason_of(by: Scheme, **given: float) -> Reason:
    return Reason(int(by.reasons(facts(**given))))


# Havering


@pytest.mark.parametrize(
    ("value", "a_year_before", "status"),
    [(88, 90, Status.OFF_TRACK), (88, 88, Status.BEHIND), (90, 95, Status.ON_TRACK)],
)
def test_havering_judges_its_published_cases(value: float, a_year_before: float, status: Status) -> None:
    """C11: 12% off and worse, red; 12% off and the same, amber; exactly 10% off, green."""
    found = reason_of(HAVERING, value=value, due=100, a_year_before=a_year_before, sign=UP)
    assert found.status is status


def test_only_red_needs_corrective_action_by_havering() -> None:
    assert HAVERING.action_needed == {Status.OFF_TRACK}


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"value": 112, "due": 100, "a_year_before": 110, "sign": DOWN}, Reason.OUTSIDE_AND_WORSE),
        ({"value": 112, "due": 100, "a_year_before": 115, "sign": DOWN}, Reason.OUTSIDE_NOT_WORSE),
        ({"value": 112, "due": 100, "sign": DOWN}, Reason.OUTSIDE_NO_YEAR_BEFORE),
        ({"value": 110, "due": 100, "a_year_before": 50, "sign": DOWN}, Reason.WITHIN_MARGIN),
        ({"value": 50, "due": 100, "a_year_before": 40, "sign": DOWN}, Reason.WITHIN_MARGIN),
        ({"value": 97, "due": 100, "a_year_before": 98, "sign": UP, "margin": 2}, Reason.OUTSIDE_AND_WORSE),
        ({"value": 98, "due": 100, "a_year_before": 99, "sign": UP, "margin": 2}, Reason.WITHIN_MARGIN),
        ({"value": 68, "due": 75, "a_year_before": 70, "sign": UP}, Reason.WITHIN_MARGIN),
        ({"value": 0.63, "due": 0.7, "a_year_before": 0.9, "sign": UP}, Reason.WITHIN_MARGIN),
        ({"value": 1, "due": 0, "a_year_before": 0, "sign": DOWN}, Reason.OUTSIDE_AND_WORSE),
        ({"value": 0, "due": 0, "a_year_before": 4, "sign": DOWN}, Reason.WITHIN_MARGIN),
        ({"value": -12, "due": -10, "a_year_before": -11, "sign": UP}, Reason.OUTSIDE_AND_WORSE),
        ({"value": NONE, "due": 100, "a_year_before": 90, "sign": UP}, Reason.NO_VALUE),
        ({"value": 88, "a_year_before": 90, "sign": UP}, Reason.NOTHING_PROMISED),
        ({"value": 150, "due": 100, "a_year_before": 120, "sign": NEITHER}, Reason.OUTSIDE_AND_WORSE),
        ({"value": 150, "due": 100, "a_year_before": 20, "sign": NEITHER}, Reason.OUTSIDE_NOT_WORSE),
        (
            {"value": 80, "due": 100, "a_year_before": 90, "baseline": 60, "final": 120, "sign": 0},
            Reason.OUTSIDE_AND_WORSE,
        ),
    ],
)
def test_havering_at_its_edges(given: dict[str, float], reason: Reason) -> None:
    assert reason_of(HAVERING, **given) is reason


@pytest.mark.parametrize(
    ("value", "due", "a_year_before", "sign", "margin", "status"),
    [
        (75.5, 77.5, 75.4, UP, 2, Status.BEHIND),  # communication and language at age 5
        (62, 63, 61, UP, 2, Status.ON_TRACK),  # reading, writing and maths at age 11
        (71.1, 76.0, 74.5, UP, 2, Status.OFF_TRACK),  # GCSEs by age 19
        (27.7, 26.5, 28.1, DOWN, NONE, Status.ON_TRACK),  # children in low-income families
        (57.9, 60.2, 59.0, UP, 2, Status.OFF_TRACK),  # healthy life expectancy, women
        (28.1, 27.5, 27.2, DOWN, NONE, Status.ON_TRACK),  # adults living with obesity
        (24.7, 22.0, 23.8, DOWN, NONE, Status.OFF_TRACK),  # economically inactive
        (4.9, 4.3, 5.0, DOWN, NONE, Status.BEHIND),  # claimant count
        (555, 520, 506, UP, NONE, Status.ON_TRACK),  # apprenticeships completed
        (3.84, 3.50, 4.02, DOWN, NONE, Status.ON_TRACK),  # greenhouse gas
        (93.9, 95.0, NONE, UP, NONE, Status.ON_TRACK),  # gigabit broadband, no earlier figure
    ],
)
def test_the_drawn_scorecard_of_greater_manchester_is_judged_as_drawn(
    value: float, due: float, a_year_before: float, sign: float, margin: float, status: Status
) -> None:
    """Published figures of Greater Manchester against the illustrative targets of the design."""
    found = reason_of(HAVERING, value=value, due=due, a_year_before=a_year_before, sign=sign, margin=margin)
    assert found.status is status


# The share of the way. Every row: baseline 50, final 60, due 55 by now, higher is better, unless said.

USUAL = {"baseline": 50.0, "final": 60.0, "due": 55.0, "sign": UP}
HOLD = {"baseline": 50.0, "final": 50.0, "due": 50.0, "sign": UP}
SLIDE = {"baseline": 50.0, "final": 46.0, "due": 48.0, "sign": UP}


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"value": 55}, Reason.ENOUGH_DONE),
        ({"value": 70}, Reason.ENOUGH_DONE),
        ({"value": 54.5}, Reason.ENOUGH_DONE),
        ({"value": 40.9, "baseline": 40.0, "due": 41.0}, Reason.ENOUGH_DONE),  # 0.8999999999999986 in floats
        ({"value": 54.4}, Reason.PART_DONE),
        ({"value": 52.5}, Reason.PART_DONE),
        ({"value": 52.4}, Reason.TOO_LITTLE_DONE),
        ({"value": 50}, Reason.TOO_LITTLE_DONE),
        ({"value": 49.9}, Reason.WRONG_WAY),
        ({"value": 50.1, "baseline": 50.2, "due": 50.1, "final": 49, "sign": DOWN}, Reason.ENOUGH_DONE),
        ({"value": 54, "lower": 50, "upper": 58}, Reason.COULD_BE_CHANCE),
        ({"value": 56, "lower": 49, "upper": 63}, Reason.COULD_BE_CHANCE),
        ({"value": 48, "lower": 46, "upper": 50}, Reason.COULD_BE_CHANCE),
        ({"value": 48, "lower": 46, "upper": 49}, Reason.WRONG_WAY),
        ({"value": 56, "lower": 51, "upper": 61}, Reason.ENOUGH_DONE),
        ({"value": 56, "lower": 49}, Reason.ENOUGH_DONE),
        ({"value": NONE}, Reason.NO_VALUE),
        ({"value": 55, "due": NONE}, Reason.NOTHING_PROMISED),
        ({"value": 54, "baseline": NONE}, Reason.NO_BASELINE),
        ({"value": 55, "baseline": NONE}, Reason.MET_WITHOUT_BASELINE),
        ({"value": 55, "baseline": NONE, "sign": NEITHER}, Reason.NO_BASELINE),
        ({"value": 54.5, "sign": NEITHER}, Reason.ENOUGH_DONE),
        ({"value": 45, "baseline": 50, "final": 40, "due": 45, "sign": NEITHER}, Reason.ENOUGH_DONE),
        ({"value": 49, "due": 50}, Reason.SLIPPED_WITHOUT_LIMITS),
        ({"value": 50, "due": 50}, Reason.HELD),
        ({"value": 49, "lower": 48, "upper": 50, "due": 50}, Reason.HELD_WITHIN_CHANCE),
        ({"value": 47, "lower": 46, "upper": 48, "due": 50}, Reason.SLIPPED),
        ({"value": 48, "due": 48}, Reason.HELD),
    ],
)
def test_the_share_of_the_way_at_its_edges(given: dict[str, float], reason: Reason) -> None:
    assert reason_of(SHARE_OF_THE_WAY, **(USUAL | given)) is reason


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        (HOLD | {"value": 50}, Reason.HELD),
        (HOLD | {"value": 53}, Reason.HELD),
        (HOLD | {"value": 49, "lower": 47, "upper": 51}, Reason.HELD_WITHIN_CHANCE),
        (HOLD | {"value": 49}, Reason.SLIPPED_WITHOUT_LIMITS),
        (HOLD | {"value": 47, "lower": 45, "upper": 49}, Reason.SLIPPED),
        (HOLD | {"value": 53, "lower": 51, "upper": 55, "sign": NEITHER}, Reason.SLIPPED),
        (HOLD | {"value": 50, "sign": NEITHER}, Reason.HELD),
        (HOLD | {"value": 54.6, "due": 55, "sign": NEITHER}, Reason.ENOUGH_DONE),
        (SLIDE | {"value": 49}, Reason.HELD),
        (SLIDE | {"value": 48}, Reason.HELD),
        (SLIDE | {"value": 51}, Reason.HELD),
        (SLIDE | {"value": 47, "lower": 46, "upper": 48}, Reason.HELD_WITHIN_CHANCE),
        (SLIDE | {"value": 46, "lower": 45, "upper": 47}, Reason.SLIPPED),
    ],
)
def test_a_target_to_hold_or_to_slide_no_further(given: dict[str, float], reason: Reason) -> None:
    assert reason_of(SHARE_OF_THE_WAY, **given) is reason


def test_an_employment_rate_of_68_against_75_is_not_on_track_by_the_default() -> None:
    """On Havering's rule it is green, which is why outcomes are not judged by it unless asked."""
    given = {"value": 68.0, "due": 75.0, "baseline": 67.0, "final": 75.0, "a_year_before": 68.0, "sign": UP}
    assert reason_of(HAVERING, **given).status is Status.ON_TRACK
    assert reason_of(SHARE_OF_THE_WAY, **given).status is Status.OFF_TRACK


def test_the_shares_of_the_way_are_of_the_whole_distance() -> None:
    due, done = shares_of_the_way(facts(**USUAL, value=52))
    assert (float(due), float(done)) == pytest.approx((0.5, 0.2))
    assert np.isnan(shares_of_the_way(facts(**HOLD, value=52))).all()


# Significance


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"lower": 51, "upper": 55}, Reason.BETTER_THAN_COMPARATOR),
        ({"lower": 50, "upper": 55}, Reason.NO_CLEAR_DIFFERENCE),
        ({"lower": 45, "upper": 49}, Reason.WORSE_THAN_COMPARATOR),
        ({"lower": 45, "upper": 49, "sign": DOWN}, Reason.BETTER_THAN_COMPARATOR),
        ({"lower": 51, "upper": 55, "sign": DOWN}, Reason.WORSE_THAN_COMPARATOR),
        ({"lower": 51, "upper": 55, "sign": NEITHER}, Reason.NEITHER_WAY_IS_BETTER),
        ({}, Reason.NO_LIMITS),
        ({"lower": 51}, Reason.NO_LIMITS),
        ({"lower": 51, "upper": 55, "comparator": NONE}, Reason.NO_COMPARATOR),
        ({"lower": 51, "upper": 55, "value": NONE}, Reason.NO_VALUE),
    ],
)
def test_significance_against_a_comparator(given: dict[str, float], reason: Reason) -> None:
    usual = {"value": 53.0, "comparator": 50.0, "sign": UP}
    assert reason_of(SIGNIFICANCE, **(usual | given)) is reason


# All schemes

number = st.one_of(st.just(NONE), st.floats(-1e6, 1e6))
any_facts = st.fixed_dictionaries(
    {
        "due": number,
        "lower": number,
        "upper": number,
        "baseline": number,
        "final": number,
        "a_year_before": number,
        "comparator": number,
        "margin": st.one_of(st.just(NONE), st.floats(0, 100)),
        "sign": st.sampled_from([UP, DOWN, NEITHER]),
    }
)


@given(any_facts, st.sampled_from(list(SCHEMES.values())))
def test_a_missing_figure_is_never_red_and_never_green(given: dict[str, float], by: Scheme) -> None:
    assert reason_of(by, value=NONE, **given) is Reason.NO_VALUE
    assert Reason.NO_VALUE.status is Status.NO_FIGURE


@given(any_facts, st.floats(-1e6, 1e6), st.sampled_from([SHARE_OF_THE_WAY, HAVERING]))
def test_where_nothing_is_promised_nothing_is_judged(
    given: dict[str, float], value: float, by: Scheme
) -> None:
    assert reason_of(by, value=value, **(given | {"due": NONE})).status is Status.NO_FIGURE


@given(st.lists(st.tuples(number, any_facts), min_size=1, max_size=12), st.sampled_from(list(SCHEMES)))
def test_many_targets_get_what_each_gets_alone(rows: list[tuple[float, dict[str, float]]], slug: str) -> None:
    whole = [dict(value=value, **given) for value, given in rows]
    together = Facts(**{name: np.array([row[name] for row in whole]) for name in whole[0]})
    alone = [reason_of(scheme(slug), **row) for row in whole]
    assert scheme(slug).reasons(together).tolist() == alone


@given(any_facts, st.floats(-1e6, 1e6), st.sampled_from(list(SCHEMES.values())))
def test_turning_everything_upside_down_changes_no_status(
    given: dict[str, float], value: float, by: Scheme
) -> None:
    names = ("due", "baseline", "final", "a_year_before", "comparator", "sign")
    mirrored = {name: -given[name] for name in names}
    mirrored |= {"lower": -given["upper"], "upper": -given["lower"], "margin": given["margin"]}
    assert reason_of(by, value=value, **given) is reason_of(by, value=-value, **mirrored)


@pytest.mark.parametrize("by", SCHEMES.values(), ids=list(SCHEMES))
def test_a_scheme_explains_every_status_that_it_can_give(by: Scheme) -> None:
    usable = {status for status in Status if status is not Status.NO_REAL_CHANGE or by is SHARE_OF_THE_WAY}
    assert set(by.words) == usable
    assert by.source
    assert by.assumed_parameters <= set(by.parameters)
    assert by.standing in Standing


def test_the_words_of_the_default_scheme_say_its_numbers() -> None:
    assert SHARE_OF_THE_WAY.parameters == {"enough": 0.9, "part": 0.5}
    assert "nine tenths" in SHARE_OF_THE_WAY.words[Status.ON_TRACK]
    assert "half" in SHARE_OF_THE_WAY.words[Status.BEHIND]


def test_an_unknown_scheme_is_refused_with_those_there_are() -> None:
    with pytest.raises(UnknownScheme, match=r'no scheme "traffic_lights".*share_of_the_way, havering'):
        scheme("traffic_lights")


def test_every_reason_has_a_sentence_and_a_status_and_codes_follow_it() -> None:
    codes = status_codes(np.array(list(Reason), dtype=np.int8))
    for reason, code in zip(Reason, codes, strict=True):
        assert reason.sentence.endswith(".")
        assert STATUSES[code] is reason.status
        assert reason.status.code == code


def test_statuses_have_the_words_of_the_scorecard() -> None:
    words = {status.word for status in Status}
    assert words == {"On track", "Behind", "Off track", "No real change", "No figure"}


@pytest.mark.parametrize(
    ("value", "due", "sign", "words"),
    [
        (57.9, 60.2, UP, "3.8% short"),
        (4.9, 4.3, DOWN, "14.0% over"),
        (555, 520, UP, "6.7% beyond target"),
        (3.0, 3.5, DOWN, "14.3% beyond target"),
        (60, 60, UP, "on target"),
        (59.999, 60, UP, "less than 0.1% short"),
        (66, 60, NEITHER, "10.0% above target"),
        (54, 60, NEITHER, "10.0% below target"),
        (-12, -10, UP, "20.0% short"),
        (5, 0, UP, ""),
        (NONE, 60, UP, ""),
        (60, NONE, UP, ""),
    ],
)
def test_how_far_is_said_in_the_words_of_the_scorecard(
    value: float, due: float, sign: float, words: str
) -> None:
    assert how_far_in_words(float(how_far(value, due, sign)), sign) == words
