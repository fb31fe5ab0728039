"""The offers on the table of an agreement in force, as the changes that its rulebook is asked about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from placepact.agreements.models import Approval, By, Consultation, Move, State, Version
from placepact.agreements.queries.cases import Record, approved, line_facts
from placepact.agreements.queries.threads import Thread
from placepact.agreements.rulebooks.facts import Change, LineFacts
from placepact.agreements.rules.lines import from_json


def changes_offered(version: Version, record: Record) -> list[tuple[Move, Change]]:
    """Every open offer to change what is in force, with its consents, consultations and approval: two queries."""
    if version.state != State.SIGNED:
        return []
    open_ones = [(each.offer, each) for each in record.threads.values() if each.offer is not None]
    if not open_ones:
        return []
    heard, approvals = beside([move for move, _ in open_ones], record)
    return [
        (
            move,
            Change(
                kind=move.change,
                line=changed(move, record, version),
                consents=consented(thread, record),
                consulted=frozenset(heard.get(move.pk, ())),
                approval=approved(approvals.get(move.pk)),
                reason=move.reason,
            ),
        )
        for move, thread in open_ones
    ]


def beside(offers: Sequence[Move], record: Record) -> tuple[dict[int, set[str]], dict[int, Approval]]:
    """Who was consulted on each offer, and the newest approval of each by the council."""
    heard: dict[int, set[str]] = {}
    rows = Consultation.objects.filter(move__in=offers, on__lte=record.case.on)
    for move, slug in rows.values_list("move", "organisation__slug"):
        heard.setdefault(move or 0, set()).add(slug)
    made = Approval.objects.filter(move__in=offers, on__lte=record.case.on)
    newest = made.exclude(level=By.SECRETARY_OF_STATE).order_by("on", "id")
    return heard, {each.move_id or 0: each for each in newest}


def consented(thread: Thread, record: Record) -> frozenset[str]:
    return frozenset(each.organisation.slug for each in thread.consents if each.on <= record.case.on)


def changed(move: Move, record: Record, version: Version) -> LineFacts:
    """The line of an offer as a rulebook sees it: related to whom it was and to whom it would be."""
    line = line_facts(record, move.line, version)
    if not move.terms:
        return line
    terms = from_json(move.terms)
    related = line.related | terms.related() if move.change == "amend" else terms.related()
    return replace(line, related=related, told=line.told | terms.told())
