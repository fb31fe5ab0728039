"""The way of a freedom, and the ledger added up."""

from __future__ import annotations

import pytest

from placepact.agreements.models import FreedomState
from placepact.agreements.rules.freedoms import NEXT, VERBS, Said, Sums, sums, why_not


def said(*states: str) -> list[Said]:
    return [Said(each) for each in states]


def test_every_state_has_a_row_and_a_verb() -> None:
    assert set(NEXT) == {"", *FreedomState.values}
    assert set(VERBS) == set(FreedomState.values)


@pytest.mark.parametrize(
    ("so_far", "new"),
    [
        ((), "granted"),
        ((), "used"),
        (("asked",), "used"),
        (("asked", "refused"), "granted"),
        (("asked", "granted", "withdrawn"), "used"),
        (("asked",), "asked"),
    ],
)
def test_a_freedom_is_asked_for_then_granted_then_used(so_far: tuple[str, ...], new: str) -> None:
    why = why_not("F1", said(*so_far), Said(new))
    assert why is not None
    assert why.startswith("F1 ")
    assert "What can be said of it now" in why


@pytest.mark.parametrize(
    "way",
    [("asked", "granted", "used", "used", "withdrawn", "asked"), ("asked", "refused", "asked", "granted")],
)
def test_the_ways_that_are_open(way: tuple[str, ...]) -> None:
    for at, state in enumerate(way):
        assert why_not("F1", said(*way[:at]), Said(state)) is None


def test_no_more_is_used_than_was_freed() -> None:
    so_far = [Said("asked", 90), Said("granted", 100), Said("used", 60)]
    assert why_not("F1", so_far, Said("used", 40)) is None
    told = why_not("F1", so_far, Said("used", 41))
    assert told is not None
    assert "£1.00" in told
    assert "£0.60" in told


def test_a_grant_without_an_amount_bounds_nothing() -> None:
    assert why_not("F1", said("asked", "granted"), Said("used", 10**9)) is None


def test_the_ledger_is_added_up_from_what_stands() -> None:
    made = sums(
        [
            [Said("asked", 500), Said("granted", 400), Said("used", 150), Said("used", 50)],
            [Said("asked"), Said("granted", None, lifted=18)],
            [Said("asked", 900), Said("granted", 900), Said("withdrawn")],
            [Said("asked"), Said("refused")],
            [Said("asked")],
            [],
        ]
    )
    assert made == Sums(1, 1, 1, 1, 1, freed_pence=400, used_pence=200, lifted=18)
