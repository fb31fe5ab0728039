"""The small pictures of a scorecard row."""

import pytest

from placepact.drawings.series import NothingToDraw
from placepact.drawings.sparkline import sparkline, strip
from tests.drawings.checks import assert_fit_for_a_page, lines_of, one_decimal, parsed, years

CIRCLE, PATH = "{http://www.w3.org/2000/svg}circle", "{http://www.w3.org/2000/svg}path"


def diamonds(drawing: str) -> int:
    return len([p for p in parsed(drawing).iter(PATH) if p.get("fill") == "#ffffff"])


def test_a_sparkline_is_fit_for_a_page() -> None:
    spark = sparkline(years(2018, 3.0, 2.0, 4.0, half=0.5), years(2020, 4.0, 5.0), 'A "label" <b> & more')
    assert_fit_for_a_page(spark.svg)
    assert parsed(spark.svg).get("aria-label") == 'A "label" <b> & more'


def test_a_missing_year_breaks_the_line_and_a_lone_figure_is_a_dot() -> None:
    spark = sparkline(years(2018, 65.0, None, None, 59.0, 60.0, 61.0), [], "x")
    assert len(lines_of(spark.svg, "2.2")) == 1
    assert [c.get("r") for c in parsed(spark.svg).iter(CIRCLE)] == ["2", "4"]


def test_the_ends_are_named_by_the_first_and_last_time_drawn() -> None:
    spark = sparkline(years(2018, 1.0, 2.0), years(2019, 2.0, 3.0, 4.0), "x")
    assert (spark.left, spark.right) == ("2018", "2021")


def test_each_promise_has_a_diamond_but_the_baseline_has_none() -> None:
    figures = years(2018, 1.0, 2.0)
    assert diamonds(sparkline(figures, years(2019, 2.0, 3.0, 4.0), "x").svg) == 2
    assert diamonds(sparkline(figures, years(2020, 3.0, 4.0), "x").svg) == 2


def test_an_interval_is_drawn_only_where_both_limits_are_published() -> None:
    with_band = sparkline(years(2018, 1.0, 2.0, half=0.5), [], "x").svg
    without = sparkline(years(2018, 1.0, 2.0), [], "x").svg
    assert "#e3cfe4" in with_band and "#e3cfe4" not in without


def test_figures_older_than_ten_years_are_left_out() -> None:
    spark = sparkline(years(2000, *(float(n) for n in range(25))), [], "x")
    assert (spark.left, spark.right) == ("2014", "2024")


def test_everything_stays_inside_the_drawing() -> None:
    spark = sparkline(years(2018, -5.0, 900.0, 3.0, half=20.0), years(2020, 3.0, -80.0), "x")
    numbers = [
        float(n) for path in lines_of(spark.svg, "2.2") for n in path.strip("M").replace("L", " ").split()
    ]
    assert all(0 <= x <= 184 for x in numbers[::2]) and all(0 <= y <= 50 for y in numbers[1::2])


def test_nothing_at_all_is_refused_with_what_to_do() -> None:
    with pytest.raises(NothingToDraw, match="Show the reason"):
        sparkline(years(2018, None), [], "x")


def test_districts_are_ticks_with_the_target_and_the_range_in_words() -> None:
    strip_of = strip([12.6, None, 20.6, 15.0], 17.0, one_decimal)
    assert_fit_for_a_page(strip_of.svg)
    assert (strip_of.left, strip_of.middle, strip_of.right) == ("12.6", "three districts", "20.6")
    assert len(lines_of(strip_of.svg, "2")) == 3
    assert parsed(strip_of.svg).get("aria-label") == "Three districts from 12.6 to 20.6; target 17.0"


def test_a_strip_needs_one_district_with_a_figure() -> None:
    with pytest.raises(NothingToDraw, match="None of the 2 districts"):
        strip([None, None], 17.0, one_decimal)
