"""What every step of a request shares: the row held, the state checked, the history written, whoever acts next told."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone

from placepact.errors import Refusal
from placepact.frameworks.models import HistoryStep, Request
from placepact.frameworks.request_permissions import ACT_OF, body_of, check_can_take
from placepact.frameworks.rules.requests import ACTS_NEXT, NEEDS_REASON, NEEDS_WINDOW, NEXT, Hand, State, Step
from placepact.organisations.models import Organisation
from placepact.people.actions import settle, tell
from placepact.people.models import User
from placepact.roles import queries as roles
from placepact.roles.rules import Act, roles_that_may


class CannotTake(Refusal):
    """A step was asked for that the request's state, its window or its cells do not allow."""


def held(request: Request) -> Request:
    """The row as it stands, read after the change was held, with its collection and bodies."""
    rows = Request.objects.select_related("collection__place", "collection__accountable_body", "organisation")
    return rows.get(pk=request.pk)


def check_step(request: Request, step: Step, *, by: User, on: dt.date, because: str = "") -> State:
    """The state that a step leads to. Raises NotAllowed and CannotTake."""
    state = State(request.state)
    if step not in NEXT[state]:
        able = [each.words.lower() for each, steps in NEXT.items() if step in steps]
        raise CannotTake(
            f"{request.reference} is {state.words.lower()}. Only a request that is {' or '.join(able)} "
            f"can be {step.words.lower()}."
        )
    check_can_take(user=by, request=request, step=step)
    shut = request.window.why_shut(on, who_extends(request)) if step in NEEDS_WINDOW else ""
    if shut:
        raise CannotTake(f"{request.reference}: {shut}")
    if step in NEEDS_REASON and not because.strip():
        raise CannotTake(
            f"Say why {request.reference} is {step.words.lower()}: whoever has to mend it will ask."
        )
    return NEXT[state][step]


def who_extends(request: Request) -> str:
    """Who can grant an exception, in words."""
    able = " or ".join(each.words.lower() for each in roles_that_may(Act.RUN_COLLECTION))
    return f"the {able} of {request.collection.accountable_body.name}"


def move(request: Request, step: Step, state: State, *, by: User, on: dt.date, **told: Any) -> HistoryStep:
    """Put a request into a state, write its history, and tell whoever acts next. told: because, delivery, detail."""
    was = State(request.state)
    request.state = state.value
    request.save()
    made = write_step(request, step, by=by, on=on, **told)
    if state is not was:
        settle(request)
        tell_next(request, on)
    return made


def write_step(request: Request, step: Step, *, by: User, on: dt.date, **told: Any) -> HistoryStep:
    """One line of a request's history."""
    last = request.history.order_by("-number").values_list("number", flat=True).first() or 0
    return HistoryStep.objects.create(
        request=request,
        number=last + 1,
        step=step.value,
        state=request.state,
        round=request.round,
        on=on,
        at=timezone.now(),
        by=by,
        **told,
    )


def tell_next(request: Request, on: dt.date) -> None:
    """Let those for whom a request waits know."""
    hand = ACTS_NEXT[State(request.state)]
    if hand is None:
        return
    what = {
        State.DRAFTED: "asks for figures",
        State.RETURNED: "was returned for correction",
        State.SUBMITTED: "waits for approval by the organisation",
        State.APPROVED: "waits to be accepted",
    }[State(request.state)]
    sentence = f"{request.collection.title}: {request.reference} of {request.organisation.short_name} {what}."
    for user in people_at(body_of(request, hand), hand):
        if not (hand is Hand.APPROVER and user.pk == request.submitted_by_id):
            tell(user, sentence[:300], request.get_absolute_url(), request)


def people_at(organisation: Organisation, hand: Hand) -> list[User]:
    """Whoever holds a role today that lets them act as this hand in an organisation."""
    needed = [each.value for each in roles_that_may(ACT_OF[hand])]
    rows = roles.standing().filter(organisation=organisation, role__in=needed).select_related("user")
    return list({each.user_id: each.user for each in rows}.values())
