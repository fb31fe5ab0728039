"""Targets held against figures: whole and parts, what has no figure and why, what a reader may choose."""

from __future__ import annotations

import datetime as dt
import io
import math
from typing import Any

import pytest
from openpyxl import load_workbook

from placepact.agreements.models import Agreement, Block, State
from placepact.agreements.rules.status import Status
from placepact.indicators.models import Indicator
from placepact.indicators.queries import period
from placepact.places.models import Area, Kind
from placepact.scorecards import choices, downloads, rows
from placepact.scorecards.queries import Card, Judged, card, due_now, until
from tests import makers

pytestmark = pytest.mark.django_db


@pytest.fixture
def city() -> Area:
    """A city region with one district, and England."""
    makers.make_england()
    city = makers.make_area(code="E47000001", name="Greater Manchester", kind=Kind.COMBINED_AUTHORITY)
    makers.make_membership(makers.make_area(code="E08000004", name="Oldham"), city)
    return city


@pytest.fixture
def oldham(city: Area) -> Area:
    return Area.objects.get(code="E08000004")


@pytest.fixture
def employment(city: Area) -> Indicator:
    return makers.make_indicator(slug="employment-rate")


def figures(indicator: Indicator, area: Area, **by_year: float) -> None:
    for year, value in by_year.items():
        makers.make_value(indicator, area, period_start=dt.date(int(year[1:]), 1, 1), value=value)


def agreed(city: Area, *targets: dict[str, Any], **different: Any) -> Agreement:
    """A signed agreement for the city region with these targets: T1, T2 and so on."""
    agreement = makers.make_agreement(
        city,
        state=State.DRAFT,
        **{"starts_on": dt.date(2023, 4, 1), "ends_on": dt.date(2027, 3, 31), **different},
    )
    version = agreement.versions.get()
    for at, target in enumerate(targets, start=1):
        given = {"line": {"reference": f"T{at}", "title": f"Target {at}", **target.pop("line", {})}, **target}
        makers.make_target(version, given.pop("indicator", None), **given)
    makers.make_signed(version)
    return agreement


def year(number: int) -> dt.date:
    return dt.date(number, 1, 1)


def only(found: Card) -> Judged:
    (row,) = found.rows
    return row


def test_a_district_is_held_against_the_same_target_from_its_own_baseline(
    city: Area, oldham: Area, employment: Indicator
) -> None:
    figures(employment, city, y2021=68.0, y2024=71.0)
    figures(employment, oldham, y2021=60.0, y2024=62.0)
    agreed(city, {"indicator": employment, "years": [(year(2024), 70.0), (year(2025), 72.0)]})
    whole, part = only(card(city)), only(card(city, area=oldham))
    assert whole.baseline is not None
    assert part.baseline is not None
    assert (whole.baseline[1], part.baseline[1]) == (68.0, 60.0)
    assert (whole.due, part.due) == (70.0, 70.0)
    assert (whole.status, part.status) == (Status.ON_TRACK, Status.OFF_TRACK)


def test_a_district_without_a_figure_of_the_first_period_has_no_baseline(
    city: Area, oldham: Area, employment: Indicator
) -> None:
    figures(employment, oldham, y2024=62.0)
    agreed(city, {"indicator": employment, "years": [(year(2024), 70.0)]})
    assert only(card(city, area=oldham)).baseline is None


@pytest.mark.parametrize(
    ("different", "says"),
    [
        ({"part_of_area": "Alt and Holts"}, "not published for Alt and Holts"),
        ({"for_whom": "care leavers"}, "not published for care leavers"),
        ({"indicator": None}, "no figures are kept here"),
    ],
)
def test_a_target_that_no_series_measures_has_no_figure_and_says_why(
    city: Area, employment: Indicator, different: dict[str, Any], says: str
) -> None:
    figures(employment, city, y2021=68.0, y2024=71.0)
    agreed(city, {"indicator": employment, **different})
    found = card(city)
    judged = only(found)
    assert (judged.status, judged.at) == (Status.NO_FIGURE, None)
    assert math.isnan(judged.value)
    assert rows.row(judged, found).missing_reason == says


def test_a_place_without_a_figure_says_so_where_its_parts_have_one(
    city: Area, oldham: Area, employment: Indicator
) -> None:
    figures(employment, oldham, y2024=62.0)
    agreed(city, {"indicator": employment})
    found = card(city)
    assert rows.row(only(found), found).missing_reason == "none for the whole place"


