"""The open offers to change several agreements that are in force, and whose consent each waits for: two queries for all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from placepact.agreements.models import (
    Closeness,
    Consent,
    LineVersion,
    Move,
    RevisionProposal,
    State,
    Version,
)
from placepact.agreements.queries.cases import body, facts
from placepact.agreements.rulebooks import rulebook
from placepact.agreements.rulebooks.facts import Body, Capacity, Case, Change, LineFacts
from placepact.agreements.rulebooks.facts import State as Stands
from placepact.agreements.rules.lines import from_json
from placepact.agreements.rules.threads import Said, on_the_table
from placepact.organisations.models import Organisation


@dataclass(frozen=True)
class Waits:
    """An offer on the table of what is in force that waits for one body's consent."""

    version: Version
    move: Move


@dataclass(frozen=True)
class Standing:
    """What stands on a day: versions by agreement id, their parties and their lines by version id."""

    versions: Mapping[int, Version]
    parties: Mapping[int, Sequence[tuple[Organisation, str]]]
    lines: Mapping[int, Sequence[LineVersion]]


def waiting_for(organisation: Organisation, held: Standing, on: dt.date) -> list[Waits]:
    """The offers that wait for a body: two queries where there are any, else one."""
    moves: dict[int, list[Move]] = {}
    found = Move.objects.filter(
        is_of_what_is_in_force=True, on__lte=on, version__agreement__in=list(held.versions)
    )
    consented = Consent.objects.filter(move=OuterRef("pk"), organisation=organisation)
    rows = found.annotate(has_consent=Exists(consented)).select_related("line", "organisation")
    for each in rows.order_by("line", "number"):
        moves.setdefault(each.line_id, []).append(each)
    if not moves:
        return []
    done = carried_out([e.pk for thread in moves.values() for e in thread], list(held.versions.values()))
    offers = [offer for thread in moves.values() if (offer := offer_of(thread, done))]
    stands = {each.line_id: each for lines in held.lines.values() for each in lines}
    return [
        Waits(version, each)
        for each in offers
        if not getattr(each, "has_consent", False) and each.organisation_id != organisation.pk
        for version in [held.versions[each.line.agreement_id]]
        if organisation.slug
        in needed(version, each, stands.get(each.line_id), held.parties.get(version.pk, ()), on)
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
    """Of some offers those that are in force, decided, or removed what is there no more: one query."""
    worded = LineVersion.objects.filter(move__in=moves, version__state=State.SIGNED).order_by()
    decided = RevisionProposal.objects.exclude(decision="proposed").filter(moves__in=moves).order_by()
    there = LineVersion.objects.filter(version__in=newest).values("line")
    gone = Move.objects.filter(pk__in=moves, change="remove").exclude(line__in=there).order_by()
    ids = worded.values_list("move").union(decided.values_list("moves"), gone.values_list("pk"))
    return {each for (each,) in ids if each}


def around(wording: LineVersion) -> LineFacts:
    """A line in force as far as it says whom it relates to; quick where its bodies are read."""
    target = getattr(wording, "target", None)
    named = [each for each in (target.lead if target else None, wording.body) if each is not None]
    close = [(each.organisation.slug, each.closeness) for each in wording.involvements.all()]
    related = {each.slug for each in named} | {slug for slug, how in close if how != Closeness.CONSULTED}
    told = frozenset(slug for slug, how in close if how == Closeness.CONSULTED)
    return LineFacts(wording.line.reference, wording.line.kind, frozenset(related), told)


def needed(
    version: Version,
    move: Move,
    stands: LineVersion | None,
    parties: Sequence[tuple[Organisation, str]],
    on: dt.date,
) -> frozenset[str]:
    """Whose consent an offer needs, by the rulebook of its agreement."""
    bodies: tuple[Body, ...] = tuple(body(each, Capacity(capacity)) for each, capacity in parties)
    before = around(stands) if stands else None
    after = facts(from_json(move.terms)) if move.terms else before
    if after is None:
        return frozenset()
    related = after.related | (before.related if before and move.change == "amend" else frozenset())
    case = Case(on=on, state=Stands.IN_FORCE, bodies=bodies)
    change = Change(move.change, LineFacts(after.reference, after.kind, related, after.told))
    return rulebook(version.agreement.kind).must_agree(case, change)
