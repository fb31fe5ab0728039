"""The only code that writes frameworks: loading definitions, keeping own plans, what reporting costs."""

from placepact.frameworks.actions.burden import (
    CannotRecord,
    Cost,
    Visited,
    record_inspection,
    set_minutes,
    set_minutes_for_all,
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

__all__ = [
    "CannotPlan",
    "CannotRecord",
    "Cost",
    "LineTerms",
    "PlanTerms",
    "Visited",
    "add_line",
    "begin_plan",
    "change_line",
    "end_line",
    "load_frameworks",
    "record_inspection",
    "set_minutes",
    "set_minutes_for_all",
]
