"""The ledger of freedoms and pledges of a version: each freedom with its entries, and the pledge beside it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from placepact.agreements.models import (
    FreedomEntry,
    FreedomState,
    Line,
    LineKind,
    LineVersion,
    PledgeEntry,
    Version,
)
from placepact.agreements.rules.freedoms import GRANTED, STEPS, Said, Sums, sums

E = TypeVar("E", FreedomEntry, PledgeEntry)


@dataclass(frozen=True)
class Pledge:
    """A pledge with the entries on its delivery, oldest first; the newest says how far it is delivered."""

    wording: LineVersion
    entries: tuple[PledgeEntry, ...]

    @property
    def newest(self) -> PledgeEntry | None:
        return self.entries[-1] if self.entries else None


@dataclass(frozen=True)
class Freedom:
    """A freedom with its entries, oldest first, and the pledges named in return."""

    wording: LineVersion
    entries: tuple[FreedomEntry, ...]
    pledges: tuple[Pledge, ...]

    @property
    def state(self) -> str:
        return self.entries[-1].state if self.entries else ""

    @property
    def state_word(self) -> str:
        return FreedomState(self.state).label if self.state else "Not asked for yet"

    @property
    def shown(self) -> FreedomEntry | None:
        """The entry that says what it frees: the newest grant, else the newest request."""
        grants = [each for each in self.entries if each.state == GRANTED]
        asked = [each for each in self.entries if each.state == FreedomState.ASKED]
        told = grants or asked
        return told[-1] if told else None

    @property
    def steps(self) -> tuple[tuple[str, bool], ...]:
        """Asked, granted, used: each with whether it was reached in the newest round; then how it ended, if it did."""
        begun = max((n for n, e in enumerate(self.entries) if e.state == FreedomState.ASKED), default=0)
        reached = {each.state for each in self.entries[begun:]}
        way = tuple((FreedomState(each).label, each in reached) for each in STEPS)
        over = self.state in (FreedomState.REFUSED, FreedomState.WITHDRAWN)
        return (*way, (self.state_word, True)) if over else way


@dataclass(frozen=True)
class Ledger:
    """All freedoms and pledges of a version, and the ledger added up."""

    freedoms: tuple[Freedom, ...]
    pledges: tuple[Pledge, ...]
    sums: Sums


def ledger(version: Version) -> Ledger:
    """The ledger as it stands: three queries, however many entries."""
    kinds = (LineKind.FREEDOM, LineKind.PLEDGE)
    rows = list(
        version.lines.filter(line__kind__in=kinds)
        .select_related("line", "body", "block")
        .order_by("block__order", "order", "id")
    )
    ids = [each.line_id for each in rows]
    said = by_line(FreedomEntry.objects.filter(line__in=ids).select_related("organisation", "pledge"))
    done = by_line(PledgeEntry.objects.filter(line__in=ids).select_related("organisation"))
    pledges = {
        e.line_id: Pledge(e, tuple(done.get(e.line_id, ()))) for e in rows if e.line.kind == LineKind.PLEDGE
    }
    freedoms = tuple(
        Freedom(each, tuple(entries), in_return(entries, pledges))
        for each in rows
        if each.line.kind == LineKind.FREEDOM
        for entries in [said.get(each.line_id, [])]
    )
    return Ledger(freedoms, tuple(pledges.values()), sums(as_said(each.entries) for each in freedoms))


def in_return(entries: Iterable[FreedomEntry], pledges: dict[int, Pledge]) -> tuple[Pledge, ...]:
    """The pledges that entries name, each once, in the order in which they were named."""
    named = dict.fromkeys(each.pledge_id for each in entries if each.pledge_id)
    return tuple(pledges[each] for each in named if each in pledges)


def entries_of(line: Line) -> list[Said]:
    """What was said of a freedom so far, as the rules see it: one query."""
    return as_said(FreedomEntry.objects.filter(line=line).order_by("number"))


def as_said(entries: Iterable[FreedomEntry]) -> list[Said]:
    return [Said(each.state, each.amount_pence, lifted(each)) for each in entries]


def lifted(entry: FreedomEntry) -> int:
    """How many indicators an entry lifts."""
    return (entry.indicators_from or 0) - (entry.indicators_to or 0)


def by_line(entries: Iterable[E]) -> dict[int, list[E]]:
    """Entries by the id of their line, in their order."""
    made: dict[int, list[E]] = {}
    for each in entries:
        made.setdefault(each.line_id, []).append(each)
    return made
