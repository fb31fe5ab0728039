"""The whole-area count of Greater Manchester 2017-18 gives the figures of the published workbook, to the penny."""

from __future__ import annotations

import pytest

from placepact.demonstration.build import Built
from placepact.places.queries import UnknownAreaCode
from placepact.spending.count import Count, NoCount, UnknownDimension, count
from placepact.spending.definitions import UnknownScope
from placepact.spending.rules.lines import Line
from placepact.spending.rules.rollup import cells, rolled_up

PLACE, YEAR = "E47000001", "2017-18"
JOINT = {"gmca": 25478300000, "greater-manchester-waste-disposal-authority": 16415400000, "greater-manchester-police": 57535000000}  # fmt: skip
# DOMAIN: the steps from service expenditure to line 749, in pence.
BRIDGE = [498045439012, 91652200000, 5400000, 83400000, 2100000, 18000000, 947700000, -3053500000, -803600000, 226500000, -3700000]  # fmt: skip

pytestmark = pytest.mark.usefixtures("built", "db")


@pytest.fixture
def whole(built: Built, db: None) -> Count:
    return count(PLACE, YEAR)


def test_the_three_figures_are_those_of_the_workbook(whole: Count) -> None:
    assert whole.as_reported_pence == 533182039012
    assert whole.counted_twice_pence == 35136600000
    assert whole.counted_once_pence == 498045439012
    assert whole.difference_pence == 20100000
    assert (whole.lines, len(whole.bodies), whole.coverage_share, whole.missing) == (134, 13, 1.0, 0)


def test_the_ten_districts_and_the_three_joint_bodies_spend_what_was_published() -> None:
    services = {row.keys["body"]: row.services_pence for row in count(PLACE, YEAR, by=["body"]).rows}
    assert {slug: services.pop(slug) for slug in JOINT} == JOINT
    assert len(services) == 10
    assert sum(services.values()) == 398616739012


def test_each_levy_shows_both_sides_and_what_lies_between(whole: Count) -> None:
    held = {
        each.levy: (each.payee, each.payers, each.paid_pence, each.received_pence) for each in whole.levies
    }
    assert held == {
        "722": ("gmca", 10, 10389100000, 10387000000),
        "724": ("greater-manchester-waste-disposal-authority", 9, 24747500000, 24729500000),
    }
    assert [each.difference_pence for each in whole.levies] == [2100000, 18000000]
    assert sum(each.paid_pence for each in whole.transfers) == whole.counted_twice_pence
    assert len(whole.transfers) == 19


def test_the_bridge_leads_to_the_published_net_current_expenditure(whole: Count) -> None:
    services, net = whole.controls
    assert (services.published_pence, services.difference_pence) == (498045439012, 0)
    assert [step.pence for step in net.steps] == BRIDGE
    assert sum(BRIDGE) == net.ours_pence == net.published_pence == 587119939012
    assert net.agrees


@pytest.mark.parametrize(
    "by", [(), ("body",), ("theme",), ("area",), ("nature",), ("body", "theme"), ("theme", "area", "nature", "body")]
)  # fmt: skip
def test_every_split_adds_up_to_the_whole(whole: Count, by: tuple[str, ...]) -> None:
    split = count(PLACE, YEAR, by=by)
    for name in ("as_reported_pence", "counted_twice_pence", "counted_once_pence", "lines"):
        assert sum(getattr(row, name) for row in split.rows) == getattr(whole, name)
    assert all(tuple(row.keys) == by for row in split.rows)


def test_the_figures_equal_the_sum_in_plain_python(whole: Count) -> None:
    bodies = {body.slug for body in whole.bodies}
    split = count(PLACE, YEAR, by=["theme", "body"])
    found = rolled_up(cells(whole.under, bodies), ("theme", "body"))
    assert {tuple(row.keys.values()): row.counted_once_pence for row in split.rows} == {
        key: total.counted_once_pence for key, total in found.items()
    }


