"""What must hold of any rulebook: its table is whole, and each cell of state, step and capacity answers."""

from __future__ import annotations

import calendar
import datetime as dt
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from placepact.agreements.models import Capacity as PartyCapacity
from placepact.agreements.rulebooks import UnknownKind, rulebook, rulebooks
from placepact.agreements.rulebooks.days import month_beginning
from placepact.agreements.rulebooks.engine import Rulebook
from placepact.agreements.rulebooks.facts import Capacity, Case, State, Step
from tests.rulebooks.cases import OF, case

BOOKS = list(rulebooks().values())
ROWS = [(book, step) for book in BOOKS for step in Step]


@pytest.mark.parametrize("book", BOOKS, ids=lambda book: book.kind)
def test_every_step_has_its_doers_and_its_source_and_every_state_can_be_reached_and_left(
    book: Rulebook,
) -> None:
    steps = {step for row in book.next.values() for step in row}
    assert set(book.may) == set(book.sources) == steps
    reached = {State.NOT_STARTED} | {after for row in book.next.values() for after in row.values()}
    assert reached == set(book.next)
    assert [state for state, row in book.next.items() if not row] == [State.CLOSED]
    assert all(rule.steps <= steps for rule in book.rules)
    assert all(source.section and source.says for source in book.sources.values())


@pytest.mark.parametrize(("book", "step"), ROWS, ids=lambda part: str(getattr(part, "kind", part)))
def test_a_step_outside_its_state_or_its_capacity_is_refused_whatever_the_case(
    book: Rulebook, step: Step
) -> None:
    """Of a cell that is open only rules may refuse; of another the table itself does, and says so."""
    on = book.valid_from + dt.timedelta(days=200)
    for state, capacity in product(State, Capacity):
        asked = case(state=state, acting=OF[capacity], on=on, line=case().lines[0])
        refusals = {each.rule for each in book.reasons(step, asked)}
        is_open = step in book.next.get(state, {}) and capacity in book.may[step]
        assert is_open is not bool(refusals & {"state", "capacity"}), (state, capacity)


def test_an_unknown_kind_is_refused_with_the_kinds_there_are() -> None:
    with pytest.raises(
        UnknownKind,
        match=r"'laa_1999' has no rulebook\. Choose one of: integrated_settlement, laa_2008, laa_pilot",
    ):
        rulebook("laa_1999")


def test_rulebooks_and_the_record_know_the_same_capacities() -> None:
    assert {each.value for each in Capacity} == set(PartyCapacity.values)


MONTHS = [
    ((2008, 6, 30), (2008, 7, 29)),
    ((2008, 1, 31), (2008, 2, 29)),
    ((2009, 1, 31), (2009, 2, 28)),
    ((2009, 1, 29), (2009, 2, 28)),
    ((2009, 1, 28), (2009, 2, 27)),
    ((2008, 12, 15), (2009, 1, 14)),
    ((2008, 2, 1), (2008, 2, 29)),
    ((2008, 5, 31), (2008, 6, 30)),
]


@pytest.mark.parametrize(("begins", "ends"), MONTHS)
def test_a_month_beginning_with_a_day_ends_the_day_before_the_same_date(
    begins: tuple[int, int, int], ends: tuple[int, int, int]
) -> None:
    assert month_beginning(dt.date(*begins)) == dt.date(*ends)


@given(st.dates(dt.date(1990, 1, 1), dt.date(2050, 12, 1)))
def test_a_month_is_at_least_as_long_as_the_shorter_of_its_two_months(day: dt.date) -> None:
    days = (month_beginning(day) - day).days + 1
    assert 28 <= days <= 31
    assert days <= calendar.monthrange(day.year, day.month)[1]


def test_a_case_without_an_actor_asks_of_the_step_alone() -> None:
    assert (
        rulebook("laa_2008").why_not(Step.CLOSE, Case(on=dt.date(2012, 1, 1), state=State.CLOSED)) is not None
    )
