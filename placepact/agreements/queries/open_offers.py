"""The open offers to change several agreements that are in force, and whose consent each waits for: six queries for all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from placepact.agreements.models import Consent, LineVersion, Move, RevisionProposal, State, Version
from placepact.agreements.queries.cases import body, facts
from placepact.agreements.queries.documents import read_line
from placepact.agreements.rulebooks import rulebook
from placepact.agreements.rulebooks.facts import Body, Capacity, Case, Change
from placepact.agreements.rulebooks.facts import State as Standing
from placepact.agreements.rules.lines import from_json
from placepact.agreements.rules.threads import Said, on_the_table
from placepact.organisations.models import Organisation


@dataclass(frozen=True)
class Waits:
    """An offer on the table of what is in force that waits for one body's consent."""

    version: Version
    move: Move


def waiting_for(
    organisation: Organisation,
    versions: Mapping[int, Version],
    parties: Mapping[int, Sequence[tuple[Organisation, str]]],
    on: dt.date,
) -> list[Waits]:
    """The offers that wait for a body. `versions` in force by agreement id, `parties` by version id."""
    moves: dict[int, list[Move]] = {}
    found = Move.objects.filter(
        is_of_what_is_in_force=True, on__lte=on, version__agreement__in=list(versions)
    )
    for each in found.select_related("line", "organisation", "version").order_by("line", "number"):
        moves.setdefault(each.line_id, []).append(each)
    if not moves:
        return []
    done = carried_out([each.pk for thread in moves.values() for each in thread], list(versions.values()))
    offers = [offer for thread in moves.values() if (offer := offer_of(thread, done))]
    consents = set(
        Consent.objects.filter(move__in=offers, organisation=organisation).values_list("move", flat=True)
    )
    stands = standing_lines(versions, offers)
    return [
        Waits(version, each)
        for each in offers
        if each.pk not in consents and each.organisation_id != organisation.pk
        for version in [versions[each.line.agreement_id]]
        if organisation.slug
        in needed(version, each, stands.get(each.line_id), parties.get(version.pk, ()), on)
    ]


def offer_of(thread: Sequence[Move], done: set[int]) -> Move | None:
    """The offer on the table of a thread."""
    said = [
        Said(e.pk, e.number, e.kind, e.change, e.organisation.slug, e.answers_id, e.pk in done)
        for e in thread
    ]
    found = on_the_table(said)
    return next((each for each in thread if found and each.pk == found.id), None)


def carried_out(moves: Sequence[int], newest: Sequence[Version]) -> set[int]:
    """Of some offers those that are in force, decided, or removed what is there no more: three queries."""
    worded = LineVersion.objects.filter(move__in=moves, version__state=State.SIGNED).values_list(
        "move", flat=True
    )
    decided = RevisionProposal.objects.exclude(decision="proposed").filter(moves__in=moves)
    there = LineVersion.objects.filter(version__in=newest).values("line")
    gone = Move.objects.filter(pk__in=moves, change="remove").exclude(line__in=there)
    found = (*worded, *decided.values_list("moves", flat=True), *gone.values_list("pk", flat=True))
    return {each for each in found if each}


def standing_lines(versions: Mapping[int, Version], offers: Sequence[Move]) -> dict[int, LineVersion]:
    """The wordings in force of the lines of some offers, by line id."""
    rows = LineVersion.objects.filter(
        version__in=list(versions.values()), line__in=[e.line_id for e in offers]
    )
    read = rows.select_related(
        "line", "block", "body", "target__priority", "target__indicator", "target__area", "target__lead",
        "target__relative_to",
    )  # fmt: skip
    found = read.prefetch_related("target__year_targets", "involvements__organisation")
    return {each.line_id: each for each in found}


def needed(
    version: Version,
    move: Move,
    stands: LineVersion | None,
    parties: Sequence[tuple[Organisation, str]],
    on: dt.date,
) -> frozenset[str]:
    """Whose consent an offer needs, by the rulebook of its agreement."""
    bodies: tuple[Body, ...] = tuple(body(each, Capacity(capacity)) for each, capacity in parties)
    before = facts(read_line(stands)) if stands else None
    after = facts(from_json(move.terms)) if move.terms else before
    if after is None:
        return frozenset()
    related = after.related | (before.related if before and move.change == "amend" else frozenset())
    case = Case(on=on, state=Standing.IN_FORCE, bodies=bodies)
    change = Change(move.change, type(after)(after.reference, after.kind, related, after.told))
    return rulebook(version.agreement.kind).must_agree(case, change)
