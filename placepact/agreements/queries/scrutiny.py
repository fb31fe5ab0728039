"""Scrutiny of an agreement: the requests with where each stands on a day, and whom a committee can require to answer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from placepact.agreements.models import (
    Agreement,
    LineVersion,
    ScrutinyAnswer,
    ScrutinyRequest,
    ScrutinyWithdrawal,
    Version,
)
from placepact.agreements.queries.cases import body
from placepact.agreements.queries.documents import parties_of, read_line, wordings
from placepact.agreements.rulebooks import rulebook
from placepact.agreements.rulebooks.days import say
from placepact.agreements.rulebooks.facts import Body, Capacity
from placepact.agreements.rules.scrutiny import POWER, REQUIRED_UNDER, Standing, days_late, standing
from placepact.organisations.models import Organisation
from placepact.partnerships.powers import load_powers


@dataclass(frozen=True)
class Row:
    """A request with its answer or withdrawal, where it stands on a day, and by how many days the answer was late."""

    request: ScrutinyRequest
    answer: ScrutinyAnswer | None
    withdrawal: ScrutinyWithdrawal | None
    standing: Standing
    late_days: int


@dataclass(frozen=True)
class CanBeAsked:
    """A body that a committee can ask about a target, and whether it must answer."""

    organisation: Organisation
    references: tuple[str, ...]
    is_required: bool
    under: str


def requests(agreement: Agreement, on: dt.date) -> list[Row]:
    """The requests of an agreement made up to a day, newest first: one query."""
    found = _with_all().filter(agreement=agreement, on__lte=on).order_by("-number")
    return [row(each, on) for each in found]


def request_of(agreement: Agreement, number: int, on: dt.date) -> Row | None:
    """One request; None where there is none of that number. One query."""
    found = _with_all().filter(agreement=agreement, number=number).first()
    return row(found, on) if found else None


def asked_of(organisation: Organisation, on: dt.date) -> list[Row]:
    """What scrutiny committees asked of a body up to a day, across agreements, newest first: one query."""
    found = _with_all().filter(asked_of=organisation, on__lte=on).order_by("-on", "-id")
    return [row(each, on) for each in found]


def row(request: ScrutinyRequest, on: dt.date) -> Row:
    """Where a request stands on a day."""
    answer, gone = getattr(request, "answer", None), getattr(request, "withdrawal", None)
    stands = standing(
        request.due_on, on, answered_on=answer.on if answer else None, withdrawn_on=gone.on if gone else None
    )
    late = days_late(request.due_on, answer.on) if answer else 0
    if stands is Standing.LATE:
        late = (on - request.due_on).days
    return Row(request, answer, gone, stands, late)


def can_be_asked(version: Version, on: dt.date) -> list[CanBeAsked]:
    """Every body to which a target of a version relates, with whether it must answer on a day: five queries."""
    related: dict[str, list[str]] = {}
    for each in wordings(version):
        if each.line.kind == "target":
            for slug in read_line(each).related():
                related.setdefault(slug, []).append(each.line.reference)
    parties = {each.organisation_id: each.capacity for each in parties_of(version)}
    made = []
    for organisation in Organisation.objects.filter(slug__in=related).order_by("name"):
        seen = body(organisation, parties.get(organisation.pk))
        is_required, under = must_answer(version.agreement.kind, seen, on)
        made.append(CanBeAsked(organisation, tuple(related[organisation.slug]), is_required, under))
    return made


def must_answer(kind: str, asked: Body, on: dt.date) -> tuple[bool, str]:
    """Whether a body has to answer a committee on a day, and by which section, or why it need not."""
    book = rulebook(kind)
    under = REQUIRED_UNDER.get(kind)
    if under is None:
        return (
            False,
            f"{asked.name} need not answer: no law gives a committee that power under this kind of agreement.",
        )
    if not book.runs_on(on):
        return (
            False,
            f"{asked.name} need not answer: the law of this kind of agreement is not in force on that day.",
        )
    first_day = load_powers()[POWER].valid_from
    if on < first_day:
        return False, f"{asked.name} need not answer: the power is in force from {say(first_day)} ({under})."
    if asked.capacity is Capacity.ACCOUNTABLE:
        return False, (
            f"{asked.name} is the council itself, not a partner authority: its executive answers its own committees."
        )
    if asked.capacity is Capacity.PARTNER and book.owes(asked):
        return True, under
    return False, f"{asked.name} is no partner authority: it may be asked, and need not answer ({under})."


def relates(version: Version, reference: str, organisation: Organisation) -> LineVersion | None:
    """The wording of a target of a version that relates to a body; None where it does not."""
    found = next(
        (e for e in wordings(version) if e.line.reference == reference and e.line.kind == "target"), None
    )
    return found if found and organisation.slug in read_line(found).related() else None


def open_and_due(rows: Sequence[Row]) -> list[Row]:
    """Of some requests those that wait for an answer, the first due first."""
    return sorted((each for each in rows if each.standing.is_open), key=lambda each: each.request.due_on)


def _with_all() -> QuerySet[ScrutinyRequest]:
    return ScrutinyRequest.objects.select_related(
        "agreement", "line", "organisation", "asked_of", "answer", "withdrawal"
    )
