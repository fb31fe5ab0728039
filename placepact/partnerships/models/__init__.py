"""The tables of partnerships."""

from placepact.partnerships.models.boards import Interest, Partnership, Seat
from placepact.partnerships.models.plans import Plan, PlanKind, PlanState
from placepact.partnerships.models.rights import DecisionRight, Heard, Hearing
from placepact.partnerships.models.strategies import (
    Priority,
    Strategy,
    StrategyKind,
    TakenAccount,
    WiderStrategy,
)

__all__ = [
    "DecisionRight",
    "Heard",
    "Hearing",
    "Interest",
    "Partnership",
    "Plan",
    "PlanKind",
    "PlanState",
    "Priority",
    "Seat",
    "Strategy",
    "StrategyKind",
    "TakenAccount",
    "WiderStrategy",
]
