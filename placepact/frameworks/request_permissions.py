"""Who may run a collection, and who may take which step of a request."""

from __future__ import annotations

from placepact.frameworks.models import Request
from placepact.frameworks.rules.requests import BY, Hand, State, Step
from placepact.organisations.models import Organisation
from placepact.people.models import User
from placepact.roles.permissions import NotAllowed, Somebody, bodies_where_may, check_may, is_operator, may
from placepact.roles.rules import Act

ACT_OF = {
    Hand.CONTRIBUTOR: Act.DELIVER_FIGURES,
    Hand.APPROVER: Act.APPROVE_FIGURES,
    Hand.PARTNERSHIP: Act.ACCEPT_FIGURES,
}
SEES = (Act.DELIVER_FIGURES, Act.APPROVE_FIGURES, Act.SEE_DRAFT)


def body_of(request: Request, hand: Hand) -> Organisation:
    """In which organisation a hand's role is held."""
    return request.collection.accountable_body if hand is Hand.PARTNERSHIP else request.organisation


def check_can_take(*, user: Somebody, request: Request, step: Step) -> None:
    """Raise NotAllowed unless a role lets somebody take a step that the state of a request has."""
    hands = BY.get((State(request.state), step), ())
    if not any(may(user=user, act=ACT_OF[each], organisation=body_of(request, each)) for each in hands):
        for each in hands:
            check_may(user=user, act=ACT_OF[each], organisation=body_of(request, each))
    if step is Step.APPROVE and request.submitted_by_id == user.pk and not is_operator(user):
        raise NotAllowed(
            f"You submitted {request.reference} yourself, and two people sign what an organisation gives. "
            f"Ask another approver of {request.organisation.name}."
        )


def can_take(*, user: Somebody, request: Request, step: Step) -> bool:
    """Whether somebody may take a step, and the state has it."""
    if (State(request.state), step) not in BY:
        return False
    try:
        check_can_take(user=user, request=request, step=step)
    except NotAllowed:
        return False
    return True


def check_can_see(*, user: Somebody, request: Request) -> None:
    """Raise NotAllowed unless somebody works on drafts in the organisation or in the accountable body."""
    for body in (request.organisation, request.collection.accountable_body):
        for act in SEES:
            if may(user=user, act=act, organisation=body):
                return
    check_may(user=user, act=Act.SEE_DRAFT, organisation=request.organisation)


def check_can_run(*, user: Somebody, organisation: Organisation) -> None:
    """Raise NotAllowed unless somebody runs collections for an accountable body."""
    check_may(user=user, act=Act.RUN_COLLECTION, organisation=organisation)


def can_run(*, user: Somebody, organisation: Organisation) -> bool:
    return may(user=user, act=Act.RUN_COLLECTION, organisation=organisation)


def bodies_seen(user: User) -> set[int]:
    """The organisations of whose requests somebody sees what is drafted: a query an act."""
    return {body for act in SEES for body in bodies_where_may(user=user, act=act)}
