"""Who may set a reward up, claim a result, verify it."""

from __future__ import annotations

from placepact.organisations.models import Organisation
from placepact.roles.permissions import Somebody, check_may
from placepact.roles.rules import Act


def check_can_set_up_reward(*, user: Somebody, organisation: Organisation) -> None:
    """Raise NotAllowed unless somebody drafts for the accountable body."""
    check_may(user=user, act=Act.DRAFT_AGREEMENT, organisation=organisation)


def check_can_claim(*, user: Somebody, organisation: Organisation) -> None:
    """Raise NotAllowed unless somebody delivers figures for the body that claims."""
    check_may(user=user, act=Act.DELIVER_FIGURES, organisation=organisation)


def check_can_verify(*, user: Somebody, organisation: Organisation) -> None:
    """Raise NotAllowed unless somebody checks evidence for the accountable body."""
    check_may(user=user, act=Act.CHECK_EVIDENCE, organisation=organisation)
