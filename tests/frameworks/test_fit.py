"""Whether a value answers a line, as tables: what was delivered, what is asked, the state and the reason."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from placepact.frameworks.rules.asks import Ask, Formula, Relation
from placepact.frameworks.rules.fit import Fact, Facts, Fit, Known, State, Wanted, fit, words_of
from placepact.indicators.rules.periods import Period

RATE, OTHER = 1, 2
COUNTY, NORTH, SOUTH, FORCE = 10, 11, 12, 13
NAMES = {COUNTY: "Kent", NORTH: "Dover", SOUTH: "Thanet", FORCE: "Kent"}
KINDS = {COUNTY: "county", FORCE: "police_force_area"}
CALENDAR, FINANCIAL = Period(dt.date(2023, 1, 1), "P1Y"), Period(dt.date(2023, 4, 1), "P1Y")
DUE, AFTER = dt.date(2024, 6, 30), dt.date(2025, 1, 1)


def ask(**different: Any) -> Ask:
    usual: dict[str, Any] = {
        "framework": "list", "framework_title": "The list", "href": "/frameworks/list#1", "number": "1",
        "title": "A rate", "owner": "The department", "relation": Relation.SAME, "owed_to": "The department",
        "indicator": RATE,
    }  # fmt: skip
    return Ask(**{**usual, **different})


def fact(area: int = COUNTY, period: Period = FINANCIAL, **different: Any) -> Fact:
    usual: dict[str, Any] = {
        "id": area * 100, "indicator": RATE, "area": area, "period": period, "presence": "given",
        "finality": "final", "value": 40.0,
    }  # fmt: skip
    return Fact(**{**usual, **different})


def part(area: int, over: float, under: float, **different: Any) -> Fact:
    return fact(area, numerator=over, denominator=under, value=over / under * 100, **different)


def tried(asked: Ask, *facts: Fact, on: dt.date = AFTER, unit: str = "percent", others: Any = ()) -> Fit:
    known = Known(Facts(facts), NAMES, KINDS, {RATE: unit, OTHER: unit}, on)
    return fit(Wanted(asked, COUNTY, FINANCIAL, DUE, (NORTH, SOUTH), others), known)


QUARTERS = [
    fact(
        period=Period(dt.date(2023 + (m > 12), (m - 1) % 12 + 1, 1), "P3M"),
        id=m,
        numerator=10.0 + m,
        denominator=100.0,
    )
    for m in (4, 7, 10, 13)
]
NO_AVERAGE = "district figures, Kent needed: delivered without numerator and denominator, and an average of rates is none"

TABLE: list[tuple[str, Ask, list[Fact], State, str]] = [
    ("the very figure", ask(), [fact()], State.MET, ""),
    ("a revised one", ask(), [fact(finality="revised")], State.MET, ""),
    ("twelve months are a year", ask(), [fact(period=Period(dt.date(2023, 4, 1), "P12M"))], State.MET, ""),
    ("provisional", ask(), [fact(finality="provisional")], State.PROVISIONAL, "provisional until the audit"),
    (
        "provisional, where the list takes it", ask(takes_provisional=True), [fact(finality="provisional")],
        State.MET, "provisional, which this list takes",
    ),
    ("suppressed", ask(), [fact(presence="suppressed", value=None)], State.NOT_MET, "suppressed"),
    ("missing", ask(), [fact(presence="missing", value=None)], State.NOT_MET, "delivered as not available"),
    ("pending", ask(), [fact(presence="pending", value=None)], State.NOT_MET, "delivered as pending"),
    (
        "not applicable", ask(), [fact(presence="not_applicable", value=None)],
        State.NOT_APPLICABLE, "not applicable",
    ),
    (
        "another year", ask(), [fact(period=CALENDAR)],
        State.NOT_MET, "calendar year 2023 delivered, financial year 2023-24 asked",
    ),
    (
        "years ago", ask(), [fact(period=Period(dt.date(2020, 4, 1), "P1Y"))],
        State.NOT_MET, "no figure for financial year 2023-24 yet; the newest is 2020-21",
    ),
    ("nothing", ask(), [], State.NOT_MET, "no figure for financial year 2023-24 has been delivered"),
    (
        "not defined", ask(relation=Relation.PENDING, indicator=None), [],
        State.PENDING, "pending: the metric is not defined yet",
    ),
    (
        "not ours", ask(relation=Relation.NOT_CARRIED, indicator=None), [],
        State.NOT_CARRIED, "no figure of ours measures it",
    ),
    (
        "covered in part", ask(relation=Relation.PARTIAL, remark="asked of men too"), [fact()],
        State.PARTLY, "asked of men too",
    ),
    (
        "covered in part and not there", ask(relation=Relation.PARTIAL, remark="asked of men too"), [],
        State.NOT_MET, "no figure for financial year 2023-24 has been delivered",
    ),
    (
        "from its districts", ask(), [part(NORTH, 10, 100), part(SOUTH, 50, 300)],
        State.RECOMPUTED, "recomputed from 2 districts",
    ),
    (
        "one district missing", ask(), [part(NORTH, 10, 100)],
        State.NOT_MET, "district figures, Kent needed: 1 of 2 districts missing: Thanet",
    ),
    (
        "one district suppressed", ask(), [part(NORTH, 10, 100), fact(SOUTH, presence="suppressed", value=None)],
        State.NOT_MET, "district figures, Kent needed: 1 of 2 districts missing: Thanet",
    ),
    ("rates alone are not averaged", ask(), [fact(NORTH), fact(SOUTH)], State.NOT_MET, NO_AVERAGE),
    (
        "one district provisional", ask(),
        [part(NORTH, 10, 100), part(SOUTH, 50, 300, finality="provisional")],
        State.PROVISIONAL, "provisional until the audit; recomputed from 2 districts",
    ),
    ("four quarters are a year", ask(), QUARTERS, State.RECOMPUTED, "recomputed from 4 shorter periods"),
    (
        "three quarters are none", ask(), QUARTERS[:3],
        State.NOT_MET, "October to December 2023 delivered, financial year 2023-24 asked",
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "facts", "state", "reason"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE]
)
def test_a_line_is_answered_or_the_reason_is_said(
    asked: Ask, facts: list[Fact], state: State, reason: str
) -> None:
    found = tried(asked, *facts)
    assert (found.state, found.reason) == (state, reason)


def test_the_area_itself_counts_before_its_parts() -> None:
    found = tried(ask(), fact(value=15.5), part(NORTH, 10, 100), part(SOUTH, 50, 300))
    assert (found.state, found.number, found.values) == (State.MET, 15.5, (COUNTY * 100,))


def test_parts_are_added_up_over_and_under_the_line_and_never_averaged() -> None:
    found = tried(ask(), part(NORTH, 10, 100), part(SOUTH, 50, 300))
    assert found.number == 15.0  # 60 of 400; the mean of 10% and 16.7% is 13.3%
    assert found.values == (NORTH * 100, SOUTH * 100)


def test_a_unit_that_is_no_share_or_rate_is_not_recomputed() -> None:
    found = tried(ask(), part(NORTH, 10, 100), part(SOUTH, 50, 300), unit="years")
    assert found.reason == "district figures, Kent needed: a figure of this unit is not recomputed from parts"


def test_a_rate_by_population_is_not_put_together_from_quarters() -> None:
    assert tried(ask(), *QUARTERS, unit="per_100k").state is State.NOT_MET


def test_another_area_of_the_same_body_is_named_with_its_kind() -> None:
    found = tried(ask(), fact(FORCE), others=(FORCE,))
    assert found.reason == "the police force area of Kent delivered, the county of Kent asked"
    assert found.values == (FORCE * 100,)


def test_what_is_not_due_yet_is_told_by_its_day_alone_and_what_is_given_early_counts() -> None:
    early = dt.date(2024, 4, 1)
    assert tried(ask(), on=early) == Fit(State.NOT_DUE, "due on 30 June 2024")
    assert tried(ask(), fact(), on=early).state is State.MET
    assert tried(ask(), on=DUE).state is State.NOT_DUE
    assert tried(ask(), on=DUE + dt.timedelta(days=1)).state is State.NOT_MET


COMPUTED = [
    ("sum", (30.0, 12.0), 42.0),
    ("difference", (30.0, 12.0), 18.0),
    ("ratio", (30.0, 12.0), 250.0),
    ("complement", (30.0,), 70.0),
]


@pytest.mark.parametrize(("operation", "numbers", "expected"), COMPUTED)
def test_a_formula_is_computed_from_its_parts(
    operation: str, numbers: tuple[float, ...], expected: float
) -> None:
    of = (RATE, OTHER)[: len(numbers)]
    formula = Formula(operation, of, tuple(f"figure {each}" for each in of))
    facts = [fact(indicator=each, id=each, value=number) for each, number in zip(of, numbers, strict=True)]
    found = tried(ask(relation=Relation.COMPUTED, indicator=None, formula=formula), *facts)
    assert (found.state, found.number, found.values) == (State.RECOMPUTED, expected, of)


def test_a_formula_without_a_part_says_which_and_why() -> None:
    formula = Formula("sum", (RATE, OTHER), ("women", "men"))
    found = tried(ask(relation=Relation.COMPUTED, indicator=None, formula=formula), fact())
    assert found.reason == "a part is missing: men (no figure for financial year 2023-24 has been delivered)"


def test_a_ratio_to_nothing_and_a_formula_of_something_provisional() -> None:
    formula = Formula("ratio", (RATE, OTHER), ("women", "men"))
    of_both = ask(relation=Relation.COMPUTED, indicator=None, formula=formula)
    nothing = fact(indicator=OTHER, id=2, value=0.0)
    assert tried(of_both, fact(), nothing).reason == "nothing to divide by"
    early = fact(indicator=OTHER, id=2, value=4.0, finality="provisional")
    assert tried(of_both, fact(), early).state is State.PROVISIONAL


@pytest.mark.parametrize(
    ("period", "words"),
    [
        (CALENDAR, "calendar year 2023"),
        (FINANCIAL, "financial year 2023-24"),
        (Period(dt.date(2023, 8, 1), "P1Y"), "school year 2023-24"),
        (Period(dt.date(2023, 11, 16), "P1Y"), "2023-24"),
        (Period(dt.date(2022, 1, 1), "P3Y"), "2022 to 2024"),
        (Period(dt.date(2023, 4, 19)), "19 April 2023"),
    ],
)
def test_a_period_is_said_with_the_kind_of_year_that_it_is(period: Period, words: str) -> None:
    assert words_of(period) == words


COUNTS = st.tuples(st.integers(0, 10**6), st.integers(1, 10**6)).map(lambda pair: (min(pair), max(pair)))


@given(COUNTS, COUNTS)
def test_a_recomputed_share_lies_between_those_of_its_parts(
    one: tuple[int, int], other: tuple[int, int]
) -> None:
    found = tried(ask(), part(NORTH, *one), part(SOUTH, *other))
    shares = sorted(over / under * 100 for over, under in (one, other))
    assert found.number is not None
    assert shares[0] - 1e-9 <= found.number <= shares[1] + 1e-9
