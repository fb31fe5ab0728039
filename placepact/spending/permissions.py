"""Who may do what with the spending of a body."""

from __future__ import annotations

from placepact.organisations.models import Organisation
from placepact.roles.permissions import NotAllowed, Somebody, check_may, is_operator
from placepact.roles.rules import Act


def check_can_deliver_spending(*, user: Somebody, body: Organisation) -> None:
    """Raise NotAllowed unless somebody may deliver what a body paid."""
    check_may(user=user, act=Act.DELIVER_SPENDING, organisation=body)


def check_can_tidy(*, user: Somebody) -> None:
    """Raise NotAllowed unless somebody holds the machine's own command line: what is removed belongs to no one body."""
    if not is_operator(user):
        raise NotAllowed(
            "Only whoever runs this installation tidies its record. Ask them to run placepact tidy."
        )
