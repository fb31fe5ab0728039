"""Multi-area agreements under Part 7 of the Local Democracy, Economic Development and Construction Act 2009."""

from __future__ import annotations

import datetime as dt

from placepact.agreements.rulebooks import wholes
from placepact.agreements.rulebooks.days import say
from placepact.agreements.rulebooks.engine import LegalEffect, Rulebook, Source, Standing
from placepact.agreements.rulebooks.facts import Body, Capacity, Case, Change, State, Step
from placepact.agreements.rulebooks.tables import (
    APPROVED_BY_GOVERNMENT,
    COUNCIL,
    GOVERNMENT,
    OF_THREADS,
    THREADS,
    TO_SUBMIT,
    agreed_first,
    assumed,
    negotiated,
    rule,
    statute,
    table,
    usual,
)

ACT = "Local Democracy, Economic Development and Construction Act 2009"
BASIC = statute(
    ACT,
    "Part 7, basic concepts",
    "Of two or more local authorities, whose areas may lie apart; a target relates to a person that could contribute and consents.",
)
S127 = statute(
    ACT,
    "section 127",
    "The Secretary of State approves the draft, requires it to be modified, or rejects it.",
)
S132 = statute(
    ACT,
    "section 132",
    "A revision may enlarge the area, change, remove or add targets, and extend the period.",
)
DUTY = Source(
    f"{ACT}, Part 7",
    Standing.ASSUMED,
    "Which duties it lays on partners has been read in part only: check the section.",
)
HOLDERS = assumed("One of the councils is accountable: the Act asks for two or more local authorities.")
COUNCILS = assumed("Each change is approved by the accountable council before it is proposed.")
REPEAL = Source(
    "Deregulation Act 2015, section 103", Standing.ASSUMED, "Repealed two months after 26 March 2015."
)


def holder(body: Body) -> str | None:
    """Why a body cannot be the accountable body; None where it can."""
    if why := wholes.without_personality(body):
        return why
    if wholes.is_council(body):
        return None
    return (
        f"{body.name} ({body.legal_form or 'legal form not on record'}) is no local authority, of which two or more make the "
        "agreement. Name one of the councils as the accountable body."
    )


def duty(body: Body) -> tuple[str, Source]:
    """What a body to which a target relates owes, as far as it has been read."""
    if body.capacity is Capacity.GOVERNMENT:
        return (
            f"{body.name} acts for the Secretary of State, who decides on the draft and on revisions.",
            S127,
        )
    if body.capacity is Capacity.ACCOUNTABLE or wholes.is_council(body):
        return f"{body.name} is one of the local authorities that make the agreement.", DUTY
    return f"{body.name} has a target relate to it only with its consent.", BASIC


def owes(body: Body) -> bool:
    """Whether a body is one of the authorities that make the agreement."""
    return body.capacity is not Capacity.GOVERNMENT and wholes.is_council(body)


def must_agree(case: Case, change: Change) -> frozenset[str]:
    """Who has to agree to a line of a draft (the council and all to whom it relates), or to consent to its change."""
    council = {each.slug for each in case.in_capacity(Capacity.ACCOUNTABLE)}
    related = change.line.related
    return frozenset(related - council if case.state is State.IN_FORCE else related | council)


def related_consent(case: Case) -> str | None:
    """Whose consent a target of the draft lacks: a target relates to a person only where that person consents."""
    council = {each.slug for each in case.in_capacity(Capacity.ACCOUNTABLE)}
    for line in (each for each in case.lines if each.kind == "target"):
        if missing := frozenset(line.related - council - line.consents - line.agreed):
            return f"{line.reference} relates to {case.say(missing)} without consent. Get and record it, or take the body off the target."
    return None


def changes_consented(case: Case) -> str | None:
    """Whose consent a change lacks; nobody consents to a target's going."""
    council = {each.slug for each in case.in_capacity(Capacity.ACCOUNTABLE)}
    for change in (each for each in case.changes if each.kind != "remove"):
        if missing := frozenset(change.line.related - council - change.consents):
            return f"{change.line.reference} would relate to {case.say(missing)} without consent. Get and record it."
    return None


