"""What a return covers and how returns meet: worked out where it is certain, asked where it is not."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from placepact.spending.rules import coverage
from placepact.spending.rules.coverage import Coverage, Meeting, Question, Standing
from placepact.spending.rules.stages import NEXT, WORDS, Stage

APRIL, MAY, JUNE = (dt.date(2019, month, 1) for month in (4, 5, 6))
DAYS = st.dates(dt.date(1990, 1, 1), dt.date(2030, 12, 31))
COVERAGES = st.tuples(DAYS, DAYS).map(lambda days: Coverage(min(days), max(days)))


@pytest.mark.parametrize(
    ("text", "starts_on", "ends_on", "words"),
    [
        ("2019-04", "2019-04-01", "2019-04-30", "April 2019"),
        ("2019-04:2019-06", "2019-04-01", "2019-06-30", "April to June 2019"),
        ("2019-12:2020-02", "2019-12-01", "2020-02-29", "December 2019 to February 2020"),
        ("2019-04-15:2019-05-03", "2019-04-15", "2019-05-03", "15 April 2019 to 3 May 2019"),
    ],
)
def test_a_coverage_is_read_and_said(text: str, starts_on: str, ends_on: str, words: str) -> None:
    read = coverage.parse(text)
    assert (str(read.starts_on), str(read.ends_on), str(read)) == (starts_on, ends_on, words)
    assert coverage.parse(read.as_written) == read


@pytest.mark.parametrize("text", ["", "April", "2019", "2019-13", "2019-02-30", "2019-04:June", "19-04"])
def test_what_is_no_coverage_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(coverage.NotACoverage, match="2019-04:2019-06"):
        coverage.parse(text)


def test_a_coverage_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(coverage.NotACoverage, match="ends before it starts"):
        coverage.parse("2019-06:2019-04")


@given(COVERAGES)
def test_every_coverage_can_be_written_and_read_again(one: Coverage) -> None:
    assert coverage.parse(one.as_written) == one


@given(COVERAGES, COVERAGES)
def test_two_coverages_meet_the_same_way_from_both_sides_and_as_their_days_do(
    one: Coverage, other: Coverage
) -> None:
    met = coverage.meeting(one, other)
    shared = max(one.starts_on, other.starts_on) <= min(one.ends_on, other.ends_on)
    assert met == coverage.meeting(other, one)
    assert (met == Meeting.APART) == (not shared)
    assert (met == Meeting.SAME) == (one == other)


def test_months_without_a_gap_are_worked_out_from_the_dates() -> None:
    assert coverage.worked_out({APRIL: 10, MAY: 1, JUNE: 7}) == Coverage(APRIL, dt.date(2019, 6, 30))


def test_a_month_without_a_row_is_asked_about_with_the_months_that_have_some() -> None:
    asked = coverage.worked_out({dt.date(2018, 3, 1): 1, APRIL: 812, MAY: 640})
    assert isinstance(asked, Question)
    assert asked.sentence == (
        "The dates run from March 2018 to May 2019, but 12 of those 15 months have no row "
        "(March 2018 1 row; April 2019 812 rows; May 2019 640 rows). Which months does this file cover?"
    )
    assert (
        asked.how_to_answer == "Deliver it with the months that it is for, such as --covers 2019-04:2019-05."
    )


def test_of_many_months_the_thinnest_and_the_fullest_are_named() -> None:
    months = {dt.date(2010 + year, 4, 1): 10 * year + 1 for year in range(10)}
    asked = coverage.worked_out(months)
    assert isinstance(asked, Question)
    assert "(April 2010 1 row; April 2011 11 rows; April 2012 21 rows; April 2017" in asked.sentence


def test_a_part_in_common_with_what_stands_is_asked_about() -> None:
    quarter = Coverage(APRIL, dt.date(2019, 6, 30))
    month = Standing("R-000007", coverage.parse("2019-05"), 2, 123456)
    apart = Standing("R-000008", coverage.parse("2019-07"), 2, 100)
    asked = coverage.overlap_question(quarter, [month, apart])
    assert asked is not None
    assert "R-000007 covers May 2019 (2 rows, £1,234.56)" in asked.sentence
    assert "R-000008" not in asked.sentence
    assert "withdraw R-000007 first" in asked.how_to_answer


@pytest.mark.parametrize("other", ["2019-03", "2019-04:2019-06", "2019-07"])
def test_nothing_is_asked_where_returns_are_apart_or_cover_the_same(other: str) -> None:
    quarter = coverage.parse("2019-04:2019-06")
    assert coverage.overlap_question(quarter, [Standing("R-000001", coverage.parse(other), 1, 1)]) is None


def test_a_replacement_is_asked_about_with_both_totals() -> None:
    april = coverage.parse("2019-04")
    asked = coverage.replacement_question(
        Standing("", april, 3, 90_00), Standing("R-000001", april, 2, 100_50)
    )
    assert asked.sentence == (
        "R-000001 stands for April 2019 with 2 rows and £100.50. This file has 3 rows and £90.00, "
        "which is £10.50 less. Replace R-000001 whole?"
    )


def test_every_stage_has_a_row_and_words() -> None:
    assert set(NEXT) == set(WORDS) == set(Stage)
