"""A place's offer as it stands: what is asked against what is given in return, and the counter-offers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from placepact.agreements.models import (
    FreedomEntry,
    Move,
    MoveKind,
    State,
    Version,
)
from placepact.agreements.queries.threads import Thread, threads
from placepact.agreements.rules.terms import LineTerms

ASKED, GIVEN = ("freedom",), ("pledge", "contribution")


@dataclass(frozen=True)
class Side:
    """A line of the offer: what is on its table or stands, whom it waits for, and what the ledger says of it last."""

    terms: LineTerms
    waiting_for: tuple[str, ...]
    ledger: str


@dataclass(frozen=True)
class PlaceOffer:
    """An offer as it stands."""

    asked: tuple[Side, ...]
    given: tuple[Side, ...]
    counters: tuple[Move, ...]

    @property
    def open(self) -> tuple[Side, ...]:
        """The lines that are not agreed."""
        return tuple(each for each in (*self.asked, *self.given) if each.waiting_for)


def place_offer(
    version: Version,
    lines: Sequence[LineTerms],
    waiting: Mapping[str, tuple[str, ...]],
    held: Mapping[int, Thread] | None = None,
) -> PlaceOffer:
    """The offer of a version from its lines as they stand, and by reference whom each waits for.

    `held`: the threads where they are read. Of a signed version two queries, of a draft none beside its threads.
    """
    said = threads_of_the_offer(version) if held is None or version.state == State.SIGNED else held
    ledger = standing(version) if version.state == State.SIGNED else {}
    sides = {
        kinds: tuple(
            Side(each, waiting.get(each.reference, ()), ledger.get(each.reference, ""))
            for each in lines
            if each.kind in kinds
        )
        for kinds in (ASKED, GIVEN)
    }
    return PlaceOffer(
        asked=sides[ASKED],
        given=sides[GIVEN],
        counters=tuple(
            move for thread in said.values() for move in thread.moves if move.kind == MoveKind.COUNTERED
        ),
    )


def threads_of_the_offer(version: Version) -> dict[int, Thread]:
    """What was said on the way to a version, once it is signed too: one query."""
    if version.state != State.SIGNED:
        return threads(version)
    made: dict[int, Thread] = {}
    moves = Move.objects.filter(version=version, is_of_what_is_in_force=False)
    for move in moves.select_related("organisation", "by", "line").order_by("line", "number"):
        made.setdefault(move.line_id, Thread()).moves.append(move)
    return made


def standing(version: Version) -> dict[str, str]:
    """What the ledger says last of each freedom, by reference: one query."""
    entries = FreedomEntry.objects.filter(line__agreement=version.agreement_id).order_by("line", "number")
    return {each.line.reference: each.get_state_display() for each in entries.select_related("line")}
