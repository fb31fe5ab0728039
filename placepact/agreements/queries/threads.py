"""The threads of lines as they are stored: every move, the offer on the table, its consents."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, Q, QuerySet

from placepact.agreements.models import (
    ChangeKind,
    Decision,
    LineVersion,
    Move,
    RevisionProposal,
    State,
    Version,
)
from placepact.agreements.queries.on_record import Filed, Paper, columns, consents_of, filed
from placepact.agreements.rules.threads import Said, agreed_to, on_the_table

SETTLED = (Decision.APPROVED, Decision.REJECTED)
"""Decisions that take a proposal's offers off the table; one that is to be modified leaves them there."""


@dataclass
class Thread:
    """All moves of one line in order, and what is on the table."""

    moves: list[Move] = field(default_factory=list)
    earlier: list[Move] = field(default_factory=list)
    """What was said on the line while what is now in force was still a draft; it moves nothing any more."""
    offer: Move | None = None
    consents: list[Filed] = field(default_factory=list)
    """Consents to the offer on the table."""
    agreed: frozenset[str] = frozenset()

    @property
    def consented(self) -> frozenset[str]:
        return frozenset(each.organisation for each in self.consents)


def threads(
    version: Version, lines: Iterable[int] | None = None, papers: Iterable[Filed] | None = None
) -> dict[int, Thread]:
    """The threads of a version's agreement by line id: those of the draft, or of changes to what is in force.

    `papers`: what is on record, where it has been read. One query, and one for the consents where it has not.
    """
    moves = Move.objects.filter(version__agreement=version.agreement_id)
    if version.state == State.SIGNED:
        moves = moves.annotate(is_done=carried_out(version))
    else:
        moves = moves.filter(version=version)
    if lines is not None:
        moves = moves.filter(line__in=list(lines))
    made: dict[int, Thread] = {}
    for move in moves.select_related("organisation", "by", "line").order_by("line", "number"):
        thread = made.setdefault(move.line_id, Thread())
        counts = version.state != State.SIGNED or move.is_of_what_is_in_force
        (thread.moves if counts else thread.earlier).append(move)
    if any(each.moves for each in made.values()):
        settle(made, consents(version, made) if papers is None else papers)
    return made


def consents(version: Version, lines: Iterable[int]) -> list[Filed]:
    """The consents in threads: one query."""
    return filed(columns(Paper.CONSENT, consents_of(version) & Q(move__line__in=list(lines))))


def settle(made: dict[int, Thread], papers: Iterable[Filed]) -> None:
    """Find what is on the table of each thread."""
    given: dict[int, list[Filed]] = {}
    for each in papers:
        if each.paper is Paper.CONSENT:
            given.setdefault(each.about, []).append(each)
    for thread in made.values():
        said = [heard(each) for each in thread.moves]
        offer = on_the_table(said)
        if offer is None:
            continue
        thread.offer = next(each for each in thread.moves if each.pk == offer.id)
        thread.consents = given.get(offer.id, [])
        thread.agreed = agreed_to(offer, said, thread.consented)


def heard(move: Move) -> Said:
    """A move as the pure rules see it."""
    is_done = bool(getattr(move, "is_done", False))
    return Said(
        move.pk, move.number, move.kind, move.change, move.organisation.slug, move.answers_id, is_done
    )


def carried_out(newest: Version) -> Q:
    """Whether a signed version carries an offer out, or a decided proposal has settled it."""
    worded = LineVersion.objects.filter(move=OuterRef("pk"), version__state=State.SIGNED)
    decided = RevisionProposal.objects.filter(decision__in=SETTLED, moves=OuterRef("pk"))
    stands: QuerySet[LineVersion] = LineVersion.objects.filter(version=newest, line=OuterRef("line"))
    is_gone = Q(change=ChangeKind.REMOVE) & ~Q(Exists(stands))
    return Q(Exists(worded)) | Q(Exists(decided)) | is_gone
