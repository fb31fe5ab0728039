"""What breaks each rule that the database keeps for the room `partnerships`: see test_promises_of_the_database.py."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from placepact.partnerships.models import Partnership
from tests import makers_of_partnerships as makers

DAY, DAY_BEFORE = makers.START, makers.START - dt.timedelta(days=1)


def board(**different: Any) -> Callable[[], object]:
    return lambda: makers.make_partnership(**different)


def seat(**different: Any) -> Callable[[], object]:
    return lambda: makers.make_seat(**different)


def interest(**different: Any) -> Callable[[], object]:
    return lambda: makers.make_interest(**different)


def boards_twice() -> None:
    for _ in range(2):
        makers.make_partnership(slug="one")


def own_parent() -> None:
    made = makers.make_partnership()
    Partnership.objects.filter(pk=made.pk).update(parent=made)


def seats_twice(**different: Any) -> Callable[[], None]:
    def act() -> None:
        made = makers.make_partnership()
        for _ in range(2):
            makers.make_seat(made, **different)

    return act


PROOFS: dict[str, Callable[[], object]] = {
    "partnerships.Partnership.slug": boards_twice,
    "partnership_is_of_a_known_kind": board(kind="club"),
    "partnership_is_in_a_known_layer": board(layer="cellar"),
    "partnership_has_a_known_legal_form": board(legal_form="gang"),
    "partnership_ends_after_it_starts": board(ends_on=DAY_BEFORE, ended_because="merged"),
    "a_partnership_that_ended_says_why": board(ends_on=DAY),
    "a_statutory_partnership_has_its_statute": board(kind="statutory"),
    "no_partnership_is_its_own_parent": own_parent,
    "a_quorum_is_none_or_a_number_or_a_share": board(quorum_is="number"),
    "partnership_decides_in_a_known_way": board(decides_by="dice"),
    "partnership_has_a_known_conflict_rule": board(on_conflict="hope"),
    "a_term_is_a_month_at_least": board(term_months=0),
    "seats_of_a_partnership_are_numbered_once": seats_twice(number=1),
    "a_partnership_has_one_chair": seats_twice(part="chair"),
    "seat_is_of_a_known_sector": seat(sector="black"),
    "seat_has_a_known_part": seat(part="king"),
    "seat_has_a_known_authority": seat(authority="some"),
    "a_delegation_to_a_seat_has_its_reference": seat(authority="delegated"),
    "a_seat_says_for_whom_it_is": seat(organisation=None),
    "seat_ends_after_it_starts": seat(term_ends_on=DAY_BEFORE),
    "interest_is_of_a_known_nature": interest(nature="vague"),
    "an_interest_says_what_it_is": interest(what=""),
    "interest_ends_after_it_was_declared": interest(ended_on=DAY_BEFORE),
}
