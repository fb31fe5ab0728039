"""Who may write an organisation's own plan, and who may say what reporting costs it."""

from __future__ import annotations

from placepact.organisations.models import Organisation
from placepact.roles.permissions import NotAllowed, Somebody, bodies_where_may, check_may, may
from placepact.roles.rules import Act

WRITES_PLANS = (Act.RUN_COLLECTION, Act.DELIVER_FIGURES)


def check_can_write_plan(*, user: Somebody, organisation: Organisation) -> None:
    """Raise NotAllowed unless a role there runs collections or delivers figures."""
    if not may(user=user, act=Act.RUN_COLLECTION, organisation=organisation):
        check_may(user=user, act=Act.DELIVER_FIGURES, organisation=organisation)


def can_write_plan(*, user: Somebody, organisation: Organisation) -> bool:
    """Whether check_can_write_plan would pass."""
    try:
        check_can_write_plan(user=user, organisation=organisation)
    except NotAllowed:
        return False
    return True


def bodies_whose_plans(user: Somebody) -> set[int]:
    """The ids of the organisations whose own plans somebody may write: two queries."""
    return {body for act in WRITES_PLANS for body in bodies_where_may(user=user, act=act)}


def check_can_record_burden(*, user: Somebody, organisation: Organisation) -> None:
    """Raise NotAllowed unless a role there runs collections or delivers figures: who types knows what it costs."""
    check_can_write_plan(user=user, organisation=organisation)
