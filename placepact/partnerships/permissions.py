"""Who may do what for a partnership: leave is held in its accountable body, or in a member's own organisation."""

from __future__ import annotations

from placepact.organisations.models import Organisation
from placepact.partnerships.models import ActionPoint, Partnership, Seat
from placepact.roles.permissions import NotAllowed, Somebody, check_may, is_operator
from placepact.roles.rules import Act


def check_can_manage(*, user: Somebody, partnership: Partnership) -> None:
    """Raise NotAllowed unless somebody manages partnerships in the accountable body: settings, seats, arbitration."""
    check_in_body(user, Act.MANAGE_PARTNERSHIP, partnership.accountable_body, partnership.name)


def check_can_create(*, user: Somebody, accountable: Organisation | None, name: str) -> None:
    """Raise NotAllowed unless somebody manages partnerships in the body that is to be accountable."""
    check_in_body(user, Act.MANAGE_PARTNERSHIP, accountable, name)


def check_can_keep_minutes(*, user: Somebody, partnership: Partnership) -> None:
    """Raise NotAllowed unless somebody keeps minutes in the accountable body: meetings, decisions, actions."""
    check_in_body(user, Act.KEEP_MINUTES, partnership.accountable_body, partnership.name)


def check_can_declare(*, user: Somebody, seat: Seat) -> None:
    """Raise NotAllowed unless somebody keeps minutes in the accountable body or in the member's organisation."""
    check_in_either(user, seat.partnership, seat.organisation)


def check_can_finish(*, user: Somebody, action: ActionPoint) -> None:
    """Raise NotAllowed unless somebody keeps minutes in the accountable body or in the action's owner."""
    owner = action.organisation or (action.seat.organisation if action.seat else None)
    check_in_either(user, action.partnership, owner)


def check_in_either(user: Somebody, partnership: Partnership, member: Organisation | None) -> None:
    """Raise NotAllowed, in the words of the accountable body, unless one of the two lets somebody keep minutes."""
    if member is not None and member.pk != partnership.accountable_body_id:
        try:
            check_may(user=user, act=Act.KEEP_MINUTES, organisation=member)
        except NotAllowed:
            check_can_keep_minutes(user=user, partnership=partnership)
        return
    check_can_keep_minutes(user=user, partnership=partnership)


def check_in_body(user: Somebody, act: Act, body: Organisation | None, name: str) -> None:
    """Raise NotAllowed where there is no body to hold the role in, or a role there does not allow the act."""
    if body is not None:
        check_may(user=user, act=act, organisation=body)
    elif not is_operator(user):
        raise NotAllowed(
            f"{name} has no accountable body, and roles over a partnership are held there. "
            "Name an accountable body first."
        )
