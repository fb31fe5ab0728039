"""What breaks each rule that the database keeps for the room `delivery`: see test_promises_of_the_database."""

from __future__ import annotations

from collections.abc import Callable

from placepact.agreements.models import Version
from tests import makers
from tests.makers_of_delivery import (
    make_activity,
    make_backing,
    make_check,
    make_decision,
    make_evidence,
    make_line,
    make_milestone,
    make_milestone_entry,
    make_risk,
    make_risk_entry,
    make_taken,
)
from tests.record.promises_of_agreements import twice

KEPT = (
    "milestone", "milestoneentry", "activity", "backing", "decisionasked", "decisiontaken", "risk", "riskentry",
    "evidence", "evidencecheck",
)  # fmt: skip


def one_file_twice() -> None:
    line = make_line()
    make_evidence(line)
    make_evidence(line, number=2)


PROOFS: dict[str, Callable[[], object]] = {
    "milestones_are_numbered_once": lambda: twice(make_milestone, make_line()),
    "a_milestone_says_what_and_whose_it_is": lambda: make_milestone(office=""),
    "entries_of_a_milestone_are_numbered_once": lambda: twice(make_milestone_entry, make_milestone()),
    "a_milestone_entry_is_of_a_known_kind": lambda: make_milestone_entry(happened="forgotten"),
    "a_milestone_that_is_done_has_its_day": lambda: make_milestone_entry(happened="done"),
    "a_milestone_is_moved_or_dropped_with_a_reason": lambda: make_milestone_entry(happened="moved"),
    "activities_are_numbered_once": lambda: twice(make_activity, make_line()),
    "backings_are_numbered_once": lambda: twice(make_backing, make_line()),
    "a_backing_is_not_negative": lambda: make_backing(amount_pence=-1),
    "a_backing_says_what_it_is": lambda: make_backing(words=""),
    "decisions_asked_are_numbered_once": lambda: twice(make_decision, make_line()),
    "a_decision_asked_says_something": lambda: make_decision(words=""),
    "delivery.DecisionTaken.asked": lambda: twice(make_taken, make_decision()),
    "a_decision_taken_says_something": lambda: make_taken(words=""),
    "risks_are_numbered_once": lambda: twice(make_risk, make_line()),
    "a_risk_says_what_may_happen": lambda: make_risk(words=""),
    "entries_of_a_risk_are_numbered_once": lambda: twice(make_risk_entry, make_risk()),
    "a_risk_is_scored_from_1_to_5": lambda: make_risk_entry(impact=6),
    "a_risk_has_its_mitigation_and_owner": lambda: make_risk_entry(mitigation=""),
    "evidence_is_numbered_once": lambda: [
        make_evidence(line, sha256=each * 64) for line in [make_line()] for each in "ab"
    ],
    "a_file_is_evidence_of_a_target_once": one_file_twice,
    "evidence_says_what_it_shows_and_is_kept_by_its_hash": lambda: make_evidence(sha256="short"),
    "evidence_is_not_empty": lambda: make_evidence(size_bytes=0),
    "delivery.EvidenceCheck.evidence": lambda: twice(make_check, make_evidence()),
    "a_check_of_evidence_says_something": lambda: make_check(words=""),
}
GUARDED = {
    **{(f"delivery_{part}", "update"): f"update delivery_{part} set id = -1" for part in KEPT},
    **{(f"delivery_{part}", "delete"): f"delete from delivery_{part}" for part in KEPT},
}
TRUNCATED = tuple(f"delivery_{part}" for part in KEPT)


def everything(version: Version) -> None:
    """A row in every table that a trigger guards, of a version that is still a draft."""
    line = makers.make_line(version).line
    make_milestone_entry(make_milestone(line))
    make_activity(line)
    make_backing(line)
    make_taken(make_decision(line))
    make_risk_entry(make_risk(line))
    make_check(make_evidence(line))
