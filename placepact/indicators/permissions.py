"""Who may deliver figures."""

from __future__ import annotations

from placepact.organisations.models import Organisation
from placepact.roles.permissions import Somebody, check_may, may
from placepact.roles.rules import Act


def check_can_deliver(*, user: Somebody, organisation: Organisation) -> None:
    """Raise NotAllowed unless somebody may deliver figures for an organisation."""
    check_may(user=user, act=Act.DELIVER_FIGURES, organisation=organisation)


def can_see_refused(*, user: Somebody, organisation: Organisation) -> bool:
    """Whether somebody may see the rows of an organisation's returns that were refused."""
    return may(user=user, act=Act.SEE_REFUSED_ROWS, organisation=organisation)
