"""Plain makers of partnerships for tests, written directly, past the actions."""

from __future__ import annotations

import datetime as dt
from itertools import count
from typing import Any

from placepact.partnerships.models import (
    ActionPoint,
    AgendaItem,
    Arbitration,
    Attendance,
    Decision,
    Declaration,
    Dispute,
    Interest,
    Meeting,
    Partnership,
    Seat,
)
from tests import makers

_next = count(1)
START = dt.date(2008, 4, 1)


def make_partnership(**different: Any) -> Partnership:
    """A strategic partnership without legal personality, for a place and a council of its own."""
    n = next(_next)
    given = {
        "slug": f"partnership-{n}",
        "name": f"Partnership {n}",
        "kind": "strategic",
        "layer": "strategic",
        "starts_on": START,
        **different,
    }
    given["place"] = given.get("place") or makers.make_place()
    if "accountable_body" not in given:
        given["accountable_body"] = makers.make_organisation()
    return Partnership.objects.create(**given)


def make_seat(partnership: Partnership | None = None, **different: Any) -> Seat:
    """A voting seat of the public sector that decides for its organisation; numbered next."""
    board = partnership or make_partnership()
    given = {
        "number": board.seats.count() + 1,
        "sector": "public",
        "office": "Chief executive",
        "authority": "direct",
        "starts_on": START,
        **different,
    }
    if "organisation" not in given:
        given["organisation"] = makers.make_organisation()
    return Seat.objects.create(partnership=board, **given)


def make_interest(seat: Seat | None = None, **different: Any) -> Interest:
    """A pecuniary interest, declared on the first day."""
    given = {"nature": "pecuniary", "what": "Trustee of the charity.", "declared_on": START, **different}
    given["declared_by"] = given.get("declared_by") or makers.make_user()
    return Interest.objects.create(seat=seat or make_seat(), **given)


def make_meeting(partnership: Partnership | None = None, **different: Any) -> Meeting:
    """A meeting that was held by consensus, without a quorum; numbered next."""
    board = partnership or make_partnership()
    given = {
        "number": board.meetings.count() + 1,
        "on": START,
        "state": "held",
        "voting_seats": 3,
        "decides_by": "consensus",
        "on_conflict": "withdraw",
        **different,
    }
    return Meeting.objects.create(partnership=board, **given)


def make_item(meeting: Meeting | None = None, **different: Any) -> AgendaItem:
    """An item for decision, numbered next."""
    met = meeting or make_meeting()
    given = {"number": met.items.count() + 1, "title": "The plan", "purpose": "decision", **different}
    return AgendaItem.objects.create(meeting=met, **given)


def make_attendance(meeting: Meeting, seat: Seat, **different: Any) -> Attendance:
    given = {"how": "present", "is_voting": seat.is_voting, **different}
    return Attendance.objects.create(meeting=meeting, seat=seat, **given)


def make_declaration(item: AgendaItem, seat: Seat, **different: Any) -> Declaration:
    given = {"nature": "pecuniary", "what": "Trustee.", "followed": "withdraw", **different}
    return Declaration.objects.create(item=item, seat=seat, **given)


def make_decision(item: AgendaItem | None = None, **different: Any) -> Decision:
    given = {"outcome": "agreed", "words": "The plan is agreed.", "counted": 3, **different}
    given["recorded_by"] = given.get("recorded_by") or makers.make_user()
    return Decision.objects.create(item=item or make_item(), **given)


def make_action(partnership: Partnership | None = None, **different: Any) -> ActionPoint:
    """An action of an organisation's chief executive, due in a month; numbered next."""
    board = partnership or make_partnership()
    due = START + dt.timedelta(days=30)
    given = {
        "number": board.action_points.count() + 1,
        "what": "Write the plan.",
        "office": "Chief executive",
        "first_due_on": due,
        "due_on": due,
        **different,
    }
    if "organisation" not in given and "seat" not in given:
        given["organisation"] = makers.make_organisation()
    return ActionPoint.objects.create(partnership=board, **given)


def make_dispute(partnership: Partnership | None = None, **different: Any) -> Dispute:
    board = partnership or make_partnership()
    given = {
        "number": board.disputes.count() + 1,
        "about": "competing",
        "title": "Burglary or drugs first",
        "words": "Money reaches for one.",
        "raised_on": START,
        **different,
    }
    return Dispute.objects.create(partnership=board, **given)


def make_arbitration(dispute: Dispute | None = None, **different: Any) -> Arbitration:
    given = {
        "arbitrator": "The chair of the strategic partnership",
        "on": START,
        "outcome": "Burglary first.",
        "reason": "It rose fastest.",
        **different,
    }
    given["recorded_by"] = given.get("recorded_by") or makers.make_user()
    return Arbitration.objects.create(dispute=dispute or make_dispute(), **given)


def make_whole(**different: Any) -> Partnership:
    """A board called the-board with one of everything that its pages show: a meeting, an action, a dispute."""
    board = make_partnership(**{"slug": "the-board", "name": "The Board", **different})
    make_partnership(parent=board, layer="executive", place=board.place)
    sits, other = (
        make_seat(board),
        make_seat(board, organisation=None, stands_for="Tenants", sector="community"),
    )
    make_interest(sits)
    met = make_meeting(board)
    make_meeting(board, number=2, state="planned", on=START + dt.timedelta(days=60))
    item = make_item(met, minute="It was said.")
    assert sits.organisation is not None
    item.organisations.add(sits.organisation)
    for seat in (sits, other):
        make_attendance(met, seat)
    make_declaration(item, other)
    make_decision(item)
    make_action(board, item=item, seat=sits)
    make_action(board)
    dispute = make_dispute(board)
    dispute.organisations.add(sits.organisation)
    make_arbitration(dispute)
    return board
