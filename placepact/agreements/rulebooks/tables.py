"""Making a rulebook's table: rules by their function's name, states with what stays and what moves, the usual way."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from placepact.agreements.rulebooks import threads, wholes
from placepact.agreements.rulebooks.engine import Rule, Source, Standing
from placepact.agreements.rulebooks.facts import Capacity, Case, State, Step

A, P, G, C = Capacity.ACCOUNTABLE, Capacity.PARTNER, Capacity.GOVERNMENT, Capacity.COMMUNITY
EVERYBODY, COUNCIL, GOVERNMENT = frozenset({A, P, G, C}), frozenset({A}), frozenset({G})
THREADS = (Step.PROPOSE, Step.COUNTER, Step.ACCEPT, Step.WITHDRAW)
Who = Mapping[Step, tuple[frozenset[Capacity], Source]]
Moves = Mapping[State, Mapping[Step, State]]
TO_SIGN = (Step.OPEN_NEGOTIATION, Step.PUT_TO_PARTIES, Step.PUT_INTO_FORCE)
TO_SUBMIT = (Step.OPEN_NEGOTIATION, Step.PUT_TO_PARTIES, Step.SUBMIT)


def rule(source: Source, broken: Callable[[Case], str | None], *steps: Step) -> Rule:
    """A rule that is called as its question is."""
    return Rule(broken.__name__, source, frozenset(steps), broken)


def statute(act: str, section: str, says: str) -> Source:
    return Source(f"{act}, {section}", Standing.STATUTE, says)


def assumed(says: str) -> Source:
    return Source("a rule of placepact", Standing.ASSUMED, says)


NEGOTIATION = assumed("Lines are proposed, countered and accepted in threads until none is open.")
SIGNING = assumed("Each party signs the wording on an authority that it names.")
ENDING = assumed("It is reviewed while it runs, and closed with a reason once its period is over.")
PERSONALITY = Source(
    "Audit Commission, Working better together?, 2009",
    Standing.PRACTICE,
    "A partnership without legal personality cannot sign, hold money or employ.",
)


def table(stays: Mapping[State, tuple[Step, ...]], moves: Moves) -> dict[State, dict[Step, State]]:
    """From each state by each step to the next: steps that leave it as it is, then those that move it."""
    return {state: {**dict.fromkeys(stays.get(state, ()), state), **to} for state, to in moves.items()}


def negotiated(*in_force: Step) -> dict[State, tuple[Step, ...]]:
    """The steps of a negotiated kind that leave its state as it is; `in_force`: those once it is in force."""
    return {
        State.DRAFTING: (Step.WRITE_LINE, Step.CONSULT),
        State.NEGOTIATING: (*THREADS, Step.CONSENT, Step.CONSULT),
        State.WITH_PARTIES: (Step.CONSENT, Step.CONSULT, Step.RECORD_APPROVAL, Step.SIGN),
        State.IN_FORCE: in_force,
    }


SIGNED_BY_ALL: Moves = {
    State.NOT_STARTED: {Step.START_DRAFT: State.DRAFTING},
    State.DRAFTING: {Step.OPEN_NEGOTIATION: State.NEGOTIATING, Step.CLOSE: State.CLOSED},
    State.NEGOTIATING: {Step.PUT_TO_PARTIES: State.WITH_PARTIES, Step.CLOSE: State.CLOSED},
    State.WITH_PARTIES: {
        Step.REOPEN: State.NEGOTIATING,
        Step.PUT_INTO_FORCE: State.IN_FORCE,
        Step.CLOSE: State.CLOSED,
    },
    State.IN_FORCE: {Step.CLOSE: State.CLOSED},
    State.CLOSED: {},
}
"""The way of a kind that is in force once everybody has signed."""
APPROVED_BY_GOVERNMENT: Moves = {
    **SIGNED_BY_ALL,
    State.WITH_PARTIES: {
        Step.REOPEN: State.NEGOTIATING,
        Step.SUBMIT: State.SUBMITTED,
        Step.CLOSE: State.CLOSED,
    },
    State.SUBMITTED: {Step.REQUIRE_CHANGES: State.NEGOTIATING, Step.APPROVE: State.IN_FORCE},
}
"""The way of a kind that the government approves."""


def usual(source: Source) -> dict[Step, tuple[frozenset[Capacity], Source]]:
    """Who takes the steps that every negotiated kind has; `source`: where drafting is written."""
    return {
        Step.START_DRAFT: (COUNCIL, source),
        Step.WRITE_LINE: (COUNCIL, source),
        Step.CONSULT: (COUNCIL, source),
        Step.OPEN_NEGOTIATION: (COUNCIL, NEGOTIATION),
        **dict.fromkeys(THREADS, (EVERYBODY, NEGOTIATION)),
        Step.CONSENT: (frozenset({P, C, G}), NEGOTIATION),
        Step.PUT_TO_PARTIES: (COUNCIL, NEGOTIATION),
        Step.REOPEN: (COUNCIL, NEGOTIATION),
        Step.RECORD_APPROVAL: (COUNCIL, SIGNING),
        Step.SIGN: (frozenset({A, P, C}), SIGNING),
        Step.REVIEW: (frozenset({A, G}), ENDING),
        Step.CLOSE: (COUNCIL, ENDING),
    }


OF_THREADS = (
    rule(NEGOTIATION, threads.nothing_open, Step.PROPOSE),
    rule(NEGOTIATION, threads.something_to_answer, Step.COUNTER, Step.ACCEPT),
    rule(NEGOTIATION, threads.not_ones_own, Step.COUNTER),
    rule(NEGOTIATION, threads.asked_for, Step.ACCEPT),
    rule(NEGOTIATION, threads.ones_own, Step.WITHDRAW),
    rule(NEGOTIATION, threads.gives_words, Step.COUNTER, Step.WITHDRAW),
    rule(NEGOTIATION, threads.may_consent, Step.CONSENT),
    rule(PERSONALITY, wholes.signatory, Step.SIGN),
    rule(NEGOTIATION, wholes.says_why, Step.REOPEN),
    rule(ENDING, wholes.says_why, Step.REVIEW, Step.CLOSE),
    rule(ENDING, wholes.not_early, Step.CLOSE),
)
"""The rules that every negotiated kind has."""


def agreed_first(*steps: Step) -> tuple[Rule, ...]:
    """No line is open at these steps."""
    return (rule(NEGOTIATION, wholes.lines_agreed, *steps),)
