"""Pairs of lines that are at odds, and what items cost, as tables."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from placepact.frameworks.rules.asks import Aim, Promise, Relation
from placepact.frameworks.rules.burden import (
    ASSUMED,
    Item,
    Minutes,
    Visit,
    hours,
    minutes_for,
    overlaps,
    shared,
    tally,
)
from placepact.frameworks.rules.conflicts import Asked, Clash, Words, conflicts
from placepact.indicators.rules.periods import Period
from tests.frameworks.test_fit import COUNTY, NAMES, NORTH, RATE, SOUTH, ask

CALENDAR, FINANCIAL = Period(dt.date(2023, 1, 1), "P1Y"), Period(dt.date(2023, 4, 1), "P1Y")
WORDS = Words({RATE: ("", "%")}, NAMES, {COUNTY: frozenset({NORTH, SOUTH})})


def asked(name: str, *areas: int, period: Period = CALENDAR, **different: Any) -> Asked:
    made = ask(framework=name, framework_title=name.capitalize(), owner=f"{name}'s owner", **different)
    return Asked(made, RATE, frozenset(areas or (COUNTY,)), period)


def wants(name: str, aim: Aim, value: float, *areas: int, period: Period = CALENDAR) -> Asked:
    return asked(name, *areas, period=period, promises=(Promise(aim, value, period),))


LEAST, MOST = Aim.AT_LEAST, Aim.AT_MOST
PAIRS = [
    ("both cannot be", wants("own", LEAST, 6.5), wants("pact", MOST, 4.0), [Clash.IMPOSSIBLE]),
    ("opposite and possible", wants("own", LEAST, 3.0), wants("pact", MOST, 4.0), [Clash.OPPOSITE]),
    (
        "opposite in a part", wants("own", LEAST, 6.5, NORTH), wants("pact", MOST, 4.0),
        [Clash.OPPOSITE, Clash.AREA],
    ),
    ("one is lower", wants("own", LEAST, 60.0), wants("pact", LEAST, 62.0), [Clash.SHORT]),
    ("the same target", wants("own", LEAST, 60.0), wants("pact", LEAST, 60.0), [Clash.TWICE]),
    (
        "other years do not meet", wants("own", LEAST, 60.0),
        wants("pact", MOST, 50.0, period=Period(dt.date(2019, 1, 1), "P1Y")), [Clash.TWICE],
    ),
    ("another year", asked("own"), asked("pact", period=FINANCIAL), [Clash.PERIOD]),
    ("another level", asked("own", NORTH), asked("pact"), [Clash.AREA]),
    ("areas that do not meet", asked("own", NORTH), asked("pact", SOUTH), []),
    (
        "in part", asked("own"), asked("pact", relation=Relation.PARTIAL, remark="asked of men"),
        [Clash.DEFINITION],
    ),
    ("the very same", asked("own"), asked("pact"), [Clash.TWICE]),
    ("two lines of one list", asked("own"), asked("own", number="2"), []),
]  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other", "clashes"), [row[1:] for row in PAIRS], ids=[row[0] for row in PAIRS]
)
def test_two_lines_on_one_figure_are_held_against_each_other(
    one: Asked, other: Asked, clashes: list[Clash]
) -> None:
    assert [each.clash for each in conflicts([one, other], WORDS)] == clashes
    assert [each.clash for each in conflicts([other, one], WORDS)] == clashes


def test_a_conflict_says_both_owners_and_both_targets() -> None:
    (found,) = conflicts([wants("own", LEAST, 6.5), wants("pact", MOST, 4.0)], WORDS)
    assert found.sentence == (
        "own's owner wants at least 6.5% for calendar year 2023 in Kent; "
        "pact's owner wants at most 4% for calendar year 2023 in Kent."
    )


@pytest.mark.parametrize(("aim", "first"), [(LEAST, "own"), (MOST, "pact")])
def test_the_weaker_of_two_targets_is_named(aim: Aim, first: str) -> None:
    (found,) = conflicts([wants("own", aim, 60.0), wants("pact", aim, 62.0)], WORDS)
    assert f"{first}'s owner can meet its own while" in found.sentence


def test_the_gravest_stands_first() -> None:
    lines = [asked("first"), wants("own", LEAST, 6.5), wants("pact", MOST, 4.0)]
    found = conflicts(lines, WORDS)
    assert [each.clash for each in found] == [Clash.IMPOSSIBLE, Clash.TWICE, Clash.TWICE]


def item(framework: str, indicator: int, minutes: int = 30, *, given: bool = False, body: int = 1) -> Item:
    return Item(body, framework, ("", indicator, COUNTY, "2023-01-01/P1Y"), given, minutes)


def test_an_item_asked_for_by_three_lists_is_delivered_once() -> None:
    found = tally([item("a", 1), item("b", 1, given=True), item("c", 1), item("a", 2)])
    assert (found.asked, found.once, found.delivered, found.saved) == (4, 2, 1, 2)
    assert (found.minutes_asked, found.minutes_once, found.minutes_saved) == (120, 60, 60)


def test_an_item_costs_once_what_the_dearest_list_makes_of_it() -> None:
    found = tally([item("a", 1, 10), item("b", 1, 45)])
    assert (found.minutes_once, found.minutes_saved) == (45, 10)


def test_items_are_counted_by_how_many_lists_ask_for_them() -> None:
    assert shared([item("a", 1), item("b", 1), item("a", 1), item("a", 2)]) == {1: 1, 2: 1}


SETTINGS = [
    Minutes(30, "all", True),
    Minutes(20, "list", False, framework="a"),
    Minutes(15, "body", False, body=1),
    Minutes(10, "both", False, body=1, framework="a"),
    Minutes(12, "both, newer", False, body=1, framework="a"),
]


@pytest.mark.parametrize(
    ("body", "framework", "evidence"),
    [(1, "a", "both, newer"), (1, "b", "body"), (2, "a", "list"), (2, "b", "all")],
)
def test_the_setting_that_fits_best_counts_and_of_equals_the_newest(
    body: int, framework: str, evidence: str
) -> None:
    assert minutes_for(SETTINGS, body, framework).evidence == evidence


def test_without_a_setting_minutes_are_assumed_and_say_so() -> None:
    assert minutes_for([], 1, "a") is ASSUMED
    assert ASSUMED.is_assumed


def visit(pk: int, first: int, last: int, body: int = 1, scope: str = "Children") -> Visit:
    return Visit(pk, body, f"Body {pk}", scope, dt.date(2023, 5, first), dt.date(2023, 5, last), 5)


def test_inspections_of_one_body_on_the_same_days_overlap() -> None:
    found = overlaps(
        [visit(1, 1, 12), visit(2, 12, 20), visit(3, 10, 11, scope="children"), visit(4, 1, 31, 2)]
    )
    assert [(each.one.id, each.other.id, each.days, each.same_scope) for each in found] == [
        (1, 3, 2, True),
        (1, 2, 1, True),
    ]


@pytest.mark.parametrize(
    ("minutes", "words"), [(45, "45 minutes"), (90, "2 hours"), (120, "2 hours"), (75_000, "1,250 hours")]
)
def test_work_is_said_in_minutes_or_hours(minutes: int, words: str) -> None:
    assert hours(minutes) == words
