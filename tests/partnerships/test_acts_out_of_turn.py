"""What is recorded late, too early or on another board's page is refused in words, never by the database alone."""

from __future__ import annotations

import datetime as dt

import pytest

from placepact.partnerships import actions
from placepact.partnerships.actions import Unfit
from placepact.partnerships.rules.words import Nature
from tests.partnerships.conftest import MET, Board, terms
from tests.partnerships.test_acts import LATER, item_of, task

pytestmark = pytest.mark.django_db


def test_nothing_is_declared_on_confirmed_minutes_and_the_refusal_says_what_to_do(board: Board) -> None:
    met, later = board.meeting(), board.meeting(LATER)
    actions.write_minute(item=item_of(met), words="Put off.", by=board.ann)
    actions.write_minute(item=item_of(met, 2), words="Noted.", by=board.ann)
    actions.confirm_minutes(meeting=met, at=later, by=board.ann)
    conflict = actions.Conflict("Trustee", Nature.OTHER)
    with pytest.raises(Unfit, match="confirmed and never change"):
        actions.declare_conflict(item=item_of(met, 2), seat=board.seats[2], conflict=conflict, by=board.ann)


def test_an_action_is_not_done_before_the_meeting_that_gave_it(board: Board) -> None:
    item = item_of(board.meeting())
    made = actions.take_on(partnership=board.partnership, task=task(board), item=item, by=board.ann)
    before = MET - dt.timedelta(days=1)
    with pytest.raises(Unfit, match="given on 2008-06-10, after 2008-06-09"):
        actions.finish(action=made, outcome="Paid.", on=before, by=board.ann)
    actions.finish(action=made, outcome="Paid.", on=MET, by=board.ann)


def test_an_action_is_of_the_board_whose_item_and_seat_it_names(board: Board) -> None:
    other = actions.set_up(terms=terms(board.people, name="Another board"), by=board.ann)
    with pytest.raises(Unfit, match="are of Another board"):
        actions.take_on(partnership=other, task=task(board), by=board.ann)
    with pytest.raises(Unfit, match="are of Another board"):
        own = task(board, seat=None, organisation=board.people.council, office="Leader")
        actions.take_on(partnership=other, task=own, item=item_of(board.meeting()), by=board.ann)
