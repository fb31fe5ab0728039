"""The board of a negotiation: what is agreed, what is contested, who must act next, and the days that are left."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from django.utils import timezone

from placepact.agreements.models import LineKind, Move, MoveKind, Version
from placepact.agreements.queries.cases import Record, facts, record_of, with_thread
from placepact.agreements.queries.documents import blocks_of
from placepact.agreements.queries.threads import Thread
from placepact.agreements.rulebooks.facts import LineFacts, State
from placepact.agreements.rules.lines import from_json
from placepact.agreements.rules.terms import LineTerms
from placepact.organisations.models import Organisation

YOU, OTHERS, AGREED = "you", "others", "agreed"


@dataclass(frozen=True)
class Row:
    """A line on the board. `terms` is what is on the table; `waiting_for` are the names of whom it waits for.

    `group` is you, others or agreed; `state` a word; `ask` what is asked for: accept or counter, or consent.
    """

    reference: str
    kind: str
    terms: LineTerms
    marks: tuple[str, ...]
    block: str
    group: str
    state: str
    by: str
    on: dt.date | None
    moves: int
    waiting_for: tuple[str, ...]
    ask: str
    have: int
    needed: int
    offer: Move | None


@dataclass(frozen=True)
class Board:
    """Every line of a version by who must act next. `deadline` is the day of the direction; None where none is set."""

    version: Version
    rows: tuple[Row, ...]
    deadline: dt.date | None
    days_left: int | None
    record: Record

    def group(self, name: str) -> list[Row]:
        """The rows of one group: you, others or agreed."""
        return [each for each in self.rows if each.group == name]

    def waits(self) -> list[tuple[str, int]]:
        """Who is waited for and for how many lines, the most first."""
        counted = Counter(name for each in self.group(OTHERS) for name in each.waiting_for)
        return sorted(counted.items(), key=lambda each: (-each[1], each[0]))


def board(version: Version, organisation: Organisation | None = None, on: dt.date | None = None) -> Board:
    """The board of a version as an organisation sees it: about nine queries, however many lines."""
    day = on or timezone.localdate()
    found = record_of(version, on=day, organisation=organisation)
    facts = {each.reference: each for each in found.case.lines}
    blocks = {each.slug: each.name for each in blocks_of(version)}
    slug = organisation.slug if organisation else ""
    rows = []
    for terms, thread in standing_and_offered(version, found):
        line = facts.get(terms.reference) or offered_facts(thread, terms, found, version)
        rows.append(row(terms, line, thread, Looking(found, blocks, slug)))
    until = found.submit_by
    return Board(version, tuple(rows), until, (until - day).days if until else None, found)


@dataclass(frozen=True)
class Looking:
    """Who looks at the board, and what names mean there."""

    record: Record
    blocks: dict[str, str]
    slug: str


def standing_and_offered(version: Version, found: Record) -> list[tuple[LineTerms, Thread]]:
    """Every line that stands, with what is on its table; then those that are offered and stand in no wording yet."""
    rows = [
        (on_table(found.threads.get(line)) or terms, found.threads.get(line))
        for line, terms in found.terms.items()
    ]
    known = {terms.reference for terms, _ in rows}
    for thread in found.threads.values():
        terms = on_table(thread)
        if terms is not None and terms.reference not in known:
            rows.append((terms, thread))
    return [(terms, thread or Thread()) for terms, thread in rows]


def on_table(thread: Thread | None) -> LineTerms | None:
    """The terms of the offer on the table; None where there is none, or it is to remove the line."""
    return from_json(thread.offer.terms) if thread and thread.offer and thread.offer.terms else None


def offered_facts(thread: Thread, terms: LineTerms, found: Record, version: Version) -> LineFacts:
    """A line that is only offered, as its rulebook sees it."""
    return with_thread(facts(terms), found.case, version, thread)


def row(terms: LineTerms, line: LineFacts, thread: Thread, looking: Looking) -> Row:
    """A line on the board."""
    is_open = bool(line.waiting_for)
    group = AGREED if not is_open else YOU if looking.slug in line.waiting_for else OTHERS
    say = looking.record.case.body
    have = len(line.consents if looking.record.case.state is State.IN_FORCE else line.agreed)
    return Row(
        reference=terms.reference,
        kind=LineKind(terms.kind).label,
        terms=terms,
        marks=marks(terms, line),
        block=looking.blocks.get(terms.block, terms.block),
        group=group,
        state=state_word(line, thread, looking.record.case.state),
        by=thread.offer.organisation.name if thread.offer else "",
        on=thread.offer.on if thread.offer else None,
        moves=len(thread.moves) + len(thread.earlier),
        waiting_for=tuple(sorted(say(slug).name for slug in line.waiting_for)),
        ask=asked(line, looking),
        have=have,
        needed=have + len(line.waiting_for),
        offer=thread.offer,
    )


def asked(line: LineFacts, looking: Looking) -> str:
    """What the line asks for of those it waits for; empty where it waits for nobody."""
    if not line.waiting_for:
        return ""
    return "consent" if looking.record.case.state is State.IN_FORCE else "accept or counter"


def state_word(line: LineFacts, thread: Thread, state: State) -> str:
    """Proposed, Countered, Agreed, In force or Written."""
    if thread.offer is None:
        return "In force" if state is State.IN_FORCE else "Written"
    if line.waiting_for:
        return MoveKind(thread.offer.kind).label
    return "Consented" if state is State.IN_FORCE else "Agreed"


def marks(terms: LineTerms, line: LineFacts) -> tuple[str, ...]:
    """What kind of target it is; nothing for another line."""
    if terms.kind != "target":
        return ()
    if line.is_designated:
        return ("Designated target",)
    if line.is_statutory_education:
        return ("Statutory education target",)
    return ("Put forward for designation",) if line.is_put_forward else ("Local target",)
