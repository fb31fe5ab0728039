"""The tables of partnerships."""

from placepact.partnerships.models.boards import Interest, Partnership, Seat
from placepact.partnerships.models.decisions import ActionPoint, Decision, Dissent, Vote
from placepact.partnerships.models.disputes import Arbitration, Dispute
from placepact.partnerships.models.meetings import AgendaItem, Attendance, Correction, Declaration, Meeting
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
    "ActionPoint",
    "AgendaItem",
    "Arbitration",
    "Attendance",
    "Correction",
    "Decision",
    "DecisionRight",
    "Declaration",
    "Dispute",
    "Dissent",
    "Heard",
    "Hearing",
    "Interest",
    "Meeting",
    "Partnership",
    "Plan",
    "PlanKind",
    "PlanState",
    "Priority",
    "Seat",
    "Strategy",
    "StrategyKind",
    "TakenAccount",
    "Vote",
    "WiderStrategy",
]
