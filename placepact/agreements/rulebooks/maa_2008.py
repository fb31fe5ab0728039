"""Multi-area agreements from July 2008: voluntary, of two or more councils, about the economy, with funding flexibilities."""

from __future__ import annotations

import datetime as dt

from placepact.agreements.rulebooks import wholes
from placepact.agreements.rulebooks.engine import LegalEffect, Rulebook, Source, Standing
from placepact.agreements.rulebooks.facts import Body, Capacity, Case, State, Step
from placepact.agreements.rulebooks.promises import all_around_the_line, nothing_by_law, owes_nothing
from placepact.agreements.rulebooks.tables import (
    COUNCIL,
    EVERYBODY,
    OF_THREADS,
    SIGNED_BY_ALL,
    SIGNING,
    TO_SIGN,
    agreed_first,
    assumed,
    negotiated,
    rule,
    table,
    usual,
)

VOLUNTARY = Source(
    "multi-area agreements of July 2008 (Greater Manchester, Leeds, South Yorkshire, Tees Valley and others)",
    Standing.PRACTICE,
    "Councils that share an economy agree with government of their own will, and ask for flexibilities of funding.",
)
STATUTORY = Source(
    "Local Democracy, Economic Development and Construction Act 2009, Part 7",
    Standing.ASSUMED,
    "From the Act of 12 November 2009 a new agreement is made under it. That none was made voluntarily after is assumed.",
)
MINISTER = Source(
    "Hansard, 30 January 2008, multi-area agreements",
    Standing.PRACTICE,
    "Its outcomes are no local improvement targets, unless they are drawn from a Local Area Agreement.",
)
ECONOMY = assumed("Its themes are of the economy. The list of words by which a theme is known is assumed.")
POOLING = assumed(
    "A pool is filled by two bodies or more, each with an amount, and held by a body with legal personality."
)
DATES = assumed(
    "From July 2008 until the Government Offices closed, on 31 March 2011; new ones until the Act of November 2009."
)
THE_ACT = dt.date(2009, 11, 12)
THEMES = (
    "econom", "skill", "employ", "work", "job", "transport", "housing", "homes", "planning", "regeneration", "business",
    "enterprise", "innovation", "investment", "growth", "connect", "tourism",
)  # fmt: skip


def holder(body: Body) -> str | None:
    """Why a body cannot be the accountable body; None where it can."""
    if why := wholes.without_personality(body):
        return why
    if "combined authority" in body.legal_form.lower():
        return f"{body.name} is a combined authority, and none existed then. Name one of the councils as the accountable body."
    if wholes.is_council(body):
        return None
    return (
        f"{body.name} ({body.legal_form or 'legal form not on record'}) is no council. Name one of the councils that make the "
        "agreement as its accountable body."
    )


def new_before_the_act(case: Case) -> str | None:
    if case.state is not State.NOT_STARTED or case.on < THE_ACT:
        return None
    return "From 12 November 2009 a multi-area agreement is made under the Act. Choose the kind multi-area agreement under the Act."


def of_the_economy(case: Case) -> str | None:
    other = [each for each in case.blocks if not any(word in each.lower() for word in THEMES)]
    if case.blocks and not other:
        return None
    return f"{', '.join(other) or 'No block'} is no theme of the economy. Name blocks such as skills, transport, housing or business."


def a_pool_has_contributors(case: Case) -> str | None:
    given = [each for each in case.lines if each.kind == "contribution"]
    nothing = [each.reference for each in given if not each.body or not each.amount_pence]
    if nothing:
        return f"{nothing[0]} is a contribution without a giver or an amount. Name who gives, and how much."
    if given and len({each.body for each in given}) < 2:
        return f"{given[0].reference} alone fills the pool, and a pool is of two bodies or more. Add the others' contributions."
    return None


def councils_signed(case: Case) -> str | None:
    """Every council approves for itself: none is bound by another's signature."""
    councils = {
        each.slug
        for each in case.in_capacity(Capacity.ACCOUNTABLE, Capacity.PARTNER)
        if wholes.is_council(each)
    }
    missing = frozenset(councils - case.signed_by)
    return f"Councils that have not signed: {case.say(missing)}. Each signs for itself." if missing else None


STEPS = {
    **usual(VOLUNTARY),
    Step.SIGN: (EVERYBODY, VOLUNTARY),
    Step.PUT_INTO_FORCE: (COUNCIL, VOLUNTARY),
}
ENDS = (Step.PUT_TO_PARTIES, Step.PUT_INTO_FORCE)
RULEBOOK = Rulebook(
    kind="maa_2008",
    name="multi-area agreement of 2008",
    effect=LegalEffect.HONOUR,
    effect_words="Voluntary: councils that share an economy, and government, agree what each will do and which funding is made "
    "flexible or pooled. Held in honour; one council with legal personality holds it for all.",
    valid_from=dt.date(2008, 7, 1),
    valid_to=dt.date(2011, 3, 31),
    dates=DATES,
    holders=VOLUNTARY,
    next=table(negotiated(Step.REVIEW), SIGNED_BY_ALL),
    may={step: who for step, (who, _) in STEPS.items()},
    sources={step: source for step, (_, source) in STEPS.items()},
    rules=(
        *OF_THREADS,
        rule(STATUTORY, new_before_the_act, Step.START_DRAFT),
        rule(VOLUNTARY, wholes.two_councils, *TO_SIGN),
        rule(VOLUNTARY, wholes.has_a_government, *TO_SIGN),
        rule(MINISTER, wholes.has_targets, *TO_SIGN),
        rule(ECONOMY, of_the_economy, *TO_SIGN),
        rule(VOLUNTARY, wholes.freedoms_are_asked_of_somebody, *TO_SIGN),
        rule(POOLING, a_pool_has_contributors, *ENDS),
        *agreed_first(*ENDS),
        rule(VOLUNTARY, councils_signed, Step.PUT_INTO_FORCE),
        rule(SIGNING, wholes.all_signed, Step.PUT_INTO_FORCE),
        rule(VOLUNTARY, wholes.government_signed, Step.PUT_INTO_FORCE),
    ),
    holder=holder,
    duty=nothing_by_law(MINISTER),
    owes=owes_nothing,
    must_agree=all_around_the_line,
    lines=("priority", "target", "contribution", "freedom", "pledge", "clause"),
    limits={},
    reads_blocks=True,
)
