"""What may be done with a board, by whom: Ann, Bob, Cat and Dan as a table; and what is refused whoever asks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from placepact.audit import queries as audit
from placepact.errors import Refusal
from placepact.partnerships import actions
from placepact.partnerships.actions import Unfit
from placepact.partnerships.models import ActionPoint, Decision, Meeting
from placepact.partnerships.rules.words import (
    About,
    Attended,
    Cast,
    DecidesBy,
    Nature,
    OnConflict,
    Outcome,
    Purpose,
    QuorumIs,
    Sector,
)
from placepact.people.models import Notice, User
from placepact.roles.permissions import NotAllowed
from tests.partnerships.conftest import MET, START, Board, terms

pytestmark = pytest.mark.django_db
Act = Callable[[Board, User], object]
LATER = MET + dt.timedelta(days=90)


def item_of(met: Meeting, number: int = 1) -> Any:
    return met.items.get(number=number)


def task(board: Board, **different: Any) -> actions.Task:
    return actions.Task(**{"what": "Write it.", "due_on": LATER, "seat": board.seats[0], **different})


def raised(board: Board) -> actions.Raised:
    return actions.Raised(
        About.COMPETING, "Burglary or drugs", "Money for one.", [board.people.council, board.people.partner], MET
    )  # fmt: skip


def declared(seat: int) -> Act:
    interest = actions.Declared("Trustee", Nature.OTHER, MET)
    return lambda board, by: actions.declare_interest(seat=board.seats[seat], declared=interest, by=by)


def finished(seat: int) -> Act:
    def act(board: Board, by: User) -> object:
        made = actions.take_on(
            partnership=board.partnership, task=task(board, seat=board.seats[seat]), by=board.ann
        )
        return actions.finish(action=made, outcome="Written.", on=LATER, by=by)

    return act


def arbitrated(board: Board, by: User) -> object:
    made = actions.raise_dispute(partnership=board.partnership, raised=raised(board), by=board.ann)
    return actions.arbitrate(
        dispute=made, award=actions.Award("The chair", MET, "Burglary", "It rose."), by=by
    )


def agreed(board: Board, by: User) -> object:
    return actions.decide(
        item=item_of(board.meeting()), decided=actions.Decided("Fund it.", Outcome.AGREED), by=by
    )


# Who of the four may: Bob keeps minutes for the partner alone, whose seat is the second.
ACTS: dict[str, tuple[Act, set[str]]] = {
    "set up": (lambda b, by: actions.set_up(terms=terms(b.people, name="Another"), by=by), {"ann"}),
    "settings": (
        lambda b, by: actions.change_settings(partnership=b.partnership, terms=terms(b.people), by=by),
        {"ann"},
    ),
    "end": (
        lambda b, by: actions.end_partnership(partnership=b.partnership, on=MET, because="Merged.", by=by),
        {"ann"},
    ),
    "seat": (
        lambda b, by: actions.add_seat(
            partnership=b.partnership, terms=actions.SeatTerms(Sector.PUBLIC, "Head", START, b.people.council), by=by
        ),
        {"ann"},
    ),
    "renew": (lambda b, by: actions.renew_seat(seat=b.seats[0], term_ends_on=LATER, by=by), {"ann"}),
    "end seat": (lambda b, by: actions.end_seat(seat=b.seats[0], on=MET, by=by), {"ann"}),
    "interest of the council": (declared(0), {"ann"}),
    "interest of the partner": (declared(1), {"ann", "bob"}),
    "plan": (
        lambda b, by: actions.plan_meeting(partnership=b.partnership, on=MET, where="", by=by),
        {"ann"},
    ),
    "decide": (agreed, {"ann"}),
    "action": (lambda b, by: actions.take_on(partnership=b.partnership, task=task(b), by=by), {"ann"}),
    "finish the council's": (finished(0), {"ann"}),
    "finish the partner's": (finished(1), {"ann", "bob"}),
    "dispute": (
        lambda b, by: actions.raise_dispute(partnership=b.partnership, raised=raised(b), by=by),
        {"ann"},
    ),
    "arbitrate": (arbitrated, {"ann"}),
}  # fmt: skip


@pytest.mark.parametrize("person", ["ann", "bob", "cat", "dan"])
@pytest.mark.parametrize("what", ACTS)
def test_leave_is_held_in_the_accountable_body_or_in_the_members(
    board: Board, what: str, person: str
) -> None:
    act, who = ACTS[what]
    by = getattr(board.people, person)
    if person in who:
        act(board, by)
        assert audit.version()[0] > 0
        return
    with pytest.raises(NotAllowed, match="takes the role"):
        act(board, by)


def withdrawn(board: Board, **settings: Any) -> Any:
    """The item on the grant, with the charity's conflict declared."""
    if settings:
        actions.change_settings(
            partnership=board.partnership, terms=terms(board.people, **settings), by=board.ann
        )
    item = item_of(board.meeting())
    conflict = actions.Conflict("It would have the grant.", Nature.OTHER, board.seats[2].organisation)
    actions.declare_conflict(item=item, seat=board.seats[2], conflict=conflict, by=board.ann)
    return item


