"""A place beside others and beside itself a year before: by people, councils alone, and nothing mixed."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from placepact.demonstration.build import Built
from placepact.organisations.models import Organisation
from placepact.people.actions import operator
from placepact.places.queries import area
from placepact.spending.actions.accounts import Offer, receive_accounts
from placepact.spending.count import DEFAULT, count
from placepact.spending.counting.comparison import alike, changes, heads
from placepact.spending.definitions import scope
from placepact.spending.queries.accounts import standing
from placepact.spending.rules.per_head import change_percent, per_head_pence

YEAR = "2017-18"

pytestmark = pytest.mark.usefixtures("built", "db")


@pytest.fixture
def world(built: Built, db: None) -> Built:
    return built


def test_manchester_stands_beside_the_districts_most_like_it(world: Built) -> None:
    found = alike(area("E08000003"), YEAR, scope(DEFAULT))
    assert found is not None
    assert [each.area.name for each in found.others[:3]] == ["Liverpool", "Nottingham", "Newcastle upon Tyne"]
    assert len(found.others) == 10
    assert found.place.pence == 83430382929
    assert found.place.per_head == per_head_pence(83430382929, 555741)
    assert found.people_of.startswith("2020 (ONS mid-2020 estimates")
    assert "Joint bodies" in found.words


def test_a_neighbour_spends_what_the_workbook_says(world: Built) -> None:
    """Liverpool, E08000012: the cells of its row, in £ thousand, added up by hand."""
    lines = standing(YEAR, "RS").filter(area__code="E08000012")
    assert lines.count() == 13
    assert {line.body for line in lines} == {None}
    found = alike(area("E08000003"), YEAR, scope(DEFAULT))
    assert found is not None
    assert found.others[0].pence == sum(line.amount_pence or 0 for line in lines)
    assert sum(found.others[0].by_theme.values()) == found.others[0].pence


def test_the_whole_place_is_compared_by_its_councils_alone(world: Built) -> None:
    found = alike(area("E47000001"), YEAR, scope(DEFAULT))
    assert found is not None
    assert found.place.pence == 398616739012
    assert {each.area.name for each in found.others} == {
        "West Yorkshire",
        "Liverpool City Region",
        "West Midlands",
        "South Yorkshire",
    }


@pytest.mark.parametrize("code", ["E10000017", "E07000117", "E12000002", "E92000001"])
def test_a_place_with_two_tiers_is_not_compared(world: Built, code: str) -> None:
    assert alike(area(code), YEAR, scope(DEFAULT)) is None


def test_a_year_without_lines_is_not_compared(world: Built) -> None:
    assert alike(area("E08000003"), "2016-17", scope(DEFAULT)) is None


def test_comparators_are_inside_no_count(world: Built) -> None:
    assert standing(YEAR, "RS").filter(body=None).count() == 349 * 13
    assert count("E47000001", YEAR).lines == 134
    assert all(line.payer for line in count("E08000003", YEAR).under)


def test_a_comparator_of_a_district_whose_council_delivered_is_not_added_to_it(
    world: Built, tmp_path: Path
) -> None:
    path = tmp_path / "again.csv"
    path.write_text("body,area,form,code,amount\n,E08000003,RS,190,1000\n", encoding="utf-8")
    body = Organisation.objects.get(slug="gmca")
    receive_accounts(offer=Offer(path, YEAR), organisation=body, by=operator())
    found = alike(area("E08000003"), YEAR, scope(DEFAULT))
    assert found is not None
    assert found.place.pence == 83430382929


def test_the_people_are_those_counted_nearest_to_the_year(world: Built) -> None:
    now, then = heads(area("E47000001"), YEAR), heads(area("E47000001"), "2012-13")
    assert now is not None
    assert then is not None
    assert (now.year, now.count["E47000001"]) == (2020, 2848286)
    assert (then.year, then.count["E47000001"]) == (2011, 2682528)


def test_a_row_is_compared_with_the_year_before(world: Built, tmp_path: Path) -> None:
    path = tmp_path / "before.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(
            [
                ["body", "form", "code", "amount"],
                ["gmca", "RS", "290", "100000"],
                ["gmca", "RS", "390", "7"],
            ]
        )
    body = Organisation.objects.get(slug="gmca")
    receive_accounts(offer=Offer(path, "2016-17"), organisation=body, by=operator())
    found = changes(count("E47000001", "2016-17", by=["theme"]), count("E47000001", YEAR, by=["theme"]))
    by_theme = {each.keys["theme"]: each for each in found}
    roads = by_theme["roads_and_transport"]
    assert (roads.before_pence, roads.now_pence) == (10000000000, 22241600000)
    assert roads.difference_pence == 12241600000
    assert roads.percent == pytest.approx(122.416)
    assert by_theme["education"].before_pence is None
    assert by_theme["education"].percent is None
    gone = changes(count("E47000001", YEAR, by=["body"]), count("E47000001", "2016-17", by=["body"]))
    assert gone[0].keys["body"] == "gmca"
    assert all(each.now_pence is None for each in gone[1:])


@pytest.mark.parametrize(
    ("pence", "people", "each"), [(100, 3, 33), (101, 2, 51), (-101, 2, -51), (0, 5, 0), (498045439012, 2848286, 174858)]
)  # fmt: skip
def test_money_for_each_person_is_to_the_nearest_penny(pence: int, people: int, each: int) -> None:
    assert per_head_pence(pence, people) == each


def test_nobody_is_no_divisor_and_nothing_no_base() -> None:
    with pytest.raises(ValueError, match="0 people"):
        per_head_pence(100, 0)
    assert change_percent(0, 5) is None
    assert change_percent(-5, 5) is None
    assert change_percent(200, 150) == -25.0
