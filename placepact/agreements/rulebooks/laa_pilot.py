"""Local Area Agreements of the three pilot rounds, 2005 to 2007: before the statute, with stretch targets for reward."""

from __future__ import annotations

import datetime as dt

from placepact.agreements.rulebooks import stretch, wholes
from placepact.agreements.rulebooks.days import say
from placepact.agreements.rulebooks.engine import LegalEffect, Rulebook, Source, Standing
from placepact.agreements.rulebooks.facts import Body, Case, Step
from placepact.agreements.rulebooks.promises import all_around_the_line, nothing_by_law, owes_nothing
from placepact.agreements.rulebooks.tables import (
    APPROVED_BY_GOVERNMENT,
    COUNCIL,
    GOVERNMENT,
    OF_THREADS,
    TO_SUBMIT,
    agreed_first,
    assumed,
    negotiated,
    rule,
    table,
    usual,
)

STATEMENT = Source(
    "written statement, Hansard, 21 March 2007",
    Standing.PRACTICE,
    "21 pilots went live in April 2005, 66 more were signed in March 2006 and 62 in March 2007: all but the Isles of Scilly.",
)
NAMED = Source(
    "announcement of the pilots, October 2004 (Community Care, 12 October 2004)",
    Standing.PRACTICE,
    "The first round was 21 named areas; one source of 2005 counts 20.",
)
BLOCKS = Source(
    "reports of June 2005 (Publicnet, 23 June 2005)",
    Standing.PRACTICE,
    "Four blocks, or a single pot; the announcement of 2004 had the first three blocks alone.",
)
STRETCH = Source(
    "Bath and North East Somerset Council, 4 April 2007 and 8 July 2009",
    Standing.PRACTICE,
    "Stretch targets earn reward, and pump priming helps to reach them.",
)
DATES = assumed(
    "From the announcement of October 2004 until the statutory agreements of April 2008 took their place."
)
HONOUR = assumed(
    "No statute knew these agreements: they were held in honour, as the service agreements before them."
)

ROUNDS = {dt.date(2005, 4, 1): 1, dt.date(2006, 4, 1): 2, dt.date(2007, 4, 1): 3}
"""The first day of an agreement by its round."""
PILOTS = (
    "Greenwich", "Hammersmith and Fulham", "Dorset", "Devon", "Kent", "Brighton and Hove", "Suffolk", "Peterborough",
    "Derby", "Derbyshire", "Telford and Wrekin", "Coventry", "Wolverhampton", "Wigan", "Knowsley", "Stockton-on-Tees",
    "Gateshead", "Barnsley", "Sheffield", "Doncaster", "Bradford",
)  # fmt: skip
THREE = (
    "children and young people",
    "safer and stronger communities",
    "healthier communities and older people",
)
FOUR = (*THREE, "economic development and enterprise")


def holder(body: Body) -> str | None:
    """Why a body cannot hold one; None where it can."""
    if why := wholes.without_personality(body):
        return why
    if "scilly" in f"{body.name} {body.legal_form}".lower():
        return f"{body.name} had no such agreement: every area of England had one but the Isles of Scilly. Choose another kind."
    if wholes.is_top_tier(body):
        return None
    return (
        f"{body.name} ({body.legal_form or 'legal form not on record'}) cannot hold it: that is a county, unitary, metropolitan "
        "district or London borough council, or the City of London. Name that council as the accountable body."
    )


def starts_with_a_round(case: Case) -> str | None:
    if case.starts_on in ROUNDS:
        return None
    days = ", ".join(f"{say(day)} (round {number})" for day, number in ROUNDS.items())
    starts = say(case.starts_on) if case.starts_on else "no day"
    return (
        f"The agreement starts on {starts}, and each round started on one day: {days}. Start it with a round."
    )


def first_round_is_of_the_named(case: Case) -> str | None:
    first = case.starts_on is not None and ROUNDS.get(case.starts_on) == 1
    if not first or case.acting is None or is_pilot(case.acting.name):
        return None
    return f"{case.acting.name} is none of the 21 areas of the first round. Start the agreement with round 2 or 3."


def is_pilot(name: str) -> bool:
    """Whether a council is of one of the areas that were named in 2004."""
    words = plain(name)
    return any(f" {plain(each)} " in f" {words} " for each in PILOTS)


def plain(name: str) -> str:
    return " ".join(name.lower().replace("&", " and ").replace("-", " ").split())


def four_blocks_or_a_single_pot(case: Case) -> str | None:
    named = {plain(each) for each in case.blocks}
    early = case.starts_on is not None and ROUNDS.get(case.starts_on) == 1
    if named in ({"single pot"}, set(FOUR)) or (early and named == set(THREE)):
        return None
    return (
        f"The blocks are {', '.join(case.blocks) or 'none'}. Name the four blocks ({', '.join(FOUR)}), or one block called "
        "single pot."
    )


def stretch_says_without_and_with(case: Case) -> str | None:
    return stretch.without_and_with(stretch.stretched(case))


STEPS = {
    **usual(HONOUR),
    Step.SUBMIT: (COUNCIL, STATEMENT),
    Step.REQUIRE_CHANGES: (GOVERNMENT, STATEMENT),
    Step.APPROVE: (GOVERNMENT, STATEMENT),
}
RULEBOOK = Rulebook(
    kind="laa_pilot",
    name="Local Area Agreement of the pilot rounds",
    effect=LegalEffect.HONOUR,
    effect_words="Negotiated with a Government Office and agreed by ministers, in four blocks or a single pot, before any statute "
    "knew such agreements. Held in honour.",
    valid_from=dt.date(2004, 10, 12),
    valid_to=dt.date(2008, 3, 31),
    dates=DATES,
    holders=STATEMENT,
    next=table(negotiated(Step.REVIEW), APPROVED_BY_GOVERNMENT),
    may={step: who for step, (who, _) in STEPS.items()},
    sources={step: source for step, (_, source) in STEPS.items()},
    rules=(
        *OF_THREADS,
        rule(STATEMENT, starts_with_a_round, Step.START_DRAFT, Step.SUBMIT),
        rule(NAMED, first_round_is_of_the_named, Step.START_DRAFT, Step.SUBMIT),
        rule(BLOCKS, four_blocks_or_a_single_pot, *TO_SUBMIT),
        rule(HONOUR, wholes.has_targets, *TO_SUBMIT),
        rule(STATEMENT, wholes.has_a_government, *TO_SUBMIT),
        rule(STRETCH, stretch_says_without_and_with, Step.PUT_TO_PARTIES, Step.SUBMIT),
        rule(STRETCH, stretch.pump_priming_is_for_a_stretch, Step.PUT_TO_PARTIES, Step.SUBMIT),
        *agreed_first(Step.PUT_TO_PARTIES, Step.SUBMIT),
        rule(HONOUR, wholes.all_signed, Step.SUBMIT, Step.APPROVE),
        rule(HONOUR, wholes.says_why, Step.REQUIRE_CHANGES),
    ),
    holder=holder,
    duty=nothing_by_law(HONOUR),
    owes=owes_nothing,
    must_agree=all_around_the_line,
    lines=("priority", "target", "contribution", "freedom", "pledge", "clause"),
    limits={},
    reads_blocks=True,
)