def votes(*numbers: int) -> actions.Decided:
    return actions.Decided("Fund it.", votes=dict.fromkeys(numbers, Cast.FOR))


def test_a_seat_that_withdrew_is_neither_counted_nor_may_it_vote(board: Board) -> None:
    item = withdrawn(board, decides_by=DecidesBy.VOTE)
    with pytest.raises(Unfit, match="Chief executive, The Charity cannot decide on this item: withdraws"):
        actions.decide(item=item, decided=votes(1, 2, 3), by=board.ann)
    made = actions.decide(item=item, decided=votes(1, 2), by=board.ann)
    assert (made.outcome, made.counted) == (Outcome.CARRIED, 2)


def test_a_seat_that_withdrew_does_not_make_the_quorum(board: Board) -> None:
    item = withdrawn(board, quorum_is=QuorumIs.NUMBER, quorum_number=3)
    with pytest.raises(Unfit, match="2 of 3 voting seats: the quorum is 3"):
        actions.decide(item=item, decided=actions.Decided("Fund it.", Outcome.AGREED), by=board.ann)


def test_who_only_speaks_is_counted_and_who_only_declares_votes(board: Board) -> None:
    for rule, numbers in ((OnConflict.SPEAK, (1, 2)), (OnConflict.DECLARE, (1, 2, 3))):
        settings = {"decides_by": DecidesBy.VOTE, "quorum_is": QuorumIs.NUMBER, "quorum_number": 3}
        made = actions.decide(
            item=withdrawn(board, on_conflict=rule, **settings), decided=votes(*numbers), by=board.ann
        )
        assert made.counted == len(numbers)


def test_an_interest_on_the_register_must_be_declared_before_the_item_is_decided(board: Board) -> None:
    charity = board.seats[2].organisation
    interest = actions.Declared("Its chair is my wife.", Nature.OTHER, START, charity)
    actions.declare_interest(seat=board.seats[0], declared=interest, by=board.ann)
    item = item_of(board.meeting())
    whole = actions.Decided("Fund it.", Outcome.AGREED)
    with pytest.raises(Unfit, match="The Council has an interest in The Charity on the register"):
        actions.decide(item=item, decided=whole, by=board.ann)
    conflict = actions.Conflict("As registered.", Nature.OTHER, charity)
    actions.declare_conflict(item=item, seat=board.seats[0], conflict=conflict, by=board.ann)
    assert actions.decide(item=item, decided=whole, by=board.ann).counted == 2


def test_a_meeting_keeps_the_settings_of_its_day(board: Board) -> None:
    met = board.meeting()
    actions.change_settings(
        partnership=board.partnership, terms=terms(board.people, decides_by=DecidesBy.VOTE), by=board.ann
    )
    made = actions.decide(
        item=item_of(met), decided=actions.Decided("Fund it.", Outcome.AGREED), by=board.ann
    )
    assert made.outcome == Outcome.AGREED


