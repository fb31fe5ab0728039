"""Offers of a place to government, from Total Place of 2010 on: four tests against the freedoms that are asked for."""

from __future__ import annotations

import datetime as dt

from placepact.agreements.rulebooks import wholes
from placepact.agreements.rulebooks.engine import LegalEffect, Rulebook, Source, Standing
from placepact.agreements.rulebooks.facts import Body, Capacity, Case, State, Step
from placepact.agreements.rulebooks.promises import all_around_the_line, nothing_by_law, owes_nothing
from placepact.agreements.rulebooks.tables import (
    APPROVED_BY_GOVERNMENT,
    COUNCIL,
    GOVERNMENT,
    OF_THREADS,
    agreed_first,
    assumed,
    negotiated,
    rule,
    table,
    usual,
)
from placepact.agreements.rulebooks.threads import the_line

PAPER = "Total Place: a whole area approach to public services, March 2010"
WAY_IN = Source(
    PAPER,
    Standing.GUIDANCE,
    "A single offer for the strongest places, which are invited, or an innovative policy offer for strength in one theme.",
)
TESTS_SOURCE = Source(
    PAPER,
    Standing.GUIDANCE,
    "An offer sets out the scale of efficiency savings, how communities and the third sector take part in design and delivery, "
    "evidence that partners are willing, and the use of pooled or aligned budgets.",
)
FREEDOMS_SOURCE = Source(
    PAPER,
    Standing.GUIDANCE,
    "Freedoms asked for could be less ring-fencing, a single capital budget, area-based inspection, and fewer indicators.",
)
LEVELS_SOURCE = assumed("What is redesigned is a neighbourhood, a local area, a sub-region or a city region.")
YEARS = Source(PAPER, Standing.GUIDANCE, "Offers are for 2011 to 2014.")
HOLDERS = assumed(
    "A council, or a combined authority in later rounds, holds the offer; a partnership without legal personality does not."
)
DATES = assumed(
    "From March 2010 on: successors (place-based budgets, pilots of today) are carried by the same rules."
)
DECISION = Source(
    PAPER, Standing.GUIDANCE, "Place and government design the offer together; government decides."
)

WAYS = {"invitation": "By invitation, as a high performer", "policy_theme": "By a policy theme"}
LEVELS = {
    "neighbourhood": "A neighbourhood",
    "local_area": "A local area",
    "sub_region": "A sub-region",
    "city_region": "A city region",
}
SAVINGS, ENGAGEMENT, PARTNERS, BUDGETS = "savings", "engagement", "partners", "budgets"
TESTS = {
    SAVINGS: "Scale of efficiency savings",
    ENGAGEMENT: "Communities and the third sector in design and delivery",
    PARTNERS: "Evidence that partners are willing",
    BUDGETS: "Use of pooled or aligned budgets",
}
WITH_AMOUNTS = (SAVINGS, BUDGETS)
"""The tests that are stated in money."""
FREEDOMS = ("Less ring-fencing", "One capital budget", "Area-based inspection", "Fewer indicators")
FIRST, LAST = dt.date(2011, 4, 1), dt.date(2014, 3, 31)
SUCCESSORS_FROM = dt.date(2014, 4, 1)


def holder(body: Body) -> str | None:
    """Why a body cannot hold one; None where it can."""
    if why := wholes.without_personality(body):
        return why
    if wholes.is_council(body) or "combined" in body.legal_form.lower():
        return None
    return (
        f"{body.name} ({body.legal_form or 'legal form not on record'}) cannot make a place's offer: a council or a combined "
        "authority does. Name one as the accountable body."
    )


def within_its_years(case: Case) -> str | None:
    """The offers of 2010 are for April 2011 to March 2014; a successor may start later."""
    if case.starts_on is None or case.ends_on is None or case.starts_on >= SUCCESSORS_FROM:
        return None
    if case.starts_on >= FIRST and case.ends_on <= LAST:
        return None
    return "Offers of 2010 are for 1 April 2011 to 31 March 2014. Set the first and the last day within these years."


def has_a_way_in(case: Case) -> str | None:
    offer = case.offer
    if offer.way_in not in WAYS:
        return f"The offer does not say how it came in. Choose one of: {', '.join(each.lower() for each in WAYS.values())}."
    if offer.way_in == "invitation" and (offer.invited_on is None or offer.invited_on > case.on):
        return (
            "No invitation by government is on record. Record the invitation, or come in by a policy theme."
        )
    if offer.way_in == "policy_theme" and not offer.theme.strip():
        return "The offer comes in by a policy theme and names none. Name the theme."
    return None


def names_its_level(case: Case) -> str | None:
    if case.offer.level in LEVELS:
        return None
    return f"The offer does not say what it redesigns. Choose one of: {', '.join(each.lower() for each in LEVELS.values())}."


def states_all_four_tests(case: Case) -> str | None:
    missing = [name for test, name in TESTS.items() if test not in case.offer.tests]
    if not missing:
        return None
    return f"{len(missing)} of the four tests have no statement: {'; '.join(missing)}. State each in words, with its evidence."


