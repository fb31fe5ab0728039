"""The steps that a page offers: each with its button, or the sentences that say why it is closed, and its rules."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from placepact.agreements.queries.cases import Record
from placepact.agreements.rulebooks.engine import Rule, Source
from placepact.agreements.rulebooks.facts import Case, Step
from placepact.agreements.views.seat import Seat

GIVEN = "to be given"
"""What somebody is still to write counts as written, so that only what stands in the way is told."""


@dataclass(frozen=True)
class Choice:
    """A step that may be taken, or why it may not; the first reason is the plainest."""

    step: Step
    label: str
    source: Source
    reasons: tuple[str, ...]
    rules: tuple[Rule, ...]

    @property
    def is_on(self) -> bool:
        return not self.reasons

    @property
    def why_not(self) -> str:
        return self.reasons[0] if self.reasons else ""


def choices(found: Seat, record: Record, steps: Iterable[Step]) -> dict[str, Choice]:
    """The steps on the whole that the rulebook knows, by name."""
    case = replace(record.case, reason=GIVEN, authority=GIVEN)
    return {step.value: choice(found, case, step) for step in steps if step in found.book.may}


def choice(found: Seat, case: Case, step: Step) -> Choice:
    """One step in one case, for whoever sits here."""
    reasons = [str(each) for each in found.book.reasons(step, case)]
    if lacks := found.lacks_role(step, case.line.reference if case.line else ""):
        reasons.append(lacks)
    return Choice(
        step, LABELS.get(step, step.words.capitalize()), found.book.sources[step], tuple(reasons),
        tuple(found.book.rules_of(step)),
    )  # fmt: skip


LABELS = {
    Step.DIRECT: "Record a direction",
    Step.INVITE: "Invite the place",
    Step.DESCRIBE_OFFER: "State the way in and the level",
    Step.STATE_TEST: "State a test",
    Step.STATE_CONDITION: "Record a condition",
    Step.MAKE_OFFER: "Make the offer",
    Step.REJECT: "Reject, for the Secretary of State",
    Step.CONSULT: "Record a consultation",
    Step.REOPEN: "Reopen the negotiation",
    Step.RECORD_APPROVAL: "Record the council’s approval",
    Step.SUBMIT: "Submit to the Secretary of State",
    Step.APPROVE: "Approve, for the Secretary of State",
    Step.REQUIRE_CHANGES: "Require changes",
    Step.REVIEW: "Record a review",
    Step.REFRESH: "Propose the refresh",
    Step.PROPOSE_REVISION: "Propose a revision",
    Step.DIRECT_REVISION: "Record a direction to revise",
    Step.REQUIRE_MODIFICATION: "Require changes to the revision",
    Step.APPROVE_REVISION: "Approve the revision",
    Step.REJECT_REVISION: "Reject the revision",
    Step.CONSENT: "Give consent",
    Step.DESIGNATE: "Designate",
    Step.REVOKE_DESIGNATION: "Revoke the designation",
    Step.WRITE_LINE: "Write a line",
}

__all__ = ["GIVEN", "Choice", "choice", "choices"]
