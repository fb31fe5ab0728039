"""Who may draft and who may sign an agreement."""

from __future__ import annotations

from placepact.organisations.models import Organisation
from placepact.roles.permissions import Somebody, check_may
from placepact.roles.rules import Act


def check_can_draft(*, user: Somebody, organisation: Organisation) -> None:
    """Raise NotAllowed unless somebody may draft for the accountable body."""
    check_may(user=user, act=Act.DRAFT_AGREEMENT, organisation=organisation)


def check_can_sign(*, user: Somebody, organisation: Organisation) -> None:
    """Raise NotAllowed unless somebody may sign for the accountable body."""
    check_may(user=user, act=Act.SIGN_AGREEMENT, organisation=organisation)
