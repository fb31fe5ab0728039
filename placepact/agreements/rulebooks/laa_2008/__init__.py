"""Local Area Agreements of 2008 to 2011: Part 5 of the Local Government and Public Involvement in Health Act 2007."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from placepact.agreements.rulebooks import threads
from placepact.agreements.rulebooks.engine import LegalEffect, Rule, Rulebook, Source
from placepact.agreements.rulebooks.facts import Capacity, Case, State, Step
from placepact.agreements.rulebooks.laa_2008 import drafts, targets
from placepact.agreements.rulebooks.laa_2008 import sources as law
from placepact.agreements.rulebooks.laa_2008.bodies import duty, holder, must_agree, owes

A, P, G, C = Capacity.ACCOUNTABLE, Capacity.PARTNER, Capacity.GOVERNMENT, Capacity.COMMUNITY
EVERYBODY, COUNCIL, GOVERNMENT = frozenset({A, P, G, C}), frozenset({A}), frozenset({G})

# Steps that leave the state as it is, by state.
THREADS = (Step.PROPOSE, Step.COUNTER, Step.ACCEPT, Step.WITHDRAW)
STAYS: dict[State, tuple[Step, ...]] = {
    State.DRAFTING: (Step.WRITE_LINE, Step.CONSULT, Step.DIRECT),
    State.NEGOTIATING: (*THREADS, Step.CONSENT, Step.CONSULT, Step.DIRECT),
    State.WITH_PARTIES: (Step.CONSENT, Step.CONSULT, Step.DIRECT, Step.RECORD_APPROVAL, Step.SIGN),
    State.SUBMITTED: (Step.DIRECT,),
    State.IN_FORCE: (
        *THREADS,
        Step.CONSENT,
        Step.CONSULT,
        Step.DIRECT,
        Step.RECORD_APPROVAL,
        Step.DESIGNATE,
        Step.REVOKE_DESIGNATION,
        Step.AMEND_TARGET,
        Step.REMOVE_TARGET,
        Step.ADD_TARGET,
        Step.DIRECT_REVISION,
        Step.PROPOSE_REVISION,
        Step.REQUIRE_MODIFICATION,
        Step.APPROVE_REVISION,
        Step.REJECT_REVISION,
        Step.REVIEW,
        Step.REFRESH,
    ),
}
MOVES: dict[State, dict[Step, State]] = {
    State.NOT_STARTED: {Step.START_DRAFT: State.DRAFTING},
    State.DRAFTING: {Step.OPEN_NEGOTIATION: State.NEGOTIATING, Step.CLOSE: State.CLOSED},
    State.NEGOTIATING: {Step.PUT_TO_PARTIES: State.WITH_PARTIES, Step.CLOSE: State.CLOSED},
    State.WITH_PARTIES: {
        Step.REOPEN: State.NEGOTIATING,
        Step.SUBMIT: State.SUBMITTED,
        Step.CLOSE: State.CLOSED,
    },
    State.SUBMITTED: {Step.REQUIRE_CHANGES: State.NEGOTIATING, Step.APPROVE: State.IN_FORCE},
    State.IN_FORCE: {Step.CLOSE: State.CLOSED},
    State.CLOSED: {},
}
NEXT = {state: {**dict.fromkeys(STAYS.get(state, ()), state), **moves} for state, moves in MOVES.items()}

# Who takes a step, and where it is written.
STEPS: dict[Step, tuple[frozenset[Capacity], Source]] = {
    Step.START_DRAFT: (COUNCIL, law.S106),
    Step.DIRECT: (GOVERNMENT, law.S106),
    Step.WRITE_LINE: (COUNCIL, law.S106),
    Step.OPEN_NEGOTIATION: (COUNCIL, law.S106),
    **dict.fromkeys(THREADS, (EVERYBODY, law.NEGOTIATION)),
    Step.CONSENT: (frozenset({P, C, G}), law.S110),
    Step.CONSULT: (COUNCIL, law.S106),
    Step.PUT_TO_PARTIES: (COUNCIL, law.NEGOTIATION),
    Step.REOPEN: (COUNCIL, law.NEGOTIATION),
    Step.RECORD_APPROVAL: (COUNCIL, law.COUNCIL),
    Step.SIGN: (frozenset({A, P, C}), law.SIGNING),
    Step.SUBMIT: (COUNCIL, law.S106),
    Step.REQUIRE_CHANGES: (GOVERNMENT, law.S107),
    Step.APPROVE: (GOVERNMENT, law.S107),
    Step.DESIGNATE: (GOVERNMENT, law.S109),
    Step.REVOKE_DESIGNATION: (GOVERNMENT, law.S109),
    Step.AMEND_TARGET: (COUNCIL, law.S110),
    Step.REMOVE_TARGET: (COUNCIL, law.S110),
    Step.ADD_TARGET: (COUNCIL, law.S110),
    Step.DIRECT_REVISION: (GOVERNMENT, law.S111),
    Step.PROPOSE_REVISION: (COUNCIL, law.S111),
    Step.REQUIRE_MODIFICATION: (GOVERNMENT, law.S112),
    Step.APPROVE_REVISION: (GOVERNMENT, law.S112),
    Step.REJECT_REVISION: (GOVERNMENT, law.S112),
    Step.REVIEW: (frozenset({A, G}), law.ROUND),
    Step.REFRESH: (COUNCIL, law.ROUND),
    Step.CLOSE: (COUNCIL, law.ROUND),
}
CHANGING = (Step.AMEND_TARGET, Step.REMOVE_TARGET)
LOCAL = (*CHANGING, Step.ADD_TARGET)
REVISING = (Step.PROPOSE_REVISION, Step.REFRESH)


def rule(source: Source, broken: Callable[[Case], str | None], *steps: Step) -> Rule:
    return Rule(broken.__name__, source, frozenset(steps), broken)


RULES = (
    rule(law.NEGOTIATION, threads.nothing_open, Step.PROPOSE),
    rule(law.NEGOTIATION, threads.something_to_answer, Step.COUNTER, Step.ACCEPT),
    rule(law.NEGOTIATION, threads.not_ones_own, Step.COUNTER),
    rule(law.NEGOTIATION, threads.asked_for, Step.ACCEPT),
    rule(law.NEGOTIATION, threads.ones_own, Step.WITHDRAW),
    rule(law.NEGOTIATION, threads.gives_words, Step.COUNTER, Step.WITHDRAW),
    rule(law.S110, threads.may_consent, Step.CONSENT),
    rule(law.S106, drafts.has_its_parts, Step.OPEN_NEGOTIATION, Step.PUT_TO_PARTIES, Step.SUBMIT),
    rule(law.NEGOTIATION, drafts.lines_agreed, Step.PUT_TO_PARTIES, Step.SUBMIT),
    rule(law.CAP, targets.not_more_put_forward, Step.PUT_TO_PARTIES, Step.SUBMIT),
    rule(law.S106, drafts.partners_consulted, Step.PUT_TO_PARTIES, Step.SUBMIT),
    rule(law.S106, drafts.directed, Step.SUBMIT),
    rule(law.SIGNING, drafts.signatory, Step.SIGN),
    rule(law.NOTES_85, drafts.outset_agreed, Step.SUBMIT, Step.APPROVE),
    rule(law.COUNCIL, drafts.council_approved, Step.SUBMIT, Step.APPROVE),
    rule(law.SIGNING, drafts.all_signed, Step.SUBMIT, Step.APPROVE),
    rule(law.S109, targets.designated_once, Step.DESIGNATE),
    rule(law.S109, targets.not_designated_late, Step.DESIGNATE),
    rule(law.CAP, targets.not_a_36th, Step.DESIGNATE),
    rule(law.S109, targets.designated_at_all, Step.REVOKE_DESIGNATION),
    rule(law.S110, targets.is_a_target, *LOCAL),
    rule(law.S110, targets.only_local, *CHANGING),
    rule(law.S110, targets.not_locked, *CHANGING),
    rule(law.S110, targets.authorities_consent, *CHANGING),
    rule(law.S110, targets.others_consulted, *CHANGING),
    rule(law.S110, targets.all_related_consent, Step.ADD_TARGET),
    rule(law.ROUND, drafts.reviewed, Step.REFRESH),
    rule(law.S111, targets.revision_is_for, *REVISING),
    rule(law.S111, targets.revision_names, *REVISING, Step.APPROVE_REVISION),
    rule(law.NOTES_85, targets.additions_agreed, *REVISING),
    rule(law.ROUND, drafts.with_reason, *LOCAL, *REVISING),
    rule(law.COUNCIL, drafts.council_approved, *LOCAL, *REVISING, Step.APPROVE_REVISION),
    rule(law.S111, drafts.within_the_period, Step.DIRECT_REVISION, Step.PROPOSE_REVISION),
    rule(
        law.NEGOTIATION,
        drafts.says_why,
        Step.REOPEN,
        Step.REQUIRE_CHANGES,
        Step.REQUIRE_MODIFICATION,
        Step.REJECT_REVISION,
        Step.REVIEW,
    ),
    rule(law.ROUND, drafts.says_why, Step.CLOSE),
    rule(law.ROUND, drafts.not_early, Step.CLOSE),
)

RULEBOOK = Rulebook(
    kind="laa_2008",
    name="Local Area Agreement of 2008",
    effect=LegalEffect.STATUTORY,
    effect_words=f"Made under Part 5 of the {law.ACT}; once signed, spoken of as a contract with the council.",
    valid_from=dt.date(2007, 12, 30),
    valid_to=dt.date(2015, 5, 25),
    dates=law.REPEAL,
    holders=law.S103,
    next=NEXT,
    may={step: who for step, (who, _) in STEPS.items()},
    sources={step: source for step, (_, source) in STEPS.items()},
    rules=RULES,
    holder=holder,
    duty=duty,
    owes=owes,
    must_agree=must_agree,
    lines=("priority", "target", "contribution", "freedom", "pledge", "clause"),
    limits={"designated": targets.MOST_DESIGNATED, "statutory_education": 16},
)
