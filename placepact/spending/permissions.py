"""Who may do what with the spending of a body."""

from __future__ import annotations

from placepact.organisations.models import Organisation
from placepact.roles.permissions import Somebody, check_may, may
from placepact.roles.rules import Act


def check_can_deliver_spending(*, user: Somebody, body: Organisation) -> None:
    """Raise NotAllowed unless somebody may deliver what a body paid."""
    check_may(user=user, act=Act.DELIVER_SPENDING, organisation=body)


def can_see_refused_payments(*, user: Somebody, body: Organisation) -> bool:
    """Whether somebody may see the rows of a body's payments that were refused."""
    return may(user=user, act=Act.SEE_REFUSED_ROWS, organisation=body)
