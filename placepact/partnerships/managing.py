"""Who may keep the strategies, the register of plans and the decision rights of a partnership."""

from __future__ import annotations

from placepact.errors import Refusal
from placepact.partnerships.models import Partnership
from placepact.roles.permissions import NotAllowed, Somebody, check_may, is_operator
from placepact.roles.rules import Act


class Incomplete(Refusal):
    """What an action needs was left out, or cannot be; names it and says what to do."""


def check_can_keep(*, user: Somebody, partnership: Partnership) -> None:
    """Raise NotAllowed unless somebody may manage partnerships in the body that is accountable for this one."""
    if partnership.accountable_body is None:
        if is_operator(user):
            return
        raise NotAllowed(
            f"{partnership.name} has no accountable body, so nobody can write for it. Name its accountable body first."
        )
    check_may(user=user, act=Act.MANAGE_PARTNERSHIP, organisation=partnership.accountable_body)


def can_keep(*, user: Somebody, partnership: Partnership) -> bool:
    """Whether check_can_keep would pass."""
    try:
        check_can_keep(user=user, partnership=partnership)
    except NotAllowed:
        return False
    return True


def asked(text: str, what: str) -> str:
    """A text that must be there. Raises Incomplete."""
    if not text.strip():
        raise Incomplete(f"{what} is missing. Write it.")
    return text.strip()
