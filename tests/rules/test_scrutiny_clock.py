"""How long a body has to answer scrutiny, and where a request stands on a day."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from placepact.agreements.rulebooks.days import month_beginning
from placepact.agreements.rules.scrutiny import Standing, days_late, due, standing

ASKED, DUE = dt.date(2008, 6, 30), dt.date(2008, 8, 29)


@pytest.mark.parametrize(
    ("asked", "months", "last"),
    [
        (ASKED, 2, DUE),
        (dt.date(2008, 12, 31), 2, dt.date(2009, 2, 28)),
        (dt.date(2009, 1, 29), 2, dt.date(2009, 3, 28)),
        (dt.date(2008, 11, 1), 2, dt.date(2008, 12, 31)),
    ],
)
def test_months_begin_with_the_day_of_the_request(asked: dt.date, months: int, last: dt.date) -> None:
    assert due(asked, months) == last


@given(st.dates(dt.date(1990, 1, 1), dt.date(2100, 1, 1)))
def test_one_month_is_the_month_of_the_law(day: dt.date) -> None:
    assert due(day, 1) == month_beginning(day)


@pytest.mark.parametrize(
    ("on", "answered", "withdrawn", "expected"),
    [
        (DUE, None, None, Standing.WAITS),
        (DUE + dt.timedelta(1), None, None, Standing.LATE),
        (dt.date(2009, 1, 1), DUE, None, Standing.ANSWERED),
        (dt.date(2009, 1, 1), dt.date(2008, 9, 1), None, Standing.ANSWERED_LATE),
        (dt.date(2008, 7, 1), DUE, None, Standing.WAITS),
        (dt.date(2009, 1, 1), None, dt.date(2008, 7, 1), Standing.WITHDRAWN),
    ],
)
def test_where_a_request_stands(
    on: dt.date, answered: dt.date | None, withdrawn: dt.date | None, expected: Standing
) -> None:
    found = standing(DUE, on, answered_on=answered, withdrawn_on=withdrawn)
    assert found is expected
    assert found.is_open == (expected in (Standing.WAITS, Standing.LATE))
    assert found.words


def test_lateness_is_counted_in_days() -> None:
    assert days_late(DUE, dt.date(2008, 9, 1)) == 3
    assert days_late(DUE, DUE) == 0
