"""Integrated settlements of today: who is eligible and since when, pillars, outcomes, indicators, targets, assurance."""

from __future__ import annotations

import datetime as dt

from placepact.agreements.rulebooks import wholes
from placepact.agreements.rulebooks.days import months_after, say
from placepact.agreements.rulebooks.engine import LegalEffect, Rulebook, Source, Standing
from placepact.agreements.rulebooks.facts import Body, Capacity, Case, Change, State, Step
from placepact.agreements.rulebooks.promises import nothing_by_law, owes_nothing
from placepact.agreements.rulebooks.tables import COUNCIL, ENDING, assumed, rule, table

POLICY = Source(
    "Integrated Settlement policy document (read in part: its list of conditions may go on)",
    Standing.GUIDANCE,
    "An elected mayor for at least 18 months, a published Local Assurance Framework, and in the 18 months before no Best Value "
    "Notice, no commissioned independent review, no statutory inspection or intervention.",
)
FRAME = assumed(
    "A settlement stands in pillars; each holds outcomes, and each target serves one and says what it measures."
)
DATES = assumed("From 2021 on: the first day on which such a settlement could be written has not been read.")
ASSURANCE = assumed("The accountable authority or the government reviews it, and says what was found.")
SIGNED = assumed("The authority puts it into force; how government signs has not been read.")
MONTHS = 18
"""How long a mayor must have been in office, and how long ago a notice, review or intervention must have ended."""
MAYOR, FRAMEWORK = "mayor", "assurance_framework"
CONDITIONS = {
    MAYOR: "An elected mayor has been in office for at least 18 months. Since: the day on which there was first a mayor.",
    FRAMEWORK: "A Local Assurance Framework is published. Since: the day of its publication.",
    "no_best_value_notice": "No Best Value Notice in the 18 months before. Since: the day on which the last one ended, if any.",
    "no_commissioned_review": "No commissioned independent review in the 18 months before. Since: the day the last one ended, if any.",
    "no_inspection_or_intervention": "No statutory inspection or intervention in the 18 months before. Since: the day the last one "
    "ended, if any.",
}


def holder(body: Body) -> str | None:
    """Why a body cannot hold one; None where it can."""
    if "combined" in body.legal_form.lower() or "combined" in body.sector.lower():
        return None
    return (
        f"{body.name} ({body.legal_form or 'legal form not on record'}) cannot hold a settlement: that is a mayoral strategic "
        "authority, which is a combined authority. Name it as the accountable body."
    )


def must_agree(case: Case, change: Change) -> frozenset[str]:
    """Nobody: its lines are written, not negotiated here."""
    return frozenset()


def every_condition_is_on_record(case: Case) -> str | None:
    held = {each.name for each in case.conditions}
    missing = [each for each in CONDITIONS if each not in held]
    if not missing:
        return None
    words = CONDITIONS[missing[0]].split(". ")[0]
    return f"{len(missing)} of {len(CONDITIONS)} conditions are not on record, the first: {words}. Record each with the day on which it was true."


def conditions_were_true(case: Case) -> str | None:
    for each in case.conditions:
        if each.true_on > case.on:
            return f"{spoken(each.name)} is on record for {say(each.true_on)}, after {say(case.on)}. Take the step from that day on."
        if not each.evidence.strip():
            return f"{spoken(each.name)} has no evidence. Name the document."
    return None


def in_office_long_enough(case: Case) -> str | None:
    """Eighteen months with a mayor, and the framework published, by the day that is on record."""
    for each in case.conditions:
        if each.name in (MAYOR, FRAMEWORK) and each.since is None:
            return f"{spoken(each.name)} is on record without the day since when. Give that day."
        if each.name == FRAMEWORK and each.since and each.since > each.true_on:
            return f"The framework was published on {say(each.since)}, after {say(each.true_on)}. Correct one of the days."
        if each.name == MAYOR and each.since and (day := months_after(each.since, MONTHS)) > each.true_on:
            return f"A mayor has been in office since {say(each.since)}, so for 18 months from {say(day)}, not on {say(each.true_on)}."
    return None


def nothing_in_the_months_before(case: Case) -> str | None:
    """Nothing that bars has ended within eighteen months of the day of the step."""
    for each in case.conditions:
        if each.name in (MAYOR, FRAMEWORK) or each.since is None:
            continue
        if (free := months_after(each.since, MONTHS)) > case.on:
            return f"{spoken(each.name)}: the last ended on {say(each.since)}, which bars a settlement until {say(free)}."
    return None


def pillars_hold_outcomes(case: Case) -> str | None:
    """Every target serves an outcome, which stands under a pillar."""
    outcomes = {each.reference for each in case.lines if each.kind == "priority"}
    lost = [each.reference for each in case.lines if each.kind == "target" and each.priority not in outcomes]
    if not outcomes:
        return "The settlement names no outcome. Write at least one under a pillar."
    return (
        f"{lost[0]} serves no outcome. Name the outcome (a line of the kind priority) that it serves."
        if lost
        else None
    )


def spoken(name: str) -> str:
    return name.replace("_", " ").capitalize()


NEXT = table(
    {
        State.DRAFTING: (Step.WRITE_LINE, Step.STATE_CONDITION),
        State.IN_FORCE: (Step.START_DRAFT, Step.REVIEW),
    },
    {
        State.NOT_STARTED: {Step.START_DRAFT: State.DRAFTING},
        State.DRAFTING: {Step.PUT_INTO_FORCE: State.IN_FORCE, Step.CLOSE: State.CLOSED},
        State.IN_FORCE: {Step.CLOSE: State.CLOSED},
        State.CLOSED: {},
    },
)
STEPS = {
    Step.START_DRAFT: (COUNCIL, FRAME),
    Step.WRITE_LINE: (COUNCIL, FRAME),
    Step.STATE_CONDITION: (COUNCIL, POLICY),
    Step.PUT_INTO_FORCE: (COUNCIL, SIGNED),
    Step.REVIEW: (COUNCIL | {Capacity.GOVERNMENT}, ASSURANCE),
    Step.CLOSE: (COUNCIL, ENDING),
}
BEGINS = (Step.PUT_INTO_FORCE,)
RULEBOOK = Rulebook(
    kind="integrated_settlement",
    name="integrated settlement",
    effect=LegalEffect.HONOUR,
    effect_words="One settlement between government and a mayoral strategic authority, held to agreed outcomes in pillars. Who is "
    "eligible has been read in part: the list of conditions may go on.",
    valid_from=dt.date(2021, 1, 1),
    valid_to=None,
    dates=DATES,
    holders=POLICY,
    next=NEXT,
    may={step: who for step, (who, _) in STEPS.items()},
    sources={step: source for step, (_, source) in STEPS.items()},
    rules=(
        rule(FRAME, wholes.has_targets, *BEGINS),
        rule(FRAME, pillars_hold_outcomes, *BEGINS),
        rule(POLICY, every_condition_is_on_record, *BEGINS),
        rule(POLICY, conditions_were_true, *BEGINS),
        rule(POLICY, in_office_long_enough, *BEGINS),
        rule(POLICY, nothing_in_the_months_before, *BEGINS),
        rule(ASSURANCE, wholes.says_why, Step.REVIEW),
        rule(ENDING, wholes.says_why, Step.CLOSE),
        rule(ENDING, wholes.not_early, Step.CLOSE),
    ),
    holder=holder,
    duty=nothing_by_law(FRAME),
    owes=owes_nothing,
    must_agree=must_agree,
    lines=("priority", "target", "contribution", "freedom", "pledge", "clause"),
    limits={},
    conditions=CONDITIONS,
)
