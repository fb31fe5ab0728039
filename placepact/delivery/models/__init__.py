"""The tables of delivery."""

from placepact.delivery.models.evidence import Evidence, EvidenceCheck
from placepact.delivery.models.plans import (
    Activity,
    Backing,
    DecisionAsked,
    DecisionTaken,
    Milestone,
    MilestoneEntry,
)
from placepact.delivery.models.risks import Risk, RiskEntry

__all__ = [
    "Activity",
    "Backing",
    "DecisionAsked",
    "DecisionTaken",
    "Evidence",
    "EvidenceCheck",
    "Milestone",
    "MilestoneEntry",
    "Risk",
    "RiskEntry",
]
