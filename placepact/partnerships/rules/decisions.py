"""How a board may decide: by consensus, with or without dissent, or by vote; what is wrong with a decision as put."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from placepact.partnerships.rules.quorum import Quorum
from placepact.partnerships.rules.words import Cast, DecidesBy, Outcome

BY_CONSENSUS = frozenset({Outcome.AGREED, Outcome.DISSENT, Outcome.ESCALATED})


@dataclass(frozen=True)
class Table:
    """Who is at the table for one item, by number of seat.

    `names`: every seat that is there. `deciding`: those that may decide. `barred`: in conflict, with what
    followed in words.
    """

    names: Mapping[int, str]
    deciding: frozenset[int]
    barred: Mapping[int, str]
    quorum: Quorum


@dataclass(frozen=True)
class Put:
    """A decision as it is put: its outcome for consensus, the votes for a vote; dissents with their reasons."""

    by: DecidesBy
    words: str
    outcome: Outcome | None = None
    dissents: Mapping[int, str] | None = None
    votes: Mapping[int, Cast] | None = None
    escalated_to: str = ""


@dataclass(frozen=True)
class Count:
    """The votes of a board."""

    for_: int
    against: int
    abstained: int

    @property
    def outcome(self) -> Outcome:
        """A simple majority of the votes for and against; a tie carries nothing, and nobody has a casting vote."""
        if self.for_ == self.against:
            return Outcome.TIED
        return Outcome.CARRIED if self.for_ > self.against else Outcome.LOST


def count(votes: Sequence[Cast]) -> Count:
    return Count(votes.count(Cast.FOR), votes.count(Cast.AGAINST), votes.count(Cast.ABSTAINED))


def outcome_of(put: Put) -> Outcome | None:
    """What a decision comes to; None where no outcome was given."""
    if put.by is DecidesBy.VOTE:
        return count(list((put.votes or {}).values())).outcome
    return put.outcome


def faults(put: Put, table: Table) -> list[str]:
    """Every reason why a decision cannot be recorded as it is put, as sentences; empty where it can."""
    found = [] if put.words.strip() else ["Write what was decided."]
    if not table.quorum.is_met:
        found.append(
            f"{table.quorum.sentence} Record the item for information, or put it to a later meeting."
        )
    found += faults_of_seats([*(put.dissents or {}), *(put.votes or {})], table)
    found += faults_of_dissents(put, table)
    return [*found, *(faults_of_votes(put) if put.by is DecidesBy.VOTE else faults_of_consensus(put))]


def faults_of_seats(seats: Sequence[int], table: Table) -> list[str]:
    """Of those who vote or dissent, whoever may not: in conflict, without a vote, or not there."""
    found = []
    for seat in dict.fromkeys(seats):
        if seat in table.barred:
            found.append(f"{table.names[seat]} cannot decide on this item: {table.barred[seat]}.")
        elif seat in table.names and seat not in table.deciding:
            found.append(f"{table.names[seat]} has no vote. Leave the seat out of what was decided.")
        elif seat not in table.names:
            found.append(
                f"Seat {seat} was not filled at this meeting. Leave it out, or correct the attendance."
            )
    return found


def faults_of_dissents(put: Put, table: Table) -> list[str]:
    return [
        f"{table.names.get(seat, f'Seat {seat}')} dissents without a reason. Write the reason."
        for seat, reason in (put.dissents or {}).items()
        if not reason.strip()
    ]


def faults_of_votes(put: Put) -> list[str]:
    if put.outcome in BY_CONSENSUS:
        return ["This board decides by vote: record how each seat voted, not a consensus."]
    return [] if put.votes else ["Nobody has voted. Record how each seat voted."]


def faults_of_consensus(put: Put) -> list[str]:
    """What a consensus lacks: an outcome, a dissent where there was dissent, somebody to escalate to."""
    if put.votes:
        return ["This board decides by consensus: record dissents with their reasons, not votes."]
    if put.outcome not in BY_CONSENSUS:
        return ["Choose how it was decided: agreed, agreed with dissent, or not agreed and escalated."]
    if put.outcome is Outcome.AGREED and put.dissents:
        return ["Somebody dissents, so it is not simply agreed: choose agreed with dissent."]
    if put.outcome is Outcome.DISSENT and not put.dissents:
        return ["Nobody dissents. Name the seat that does with its reason, or choose agreed."]
    if put.outcome is Outcome.ESCALATED and not put.escalated_to:
        return ["Say to whom it is escalated: the board above, or a body that you name."]
    return []
