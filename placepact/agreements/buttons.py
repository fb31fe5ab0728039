"""What each step needs before it can be taken: the buttons of a page, each with the sentence that says why it is off."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from placepact.agreements.models import Line, Move, State, Version
from placepact.agreements.permissions import At, check_can_take, check_reaches
from placepact.agreements.queries.cases import Record, change_of, line_facts, record_of
from placepact.agreements.rulebooks import rulebook
from placepact.agreements.rulebooks.engine import Rulebook, Source
from placepact.agreements.rulebooks.facts import Case, Step
from placepact.errors import Refusal
from placepact.organisations.models import Organisation
from placepact.roles import queries as roles
from placepact.roles.permissions import Somebody

# What the person at the page is still to give counts as given, so that only what stands in the way is told.
GIVEN = "to be given"
OF_THE_WHOLE = (
    Step.INVITE, Step.DESCRIBE_OFFER, Step.STATE_TEST, Step.STATE_CONDITION, Step.MAKE_OFFER, Step.REJECT,
    Step.WRITE_LINE, Step.OPEN_NEGOTIATION, Step.DIRECT, Step.CONSULT, Step.PUT_TO_PARTIES, Step.REOPEN,
    Step.RECORD_APPROVAL, Step.SIGN, Step.SUBMIT, Step.REQUIRE_CHANGES, Step.APPROVE, Step.PUT_INTO_FORCE,
    Step.REVIEW, Step.CLOSE,
)  # fmt: skip
OF_A_LINE = (
    Step.PROPOSE, Step.COUNTER, Step.ACCEPT, Step.WITHDRAW, Step.CONSENT, Step.DESIGNATE, Step.REVOKE_DESIGNATION,
)  # fmt: skip
OF_AN_OFFER = {
    "amend": (Step.AMEND_TARGET, Step.PROPOSE_REVISION, Step.REFRESH),
    "remove": (Step.REMOVE_TARGET, Step.PROPOSE_REVISION, Step.REFRESH),
    "add": (Step.ADD_TARGET, Step.PROPOSE_REVISION, Step.REFRESH),
}


@dataclass(frozen=True)
class Button:
    """A step that may be taken, or the sentences that say why it may not: the first is the plainest.

    `is_here`: the state of the agreement knows the step at all; where it does not, a page may leave the button out.
    """

    step: Step
    label: str
    source: Source
    reasons: tuple[str, ...]
    is_here: bool

    @property
    def is_on(self) -> bool:
        return not self.reasons

    @property
    def why_not(self) -> str:
        return self.reasons[0] if self.reasons else ""


def buttons(
    version: Version, user: Somebody, organisation: Organisation, on: dt.date, record: Record | None = None
) -> list[Button]:
    """The steps on a version as a whole; `record` where it has been read for this organisation."""
    found = record or record_of(version, on=on, organisation=organisation)
    case = replace(found.case, reason=GIVEN, authority=GIVEN)
    return made(OF_THE_WHOLE, At(version), case, user, organisation)


def line_buttons(
    version: Version, line: Line, user: Somebody, organisation: Organisation, on: dt.date
) -> list[Button]:
    """The steps on one line, and on the offer on its table where the agreement is in force."""
    found = record_of(version, on=on, organisation=organisation)
    case = replace(found.case, line=line_facts(found, line, version), reason=GIVEN)
    at = At(version, line)
    rows = made(OF_A_LINE, at, case, user, organisation)
    thread = found.threads.get(line.pk)
    if version.state != State.SIGNED or thread is None or thread.offer is None:
        return rows
    return [
        *rows,
        *made(OF_AN_OFFER[thread.offer.change], at, offered(thread.offer, found), user, organisation),
    ]


def offered(move: Move, found: Record) -> Case:
    """The case of carrying out one offer."""
    change = change_of(move, found)
    return replace(found.case, changes=(change,), named=change.consents, reason=GIVEN)


def made(
    steps: Iterable[Step], at: At, case: Case, user: Somebody, organisation: Organisation
) -> list[Button]:
    book = rulebook(at.version.agreement.kind)
    held = roles.roles_in(user, organisation)
    return [
        button(step, book, case, lacks(step, at, user, organisation, held))
        for step in steps
        if step in book.may
    ]


def lacks(step: Step, at: At, user: Somebody, organisation: Organisation, held: Sequence[str]) -> list[str]:
    """Why somebody's roles in an organisation do not let them take a step there, in the words of the action."""
    try:
        check_can_take(user=user, step=step, organisation=organisation, held=held)
        check_reaches(user=user, step=step, organisation=organisation, at=at, held=held)
    except Refusal as refused:
        return [str(refused)]
    return []


def button(step: Step, book: Rulebook, case: Case, lacking: list[str]) -> Button:
    """One step for somebody who acts for an organisation."""
    reasons = [*(str(each) for each in book.reasons(step, case)), *lacking]
    is_here = step in book.next.get(case.state, {})
    return Button(step, step.words.capitalize(), book.sources[step], tuple(reasons), is_here)
