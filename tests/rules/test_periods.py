"""Periods: reading, labels, the year before."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from placepact.indicators.rules.periods import Period, calendar, match_a_year_before, parse


@pytest.mark.parametrize(
    ("text", "label", "in_full"),
    [
        ("2023-01-01/P1Y", "2023", "1 January 2023 to 31 December 2023"),
        ("2023-01-01/P12M", "2023", "1 January 2023 to 31 December 2023"),
        ("2024-04-01/P1Y", "2024-25", "1 April 2024 to 31 March 2025"),
        ("2024-08-01/P1Y", "2024-25", "1 August 2024 to 31 July 2025"),
        ("2024-09-01/P1Y", "2024-25", "1 September 2024 to 31 August 2025"),
        ("1999-04-01/P1Y", "1999-00", "1 April 1999 to 31 March 2000"),
        ("2015-11-16/P1Y", "2015-16", "16 November 2015 to 15 November 2016"),
        ("2024-12-01/P1Y", "year to November 2025", "1 December 2024 to 30 November 2025"),
        ("2022-01-01/P3Y", "2022 to 2024", "1 January 2022 to 31 December 2024"),
        ("2020-01-01/P5Y", "2020 to 2024", "1 January 2020 to 31 December 2024"),
        ("2014-04-01/P3Y", "2014-15 to 2016-17", "1 April 2014 to 31 March 2017"),
        ("2021-07-01/P3Y", "3 years to June 2024", "1 July 2021 to 30 June 2024"),
        ("2024-01-01/P3M", "January to March 2024", "1 January 2024 to 31 March 2024"),
        ("2024-11-01/P3M", "November 2024 to January 2025", "1 November 2024 to 31 January 2025"),
        ("2024-02-01/P1M", "February 2024", "1 February 2024 to 29 February 2024"),
        ("2026-01-05/P1W", "5 January 2026 to 11 January 2026", "5 January 2026 to 11 January 2026"),
        ("2026-01-05/P1D", "5 January 2026", "5 January 2026"),
        ("2026-01-01", "January 2026", "1 January 2026"),
        ("2025-04-30", "30 April 2025", "30 April 2025"),
    ],
)
def test_a_period_is_labelled_as_people_write_it(text: str, label: str, in_full: str) -> None:
    period = parse(text)
    assert (period.label(), period.in_full(), str(period)) == (label, in_full, text)


@pytest.mark.parametrize(
    "text", ["2023", "2023-24", "", "2023-01-01/P0Y", "2023-13-01/P1Y", "2023-02-30", "9999-01-01/P9Y", "P1Y"]
)
def test_what_is_not_a_period_is_refused_with_its_text(text: str) -> None:
    with pytest.raises(ValueError, match=f'"{text}" is not a period'):
        parse(text)


def test_a_length_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="not a length"):
        Period(date(2023, 1, 1), "1 year")


@pytest.mark.parametrize(
    ("one", "other", "overlap"),
    [
        ("2021-01-01/P3Y", "2022-01-01/P3Y", True),
        ("2021-01-01/P1Y", "2022-01-01/P1Y", False),
        ("2021-01-01/P1Y", "2021-12-31", True),
        ("2021-01-01/P1Y", "2022-01-01", False),
    ],
)
def test_periods_overlap_where_they_share_a_day(one: str, other: str, overlap: bool) -> None:
    assert parse(one).overlaps(parse(other)) is overlap
    assert parse(other).overlaps(parse(one)) is overlap


def test_a_year_before_keeps_the_length_and_finds_the_last_of_february() -> None:
    assert str(parse("2024-02-29/P1Y").a_year_before()) == "2023-02-28/P1Y"
    assert str(parse("2022-01-01/P3Y").a_year_before()) == "2021-01-01/P3Y"


def test_the_pay_survey_finds_its_day_of_the_year_before() -> None:
    days = ["2022-04-27", "2023-04-19", "2024-04-17", "2025-04-30"]
    assert match_a_year_before([parse(day) for day in days]) == [None, 0, 1, 2]


def test_a_point_more_than_45_days_off_is_no_year_before() -> None:
    assert match_a_year_before([parse("2024-03-16"), parse("2025-04-30")]) == [None, 0]
    assert match_a_year_before([parse("2024-03-15"), parse("2025-04-30")]) == [None, None]


def test_a_year_before_has_the_same_length() -> None:
    periods = ["2022-01-01/P1Y", "2022-01-01/P3Y", "2023-01-01/P1Y", "2023-01-01", "2024-01-01/P12M"]
    assert match_a_year_before([parse(text) for text in periods]) == [None, None, 0, None, 2]


def test_a_missing_year_leaves_no_year_before() -> None:
    periods = [parse(f"{year}-09-01/P1Y") for year in (2018, 2021, 2022)]
    assert calendar(tuple(periods)).before.tolist() == [-1, -1, 1]


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.sampled_from(["", "P1Y", "P3Y", "P3M", "P2W", "P9D"]))
def test_a_period_reads_back_as_itself_and_ends_on_or_after_its_start(start: date, length: str) -> None:
    period = Period(start, length)
    assert parse(str(period)) == period
    assert period.ends_on >= period.start
    assert period.overlaps(period)