@pytest.mark.parametrize(("margin", "status"), [(1.0, Status.BEHIND), (5.0, Status.ON_TRACK)])
def test_a_targets_own_margin_decides_where_the_scheme_has_one(
    city: Area, employment: Indicator, margin: float, status: Status
) -> None:
    """2.9% short of 70: within a margin of 5%, not within one of 1%."""
    figures(employment, city, y2021=66.0, y2023=67.5, y2024=68.0)
    agreed(
        city,
        {"indicator": employment, "baseline": 66.0, "years": [(year(2024), 70.0)], "margin_percent": margin},
        scheme="havering",
    )
    found = card(city)
    assert only(found).status is status
    assert rows.row(only(found), found).margin_text == f"margin {margin:g}%"
    by_another = card(city, scheme="share_of_the_way")
    assert rows.row(only(by_another), by_another).margin_text == ""


def test_what_a_target_is_relative_to_and_deferred_until_stays_with_it(
    city: Area, oldham: Area, employment: Indicator
) -> None:
    figures(employment, city, y2021=68.0, y2024=71.0)
    day = dt.date(2030, 1, 1)
    agreed(city, {"indicator": employment, "relative_to": oldham, "deferred_until": day})
    target = only(card(city)).target
    assert (target.relative_to, target.deferred_until) == (oldham, day)


def test_an_agreement_that_has_ended_is_judged_by_what_was_measured_in_it(
    city: Area, employment: Indicator
) -> None:
    figures(employment, city, y2007=68.0, y2010=70.0, y2024=40.0)
    agreed(
        city,
        {"indicator": employment, "years": [(year(2010), 70.0)], "baseline_start": year(2007)},
        starts_on=dt.date(2008, 4, 1),
        ends_on=dt.date(2011, 3, 31),
    )
    judged = only(card(city))
    assert (judged.value, judged.status) == (70.0, Status.ON_TRACK)


@pytest.mark.parametrize(
    ("day", "left"), [("2022-12-31", [2021, 2022]), ("2022-12-30", [2021]), ("2030-01-01", [2021, 2022, 2023]), ("2000-01-01", [])]
)  # fmt: skip
def test_until_keeps_the_periods_that_end_by_a_day(
    city: Area, employment: Indicator, day: str, left: list[int]
) -> None:
    figures(employment, city, y2021=1.0, y2022=2.0, y2023=3.0)
    agreed(city, {"indicator": employment})
    found = until(only(card(city)).series, dt.date.fromisoformat(day))
    assert [each.start.year for each in found.periods] == left
    assert len(found.value) == len(found.lower) == len(found.ids) == len(found.notes) == len(left)


STATED = [(period(dt.date(2024, 1, 1), "P1Y"), 71.0), (period(dt.date(2025, 1, 1), "P1Y"), 72.0)]


@pytest.mark.parametrize(
    ("today", "due"), [("2023-06-01", 71.0), ("2024-12-30", 71.0), ("2025-01-01", 71.0), ("2025-12-31", 72.0), ("2040-01-01", 72.0)]
)  # fmt: skip
def test_what_is_due_now_is_the_promise_of_the_newest_period_that_is_over(today: str, due: float) -> None:
    assert due_now(STATED, dt.date.fromisoformat(today)) == due


def test_nothing_is_due_where_nothing_is_promised() -> None:
    assert math.isnan(due_now([]))


@pytest.fixture
def four(city: Area, employment: Indicator) -> Card:
    """T1 on track, T2 off track, T3 without a figure, under two blocks with two leads."""
    figures(employment, city, y2021=68.0, y2024=71.0)
    older = makers.make_indicator(slug="claimant-count")
    figures(older, city, y2021=5.0, y2022=9.0)
    council, police = makers.make_organisation(name="Council"), makers.make_organisation(name="Police")
    agreement = makers.make_agreement(city, state=State.DRAFT, council=council)
    version = agreement.versions.get()
    homes = Block.objects.create(agreement=agreement, slug="homes", name="Homes", order=2)
    for line, indicator, lead, (at, start, due) in (
        ({"reference": "T1", "title": "Work"}, employment, council, (2024, 68.0, 70.0)),
        ({"reference": "T2", "title": "Benefits"}, older, police, (2022, 6.0, 4.0)),
        ({"reference": "T3", "title": "Apples", "block": homes}, None, council, (2024, None, 1.0)),
    ):
        makers.make_target(version, indicator, line=line, lead=lead, baseline=start, years=[(year(at), due)])
    makers.make_signed(version)
    return card(city)