def revises_something(case: Case) -> str | None:
    if case.changes or case.wider:
        return None
    return "The proposal changes nothing. Name a target to change, remove or add, a later last day, or a larger area."


def period_is_extended(case: Case) -> str | None:
    day = case.wider.ends_on
    if day is None or case.ends_on is None or day > case.ends_on:
        return None
    return f"The proposal would end on {say(day)}, and the agreement runs to {say(case.ends_on)}. A revision extends the period: give a later day."


def joining_are_councils(case: Case) -> str | None:
    other = [slug for slug in case.wider.joining if not wholes.is_council(case.body(slug))]
    if not other:
        return None
    return f"{case.say(other)} is no council, and an area is enlarged by councils that join. Name the council of the new area."


def approved_change(case: Case) -> str | None:
    """The accountable council's approval, where targets change."""
    return wholes.approved(case) if case.changes else None


REVISING = (Step.PROPOSE_REVISION, Step.APPROVE_REVISION)
IN_FORCE = (
    *THREADS, Step.CONSENT, Step.CONSULT, Step.RECORD_APPROVAL, *REVISING, Step.REJECT_REVISION, Step.REVIEW,
)  # fmt: skip
STEPS = {
    **usual(BASIC),
    Step.SUBMIT: (COUNCIL, S127),
    Step.REQUIRE_CHANGES: (GOVERNMENT, S127),
    Step.APPROVE: (GOVERNMENT, S127),
    Step.REJECT: (GOVERNMENT, S127),
    Step.PROPOSE_REVISION: (COUNCIL, S132),
    Step.APPROVE_REVISION: (GOVERNMENT, S132),
    Step.REJECT_REVISION: (GOVERNMENT, S132),
}
RULEBOOK = Rulebook(
    kind="maa_2009",
    name="multi-area agreement under the Act of 2009",
    effect=LegalEffect.STATUTORY,
    effect_words=f"Made under Part 7 of the {ACT}: two or more councils, whose areas may lie apart, with targets that relate to "
    "whoever could contribute and consents.",
    valid_from=dt.date(2009, 11, 12),
    valid_to=dt.date(2015, 5, 25),
    dates=REPEAL,
    holders=HOLDERS,
    next=table(
        negotiated(*IN_FORCE),
        {
            **APPROVED_BY_GOVERNMENT,
            State.SUBMITTED: {**APPROVED_BY_GOVERNMENT[State.SUBMITTED], Step.REJECT: State.CLOSED},
        },
    ),
    may={step: who for step, (who, _) in STEPS.items()},
    sources={step: source for step, (_, source) in STEPS.items()},
    rules=(
        *OF_THREADS,
        rule(BASIC, wholes.two_councils, *TO_SUBMIT),
        rule(S127, wholes.has_a_government, *TO_SUBMIT),
        rule(BASIC, wholes.has_targets, *TO_SUBMIT),
        *agreed_first(Step.PUT_TO_PARTIES, Step.SUBMIT),
        rule(BASIC, related_consent, Step.SUBMIT, Step.APPROVE),
        rule(COUNCILS, wholes.approved, Step.SUBMIT, Step.APPROVE),
        rule(COUNCILS, wholes.all_signed, Step.SUBMIT, Step.APPROVE),
        rule(S127, wholes.says_why, Step.REQUIRE_CHANGES, Step.REJECT),
        rule(S132, revises_something, *REVISING),
        rule(S132, period_is_extended, *REVISING),
        rule(S132, joining_are_councils, *REVISING),
        rule(BASIC, changes_consented, *REVISING),
        rule(COUNCILS, approved_change, *REVISING),
        rule(S132, wholes.says_why, Step.REJECT_REVISION),
    ),
    holder=holder,
    duty=duty,
    owes=owes,
    must_agree=must_agree,
    lines=("priority", "target", "contribution", "freedom", "pledge", "clause"),
    limits={},
    takes_wider=True,
)
