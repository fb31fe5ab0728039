"""The waterfall, the classes of a heat table, and one bar of a list."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from placepact.drawings import heat
from placepact.drawings.length import length
from placepact.drawings.series import NothingToDraw
from placepact.drawings.steps import Kind, Step, running, steps
from tests.drawings.checks import assert_fit_for_a_page, one_decimal, parsed, type_sizes, words

ROWS = (
    Step("Ten councils: services", 80.0),
    Step("A levy <paid>", 20.0, Kind.TWICE),
    Step("As reported", 100.0, Kind.SUM),
    Step("The levy, counted where it is spent", -20.0, Kind.TWICE),
    Step("Counted once", 80.0, Kind.SUM),
)


def test_both_drawings_are_fit_for_a_page_and_name_every_step() -> None:
    for drawing in steps(ROWS, "From as reported to counted once", one_decimal):
        assert_fit_for_a_page(drawing)
        assert min(type_sizes(drawing)) >= 12
        assert all(row.name in words(drawing) and one_decimal(row.amount) in words(drawing) for row in ROWS)


def test_each_step_starts_where_the_one_before_ends_and_sums_start_at_zero() -> None:
    assert running(ROWS, one_decimal) == [(0, 80), (80, 100), (0, 100), (80, 100), (0, 80)]


def test_money_counted_twice_is_hatched_and_nothing_else() -> None:
    assert steps(ROWS, "x", one_decimal)[0].count('fill="#d7e35a"') == 2


def test_a_sum_that_is_not_the_sum_of_its_steps_is_refused_with_both_figures() -> None:
    wrong = (*ROWS[:-1], Step("Counted once", 81.0, Kind.SUM))
    with pytest.raises(NothingToDraw, match=r"given as 81\.0, but .* add up to 80\.0"):
        steps(wrong, "x", one_decimal)


@pytest.mark.parametrize("rows", [(), (Step("Nothing", 0.0),), (Step("Less", -1.0),)])
def test_steps_without_anything_above_zero_are_refused(rows: tuple[Step, ...]) -> None:
    with pytest.raises(NothingToDraw):
        steps(rows, "x", one_decimal)


def test_the_classes_of_greater_manchester_are_those_of_the_look() -> None:
    assert heat.key(heat.bounds([575.35, 0.06, -4.0])) == [
        (1, "under 10"),
        (2, "10 to 29.9"),
        (3, "30 to 59.9"),
        (4, "60 to 119.9"),
        (5, "120 to 239.9"),
        (6, "240 and over"),
    ]


@pytest.mark.parametrize(
    ("value", "number"), [(None, 0), (-4.0, 0), (0, 0), (0.1, 1), (9.99, 1), (10, 2), (239.9, 5), (240, 6)]
)
def test_a_figure_on_a_bound_is_in_the_class_above_it(value: float | None, number: int) -> None:
    assert heat.class_of(value, heat.bounds([575.35])) == number


@given(most=st.floats(0.01, 1e9))
def test_the_highest_class_is_never_empty_and_bounds_rise(most: float) -> None:
    edges = heat.bounds([most])
    assert heat.class_of(most, edges) == 6
    assert list(edges) == sorted(set(edges))


def test_a_table_without_a_figure_above_zero_has_no_classes() -> None:
    with pytest.raises(NothingToDraw):
        heat.bounds([0.0, -1.0])


def test_a_bar_of_a_list_is_as_long_as_its_share_and_hidden_from_readers() -> None:
    half = parsed(length(5.0, 10.0, "twice"))
    assert half.get("aria-hidden") == "true"
    assert next(iter(half)).get("width") == "50"
    assert [next(iter(parsed(length(amount, 10.0)))).get("width") for amount in (0.0, -3.0)] == ["0", "0"]
