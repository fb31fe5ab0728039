"""Local Public Service Agreements, in honour: about twelve targets, each with what would be reached anyway and what with it."""

from __future__ import annotations

import datetime as dt

from placepact.agreements.rulebooks import stretch, wholes
from placepact.agreements.rulebooks.engine import LegalEffect, Rulebook, Source, Standing
from placepact.agreements.rulebooks.facts import Body, Case, Step
from placepact.agreements.rulebooks.promises import all_around_the_line, nothing_by_law, owes_nothing
from placepact.agreements.rulebooks.tables import (
    COUNCIL,
    EVERYBODY,
    OF_THREADS,
    SIGNED_BY_ALL,
    TO_SIGN,
    agreed_first,
    assumed,
    negotiated,
    rule,
    table,
    usual,
)

HONOUR = Source(
    "Herefordshire Council, second agreement of 2005, paragraph 2",
    Standing.PRACTICE,
    "An agreement in honour, which is not intended to create legal relations.",
)
SCHEDULE = Source(
    "Isle of Wight Council, 12 June 2002, schedule 4",
    Standing.PRACTICE,
    "The enhancement is the target with the agreement less the target without it; reward follows each target's end date.",
)
TWELVE = Source(
    "Bath and North East Somerset 2004, Middlesbrough 2006 (12 targets), Salford 2005 (12 to 13)",
    Standing.ASSUMED,
    "About twelve targets. How far about reaches is assumed: 10 to 15.",
)
GENERATIONS = assumed("The first generation started before 1 April 2004, the second from then on.")
DATES = assumed(
    "From the first agreements of 2001 until the last of the second generation ended, on 31 March 2009."
)
HOLDERS = assumed(
    "County, unitary, metropolitan district and London borough councils, and the City of London."
)
LEAST, MOST = 10, 15
SECOND_FROM = dt.date(2004, 4, 1)


def holder(body: Body) -> str | None:
    """Why a body cannot hold one; None where it can."""
    if why := wholes.without_personality(body):
        return why
    if wholes.is_top_tier(body):
        return None
    return (
        f"{body.name} ({body.legal_form or 'legal form not on record'}) cannot hold it: that is a county, unitary, metropolitan "
        "district or London borough council. Name that council as the accountable body."
    )


def generation(starts_on: dt.date) -> int:
    """Which generation an agreement is of."""
    return 1 if starts_on < SECOND_FROM else 2


def pump_priming_by_generation(case: Case) -> str | None:
    """Unsupported credit approvals belong to the first generation; the second has pump priming alone."""
    if case.starts_on is None or generation(case.starts_on) == 1:
        return None
    credit = [
        each.reference
        for each in case.lines
        if each.kind == "freedom" and "credit approval" in each.title.lower()
    ]
    if not credit:
        return None
    return f"{credit[0]} asks for a credit approval, which the second generation does not give. Strike it, or ask for pump priming."


def about_twelve(case: Case) -> str | None:
    count = len(stretch.targets(case))
    if LEAST <= count <= MOST:
        return None
    return f"The agreement has {count} targets, and about twelve are usual: {LEAST} to {MOST}. Write more, or leave some out."


def targets_without_and_with(case: Case) -> str | None:
    return stretch.without_and_with(stretch.targets(case))


def end_dates_within(case: Case) -> str | None:
    return stretch.ended_in_time(case, stretch.targets(case))


STEPS = {
    **usual(HONOUR),
    Step.SIGN: (EVERYBODY, HONOUR),
    Step.PUT_INTO_FORCE: (COUNCIL, HONOUR),
}
RULEBOOK = Rulebook(
    kind="lpsa",
    name="Local Public Service Agreement",
    effect=LegalEffect.HONOUR,
    effect_words="An agreement in honour between one council and the government: about twelve stretched targets, pump priming to "
    "reach them, and a reward for what is reached beyond what would have been anyway. Not intended to create legal relations.",
    valid_from=dt.date(2001, 1, 1),
    valid_to=dt.date(2009, 3, 31),
    dates=DATES,
    holders=HOLDERS,
    next=table(negotiated(Step.REVIEW), SIGNED_BY_ALL),
    may={step: who for step, (who, _) in STEPS.items()},
    sources={step: source for step, (_, source) in STEPS.items()},
    rules=(
        *OF_THREADS,
        rule(HONOUR, wholes.has_a_government, *TO_SIGN),
        rule(TWELVE, about_twelve, Step.PUT_TO_PARTIES, Step.PUT_INTO_FORCE),
        rule(SCHEDULE, targets_without_and_with, Step.PUT_TO_PARTIES, Step.PUT_INTO_FORCE),
        rule(SCHEDULE, end_dates_within, Step.PUT_TO_PARTIES, Step.PUT_INTO_FORCE),
        rule(GENERATIONS, pump_priming_by_generation, Step.PUT_TO_PARTIES, Step.PUT_INTO_FORCE),
        *agreed_first(Step.PUT_TO_PARTIES, Step.PUT_INTO_FORCE),
        rule(HONOUR, wholes.all_signed, Step.PUT_INTO_FORCE),
        rule(HONOUR, wholes.government_signed, Step.PUT_INTO_FORCE),
    ),
    holder=holder,
    duty=nothing_by_law(HONOUR),
    owes=owes_nothing,
    must_agree=all_around_the_line,
    lines=("priority", "target", "contribution", "freedom", "pledge", "clause"),
    limits={"agreed": MOST},
)
