"""Makers of plans, risks and evidence, written directly, past the actions."""

from __future__ import annotations

import datetime as dt
import hashlib
import tempfile
from pathlib import Path
from typing import Any

from placepact.agreements.models import Line
from placepact.delivery.models import (
    Activity,
    Backing,
    DecisionAsked,
    DecisionTaken,
    Evidence,
    EvidenceCheck,
    Milestone,
    MilestoneEntry,
    Risk,
    RiskEntry,
)
from placepact.returns import originals
from tests import makers

DAY = dt.date(2024, 4, 1)


def make_line() -> Line:
    return makers.make_line(makers.make_agreement(state="draft").versions.get()).line


def common(**given: Any) -> dict[str, Any]:
    """Number, day and author, with what else a row needs."""
    return {"number": 1, "on": DAY, "by": makers.make_user(), **given}


def owned(**given: Any) -> dict[str, Any]:
    return {"organisation": makers.make_organisation(), **common(**given)}


def make_milestone(line: Line | None = None, **different: Any) -> Milestone:
    given = owned(words="Open a door", office="Head of work")
    return Milestone.objects.create(line=line or make_line(), **{**given, **different})


def make_milestone_entry(milestone: Milestone | None = None, **different: Any) -> MilestoneEntry:
    given = owned(happened="promised", due_on=DAY)
    return MilestoneEntry.objects.create(milestone=milestone or make_milestone(), **{**given, **different})


def make_activity(line: Line | None = None, **different: Any) -> Activity:
    return Activity.objects.create(line=line or make_line(), **{**owned(words="Runs it"), **different})


def make_backing(line: Line | None = None, **different: Any) -> Backing:
    given = owned(words="A grant", amount_pence=100)
    return Backing.objects.create(line=line or make_line(), **{**given, **different})


def make_decision(line: Line | None = None, **different: Any) -> DecisionAsked:
    given = owned(words="Whether to lend", needed_by=DAY)
    return DecisionAsked.objects.create(line=line or make_line(), **{**given, **different})


def make_taken(asked: DecisionAsked | None = None, **different: Any) -> DecisionTaken:
    given = owned(words="Yes")
    del given["number"]
    return DecisionTaken.objects.create(asked=asked or make_decision(), **{**given, **different})


def make_risk(line: Line | None = None, **different: Any) -> Risk:
    return Risk.objects.create(line=line or make_line(), **{**common(words="It rains"), **different})


def make_risk_entry(risk: Risk | None = None, **different: Any) -> RiskEntry:
    given = owned(likelihood=3, impact=3, mitigation="A roof", office="Head of roofs", review_on=DAY)
    return RiskEntry.objects.create(risk=risk or make_risk(), **{**given, **different})


def make_evidence(line: Line | None = None, **different: Any) -> Evidence:
    given = owned(words="A list", sha256="a" * 64, file_name="list.csv", size_bytes=3)
    return Evidence.objects.create(line=line or make_line(), **{**given, **different})


def make_check(evidence: Evidence | None = None, **different: Any) -> EvidenceCheck:
    given = owned(is_sound=True, words="Read it")
    del given["number"]
    return EvidenceCheck.objects.create(evidence=evidence or make_evidence(), **{**given, **different})


def make_kept_evidence(line: Line, **different: Any) -> Evidence:
    """Evidence with its file, which everybody may read."""
    content = b"place,day"
    sha256 = hashlib.sha256(content).hexdigest()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "given"
        path.write_bytes(content)
        originals.keep(path, sha256)
    given = {"sha256": sha256, "size_bytes": len(content), "is_published": True, **different}
    return make_evidence(line, **given)
