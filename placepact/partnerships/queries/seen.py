"""Who sees the draft of a strategy."""

from __future__ import annotations

from placepact.partnerships.models import Seat, Strategy
from placepact.partnerships.rules.strategies import State
from placepact.roles.permissions import Somebody, bodies_where_may, is_operator
from placepact.roles.rules import Act


def can_see(user: Somebody, strategy: Strategy) -> bool:
    """An adopted strategy is for everybody; a draft for those who see drafts in the accountable body or a member."""
    if strategy.state != State.DRAFT or is_operator(user):
        return True
    mine = bodies_where_may(user=user, act=Act.SEE_DRAFT)
    if not mine:
        return False
    if strategy.partnership.accountable_body_id in mine:
        return True
    seats = Seat.objects.filter(partnership=strategy.partnership_id, ended_on=None)
    return seats.filter(organisation__in=mine).exists()
