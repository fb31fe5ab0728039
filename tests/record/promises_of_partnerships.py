"""What breaks each rule that the database keeps for the room `partnerships`: see test_promises_of_the_database.py."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from placepact.partnerships.models import Correction, Dissent, Meeting, Partnership, Vote
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


def meeting(**different: Any) -> Callable[[], object]:
    return lambda: makers.make_meeting(**different)


def item(**different: Any) -> Callable[[], object]:
    return lambda: makers.make_item(**different)


def decision(**different: Any) -> Callable[[], object]:
    return lambda: makers.make_decision(**different)


def action(**different: Any) -> Callable[[], object]:
    return lambda: makers.make_action(**different)


def dispute(**different: Any) -> Callable[[], object]:
    return lambda: makers.make_dispute(**different)


def in_one_board(make: Callable[..., object], **different: Any) -> Callable[[], None]:
    def act() -> None:
        made = makers.make_partnership()
        for _ in range(2):
            make(made, **different)

    return act


def at_a_meeting(make: Callable[..., object], times: int = 1, **different: Any) -> Callable[[], None]:
    """Of one meeting and one seat."""

    def act() -> None:
        sits = makers.make_seat()
        met = makers.make_meeting(sits.partnership)
        for _ in range(times):
            make(met, sits, **different)

    return act


def on_an_item(make: Callable[..., object], times: int = 1, **different: Any) -> Callable[[], None]:
    """Of one item, or of its decision, and one seat."""

    def act() -> None:
        sits = makers.make_seat()
        about = makers.make_item(makers.make_meeting(sits.partnership))
        for _ in range(times):
            make(about, sits, **different)

    return act


def decided(model: type[Any], times: int = 1, **different: Any) -> Callable[[], None]:
    def act() -> None:
        sits = makers.make_seat()
        made = makers.make_decision(makers.make_item(makers.make_meeting(sits.partnership)))
        for _ in range(times):
            model.objects.create(decision=made, seat=sits, **different)

    return act


def two_items() -> None:
    met = makers.make_meeting()
    for _ in range(2):
        makers.make_item(met, number=1)


def two_decisions() -> None:
    about = makers.make_item()
    for _ in range(2):
        makers.make_decision(about)


def two_arbitrations() -> None:
    about = makers.make_dispute()
    for _ in range(2):
        makers.make_arbitration(about)


def confirmed_early() -> None:
    held = makers.make_meeting()
    makers.make_meeting(held.partnership, state="planned", confirmed_at=held)


def correction() -> None:
    by = makers.make_decision().recorded_by
    Correction.objects.create(meeting=makers.make_meeting(), words="", on=DAY, by=by)


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
    "meetings_of_a_partnership_are_numbered_once": in_one_board(makers.make_meeting, number=1),
    "meeting_is_in_a_known_state": meeting(state="lost"),
    "a_cancelled_meeting_says_why": meeting(state="cancelled"),
    "a_meeting_that_was_held_keeps_its_settings": meeting(decides_by=""),
    "only_minutes_of_a_meeting_that_was_held_are_confirmed": confirmed_early,
    "items_of_an_agenda_are_numbered_once": two_items,
    "item_is_for_a_known_purpose": item(purpose="show"),
    "a_seat_attends_a_meeting_once": at_a_meeting(makers.make_attendance, 2),
    "a_seat_attends_in_a_known_way": at_a_meeting(makers.make_attendance, how="asleep"),
    "a_substitute_is_named_by_office": at_a_meeting(makers.make_attendance, how="substitute"),
    "a_seat_declares_once_on_an_item": on_an_item(makers.make_declaration, 2),
    "conflict_is_of_a_known_nature": on_an_item(makers.make_declaration, nature="vague"),
    "what_followed_a_conflict_is_known": on_an_item(makers.make_declaration, followed="nothing"),
    "a_conflict_says_what_it_is": on_an_item(makers.make_declaration, what=""),
    "a_correction_says_something": correction,
    "partnerships.Decision.item": two_decisions,
    "decision_has_a_known_outcome": decision(outcome="lost again"),
    "a_decision_says_what_it_is": decision(words=""),
    "what_is_escalated_says_to_whom": decision(outcome="escalated"),
    "a_seat_dissents_once_from_a_decision": decided(Dissent, 2, reason="No."),
    "a_dissent_has_its_reason": decided(Dissent, reason=""),
    "a_seat_votes_once_on_a_decision": decided(Vote, 2, cast="for"),
    "a_vote_is_cast_in_a_known_way": decided(Vote, cast="away"),
    "actions_of_a_partnership_are_numbered_once": in_one_board(makers.make_action, number=1),
    "an_action_has_its_owner": action(office=""),
    "an_action_that_is_over_says_how": action(done_on=DAY),
    "an_action_that_was_put_off_says_why": action(due_on=DAY),
    "disputes_of_a_partnership_are_numbered_once": in_one_board(makers.make_dispute, number=1),
    "dispute_is_about_a_known_thing": dispute(about="weather"),
    "a_dispute_that_was_withdrawn_says_why": dispute(withdrawn_on=DAY),
    "partnerships.Arbitration.dispute": two_arbitrations,
    "an_arbitration_says_by_whom_what_and_why": lambda: makers.make_arbitration(reason=""),
}

# What triggers guard; each statement must be refused once `everything` is there.
KEPT = ("declaration", "decision", "dissent", "vote", "correction", "arbitration")
FROZEN = ("meeting", "agendaitem", "attendance", "agendaitem_organisations")
GUARDED: dict[tuple[str, str], str] = {
    **{
        (f"partnerships_{part}", "update"): f"update partnerships_{part} set id = -1"
        for part in (*KEPT, *FROZEN)
    },
    **{(f"partnerships_{part}", "delete"): f"delete from partnerships_{part}" for part in (*KEPT, *FROZEN)},
    ("partnerships_agendaitem", "insert"): "insert into partnerships_agendaitem "
    "(meeting_id, number, title, purpose, paper, minute) "
    "select meeting_id, 9, title, purpose, paper, minute from partnerships_agendaitem",
    ("partnerships_attendance", "insert"): "insert into partnerships_attendance "
    "(meeting_id, seat_id, how, who, is_voting) "
    "select meeting_id, seat_id, how, who, is_voting from partnerships_attendance",
    ("partnerships_agendaitem_organisations", "insert"): "insert into partnerships_agendaitem_organisations "
    "(agendaitem_id, organisation_id) select agendaitem_id, organisation_id "
    "from partnerships_agendaitem_organisations",
    ("partnerships_declaration", "insert"): "insert into partnerships_declaration "
    "(item_id, seat_id, nature, what, followed) "
    "select item_id, seat_id, nature, what, followed from partnerships_declaration",
    ("partnerships_decision", "insert"): "insert into partnerships_decision "
    "(item_id, outcome, words, counted, escalated_to_body, recorded_by_id) "
    "select item_id, outcome, words, counted, '', recorded_by_id from partnerships_decision",
    ("partnerships_dissent", "insert"): "insert into partnerships_dissent (decision_id, seat_id, reason) "
    "select decision_id, seat_id, reason from partnerships_dissent",
    ("partnerships_vote", "insert"): 'insert into partnerships_vote (decision_id, seat_id, "cast") '
    'select decision_id, seat_id, "cast" from partnerships_vote',
}
TRUNCATED = tuple(f"partnerships_{part}" for part in (*KEPT, *FROZEN))


def everything() -> None:
    """A meeting with all that minutes hold, confirmed by a later one; a correction and an arbitration."""
    sits = makers.make_seat()
    met = makers.make_meeting(sits.partnership)
    about = makers.make_item(met)
    assert sits.organisation is not None
    about.organisations.add(sits.organisation)
    makers.make_attendance(met, sits)
    makers.make_declaration(about, sits)
    made = makers.make_decision(about)
    Dissent.objects.create(decision=made, seat=sits, reason="No.")
    Vote.objects.create(decision=made, seat=sits, cast="for")
    Correction.objects.create(meeting=met, words="Read otherwise.", on=DAY, by=made.recorded_by)
    makers.make_arbitration()
    later = makers.make_meeting(sits.partnership, on=DAY + dt.timedelta(days=90))
    Meeting.objects.filter(pk=met.pk).update(confirmed_at=later)