def chosen(found: Card, **query: str) -> list[str]:
    return [each.target.wording.line.reference for each in choices.read(query, found).apply(found)]


@pytest.mark.parametrize(
    ("query", "left"),
    [
        ({}, ["T1", "T2", "T3"]),
        ({"block": "homes"}, ["T3"]),
        ({"status": "no_figure"}, ["T3"]),
        ({"status": "behind"}, []),
        ({"sort": "worst"}, ["T2", "T1", "T3"]),
        ({"sort": "furthest"}, ["T2", "T1", "T3"]),
        ({"sort": "name"}, ["T2", "T1", "T3"]),
        ({"sort": "lead"}, ["T1", "T2", "T3"]),
        ({"sort": "newest"}, ["T1", "T2", "T3"]),
    ],
    ids=str,
)
def test_a_reader_chooses_which_targets_are_shown_and_in_which_order(
    four: Card, query: dict[str, str], left: list[str]
) -> None:
    """Within a block: T1 and T2 stand under the first, T3 under the second."""
    assert chosen(four, **query) == left


def test_a_reader_chooses_a_lead(four: Card) -> None:
    police = next(slug for slug, name in choices.lead_options(four) if name == "Police")
    assert chosen(four, lead=police) == ["T2"]
    assert [name for _, name in choices.lead_options(four)] == ["Council", "Police"]
    assert choices.block_options(four) == [("work", "Work and skills"), ("homes", "Homes")]


@pytest.mark.parametrize("what", ["block", "status", "lead", "sort"])
def test_a_choice_that_is_not_there_is_refused_with_those_that_are(four: Card, what: str) -> None:
    with pytest.raises(choices.UnknownChoice, match=rf"There is no {what} 'x' here\. Choose one of: \w+"):
        choices.read({what: "x"}, four)


@pytest.mark.parametrize(
    ("reference", "words"),
    [
        ("T1", {"latest_text": "71.0%", "target_text": "70.0%", "status_word": "On track", "how_far": "1.4% beyond target"}),
        ("T2", {"latest_text": "9.0%", "target_text": "4.0%", "status_word": "Off track", "how_far": "125.0% over"}),
        ("T3", {"latest_text": "–", "target_text": "1.0", "status_word": "No figure", "how_far": "", "period_text": ""}),
    ],
)  # fmt: skip
def test_the_words_of_a_row(four: Card, reference: str, words: dict[str, str]) -> None:
    judged = next(each for each in four.rows if each.target.wording.line.reference == reference)
    row = rows.row(judged, four)
    assert {name: getattr(row, name) for name in words} == words


def test_the_verdict_counts_every_target_once(four: Card) -> None:
    counted = {status: rows.count(four.rows, status) for status in Status}
    assert sum(counted.values()) == len(four.rows) == 3
    assert (
        rows.verdict(four.rows) == "3 targets. 1 on track, 1 off track. For 1 there is no figure to judge by."
    )


def test_files_say_the_period_that_a_target_is_for(city: Area, employment: Indicator) -> None:
    figures(employment, city, y2022=70.0, y2023=70.1)
    agreed(city, {"indicator": employment}, {"indicator": None})
    shown = card(city)
    measured, unmeasured = (downloads.record(each, shown) for each in shown.rows)
    assert measured["target_period"] == measured["period"] == "2023-01-01/P1Y"
    assert measured["change_in_a_year"] == 0.1
    assert unmeasured["period"] is None
    assert unmeasured["target_period"] in {str(period) for period, _ in shown.rows[1].path}


def test_a_title_that_a_spreadsheet_would_run_is_harmless_in_a_workbook(
    city: Area, employment: Indicator
) -> None:
    formula = '=HYPERLINK("http://example.org")'
    agreed(city, {"indicator": employment, "line": {"title": formula}}, title=formula)
    shown = card(city)
    book = load_workbook(io.BytesIO(downloads.as_xlsx(shown, shown.rows)))
    cells = [cell for sheet in book for line in sheet.iter_rows() for cell in line]
    found = [cell for cell in cells if "HYPERLINK" in str(cell.value)]
    assert len(found) == 2
    assert all(cell.data_type == "s" and cell.value.startswith("'=") for cell in found)
