"""Deciding on an item, and the actions that follow."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import transaction

from placepact.audit.actions import hold, record
from placepact.organisations.models import Organisation
from placepact.partnerships.actions.meetings import check_held, check_open
from placepact.partnerships.actions.noticing import tell_owner
from placepact.partnerships.actions.refusals import Unfit, check_has_come, check_said, refuse
from placepact.partnerships.models import (
    ActionPoint,
    AgendaItem,
    Decision,
    Dissent,
    Partnership,
    Seat,
    Vote,
)
from placepact.partnerships.permissions import check_can_finish, check_can_keep_minutes
from placepact.partnerships.queries.meetings import At, undeclared_of
from placepact.partnerships.rules.decisions import Put, faults, outcome_of
from placepact.partnerships.rules.words import Cast, DecidesBy, Outcome, Purpose
from placepact.people.actions import settle
from placepact.people.models import User


@dataclass(frozen=True)
class Decided:
    """What was decided: by consensus its outcome, by vote the votes; dissents by number of seat, with reasons."""

    words: str
    outcome: Outcome | None = None
    dissents: Mapping[int, str] = field(default_factory=dict)
    votes: Mapping[int, Cast] = field(default_factory=dict)
    escalated_to: Partnership | None = None
    escalated_to_body: str = ""


@transaction.atomic
def decide(*, item: AgendaItem, decided: Decided, by: User) -> Decision:
    """Record a decision. A seat in conflict that may not decide is refused here. Raises NotAllowed, Unfit."""
    hold()
    meeting = item.meeting
    check_can_keep_minutes(user=by, partnership=meeting.partnership)
    check_held(meeting)
    check_open(meeting)
    check_can_be_decided(item)
    at = At.of(meeting)
    to = str(decided.escalated_to) if decided.escalated_to else decided.escalated_to_body.strip()
    put = Put(
        DecidesBy(meeting.decides_by), decided.words, decided.outcome, decided.dissents, decided.votes, to
    )
    refuse([*undeclared_of(item, at), *faults(put, at.table(item))])
    made = write(item, decided, put, len(at.table(item).deciding), by)
    record(what="board_decided", about=made, by=by, item=item.pk, outcome=made.outcome, meeting=meeting.pk)
    return made


def check_can_be_decided(item: AgendaItem) -> None:
    if item.purpose != Purpose.DECISION:
        raise Unfit(f"Item {item.number} is for information. Put an item for decision on the agenda.")
    if hasattr(item, "decision"):
        raise Unfit(f"Item {item.number} is decided already, and what was decided is never edited.")


def write(item: AgendaItem, decided: Decided, put: Put, counted: int, by: User) -> Decision:
    """Write a decision that has no faults, with its dissents and votes."""
    outcome = outcome_of(put)
    assert outcome is not None
    seats = {each.number: each for each in item.meeting.partnership.seats.all()}
    is_up = outcome in (Outcome.ESCALATED, Outcome.TIED)
    made = Decision.objects.create(
        item=item, outcome=outcome.value, words=decided.words.strip(), counted=counted, recorded_by=by,
        escalated_to=decided.escalated_to if is_up else None,
        escalated_to_body=decided.escalated_to_body.strip() if is_up else "",
    )  # fmt: skip
    Dissent.objects.bulk_create(
        Dissent(decision=made, seat=seats[number], reason=reason.strip())
        for number, reason in decided.dissents.items()
    )
    Vote.objects.bulk_create(
        Vote(decision=made, seat=seats[number], cast=cast.value) for number, cast in decided.votes.items()
    )
    return made


@dataclass(frozen=True)
class Task:
    """Something to do, whose it is and by when: a seat's, or an office's in an organisation."""

    what: str
    due_on: dt.date
    seat: Seat | None = None
    organisation: Organisation | None = None
    office: str = ""


@transaction.atomic
def take_on(*, partnership: Partnership, task: Task, item: AgendaItem | None = None, by: User) -> ActionPoint:
    """Record an action with its owner and its day. Raises NotAllowed, Unfit."""
    hold()
    check_can_keep_minutes(user=by, partnership=partnership)
    check_said(task.what, "what is to be done")
    if task.seat is None and (task.organisation is None or not task.office.strip()):
        raise Unfit("Say whose it is: choose a seat, or an organisation with the office that does it.")
    of_boards = [each.partnership_id for each in (item.meeting if item else None, task.seat) if each]
    if any(each != partnership.pk for each in of_boards):
        raise Unfit(f"The item and the seat of an action are of {partnership.name}. Choose others.")
    met_on = item.meeting.on if item else partnership.starts_on
    if task.due_on < met_on:
        raise Unfit(
            f"It is due on {task.due_on.isoformat()}, before {met_on.isoformat()}. Write a later day."
        )
    numbers = partnership.action_points.order_by("-number").values_list("number", flat=True)
    made = ActionPoint.objects.create(
        partnership=partnership, item=item, number=(numbers.first() or 0) + 1, what=task.what.strip(),
        seat=task.seat, organisation=None if task.seat else task.organisation,
        office="" if task.seat else task.office.strip(), first_due_on=task.due_on, due_on=task.due_on,
    )  # fmt: skip
    tell_owner(made)
    record(
        what="action_taken_on", about=made, by=by, partnership=partnership.pk, due_on=task.due_on.isoformat()
    )
    return made


@transaction.atomic
def finish(*, action: ActionPoint, outcome: str, on: dt.date, by: User) -> None:
    """Say that an action is done, on which day and what came of it. Raises NotAllowed, Unfit."""
    close(action, outcome, on, by, what="action_done")


@transaction.atomic
def drop(*, action: ActionPoint, outcome: str, on: dt.date, by: User) -> None:
    """Say that an action is not done any more, and why: who keeps the minutes alone. Raises NotAllowed, Unfit."""
    check_can_keep_minutes(user=by, partnership=action.partnership)
    close(action, outcome, on, by, what="action_dropped")


def close(action: ActionPoint, outcome: str, on: dt.date, by: User, *, what: str) -> None:
    hold()
    check_can_finish(user=by, action=action)
    check_said(outcome, "what came of it")
    check_has_come(on, "The day")
    check_is_open(action)
    given_on = action.item.meeting.on if action.item else action.partnership.starts_on
    if on < given_on:
        raise Unfit(f"It was given on {given_on.isoformat()}, after {on.isoformat()}. Write a later day.")
    action.done_on, action.outcome = on, outcome.strip()
    action.is_dropped = what == "action_dropped"
    action.save(update_fields=["done_on", "outcome", "is_dropped"])
    settle(action)
    record(what=what, about=action, by=by, on=on.isoformat())


@transaction.atomic
def put_off(*, action: ActionPoint, due_on: dt.date, because: str, by: User) -> None:
    """Give an action a later day with its reason; the first day stays on record. Raises NotAllowed, Unfit."""
    hold()
    check_can_keep_minutes(user=by, partnership=action.partnership)
    check_said(because, "why it is put off")
    check_is_open(action)
    if due_on <= action.due_on:
        raise Unfit(f"It is due on {action.due_on.isoformat()} already. Write a later day.")
    was = action.due_on
    action.due_on, action.put_off_because = due_on, because.strip()
    action.save(update_fields=["due_on", "put_off_because"])
    settle(action)
    tell_owner(action)
    record(what="action_put_off", about=action, by=by, was=was.isoformat(), due_on=due_on.isoformat())


def check_is_open(action: ActionPoint) -> None:
    if action.done_on is not None:
        raise Unfit(f"Action {action.number} was closed on {action.done_on.isoformat()}.")
