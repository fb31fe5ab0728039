"""Pictures, tables and sentences of a small count, without a database."""

from __future__ import annotations

from dataclasses import replace

import pytest

from placepact.drawings.flow import LICHEN
from placepact.spending.money import page, pictures, tables
from placepact.spending.money import words as said_of
from placepact.spending.money.figures import Books, Control, Money, Source, Step
from placepact.spending.rules.lines import ESTIMATE
from tests.drawings.checks import assert_fit_for_a_page, words
from tests.spending_pages.figures import MILLION, make_money


def flows(money: Money) -> dict[tuple[str, str], tuple[float, bool]]:
    return {(each.start, each.end): (each.amount / MILLION, each.is_twice) for each in pictures.flows(money)}


def test_the_flow_has_every_pound_above_nothing_and_what_is_left_is_outside() -> None:
    assert flows(make_money()) == {
        ("all-councils", "theme-education"): (110, False),
        ("roads-authority", "theme-roads"): (12, False),
        ("tax", "all-councils"): (120, False),
        ("grant", "roads-authority"): (5, False),
        ("all-councils", "roads-authority"): (10, True),
        ("all-councils", "outside"): (2, False),
        ("roads-authority", "outside"): (3, False),
    }


def test_a_body_that_spends_more_than_its_sources_bring_draws_on_other_income() -> None:
    money = make_money(sources=(Source("tax", "Council tax", {"east": 100 * MILLION}),))
    found = flows(money)
    assert found["other-income", "all-councils"] == (18, False)
    assert found["other-income", "roads-authority"] == (2, False)


def test_without_sources_the_flow_starts_at_the_bodies() -> None:
    figure = pictures.flow_figure(make_money(sources=()))
    assert figure is not None
    assert figure.title == "Who spends it, on what"
    assert "Where it comes from" not in words(figure.wide)


def test_the_flow_says_what_is_below_nothing_and_so_not_drawn() -> None:
    figure = pictures.flow_figure(make_money())
    assert figure is not None
    assert_fit_for_a_page(figure.wide)
    assert "two councils, other, −£2.0m" in figure.note
    assert [row[2] for row in figure.table.rows if row[3] == "yes, taken out once"] == ["10.000"]


def test_the_steps_lead_from_as_reported_to_counted_once() -> None:
    rows = pictures.step_rows(make_money())
    assert [(row.name, row.amount / MILLION) for row in rows] == [
        ("Two councils: services", 108),
        ("Roads authority: services", 12),
        ("Road levy, paid", 10),
        ("As reported", 130),
        ("Road levy, counted at the roads authority", -10),
        ("Counted once", 120),
    ]
    figure = pictures.steps_figure(make_money())
    assert figure is not None and figure.wide.count(f'fill="{LICHEN}"') == 2


def test_a_count_without_transfers_has_no_steps_and_says_so() -> None:
    money = make_money(
        passed=(), books=(), counted_twice_pence=0, as_reported_pence=120 * MILLION, difference_pence=0
    )
    assert pictures.steps_figure(money) is None
    assert said_of.lead(money).endswith("In this count no money passes from one of them to another.")
    assert said_of.difference(money) == "No money is passed on in this count."


def test_every_figure_of_the_table_opens_to_its_lines_and_absence_is_a_dash() -> None:
    heat = tables.heat_table(make_money())
    assert [theme.name for theme, _ in heat.themes] == ["Education", "Roads", "Other"]
    assert [row.body.name for row in heat.rows] == ["East", "West", "Roads authority"]
    east, west, _ = heat.rows
    assert [(cell.text, cell.number) for cell in east.cells] == [("70.0", 6), ("–", 0), ("–", 0)]
    assert (west.cells[2].text, west.cells[2].number) == ("−2.0", 0)
    assert east.cells[0].href == "/places/E47000001/money/lines?year=2017-18&body=east&theme=education"
    assert not east.cells[1].href
    assert [cell.text for cell in heat.sums] == ["110.0", "12.0", "−2.0"] and heat.total.text == "120.0"


def test_money_for_each_person_stands_on_a_count_of_people_that_is_named() -> None:
    said, _ = page.per_head(make_money())
    assert said.startswith("£1,200 a person: £120.0m counted once, for 100,000 people.")
    assert "2020" in said and "Mid-year estimates" in said
    figure = pictures.councils_figure(make_money())
    assert figure is not None
    assert figure.title == "East spends £1,167 a person, West £950"
    assert pictures.councils_figure(make_money(people=None)) is None
    assert page.per_head(make_money(people=None))[0].startswith(
        "No count of the people of Greater Manchester"
    )


def test_the_matrix_has_both_books_and_what_lies_between() -> None:
    matrix = page.matrix(make_money())
    assert [(row.name, row.cells, row.total) for row in matrix.rows] == [
        ("East", ("6.000",), "6.000"),
        ("West", ("4.000",), "4.000"),
    ]
    assert [(row.cells, row.total) for row in matrix.sums] == [
        (("10.000",), "10.000"),
        (("9.999",), "9.999"),
        (("0.001",), "0.001"),
    ]


def test_books_of_a_wider_place_are_not_held_against_the_payers() -> None:
    money = make_money(
        books=(Books("roads-authority", "Road levy", 2, 10 * MILLION, None),), difference_pence=0
    )
    assert "cannot be held against" in said_of.difference(money)
    assert [row.total for row in page.matrix(money).sums] == ["10.000", "–", "–"]


@pytest.mark.parametrize(
    ("pence", "said"),
    [(0, "none"), (20_100_000, "£0.201m"), (-20_100_000, "−£0.201m"), (12, "£0.12"), (-49_999, "−£499.99")],
)
def test_a_difference_is_never_rounded_to_nothing(pence: int, said: str) -> None:
    assert said_of.gap(pence) == said


def test_a_published_total_stands_beside_ours() -> None:
    control = Control("Net", 587119939012, 587119939012, "", steps=(Step("Services", 587119939012),))
    assert said_of.control(control) == "Published £5,871.199m; ours £5,871.199m; difference none"


def test_an_estimate_is_called_one_everywhere() -> None:
    money = make_money(attribution={ESTIMATE: 130 * MILLION}, passed=(), books=(), sources=())
    assert "This is an estimate" in said_of.lead(money)
    assert said_of.nature(money)[0] == "All estimate"
    assert "cannot be held against" not in page.per_head(money)[1]
    assert "an estimate" in page.heat_words(money).lower()


def test_what_is_apportioned_is_said_with_its_sum() -> None:
    money = make_money(attribution={"actual": 100 * MILLION, "apportioned by population": 30 * MILLION})
    assert said_of.nature(money) == ("£100.0m actual", "£30.0m apportioned by population")


def test_known_money_frames_the_count_and_is_marked_an_estimate() -> None:
    money = make_money(known_pence=1_000 * MILLION)
    assert said_of.known(money) == "Counted £120.0m of about £1,000m known (estimate)."
    assert "12%" in page.coverage(money)[0] and "never added" in page.coverage(money)[0]
    assert "12% of all public money" in page.known_bar(money)
    assert page.known_bar(replace(money, known_pence=MILLION)) == ""