def test_a_dissent_is_kept_with_its_reason_and_what_is_not_agreed_goes_up(board: Board) -> None:
    whole = actions.Decided("Fund it.", Outcome.DISSENT, {2: "Too dear."})
    made = actions.decide(item=item_of(board.meeting()), decided=whole, by=board.ann)
    assert [each.reason for each in made.dissents.all()] == ["Too dear."]
    above = actions.set_up(terms=terms(board.people, name="Above"), by=board.ann)
    up = actions.Decided("No agreement.", Outcome.ESCALATED, escalated_to=above)
    assert actions.decide(item=item_of(board.meeting()), decided=up, by=board.ann).escalated_to == above


def confirmed(board: Board) -> Meeting:
    met = board.meeting()
    actions.decide(item=item_of(met), decided=actions.Decided("Fund it.", Outcome.AGREED), by=board.ann)
    actions.write_minute(item=item_of(met, 2), words="Noted.", by=board.ann)
    actions.confirm_minutes(meeting=met, at=board.meeting(LATER), by=board.ann)
    met.refresh_from_db()
    return met


def test_confirmed_minutes_are_frozen_and_corrected_by_a_new_entry(board: Board) -> None:
    met = confirmed(board)
    for act in (
        lambda: actions.write_minute(item=item_of(met, 2), words="Other.", by=board.ann),
        lambda: actions.add_item(meeting=met, item=actions.Item("Late", Purpose.INFORMATION), by=board.ann),
        lambda: board.held(met),
    ):
        with pytest.raises(Unfit, match="Write a correction instead"):
            act()
    with pytest.raises(IntegrityError, match="never"), transaction.atomic():
        met.items.update(minute="Other.")
    actions.correct_minutes(meeting=met, item=item_of(met), words="Read 12,000.", by=board.ann)
    assert met.corrections.get().words == "Read 12,000."
    assert not Notice.objects.filter(
        what__contains="wait to be confirmed", about_id=str(met.pk), done_at=None
    )


def test_minutes_are_confirmed_by_a_later_meeting_and_only_once_they_say_something(board: Board) -> None:
    met, later = board.meeting(), board.meeting(LATER)
    with pytest.raises(Unfit, match="by a later meeting of the same board"):
        actions.confirm_minutes(meeting=later, at=met, by=board.ann)
    with pytest.raises(Unfit, match="say nothing on item 1, 2"):
        actions.confirm_minutes(meeting=met, at=later, by=board.ann)