def tests_have_amounts_and_evidence(case: Case) -> str | None:
    for test, stated in case.offer.tests.items():
        name = TESTS.get(test, test)
        if test in WITH_AMOUNTS and not stated.amount_pence:
            return f"“{name}” is stated without an amount. Give the amount in pounds."
        if not stated.words.strip() or not stated.evidence.strip():
            return f"“{name}” is stated without words or evidence. Write both."
    return None


def asks_for_a_freedom(case: Case) -> str | None:
    if any(each.kind == "freedom" for each in case.lines):
        return None
    return f"The offer asks for no freedom. Write at least one, such as: {', '.join(each.lower() for each in FREEDOMS)}."


def pledges_something(case: Case) -> str | None:
    if any(each.kind == "pledge" for each in case.lines):
        return None
    return "The offer pledges nothing in return. Write at least one pledge, with who gives it."


def partners_among_the_parties(case: Case) -> str | None:
    if case.in_capacity(Capacity.PARTNER, Capacity.COMMUNITY):
        return None
    return "The offer has no partner. Name as parties those whose willingness it shows."


def was_asked_for(case: Case) -> str | None:
    """A freedom is granted only where it stands in the offer as agreed."""
    line = the_line(case)
    if line.kind != "freedom":
        return f"{line.reference} is a {line.kind}, and only a freedom is granted. Choose a freedom."
    if line.origin_on is None:
        return f"{line.reference} was not asked for in the offer as agreed. Ask for it in a new offer first."
    return None


OFFERS = (Step.MAKE_OFFER, Step.PUT_TO_PARTIES, Step.SUBMIT)
STAYS = {
    **negotiated(Step.GRANT_FREEDOM, Step.REVIEW),
    State.DRAFTING: (Step.WRITE_LINE, Step.CONSULT, Step.DESCRIBE_OFFER, Step.INVITE, Step.STATE_TEST),
    State.NEGOTIATING: (*negotiated()[State.NEGOTIATING], Step.STATE_TEST),
}
MOVES = {
    **APPROVED_BY_GOVERNMENT,
    State.DRAFTING: {Step.MAKE_OFFER: State.NEGOTIATING, Step.CLOSE: State.CLOSED},
    State.SUBMITTED: {**APPROVED_BY_GOVERNMENT[State.SUBMITTED], Step.REJECT: State.CLOSED},
}
STEPS = {
    **{step: who for step, who in usual(DECISION).items() if step is not Step.OPEN_NEGOTIATION},
    Step.INVITE: (GOVERNMENT, WAY_IN),
    Step.DESCRIBE_OFFER: (COUNCIL, WAY_IN),
    Step.STATE_TEST: (COUNCIL, TESTS_SOURCE),
    Step.MAKE_OFFER: (COUNCIL, DECISION),
    Step.SUBMIT: (COUNCIL, DECISION),
    Step.REQUIRE_CHANGES: (GOVERNMENT, DECISION),
    Step.APPROVE: (GOVERNMENT, DECISION),
    Step.REJECT: (GOVERNMENT, DECISION),
    Step.GRANT_FREEDOM: (GOVERNMENT, FREEDOMS_SOURCE),
}
RULEBOOK = Rulebook(
    kind="place_offer",
    name="place offer",
    effect=LegalEffect.HONOUR,
    effect_words="A place offers savings and services redesigned across bodies, shown by four tests, and asks government for freedoms; "
    "both sides counter until they agree. Held in honour: a freedom takes effect only as government grants it.",
    valid_from=dt.date(2010, 3, 24),
    valid_to=None,
    dates=DATES,
    holders=HOLDERS,
    next=table(STAYS, MOVES),
    may={step: who for step, (who, _) in STEPS.items()},
    sources={step: source for step, (_, source) in STEPS.items()},
    rules=(
        *OF_THREADS,
        rule(YEARS, within_its_years, Step.START_DRAFT, *OFFERS),
        rule(WAY_IN, has_a_way_in, *OFFERS),
        rule(LEVELS_SOURCE, names_its_level, *OFFERS),
        rule(TESTS_SOURCE, states_all_four_tests, *OFFERS),
        rule(TESTS_SOURCE, tests_have_amounts_and_evidence, *OFFERS),
        rule(TESTS_SOURCE, partners_among_the_parties, *OFFERS),
        rule(FREEDOMS_SOURCE, asks_for_a_freedom, *OFFERS),
        rule(FREEDOMS_SOURCE, wholes.freedoms_are_asked_of_somebody, *OFFERS),
        rule(FREEDOMS_SOURCE, pledges_something, *OFFERS),
        *agreed_first(Step.PUT_TO_PARTIES, Step.SUBMIT),
        rule(DECISION, wholes.all_signed, Step.SUBMIT, Step.APPROVE),
        rule(DECISION, wholes.says_why, Step.REQUIRE_CHANGES, Step.REJECT),
        rule(FREEDOMS_SOURCE, was_asked_for, Step.GRANT_FREEDOM),
    ),
    holder=holder,
    duty=nothing_by_law(DECISION),
    owes=owes_nothing,
    must_agree=all_around_the_line,
    lines=("priority", "target", "contribution", "freedom", "pledge", "clause"),
    limits={},
    tests=TESTS,
)