def test_a_figure_opens_to_its_lines(whole: Count) -> None:
    lines = whole.opened(body="manchester-city-council", theme="roads_and_transport")
    assert {line.code: line.amount_pence for line in lines} == {"290": 66600000, "722": 1998500000}
    assert sum(line.amount_pence for line in whole.opened()) == whole.as_reported_pence


def test_all_of_it_is_actual_and_the_frame_is_an_estimate(whole: Count) -> None:
    assert whole.attribution == {"actual": whole.as_reported_pence}
    assert whole.frame is not None and whole.frame.is_estimate
    # 71,185,419,000 pounds / 7,272,136 people x 2,848,286 people
    assert whole.frame.known_pence == pytest.approx(71_185_419_000_00 / 7_272_136 * 2_848_286, abs=30)
    assert "7,272,136 people" in whole.frame.words


def test_a_year_without_lines_says_which_can_be_counted() -> None:
    with pytest.raises(NoCount) as refused:
        count(PLACE, "2018-19")
    assert str(refused.value) == (
        "There is no count for 2018-19: no account lines have been received for it.\n"
        "Years that can be counted: 2017-18. To add one: placepact receive accounts FILE --year 2018-19"
    )


def test_what_cannot_be_counted_is_refused_in_words() -> None:
    with pytest.raises(UnknownDimension, match="'colour' is none of them"):
        count(PLACE, YEAR, by=["colour"])
    with pytest.raises(UnknownScope, match="service-expenditure-and-levies"):
        count(PLACE, YEAR, scope="everything")
    with pytest.raises(UnknownAreaCode):
        count("E99999999", YEAR)
    with pytest.raises(NoCount, match="no account lines of bodies that act there"):
        count("E06000001", YEAR)


def test_levies_outside_the_figure_are_not_taken_out_of_it() -> None:
    services = count(PLACE, YEAR, scope="service-expenditure")
    assert services.counted_twice_pence == 0
    assert services.as_reported_pence == services.counted_once_pence == 498045439012


def test_national_accounts_replace_the_bodies_own() -> None:
    national = count(PLACE, YEAR, scope="all-identified-spending")
    framed = count(PLACE, YEAR).frame
    assert framed is not None
    assert national.as_reported_pence == framed.known_pence
    assert national.attribution == {"estimate": framed.known_pence}
    assert national.frame is None


def test_a_districts_part_of_the_joint_bodies_is_by_people_and_says_so() -> None:
    manchester = count("E08000003", YEAR, by=["body"])
    assert manchester.attribution["actual"] == 90152982929
    assert manchester.attribution["apportioned by population"] == sum(
        row.as_reported_pence for row in manchester.rows if row.keys["body"] in JOINT
    )
    assert all(each.received_pence is None for each in manchester.levies)
    assert "in 2020" in manchester.notes[0]


def test_the_parts_of_the_ten_districts_add_up_to_the_whole(whole: Count) -> None:
    parts = [count(f"E080000{number:02}", YEAR) for number in range(1, 11)]
    assert sum(part.as_reported_pence for part in parts) == whole.as_reported_pence
    assert sum(part.counted_twice_pence for part in parts) == whole.counted_twice_pence


def test_wigan_has_no_part_of_the_waste_authority_that_it_does_not_belong_to() -> None:
    wigan = count("E08000010", YEAR)
    assert {body.slug for body in wigan.bodies} == {"wigan-council", "gmca", "greater-manchester-police"}


def test_a_levy_to_a_body_that_is_not_counted_stays() -> None:
    line = Line("bury", "gmca", YEAR, "t", "a", "revenue", "actual", 500, 1, 1)
    assert rolled_up(cells([line], {"bury"}))[()].counted_twice_pence == 0
    assert rolled_up(cells([line], {"bury", "gmca"}))[()].counted_twice_pence == 500
