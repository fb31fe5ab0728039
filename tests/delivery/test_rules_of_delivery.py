"""Where milestones and risks stand, where a figure leads, and what endangers a target: tables of cases."""

from __future__ import annotations

import datetime as dt
import math

import pytest

from placepact.delivery.documents.contents import short
from placepact.delivery.rules.danger import Facing, Look, Sign, dangers, is_before_the_figure
from placepact.delivery.rules.forecast import Course, Facts, forecast
from placepact.delivery.rules.plans import Standing, standing
from placepact.delivery.rules.risks import Heat, Way, heat, way

ON = dt.date(2026, 6, 1)
CALM = Facing(Heat.MIDDLE, Way.SAME, False)


@pytest.mark.parametrize(
    ("happened", "due_on", "expected"),
    [
        ("promised", ON - dt.timedelta(1), Standing.LATE),
        ("promised", ON, Standing.DUE),
        ("moved", ON + dt.timedelta(90), Standing.DUE),
        ("moved", ON + dt.timedelta(91), Standing.AHEAD),
        ("done", ON - dt.timedelta(400), Standing.DONE),
        ("dropped", ON - dt.timedelta(1), Standing.DROPPED),
    ],
)
def test_a_milestone_stands_where_its_newest_entry_puts_it(
    happened: str, due_on: dt.date, expected: Standing
) -> None:
    assert standing(happened, due_on, ON) is expected
    assert expected.is_open == (expected in (Standing.LATE, Standing.DUE, Standing.AHEAD))


@pytest.mark.parametrize(
    ("score", "expected"), [(1, Heat.LOW), (5, Heat.LOW), (6, Heat.MIDDLE), (12, Heat.MIDDLE), (15, Heat.HIGH), (25, Heat.HIGH)]
)  # fmt: skip
def test_a_risk_is_as_high_as_its_score(score: int, expected: Heat) -> None:
    assert heat(score) is expected


@pytest.mark.parametrize("score", [0, 26])
def test_a_score_outside_the_scale_is_none(score: int) -> None:
    with pytest.raises(ValueError, match="no product of two scores"):
        heat(score)


@pytest.mark.parametrize(
    ("scores", "expected"),
    [([9], Way.NEW), ([9, 12], Way.RISING), ([12, 9], Way.FALLING), ([12, 9, 9], Way.SAME)],
)
def test_a_risk_goes_where_its_last_two_scores_say(scores: list[int], expected: Way) -> None:
    assert way(scores) is expected


@pytest.mark.parametrize(
    ("facts", "course", "value"),
    [
        (Facts(70, 1, 2, 72, 1), Course.MEETS, 72),
        (Facts(70, 0.9, 2, 72, 1), Course.MISSES, 71.8),
        (Facts(10, -1, 3, 7, -1), Course.MEETS, 7),
        (Facts(10, 0, 3, 7, -1), Course.MISSES, 10),
        (Facts(10, math.nan, 3, 7, -1), Course.UNKNOWN, math.nan),
        (Facts(10, 1, 0, 7, -1), Course.UNKNOWN, math.nan),
        (Facts(10, 1, 1, 7, 0), Course.UNKNOWN, math.nan),
    ],
)
def test_a_trend_is_drawn_on_to_the_last_promise(facts: Facts, course: Course, value: float) -> None:
    found = forecast(facts)
    assert found.course is course
    assert found.value == pytest.approx(value, nan_ok=True)


@pytest.mark.parametrize(
    ("look", "expected", "is_hidden"),
    [
        (Look("on_track", Course.MEETS, [Standing.DONE], [CALM]), [], False),
        (Look("no_figure", Course.UNKNOWN), [], False),
        (Look("behind", Course.UNKNOWN), [Sign.OFF_TRACK], False),
        (Look("on_track", Course.MISSES), [Sign.FORECAST], True),
        (Look("on_track", Course.MEETS, [Standing.LATE, Standing.LATE]), [Sign.LATE], True),
        (Look("off_track", Course.MISSES, [Standing.LATE]), [Sign.OFF_TRACK, Sign.FORECAST, Sign.LATE], False),
        (Look("on_track", Course.MEETS, [], [Facing(Heat.HIGH, Way.RISING, True)]), [Sign.HIGH_RISK, Sign.RISING_RISK, Sign.OVERDUE_REVIEW], True),
    ],
)  # fmt: skip
def test_what_endangers_a_target_is_named_the_gravest_first(
    look: Look, expected: list[Sign], is_hidden: bool
) -> None:
    found = dangers(look)
    assert [each.sign for each in found] == expected
    assert is_before_the_figure(found) is is_hidden
    assert all(each.words for each in found)


def test_signs_are_counted_in_their_words() -> None:
    found = dangers(Look("on_track", Course.MEETS, [Standing.LATE, Standing.LATE], [CALM]))
    assert [each.words for each in found] == ["2 milestones are late"]


def test_a_long_text_is_cut_between_words_and_marked() -> None:
    assert short("one two three", 13) == "one two three"
    assert short("one two, three", 10) == "one two…"
