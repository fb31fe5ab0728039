"""The threads of lines as they are stored: every move, the offer on the table, its consents."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from placepact.agreements.models import Consent, LineVersion, Move, RevisionProposal, State, Version
from placepact.agreements.rules.threads import Said, agreed_to, on_the_table


@dataclass
class Thread:
    """All moves of one line in order, and what is on the table."""

    moves: list[Move] = field(default_factory=list)
    offer: Move | None = None
    consents: list[Consent] = field(default_factory=list)
    """Consents to the offer on the table."""
    agreed: frozenset[str] = frozenset()

    @property
    def consented(self) -> frozenset[str]:
        return frozenset(each.organisation.slug for each in self.consents)


def threads(version: Version, lines: Iterable[int] | None = None) -> dict[int, Thread]:
    """The threads of a version's agreement by line id: those of the draft, or of changes to what is in force."""
    moves = Move.objects.filter(version__agreement=version.agreement_id)
    moves = (
        moves.filter(version=version)
        if version.state != State.SIGNED
        else moves.filter(is_of_what_is_in_force=True)
    )
    if lines is not None:
        moves = moves.filter(line__in=list(lines))
    made: dict[int, Thread] = {}
    for move in moves.select_related("organisation", "by", "line").order_by("line", "number"):
        made.setdefault(move.line_id, Thread()).moves.append(move)
    settle(made, version)
    return made


def settle(made: dict[int, Thread], version: Version) -> None:
    """Find what is on the table of each thread: three queries however many."""
    ids = [each.pk for thread in made.values() for each in thread.moves]
    done = carried_out(ids, version) if version.state == State.SIGNED else set()
    consents: dict[int, list[Consent]] = {}
    for each in (
        Consent.objects.filter(move__in=ids).select_related("organisation", "given_by") if ids else ()
    ):
        consents.setdefault(each.move_id, []).append(each)
    for thread in made.values():
        said = [heard(each, done) for each in thread.moves]
        offer = on_the_table(said)
        if offer is None:
            continue
        thread.offer = next(each for each in thread.moves if each.pk == offer.id)
        thread.consents = consents.get(offer.id, [])
        thread.agreed = agreed_to(offer, said, thread.consented)


def heard(move: Move, done: set[int]) -> Said:
    """A move as the pure rules see it."""
    return Said(
        move.pk, move.number, move.kind, move.change, move.organisation.slug, move.answers_id, move.pk in done
    )


def carried_out(moves: Sequence[int], newest: Version) -> set[int]:
    """Of some offers those that a signed version carries out, or that a decided proposal has settled."""
    if not moves:
        return set()
    worded = LineVersion.objects.filter(move__in=moves, version__state=State.SIGNED).values_list(
        "move", flat=True
    )
    decided = RevisionProposal.objects.exclude(decision="proposed").filter(moves__in=moves)
    removals = Move.objects.filter(pk__in=moves, change="remove").exclude(
        line__in=newest.lines.values("line")
    )
    done = (*worded, *decided.values_list("moves", flat=True), *removals.values_list("pk", flat=True))
    return {each for each in done if each}
