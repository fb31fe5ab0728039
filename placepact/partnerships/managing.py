"""What every action on strategies, plans and decision rights asks: leave, and the words that it needs."""

from __future__ import annotations

from placepact.errors import Refusal
from placepact.partnerships.models import Partnership
from placepact.partnerships.permissions import check_can_manage
from placepact.roles.permissions import NotAllowed, Somebody


class Incomplete(Refusal):
    """What an action needs was left out, or cannot be; names it and says what to do."""


def can_keep(*, user: Somebody, partnership: Partnership) -> bool:
    """Whether check_can_manage would pass."""
    try:
        check_can_manage(user=user, partnership=partnership)
    except NotAllowed:
        return False
    return True


def asked(text: str, what: str) -> str:
    """A text that must be there. Raises Incomplete."""
    if not text.strip():
        raise Incomplete(f"{what} is missing. Write it.")
    return text.strip()
