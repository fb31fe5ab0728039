"""Everything that writes plans, risks and evidence."""

from placepact.delivery.actions.doing import NotInPlan
from placepact.delivery.actions.evidence import (
    MOST_BYTES,
    Given,
    NotEvidence,
    check_evidence,
    give_evidence,
    kept_file,
)
from placepact.delivery.actions.plans import (
    Asked,
    Backed,
    Planned,
    ask_decision,
    back,
    drop_milestone,
    finish_milestone,
    move_milestone,
    plan_activity,
    plan_milestone,
    take_decision,
)
from placepact.delivery.actions.risks import Scored, name_risk, score_risk

__all__ = [
    "MOST_BYTES",
    "Asked",
    "Backed",
    "Given",
    "NotEvidence",
    "NotInPlan",
    "Planned",
    "Scored",
    "ask_decision",
    "back",
    "check_evidence",
    "drop_milestone",
    "finish_milestone",
    "give_evidence",
    "kept_file",
    "move_milestone",
    "name_risk",
    "plan_activity",
    "plan_milestone",
    "score_risk",
    "take_decision",
]
