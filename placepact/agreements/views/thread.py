"""The thread of a line: who said what when and why, what is on the table, and the answer beside it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from placepact.agreements.buttons import OF_A_LINE
from placepact.agreements.models import OFFERS, Line, Move, State
from placepact.agreements.queries.cases import Record, line_facts
from placepact.agreements.queries.threads import Thread
from placepact.agreements.rulebooks.facts import LineFacts, Step
from placepact.agreements.rules.compare import sentences
from placepact.agreements.rules.lines import from_json
from placepact.agreements.rules.terms import LineTerms
from placepact.agreements.views.choices import GIVEN, Choice, choice
from placepact.agreements.views.seat import Seat
from placepact.agreements.words import on_offer, sentence

VERBS = {"proposed": "proposed", "countered": "countered", "accepted": "accepted", "withdrawn": "withdrew"}
REMOVED = "The line goes."


@dataclass(frozen=True)
class Said:
    """A move in words: `words` is what it offers, `because` why."""

    move: Move
    who: str
    verb: str
    is_mine: bool
    is_offer: bool
    words: str
    details: tuple[str, ...]
    because: str


def thread_of(record: Record, reference: str) -> tuple[Line | None, Thread]:
    """The thread of a line with its line; an empty one where nobody has said anything."""
    for thread in record.threads.values():
        line = (thread.moves or thread.earlier)[0].line
        if line.reference == reference:
            return line, thread
    return None, Thread()


def said(found: Seat, record: Record, terms: LineTerms, reference: str) -> dict[str, Any]:
    """The moves of a thread in order, and what is on its table."""
    _, thread = thread_of(record, reference)
    offer = thread.offer
    return {
        "moves": moves(thread.moves, found, record),
        "earlier": moves(thread.earlier, found, record),
        "consents": [
            {"who": each.name, "on": each.on, "evidence": each.text, "sha256": each.sha256}
            for each in thread.consents
        ],
        "on_table": (sentence(terms) if offer.terms else REMOVED) if offer else "",
        "accept_label": f"Accept {on_offer(terms)}".strip() if offer and offer.terms else "Accept",
    }


def moves(given: Iterable[Move], found: Seat, record: Record) -> list[Said]:
    """Every move in words; of a counter-offer also what it changes beside the sentence."""
    before: LineTerms | None = None
    made = []
    mine = found.organisation.pk if found.organisation else 0
    for each in given:
        is_offer = each.kind in OFFERS
        terms = from_json(each.terms) if each.terms else None
        words = sentence(terms) if terms else REMOVED if is_offer else ""
        details = (
            tuple(sentences(before, terms, lambda slug: record.case.body(slug).name))
            if is_offer and before and terms
            else ()
        )
        made.append(
            Said(
                move=each,
                who=each.organisation.name,
                verb=VERBS[each.kind],
                is_mine=each.organisation_id == mine,
                is_offer=is_offer,
                words=words,
                details=details,
                because=each.reason,
            )
        )
        before = terms or before
    return made


def answer(found: Seat, record: Record, reference: str) -> dict[str, Any]:
    """The steps on one line for whoever sits here, by name, and who has still to agree to it."""
    line, thread = thread_of(record, reference)
    facts = facts_of(record, line, reference, found)
    case = replace(record.case, line=facts, reason=GIVEN)
    steps = steps_of(found, thread)
    made: dict[str, Choice] = {
        step.value: choice(found, case, step) for step in steps if step in found.book.may
    }
    return {
        "answer": made,
        "waiting": record.case.say(facts.waiting_for),
        "agreed_by": record.case.say(facts.consents if found.version.state == State.SIGNED else facts.agreed),
        "line_facts": facts,
    }


def facts_of(record: Record, line: Line | None, reference: str, found: Seat) -> LineFacts:
    known = next((each for each in record.case.lines if each.reference == reference), None)
    if known is not None:
        return known
    return line_facts(record, line, found.version) if line is not None else LineFacts(reference)


def steps_of(found: Seat, thread: Thread) -> Iterable[Step]:
    """The steps that a line knows where it stands: those of designation and of changes only once it is in force."""
    if found.version.state != State.SIGNED:
        return [each for each in OF_A_LINE if each not in (Step.DESIGNATE, Step.REVOKE_DESIGNATION)]
    return OF_A_LINE


__all__ = ["Said", "answer", "moves", "said", "thread_of"]
