"""The tables of partnerships."""

from placepact.partnerships.models.boards import Interest, Partnership, Seat
from placepact.partnerships.models.decisions import ActionPoint, Decision, Dissent, Vote
from placepact.partnerships.models.disputes import Arbitration, Dispute
from placepact.partnerships.models.meetings import AgendaItem, Attendance, Correction, Declaration, Meeting

__all__ = [
    "ActionPoint",
    "AgendaItem",
    "Arbitration",
    "Attendance",
    "Correction",
    "Decision",
    "Declaration",
    "Dispute",
    "Dissent",
    "Interest",
    "Meeting",
    "Partnership",
    "Seat",
    "Vote",
]
