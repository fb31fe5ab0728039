"""What placepact says of Greater Manchester is what the published files say, for every district and series."""

import csv
import datetime as dt
import math
from pathlib import Path

import pytest

from placepact.agreements.rules.status import Status
from placepact.demonstration.build import Built
from placepact.indicators import queries
from placepact.indicators.definitions import load_definitions
from placepact.indicators.models import Indicator, Value
from placepact.indicators.rules.periods import parse
from placepact.places.models import Area
from placepact.places.queries import area, members
from placepact.scorecards import downloads
from placepact.scorecards.queries import card

pytestmark = pytest.mark.django_db

GM = "E47000001"
DISTRICTS = [f"E080000{n:02d}" for n in range(1, 11)]
LOOKED_AT = {GM, *DISTRICTS, "E92000001"}
PRESENCE = {"x": "missing", "c": "suppressed", "z": "not_applicable", "u": "suppressed"}


def published(folder: Path) -> dict[tuple[str, str, str], dict[str, str]]:
    """Every row of the source files for the areas looked at, by indicator, area and period."""
    rows: dict[tuple[str, str, str], dict[str, str]] = {}
    for path in sorted((folder / "03_outcomes" / "els").glob("*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                if row["areacd"] in LOOKED_AT:
                    rows[row["indicator"], row["areacd"], row["period"]] = row
    return rows


def recorded() -> dict[tuple[str, str, str], tuple[float, float, float, str]]:
    """Every value that stands for the same areas, in the words of the source."""
    slugs = {row.pk: load_definitions()[row.slug].published_as for row in Indicator.objects.all()}
    areas = {row.pk: row.code for row in Area.objects.filter(code__in=LOOKED_AT)}
    panel = queries.panel(slugs, areas)
    return {
        (slugs[indicator], areas[place], str(period)): (
            float(series.value[at]),
            float(series.lower[at]),
            float(series.upper[at]),
            series.presence[at],
        )
        for indicator in slugs
        for place in areas
        for series in [panel[indicator, place]]
        for at, period in enumerate(series.periods)
    }


def number(cell: str) -> float:
    return float(cell) if cell else math.nan


def same(one: float, other: float) -> bool:
    return one == other or (math.isnan(one) and math.isnan(other))


def test_every_value_and_limit_equals_its_source_row_and_there_are_no_others(
    built: Built, shared_data: Path
) -> None:
    source, held = published(shared_data), recorded()
    assert set(held) == set(source)
    assert len(source) > 2500
    wrong = [
        (key, row)
        for key, row in source.items()
        if not (
            same(held[key][0], number(row["observation"]))
            and same(held[key][1], number(row["lci_95"]))
            and same(held[key][2], number(row["uci_95"]))
            and held[key][3] == (PRESENCE[row["status"]] if not row["observation"] else "given")
        )
    ]
    assert wrong == []


@pytest.mark.parametrize("code", [GM, *DISTRICTS])
def test_a_scorecard_shows_the_newest_source_value_of_every_series(
    built: Built, shared_data: Path, code: str
) -> None:
    source = published(shared_data)
    shown = card(area(GM), area=None if code == GM else area(code))
    checked = 0
    for judged in shown.rows:
        assert judged.definition is not None
        name = judged.definition.published_as
        mine = [
            (parse(p), row)
            for (n, a, p), row in source.items()
            if (n, a) == (name, code) and row["observation"]
        ]
        row = downloads.record(judged, shown)
        if not mine:
            assert row["value"] is None
            assert row["status"] == Status.NO_FIGURE
            continue
        period, newest = max(mine, key=lambda pair: pair[0].ends_on)
        assert (row["period"], row["value"]) == (str(period), float(newest["observation"]))
        england = source.get((name, "E92000001", str(period)))
        assert row["england"] == (
            float(england["observation"]) if england and england["observation"] else None
        )
        checked += 1
    assert checked >= 16


def test_a_series_without_a_figure_for_the_whole_place_is_given_none(built: Built) -> None:
    shown = {each.target.wording.line.reference: each for each in card(area(GM)).rows}
    without = [each for each in shown.values() if each.at is None]
    assert {each.definition.slug for each in without if each.definition} == {
        "persistent-absence",
        "preventable-cardiovascular-deaths",
    }
    assert all(each.status is Status.NO_FIGURE and len(each.of_parts()) == 10 for each in without)


def test_an_agreement_that_has_ended_is_judged_by_what_was_measured_in_it(built: Built) -> None:
    rochdale = card(area("E08000005"))
    assert rochdale.agreement.slug == "rochdale-laa-2008"
    last = [each.period.ends_on for each in rochdale.rows if each.period]
    assert last
    assert max(last) <= dt.date(2011, 8, 31)


def test_the_ten_districts_are_the_members_of_the_combined_authority(built: Built) -> None:
    assert [each.code for each in members(area(GM))] == DISTRICTS


def test_building_it_again_changes_no_value_and_no_agreement(built: Built) -> None:
    from placepact.demonstration.build import build

    before = Value.objects.count()
    again = build()
    assert (Value.objects.count(), again.values, again.returns) == (before, built.values, built.returns)
    assert [each.pk for each in again.agreements] == [each.pk for each in built.agreements]


def test_a_target_with_a_margin_of_its_own_is_judged_by_it(built: Built) -> None:
    """2.6% short: within the scheme's 10%, outside the target's own 2%."""
    shown = {each.target.wording.line.reference: each for each in card(area(GM), scheme="havering").rows}
    assert (shown["CYP1"].target.margin_percent, shown["CYP1"].status) == (2.0, Status.BEHIND)


def test_the_status_before_is_that_of_the_figure_a_year_before(built: Built) -> None:
    shown = {each.definition.slug: each for each in card(area(GM)).rows if each.definition}
    moved = {slug: (each.status_before, each.status) for slug, each in shown.items()}
    assert moved["employment-rate"] == (Status.ON_TRACK, Status.NO_REAL_CHANGE)
    assert moved["claimant-count"] == (Status.OFF_TRACK, Status.BEHIND)
    assert moved["gigabit-broadband"][0] is None
