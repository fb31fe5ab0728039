"""Footprints, strategies and decision rights, as tables."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from placepact.partnerships.rules.footprints import Fit, Spell, codes_on, overlap, smallest
from placepact.partnerships.rules.rights import Decider, decider_of
from placepact.partnerships.rules.strategies import (
    NEXT,
    Level,
    Mayors,
    State,
    must_be_taken_account_of,
    reading_order,
    why_not_adopted,
    why_not_under,
)

DAY = dt.date(2009, 6, 1)
MEMBERS = {"county": {"d1", "d2", "d3"}, "region": {"county", "d4"}, "loop": {"loop", "d1"}}


@pytest.mark.parametrize(
    ("own", "partner", "fit", "missing", "beyond"),
    [
        ("d1 d2", "d1 d2", Fit.SAME, "", ""),
        ("d1", "county", Fit.MORE, "", "d2 d3"),
        ("county", "d2", Fit.PART, "d1 d3", ""),
        ("d1 d2", "d2 d4", Fit.ACROSS, "d1", "d4"),
        ("d1", "d4", Fit.APART, "d1", "d4"),
        ("d1 d2 d3", "county", Fit.SAME, "", ""),
        ("d1 d4", "region", Fit.MORE, "", "d2 d3"),
        ("county", "", Fit.UNKNOWN, "d1 d2 d3", ""),
        ("", "d1", Fit.UNKNOWN, "", "d1"),
    ],
)
def test_how_a_partners_areas_lie_to_a_partnerships(
    own: str, partner: str, fit: Fit, missing: str, beyond: str
) -> None:
    found = overlap(smallest(own.split(), MEMBERS), smallest(partner.split(), MEMBERS))
    assert (found.fit, found.not_covered, found.beyond) == (fit, set(missing.split()), set(beyond.split()))


CODES = st.frozensets(st.sampled_from(["d1", "d2", "d3", "d4"]))


@given(own=CODES, partner=CODES)
def test_every_area_of_either_is_in_one_part_and_no_other(
    own: frozenset[str], partner: frozenset[str]
) -> None:
    found = overlap(own, partner)
    assert found.both | found.not_covered | found.beyond == own | partner
    assert len(found.both) + len(found.not_covered) + len(found.beyond) == len(own | partner)


def test_every_fit_has_its_words_and_what_follows() -> None:
    for each in Fit:
        assert each.words
        assert each.what_follows


def test_an_area_that_is_part_of_itself_is_taken_once() -> None:
    assert smallest(["loop"], MEMBERS) == {"d1"}


def test_areas_count_from_their_first_day_to_their_last() -> None:
    spells = [Spell("old", None, DAY), Spell("new", DAY + dt.timedelta(days=1)), Spell("always")]
    assert codes_on(spells, DAY) == {"old", "always"}
    assert codes_on(spells, DAY + dt.timedelta(days=1)) == {"new", "always"}


def test_every_state_of_a_strategy_has_a_row() -> None:
    assert set(NEXT) == set(State)


def test_a_strategy_of_the_mayor_counts_while_it_is_in_force() -> None:
    before, after = DAY - dt.timedelta(days=1), DAY + dt.timedelta(days=1)
    asked = [
        Mayors("The London Plan", before, None, False),
        Mayors("Transport", before, None, True),
        Mayors("Noise", after, None, False),
        Mayors("Culture", before, before, False),
        Mayors("Waste", DAY, DAY, False),
        Mayors("A draft", None, None, False),
    ]
    assert must_be_taken_account_of(asked, DAY) == ["The London Plan", "Waste"]


@pytest.mark.parametrize(
    ("state", "priorities", "missing", "said"),
    [
        ("draft", 1, [], []),
        ("draft", 0, [], ["no priority"]),
        ("draft", 1, ["The London Plan"], ["taken account of The London Plan. A London borough"]),
        ("adopted", 1, [], ["adopted already"]),
        ("replaced", 0, ["Noise"], ["replaced already", "no priority", "taken account of Noise"]),
    ],
)
def test_what_stands_in_the_way_of_adopting(
    state: str, priorities: int, missing: list[str], said: list[str]
) -> None:
    found = why_not_adopted(state, priorities, missing)
    assert len(found) == len(said)
    for sentence, words in zip(found, said, strict=True):
        assert words in sentence


@pytest.mark.parametrize("level", Level)
@pytest.mark.parametrize("above", Level)
def test_a_priority_stands_under_a_wider_one_alone(level: Level, above: Level) -> None:
    order = list(Level)
    assert (why_not_under(level, above) == "") is (order.index(above) < order.index(level))


@pytest.mark.parametrize(
    ("is_partnership", "statutory", "partner", "decides"),
    [
        (True, "", "", Decider.PARTNERSHIP),
        (False, "The Safety Board", "", Decider.STATUTORY),
        (False, "", "The Police", Decider.PARTNER),
    ],
)
def test_a_matter_has_one_decider(
    is_partnership: bool, statutory: str, partner: str, decides: Decider
) -> None:
    assert decider_of(is_partnership=is_partnership, statutory=statutory, partner=partner) is decides


@pytest.mark.parametrize(
    ("is_partnership", "statutory", "partner", "said"),
    [
        (False, "", "", "Nobody decides it"),
        (True, "The Safety Board", "", "the partnership and The Safety Board"),
        (False, "The Safety Board", "The Police", "The Safety Board and The Police"),
        (True, "The Safety Board", "The Police", "one decider"),
    ],
)
def test_a_matter_with_two_deciders_or_none_is_refused(
    is_partnership: bool, statutory: str, partner: str, said: str
) -> None:
    with pytest.raises(ValueError, match=said):
        decider_of(is_partnership=is_partnership, statutory=statutory, partner=partner)


def test_priorities_are_read_in_the_order_in_which_people_count() -> None:
    assert sorted(["L10", "L9", "L1.2", "L1.10", "N1"], key=reading_order) == [
        "L1.2",
        "L1.10",
        "L9",
        "L10",
        "N1",
    ]
