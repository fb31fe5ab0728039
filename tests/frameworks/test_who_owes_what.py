"""What an organisation owes over a period: exactly its cells, and whether a value that stands answers each."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from placepact.frameworks.queries import cells, owed
from placepact.frameworks.rules.fit import State
from placepact.indicators.rules.periods import Period
from tests import makers
from tests.makers_of_frameworks import make_list_line, make_release

pytestmark = pytest.mark.django_db

YEAR = Period(dt.date(2023, 4, 1), "P1Y")
AFTER = dt.date(2025, 1, 1)


def council() -> tuple[makers.Organisation, makers.Area]:
    area = makers.make_area()
    body = makers.make_organisation()
    makers.make_service(body, area)
    return body, area


def test_a_council_owes_one_cell_for_each_period_that_ends_in_the_year() -> None:
    body, area = council()
    indicator = makers.make_indicator(slug="employment-rate")
    line = make_list_line(indicator=indicator)
    (found,) = owed(body, YEAR, on=AFTER)
    assert (found.ask.line, found.ask.indicator, found.area) == (line.pk, indicator.pk, area)
    assert (found.period, found.due_on) == (Period(dt.date(2023, 1, 1), "P1Y"), dt.date(2024, 3, 30))
    assert found.fit.state is State.NOT_MET


def test_quarters_are_four_cells() -> None:
    body, _ = council()
    make_list_line(
        indicator=makers.make_indicator(), period_length="P3M", period_starts="04-01", every_months=3
    )
    starts = [each.period.start for each in owed(body, YEAR, on=AFTER)]
    assert starts == [dt.date(2023, 4, 1), dt.date(2023, 7, 1), dt.date(2023, 10, 1), dt.date(2024, 1, 1)]


def test_a_value_that_stands_meets_its_cell_and_is_named() -> None:
    body, area = council()
    indicator = makers.make_indicator(slug="employment-rate")
    make_list_line(indicator=indicator)
    value = makers.make_value(indicator, area)
    (found,) = owed(body, YEAR, on=AFTER)
    assert found.is_met
    assert found.fit.values == (value.pk,)


def test_two_lists_that_ask_for_the_same_make_one_cell_with_two_lines() -> None:
    body, _ = council()
    indicator = makers.make_indicator()
    make_list_line(indicator=indicator, due_days=30)
    make_list_line(indicator=indicator, due_days=60)
    found = owed(body, YEAR, on=AFTER)
    (cell,) = cells(found)
    assert len(found) == len(cell.lines) == 2
    assert cell.due_on == dt.date(2024, 1, 30)
    assert not cell.is_met


def test_a_provisional_value_leaves_its_cell_open_unless_every_line_takes_it() -> None:
    body, area = council()
    indicator = makers.make_indicator()
    make_list_line(indicator=indicator, takes_provisional=True)
    makers.make_value(indicator, area, finality="provisional")
    assert [each.is_met for each in cells(owed(body, YEAR, on=AFTER))] == [True]
    make_list_line(indicator=indicator)
    assert [each.is_met for each in cells(owed(body, YEAR, on=AFTER))] == [False]


def test_a_computed_line_is_a_cell_for_each_of_its_parts() -> None:
    body, _ = council()
    women = makers.make_indicator(slug="healthy-life-expectancy-women")
    men = makers.make_indicator(slug="healthy-life-expectancy-men")
    make_list_line(relation="computed", formula={"operation": "difference", "parts": [women.slug, men.slug]})
    assert [each.indicator for each in cells(owed(body, YEAR, on=AFTER))] == [women.pk, men.pk]


def test_what_nothing_of_ours_measures_is_not_owed_as_a_cell() -> None:
    body, _ = council()
    make_list_line(relation="pending")
    make_list_line(relation="not_carried")
    assert owed(body, YEAR, on=AFTER) == []


def test_a_body_of_another_class_owes_nothing_and_one_that_is_named_does() -> None:
    police = makers.make_organisation(sector="Police", legal_form="Police force")
    makers.make_service(police, makers.make_area())
    indicator = makers.make_indicator()
    make_list_line(indicator=indicator)
    assert owed(police, YEAR, on=AFTER) == []
    make_list_line(indicator=indicator, owed_by=police)
    assert len(owed(police, YEAR, on=AFTER)) == 1


def test_a_line_that_has_ended_asks_no_more_and_a_release_only_in_its_days() -> None:
    body, _ = council()
    indicator = makers.make_indicator()
    make_list_line(
        indicator=indicator,
        ended_on=dt.date(2023, 6, 1),
        ended_because="It moved elsewhere.",
        asks_until=dt.date(2023, 6, 1),
    )
    make_list_line(make_release(valid_to=dt.date(2011, 3, 31)), indicator=indicator)
    assert owed(body, YEAR, on=AFTER) == []
    assert len(owed(body, Period(dt.date(2009, 4, 1), "P1Y"), on=AFTER)) == 2


def test_the_lead_of_a_target_owes_its_figure_to_the_partnership() -> None:
    body, area = council()
    agreement = makers.make_agreement(area, council=body, state="draft", starts_on=dt.date(2023, 4, 1))
    version = agreement.versions.get()
    target = makers.make_target(version, indicator=makers.make_indicator(), area=area, lead=body)
    makers.make_signed(version)
    periods = [Period(each.period_start, each.period_length) for each in target.year_targets.all()]
    within = Period(periods[0].start, periods[0].length)
    (found,) = owed(body, within, on=AFTER)
    assert (found.ask.line, found.ask.owed_to, found.area) == (None, "the partnership", area)


def test_however_many_lines_there_are_the_questions_stay_few() -> None:
    body, area = council()
    for slug in ("employment-rate", "claimant-count", "adult-obesity"):
        indicator = makers.make_indicator(slug=slug)
        makers.make_value(indicator, area)
        for _ in range(10):
            make_list_line(indicator=indicator)
    with CaptureQueriesContext(connection) as asked:
        found = cells(owed(body, YEAR, on=AFTER))
    assert len(found) == 3
    assert len(asked) <= 9
