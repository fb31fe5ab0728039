"""What a cell means, what stops it and what is only asked: the rules alone, as a table."""

from __future__ import annotations

import datetime as dt

import pytest

from placepact.frameworks.rules import requests as rules
from placepact.frameworks.rules.entries import Asked, read
from placepact.frameworks.rules.requests import BY, NEXT, State, Step, Window
from placepact.indicators.delivery.checks import ERROR, WARNING, load_checks
from tools.demo_server import ROOT

CHECKS = load_checks(ROOT / "placepact/definitions/checks/requests.toml")
PERCENT = Asked("Share", "percent", 0.0, 100.0, starts=dt.date(2025, 1, 1))
RATE = Asked("Rate", "per_100k", 0.0, None)
YEARS = Asked("Years", "years", 0.0, 120.0)
HISTORY = tuple((dt.date(2020 + n, 1, 1), 50.0 + n) for n in range(5))
KNOWN = Asked("Share", "percent", 0.0, 100.0, starts=dt.date(2025, 1, 1), history=HISTORY)
WORDS = Asked("Milestone", is_milestone=True)

CASES = [
    (PERCENT, {"value": "47"}, []),
    (PERCENT, {"value": "0"}, []),
    (PERCENT, {}, []),
    (PERCENT, {"value": "147"}, ["above_what_is_possible"]),
    (PERCENT, {"value": "-1"}, ["below_what_is_possible"]),
    (PERCENT, {"value": "1_0"}, ["not_a_number"]),
    (PERCENT, {"value": "nan"}, ["not_a_number"]),
    (PERCENT, {"presence": "given"}, ["nothing_given"]),
    (PERCENT, {"numerator": "1", "denominator": "3"}, []),
    (PERCENT, {"value": "33.3", "numerator": "1", "denominator": "3"}, []),
    (PERCENT, {"value": "33.4", "numerator": "1", "denominator": "3"}, ["value_is_not_its_fraction"]),
    (PERCENT, {"numerator": "4", "denominator": "3"}, ["above_what_is_possible", "numerator_above_denominator"]),
    (PERCENT, {"numerator": "4"}, ["half_a_fraction"]),
    (PERCENT, {"denominator": "4"}, ["half_a_fraction"]),
    (PERCENT, {"numerator": "4", "denominator": "0"}, ["denominator_not_positive"]),
    (PERCENT, {"numerator": "-4", "denominator": "9"}, ["below_what_is_possible", "numerator_negative"]),
    (PERCENT, {"presence": "suppressed"}, []),
    (PERCENT, {"presence": "not_applicable", "value": "1"}, ["figure_beside_absence"]),
    (PERCENT, {"presence": "missing"}, ["absence_without_words"]),
    (PERCENT, {"presence": "pending", "comment": "In May."}, []),
    (PERCENT, {"presence": "lost"}, ["not_on_the_list"]),
    (PERCENT, {"value": "5", "finality": "sure"}, ["not_on_the_list"]),
    (PERCENT, {"numerator": "3", "denominator": "4", "parts": "A 1 of 2; B 2 of 2"}, []),
    (PERCENT, {"numerator": "3", "denominator": "4", "parts": "A 1; B 1"}, ["parts_do_not_add_up"]),
    (PERCENT, {"numerator": "3", "denominator": "4", "parts": "A 1; B 1", "overlap": "yes"}, []),
    (PERCENT, {"numerator": "3", "denominator": "4", "parts": "A 1 of 2; B 2 of 9"}, ["parts_do_not_add_up"]),
    (PERCENT, {"value": "5", "parts": "A 1"}, ["parts_do_not_add_up"]),
    (PERCENT, {"value": "5", "parts": "many"}, ["parts_not_understood"]),
    (YEARS, {"value": "81.2"}, []),
    (YEARS, {"value": "200"}, ["above_what_is_possible"]),
    (WORDS, {"milestone": "Opened."}, []),
    (WORDS, {"presence": "given"}, ["nothing_given"]),
    (WORDS, {"presence": "missing", "milestone": "Opened."}, ["figure_beside_absence", "absence_without_words"]),
]  # fmt: skip


@pytest.mark.parametrize(("asked", "written", "codes"), CASES)
def test_a_cell_is_stopped_by_exactly_these(asked: Asked, written: dict[str, str], codes: list[str]) -> None:
    found = read(written, asked)
    assert sorted(each.code for each in found.faults) == sorted(codes)
    assert all(CHECKS[each.code].severity == ERROR for each in found.faults)
    assert all(each.message for each in found.faults)


@pytest.mark.parametrize(
    ("asked", "written", "codes"),
    [
        (KNOWN, {"value": "55"}, []),
        (KNOWN, {"value": "60"}, ["jump"]),
        (KNOWN, {"value": "54"}, ["same_as_before"]),
        (RATE, {"numerator": "9", "denominator": "3"}, ["rate_above_one"]),
        (PERCENT, {"value": "60"}, []),
    ],
)
def test_what_only_looks_odd_is_asked_about(asked: Asked, written: dict[str, str], codes: list[str]) -> None:
    found = read(written, asked)
    assert (found.faults, [each.code for each in found.questions]) == ([], codes)
    assert all(CHECKS[code].severity == WARNING for code in codes)
    assert read({**written, "explanation": "Yes."}, asked).needs_words is False


def test_a_value_is_made_of_its_fraction_in_the_scale_of_its_unit() -> None:
    assert read({"numerator": "30", "denominator": "60"}, PERCENT).answer.value == 50.0
    assert read({"numerator": "3", "denominator": "60000"}, RATE).answer.value == pytest.approx(5.0)


def test_every_state_has_its_steps_and_each_of_these_somebody_who_takes_it() -> None:
    assert set(NEXT) == set(State) == set(rules.ACTS_NEXT)
    assert {(state, step) for state, steps in NEXT.items() for step in steps} == set(BY)


@pytest.mark.parametrize(
    ("day", "is_open", "left"),
    [(dt.date(2026, 5, 31), False, 30), (dt.date(2026, 6, 1), True, 29), (dt.date(2026, 6, 30), True, 0), (dt.date(2026, 7, 1), False, -1)],
)  # fmt: skip
def test_a_window_is_open_on_its_first_and_last_day(day: dt.date, is_open: bool, left: int) -> None:
    window = Window(dt.date(2026, 6, 1), dt.date(2026, 6, 30))
    assert (window.is_open(day), window.days_left(day)) == (is_open, left)
    assert bool(window.why_shut(day, "Ann")) is not is_open
    assert rules.reminder_due(window, dt.date(2026, 6, 16))
    assert Window(window.opens_on, window.closes_on, dt.date(2026, 7, 9)).is_open(dt.date(2026, 7, 9))


def test_days_are_said_in_words() -> None:
    assert [rules.in_words_of_days(each) for each in (2, 1, 0, -1)] == [
        "2 days left", "1 day left", "closes today", "closed 1 day ago",
    ]  # fmt: skip
    assert Step.SEND_BACK in rules.NEEDS_REASON
