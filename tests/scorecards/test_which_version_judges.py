"""A period is judged by the version in force on its last day."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from placepact.agreements.models import Agreement, State, Version
from placepact.agreements.rules.status import STATUSES
from placepact.indicators.models import Indicator
from placepact.places.models import Area
from placepact.scorecards.one import one
from placepact.scorecards.queries import Judged, card
from tests import makers

pytestmark = pytest.mark.django_db


def year(number: int) -> dt.date:
    return dt.date(number, 1, 1)


@pytest.fixture
def city() -> Area:
    makers.make_england()
    return makers.make_area()


@pytest.fixture
def employment(city: Area) -> Indicator:
    """68 in 2021, 70 in 2022, 71 in 2023 and in 2024."""
    made = makers.make_indicator(slug="employment-rate")
    for at, value in ((2021, 68.0), (2022, 70.0), (2023, 71.0), (2024, 71.0)):
        makers.make_value(made, city, period_start=year(at), value=value)
    return made


@pytest.fixture
def agreement(city: Area) -> Agreement:
    return makers.make_agreement(
        city, state=State.DRAFT, starts_on=dt.date(2022, 4, 1), ends_on=dt.date(2027, 3, 31)
    )


def promise(version: Version, indicator: Indicator, due: float, **different: Any) -> None:
    """T1: from 68.0 in 2021 to one figure in each of 2022 to 2024."""
    years = [(year(at), due) for at in (2022, 2023, 2024)]
    makers.make_target(version, indicator, line={"reference": "T1"}, **{"years": years, **different})


def varied(agreement: Agreement, indicator: Indicator, from_: dt.date, **different: Any) -> None:
    """Version 1 promises 70; version 2, in force from a day, 80 or whatever is given."""
    promise(agreement.versions.get(), indicator, 70.0)
    makers.make_signed(agreement.versions.get())
    second = makers.make_version(agreement, state=State.DRAFT)
    promise(second, indicator, 80.0, **different)
    makers.make_signed(second, in_force_from=from_)


def due(judged: Judged) -> dict[int, float]:
    assert judged.verdicts is not None
    return {
        period.start.year: float(judged.verdicts.due[0, at])
        for at, period in enumerate(judged.series.periods)
        if period.start.year > 2021
    }


def statuses(judged: Judged) -> list[str]:
    assert judged.verdicts is not None
    return [STATUSES[code].value for code in judged.verdicts.status[0]]


@pytest.mark.usefixtures("while_agreements_run")
@pytest.mark.parametrize(
    ("from_", "expected"),
    [
        ("2023-12-31", {2022: 70.0, 2023: 80.0, 2024: 80.0}),
        ("2024-01-01", {2022: 70.0, 2023: 70.0, 2024: 80.0}),
        ("2025-01-01", {2022: 70.0, 2023: 70.0, 2024: 70.0}),
        ("2022-04-01", {2022: 80.0, 2023: 80.0, 2024: 80.0}),
    ],
)
def test_each_period_is_held_against_what_was_in_force_on_its_last_day(
    city: Area, employment: Indicator, agreement: Agreement, from_: str, expected: dict[int, float]
) -> None:
    varied(agreement, employment, dt.date.fromisoformat(from_))
    (row,) = card(city).rows
    assert due(row) == expected
    assert row.due == expected[2024]
    assert [value for _, value in row.path] == [80.0] * 3
    found = one(city, "employment-rate")
    assert found is not None
    assert found.judged is not None
    assert due(found.judged) == expected


def test_a_variation_does_not_change_how_the_years_before_it_went(
    city: Area, employment: Indicator, agreement: Agreement
) -> None:
    varied(agreement, employment, year(2024))
    (row,) = card(city).rows
    assert statuses(row)[1:] == ["on_track", "on_track", "off_track"]
    assert row.status_before is not None
    assert (row.status_before.value, row.status.value) == ("on_track", "off_track")


def test_the_baseline_of_the_version_in_force_then_counts(
    city: Area, employment: Indicator, agreement: Agreement
) -> None:
    """From 60 the 11 made by 2024 are most of the way to 72; from 70 the 1 made is not."""
    varied(agreement, employment, year(2024), baseline=60.0, years=[(year(2024), 72.0)])
    (row,) = card(city).rows
    assert row.baseline is not None
    assert (row.baseline[1], row.status.value) == (60.0, "on_track")
    # Without a target for 2023 of its own, today's wording would have asked for 68 in 2023.
    assert due(row) == {2022: 70.0, 2023: 70.0, 2024: 72.0}


def test_a_line_that_promised_another_figure_then_is_judged_as_it_reads_now(
    city: Area, employment: Indicator, agreement: Agreement
) -> None:
    varied(agreement, employment, year(2024))
    third = makers.make_version(agreement, state=State.DRAFT)
    other = makers.make_indicator(slug="claimant-count")
    makers.make_value(other, city, period_start=year(2022), value=4.0)
    promise(third, other, 3.0)
    makers.make_signed(third, in_force_from=year(2025))
    (row,) = card(city).rows
    assert due(row) == {2022: 3.0}


def test_a_line_that_is_new_is_judged_as_it_reads_now(
    city: Area, employment: Indicator, agreement: Agreement
) -> None:
    makers.make_signed(agreement.versions.get())
    second = makers.make_version(agreement, state=State.DRAFT)
    promise(second, employment, 80.0)
    makers.make_signed(second, in_force_from=year(2024))
    (row,) = card(city).rows
    assert due(row) == {2022: 80.0, 2023: 80.0, 2024: 80.0}


def test_a_second_signed_version_takes_two_queries_more_and_a_draft_none(
    city: Area, employment: Indicator, agreement: Agreement
) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as asked:
            card(city)
        return len(asked)

    promise(agreement.versions.get(), employment, 70.0)
    makers.make_signed(agreement.versions.get())
    alone = count()
    second = makers.make_version(agreement, state=State.DRAFT)
    promise(second, employment, 80.0)
    assert count() == alone
    makers.make_signed(second)
    assert count() == alone + 2
