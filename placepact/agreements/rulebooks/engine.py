"""The one engine of all rulebooks: may this step be taken, by whom, in which state, and if not, why not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from placepact.agreements.rulebooks.days import say
from placepact.agreements.rulebooks.facts import Body, Capacity, Case, Change, State, Step
from placepact.errors import Refusal


class Standing(StrEnum):
    """What a rule rests on."""

    STATUTE = "statute"
    GUIDANCE = "guidance"
    PRACTICE = "published practice"
    ASSUMED = "assumed"


class LegalEffect(StrEnum):
    """What an agreement of a kind binds its parties to."""

    STATUTORY = "statutory"
    CONTRACT = "contract"
    HONOUR = "honour"


@dataclass(frozen=True)
class Source:
    """Where a rule is written, and what it is worth."""

    section: str
    standing: Standing
    says: str

    @property
    def cited(self) -> str:
        """As it stands at the end of a sentence: what is not statute says so."""
        return self.section if self.standing is Standing.STATUTE else f"{self.section}; {self.standing.value}"


@dataclass(frozen=True)
class Rule:
    """One rule: the steps it bears on, and a pure question that answers with a sentence where it is broken."""

    name: str
    source: Source
    steps: frozenset[Step]
    broken: Callable[[Case], str | None]


class Refused(Refusal):
    """A step that the rulebook does not allow: the text ends with the section."""

    def __init__(self, sentence: str, source: Source, rule: str) -> None:
        super().__init__(f"{sentence} ({source.cited})")
        self.sentence, self.source, self.rule = sentence, source, rule


Next = Mapping[State, Mapping[Step, State]]
May = Mapping[Step, frozenset[Capacity]]


@dataclass(frozen=True)
class Rulebook:
    """The rules of one kind of agreement.

    `next`: from a state, by a step, to a state; `may`: in which capacity a body takes a step; `sources`: where
    each step is written; `holder`: why a body cannot hold it, or None; `duty`: what a body owes, and by what;
    `owes`: whether it has a duty to have regard to the targets that relate to it;
    `must_agree`: who has to agree to a change of a line, or to consent to it once the agreement is in force;
    `tests`, `conditions`: what is to be stated of an offer or of a body's eligibility, by name, in words;
    `reads_blocks`: whether its rules ask for the names of the blocks; `takes_wider`: whether a revision may make the
    agreement run longer or reach further.
    """

    kind: str
    name: str
    effect: LegalEffect
    effect_words: str
    valid_from: dt.date
    valid_to: dt.date | None
    dates: Source
    holders: Source
    next: Next
    may: May
    sources: Mapping[Step, Source]
    rules: tuple[Rule, ...]
    holder: Callable[[Body], str | None]
    duty: Callable[[Body], tuple[str, Source]]
    owes: Callable[[Body], bool]
    must_agree: Callable[[Case, Change], frozenset[str]]
    lines: tuple[str, ...]
    limits: Mapping[str, int]
    tests: Mapping[str, str] = field(default_factory=dict)
    conditions: Mapping[str, str] = field(default_factory=dict)
    reads_blocks: bool = False
    takes_wider: bool = False

    def reasons(self, step: Step, case: Case) -> Iterator[Refused]:
        """Every reason why a step may not be taken, the plainest first."""
        yield from self._outside(step, case)
        if step not in self.next.get(case.state, {}):
            yield self._wrong_state(step, case)
            return
        if case.acting is not None and case.acting.capacity not in self.may[step]:
            yield self._wrong_body(step, case.acting)
        for rule in self.rules:
            if step in rule.steps and (sentence := rule.broken(case)):
                yield Refused(sentence, rule.source, rule.name)

    def why_not(self, step: Step, case: Case) -> Refused | None:
        """The first reason why a step may not be taken; None where it may."""
        return next(self.reasons(step, case), None)

    def check(self, step: Step, case: Case) -> State:
        """The state after a step. Raises Refused."""
        if refused := self.why_not(step, case):
            raise refused
        return self.next[case.state][step]

    def rules_of(self, step: Step) -> list[Rule]:
        """The rules that bear on a step."""
        return [rule for rule in self.rules if step in rule.steps]

    def runs_on(self, day: dt.date) -> bool:
        """Whether the law of this kind is in force on a day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    def _outside(self, step: Step, case: Case) -> Iterator[Refused]:
        if step is not Step.CLOSE and not self.runs_on(case.on):
            until = f" to {say(self.valid_to)}" if self.valid_to else " on"
            yield Refused(
                f"An agreement of the kind {self.name} can be made and changed from {say(self.valid_from)}{until}, not on {say(case.on)}. "
                "Choose a kind of agreement that the law knows on that day.",
                self.dates,
                "dates",
            )
        if step is Step.START_DRAFT and case.acting and (why := self.holder(case.acting)):
            yield Refused(why, self.holders, "holder")

    def _wrong_state(self, step: Step, case: Case) -> Refused:
        possible = [state.words for state, steps in self.next.items() if step in steps]
        if not possible:
            sentence = f"An agreement of the kind {self.name} has no step to {step.words}. Choose a step that its rulebook has."
        else:
            sentence = (
                f"The agreement is {case.state.words}; to {step.words} it must be {' or '.join(possible)}. "
                f"Steps open now: {', '.join(each.words for each in self.next.get(case.state, {})) or 'none'}."
            )
        return Refused(sentence, self.sources.get(step, self.dates), "state")

    def _wrong_body(self, step: Step, body: Body) -> Refused:
        who = " or ".join(capacity.words for capacity in Capacity if capacity in self.may[step])
        party = f"as {body.capacity.words}" if body.capacity else "not a party"
        return Refused(
            f"To {step.words} takes {who}; {body.name} is here {party}. Ask whoever may to take the step.",
            self.sources[step],
            "capacity",
        )
