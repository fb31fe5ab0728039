"""Which figures judge a target in which area: the whole place, its parts, and no part by another's target."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from placepact.agreements.models import Target
from placepact.indicators.models import Indicator
from placepact.indicators.queries import EMPTY, panel
from placepact.indicators.rules.periods import Period
from placepact.places.models import Area, Kind
from placepact.scorecards.queries import Around, applies, baseline_of, due_now
from tests import makers

WHOLE, OLDHAM, BURY = (
    Area(pk=pk, code=f"E{pk}", kind=Kind.METROPOLITAN_DISTRICT) for pk in (900_001, 900_002, 900_003)
)


def around(shown: Area) -> Around:
    return Around(shown, (OLDHAM, BURY), None, ())


@pytest.mark.parametrize(
    ("promised_for", "shown", "is_judged"),
    [
        (WHOLE, WHOLE, True),
        (WHOLE, OLDHAM, True),
        (OLDHAM, OLDHAM, True),
        (OLDHAM, BURY, False),
        (OLDHAM, WHOLE, False),
    ],
)
def test_a_target_is_judged_where_it_is_promised(promised_for: Area, shown: Area, is_judged: bool) -> None:
    assert applies(Target(area=promised_for, for_whom="everyone"), around(shown)) is is_judged


def test_no_series_of_everyone_judges_a_target_for_some() -> None:
    assert not applies(Target(area=WHOLE, for_whom="care leavers"), around(WHOLE))
    assert not applies(Target(area=WHOLE, for_whom="everyone", part_of_area="Moston"), around(WHOLE))


def test_the_promise_of_a_period_is_due_from_its_last_day() -> None:
    stated = [(Period(dt.date(2024, 1, 1), "P1Y"), 1.0), (Period(dt.date(2025, 1, 1), "P1Y"), 2.0)]
    assert due_now(stated, dt.date(2025, 12, 31)) == 2.0
    assert due_now(stated, dt.date(2025, 12, 30)) == 1.0
    assert due_now(stated, dt.date(2023, 1, 1)) == 1.0
    assert np.isnan(due_now([], dt.date(2025, 1, 1)))


@pytest.mark.django_db
def test_a_part_starts_from_its_own_figure_and_from_nothing_where_it_has_none() -> None:
    part = makers.make_area(code="E08000004", name="Oldham")
    indicator: Indicator = makers.make_indicator()
    makers.make_value(indicator, part, value=61.5, period_start=dt.date(2022, 1, 1))
    own = panel([indicator.pk], [part.pk])[indicator.pk, part.pk]
    target = Target(area=WHOLE, baseline=70.0, baseline_start=dt.date(2022, 1, 1), baseline_length="P1Y")
    there = Around(part, (part,), None, ())
    assert baseline_of(target, there, own) == (Period(dt.date(2022, 1, 1), "P1Y"), 61.5)
    assert baseline_of(target, there, EMPTY) is None
    assert baseline_of(target, around(WHOLE), EMPTY) == (Period(dt.date(2022, 1, 1), "P1Y"), 70.0)
