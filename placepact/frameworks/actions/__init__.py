"""The only code that writes frameworks: definitions, own plans, what reporting costs, collections and requests."""

from placepact.frameworks.actions.accepting import accept
from placepact.frameworks.actions.answering import (
    NotWhole,
    RemedyTerms,
    Saved,
    Typed,
    approve,
    close_remedy,
    correct,
    plan_remedy,
    save,
    send_back,
    submit,
    take_in,
)
from placepact.frameworks.actions.burden import (
    CannotRecord,
    Cost,
    Visited,
    record_inspection,
    set_minutes,
    set_minutes_for_all,
)
from placepact.frameworks.actions.collecting import (
    CannotCollect,
    CollectionTerms,
    extend,
    open_collection,
    release,
    remind,
    tend,
)
from placepact.frameworks.actions.loading import load_frameworks
from placepact.frameworks.actions.own import (
    CannotPlan,
    LineTerms,
    PlanTerms,
    add_line,
    begin_plan,
    change_line,
    end_line,
)
from placepact.frameworks.actions.steps import CannotTake

__all__ = [
    "CannotCollect",
    "CannotPlan",
    "CannotRecord",
    "CannotTake",
    "CollectionTerms",
    "Cost",
    "LineTerms",
    "NotWhole",
    "PlanTerms",
    "RemedyTerms",
    "Saved",
    "Typed",
    "Visited",
    "accept",
    "add_line",
    "approve",
    "begin_plan",
    "change_line",
    "close_remedy",
    "correct",
    "end_line",
    "extend",
    "load_frameworks",
    "open_collection",
    "plan_remedy",
    "record_inspection",
    "release",
    "remind",
    "save",
    "send_back",
    "set_minutes",
    "set_minutes_for_all",
    "submit",
    "take_in",
    "tend",
]