REFUSED: dict[str, tuple[Callable[[Board], object], str]] = {
    "no name": (
        lambda b: actions.set_up(terms=terms(b.people, name=" ", accountable_body=b.people.council), by=b.ann),
        "Write the name",
    ),
    "the same name": (lambda b: actions.set_up(terms=terms(b.people), by=b.ann), "Another partnership is called"),
    "a quorum without a number": (
        lambda b: actions.set_up(terms=terms(b.people, name="B", quorum_is=QuorumIs.SHARE), by=b.ann),
        "from 1 to 100",
    ),
    "its own parent": (
        lambda b: actions.change_settings(
            partnership=b.partnership, terms=terms(b.people, parent=b.partnership), by=b.ann
        ),
        "answers to",
    ),
    "a seat for nobody": (
        lambda b: actions.add_seat(
            partnership=b.partnership, terms=actions.SeatTerms(Sector.COMMUNITY, "Member", START), by=b.ann
        ),
        "write for whom the seat stands",
    ),
    "information is not decided": (
        lambda b: actions.decide(
            item=item_of(b.meeting(), 2), decided=actions.Decided("X", Outcome.AGREED), by=b.ann
        ),
        "is for information",
    ),
    "nobody came": (
        lambda b: actions.hold_meeting(
            meeting=actions.plan_meeting(partnership=b.partnership, on=MET, where="", by=b.ann), came={}, by=b.ann
        ),
        "Nobody came",
    ),
    "a substitute without an office": (
        lambda b: actions.hold_meeting(
            meeting=actions.plan_meeting(partnership=b.partnership, on=MET, where="", by=b.ann),
            came={1: actions.Came(Attended.SUBSTITUTE)},
            by=b.ann,
        ),
        "write the office of the substitute",
    ),
    "a meeting to come": (
        lambda b: b.held(
            actions.plan_meeting(partnership=b.partnership, on=dt.date(2099, 1, 1), where="", by=b.ann)
        ),
        "has not come yet",
    ),
    "an action of nobody": (
        lambda b: actions.take_on(partnership=b.partnership, task=task(b, seat=None), by=b.ann),
        "Say whose it is",
    ),
    "an action due before": (
        lambda b: actions.take_on(partnership=b.partnership, task=task(b, due_on=START - dt.timedelta(1)), by=b.ann),
        "Write a later day",
    ),
    "a dispute with oneself": (
        lambda b: actions.raise_dispute(
            partnership=b.partnership,
            raised=actions.Raised(About.DISPUTE, "A", "B", [b.people.council], MET),
            by=b.ann,
        ),
        "at least two organisations",
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_not_whole_is_refused_with_what_to_do(board: Board, what: str) -> None:
    act, says = REFUSED[what]
    with pytest.raises(Refusal, match=says):
        act(board)


def test_what_was_decided_or_arbitrated_is_done_once(board: Board) -> None:
    met = board.meeting()
    whole = actions.Decided("Fund it.", Outcome.AGREED)
    actions.decide(item=item_of(met), decided=whole, by=board.ann)
    with pytest.raises(Unfit, match="never edited"):
        actions.decide(item=item_of(met), decided=whole, by=board.ann)
    assert Decision.objects.count() == 1
    arbitrated(board, board.ann)
    dispute = board.partnership.disputes.get()
    with pytest.raises(Unfit, match="is settled already"):
        actions.withdraw_dispute(dispute=dispute, on=MET, because="Agreed.", by=board.ann)


def told(user: User) -> set[str]:
    return set(Notice.objects.filter(user=user, done_at=None).values_list("what", flat=True))


def test_seat_holders_and_keepers_of_minutes_are_told_of_what_waits(board: Board) -> None:
    bob = board.people.bob
    assert told(bob) == {"You hold a seat on The Local Strategic Partnership."}
    coming = dt.date(2099, 6, 1)
    met = actions.plan_meeting(partnership=board.partnership, on=coming, where="", by=board.ann)
    assert "The Local Strategic Partnership meets on 1 June 2099." in told(bob)
    actions.cancel_meeting(meeting=met, because="Snow.", by=board.ann)
    assert "The Local Strategic Partnership meets on 1 June 2099." not in told(bob)
    held = board.meeting()
    assert f"The minutes of {board.partnership.name}, meeting {held.number}, wait to be confirmed." in told(
        board.ann
    )
    assert told(board.people.dan) == set()


def test_owners_are_told_when_an_action_is_due_and_when_it_is_late(board: Board) -> None:
    bob, due_on = board.people.bob, LATER
    made = actions.take_on(partnership=board.partnership, task=task(board, seat=board.seats[1]), by=board.ann)
    name, day = board.partnership.name, "8 September 2008"
    assert f"An action of {name} is yours: due on {day}." in told(bob)
    actions.tell_what_is_due(due_on)
    assert f"An action of {name} is due on {day}." in told(bob)
    actions.tell_what_is_due(due_on + dt.timedelta(days=1))
    assert f"An action of {name} is late: it was due on {day}." in told(bob)
    assert not any("is due on" in each for each in told(bob))
    actions.finish(action=made, outcome="Written.", on=due_on, by=bob)
    assert not any("action" in each for each in told(bob))


def test_an_action_put_off_keeps_its_first_day_and_its_reason(board: Board) -> None:
    made = actions.take_on(partnership=board.partnership, task=task(board), by=board.ann)
    actions.put_off(
        action=made, due_on=LATER + dt.timedelta(days=30), because="Data came late.", by=board.ann
    )
    kept = ActionPoint.objects.get()
    assert (kept.first_due_on, kept.put_off_because) == (LATER, "Data came late.")


def test_a_term_is_as_long_as_the_partnership_sets(board: Board) -> None:
    actions.change_settings(
        partnership=board.partnership, terms=terms(board.people, term_months=12), by=board.ann
    )
    seat = actions.SeatTerms(Sector.THIRD, "Head", START, board.people.partner)
    made = actions.add_seat(partnership=board.partnership, terms=seat, by=board.ann)
    assert made.term_ends_on == dt.date(2009, 3, 31)
