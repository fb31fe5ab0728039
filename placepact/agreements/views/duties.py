"""Duties: what one organisation owes across agreements, and who owes what under one agreement."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from placepact.agreements.models import Capacity, Version
from placepact.agreements.queries.open_offers import Standing, waiting_for
from placepact.agreements.queries.owing import (
    LEADS,
    PARTS,
    REGARD,
    Matrix,
    UnderAgreement,
    lines_by_version,
    matrix,
    parties_by_version,
    under_agreements,
    versions_in_force,
)
from placepact.agreements.queries.reading import standing
from placepact.agreements.queries.scrutiny import Row, asked_of
from placepact.agreements.rulebooks import rulebook
from placepact.agreements.rulebooks.days import say
from placepact.agreements.rulebooks.facts import Step
from placepact.agreements.views.seat import around, looking
from placepact.organisations.models import Organisation
from placepact.roles.permissions import bodies_where_may
from placepact.roles.rules import Act

WORDS = {
    LEADS: "Leads",
    "delivers": "Delivers",
    "supports": "Supports",
    "consulted": "Is consulted",
    REGARD: "Has regard",
}


@dataclass(frozen=True)
class Falls:
    """Something that falls due for a body: by which day, what, where it is written and where to act."""

    on: dt.date | None
    words: str
    under: str
    href: str
    is_late: bool = False


@never_cache
def of_organisation(request: HttpRequest, slug: str) -> HttpResponse:
    """What an organisation owes on a day (`?on=`, today when none is given)."""
    body = Organisation.objects.filter(slug=slug).first()
    if body is None:
        raise Http404(f"No organisation is called {slug}. The list of organisations names those there are.")
    on, fault = chosen_day(request)
    versions = versions_in_force(body, on)
    parties = parties_by_version(versions.values())
    lines = lines_by_version(versions.values())
    made = under_agreements(body, versions, parties, lines, on)
    running = [each for each in made if each.is_running]
    asked = asked_of(body, on)
    due = [*of_scrutiny(asked, on), *of_dates(running, on)]
    if body.pk in bodies_where_may(user=request.user, act=Act.SEE_DRAFT):
        in_force = {each.version.agreement_id: each.version for each in running}
        due += [
            Falls(None, f"Consent to a change of {each.move.line.reference} is asked.", "", where(each.version, each.move.line.reference))
            for each in waiting_for(body, Standing(in_force, parties, lines), on)
        ]  # fmt: skip
    return render(
        request,
        "agreements/duties_of_body.html",
        {
            "title": f"Duties of {body.name}",
            "body": body,
            "on": on,
            "fault": fault,
            "given_on": request.GET.get("on", on.isoformat()),
            "running": [told(each) for each in running],
            "over": [told(each) for each in made if not each.is_running],
            "owing": sum(each.owes for each in running),
            "regarded": sum(each.regarded for each in running),
            "led": sum(len(each.of_part(LEADS)) for each in running),
            "due": sorted(due, key=lambda each: (each.on or on, each.words)),
        },
    )


def chosen_day(request: HttpRequest) -> tuple[dt.date, str]:
    """The day that an address asks for; today, with a sentence, where it is none."""
    written = request.GET.get("on", "").strip()
    try:
        return (dt.date.fromisoformat(written) if written else timezone.localdate()), ""
    except ValueError:
        return timezone.localdate(), f"“{written}” is not a day. Write year, month, day, such as 2008-06-30."


def where(version: Version, reference: str) -> str:
    return f"{version.agreement.get_absolute_url()}/lines/{reference}"


def told(each: UnderAgreement) -> dict[str, Any]:
    """What a body owes under one agreement, its targets under the words of its part in them."""
    groups = [
        ("Leads", each.of_part(LEADS)),
        ("Must co-operate on, and delivers", each.of_part("delivers")),
        ("Must co-operate on, and supports", each.of_part("supports")),
        ("Has regard to besides", each.of_part(REGARD)),
        ("Is only consulted on", each.of_part("consulted")),
    ]
    if not each.owes:
        groups = [(name.replace("Must co-operate on, and delivers", "Delivers").replace("Must co-operate on, and supports", "Supports"), rows) for name, rows in groups]  # fmt: skip
    return {
        "under": each,
        "agreement": each.version.agreement,
        "capacity": Capacity(each.capacity).label if each.capacity else "No party",
        "groups": [(name, rows) for name, rows in groups if rows],
        "ended": say(each.ended_on) if each.ended_on else "",
    }


def of_scrutiny(rows: list[Row], on: dt.date) -> list[Falls]:
    """The scrutiny requests that wait for an answer."""
    return [
        Falls(
            each.request.due_on,
            f"A scrutiny committee of {each.request.organisation.name} "
            f"{'requires' if each.request.is_required else 'asks for'} an answer about {each.request.line.reference}.",
            each.request.under,
            each.request.get_absolute_url(),
            on > each.request.due_on,
        )
        for each in rows
        if each.standing.is_open
    ]


def of_dates(running: list[UnderAgreement], on: dt.date) -> list[Falls]:
    """The ends of agreements, and the reviews of those kinds that are reviewed."""
    made = []
    for each in running:
        agreement, book = each.version.agreement, rulebook(each.version.agreement.kind)
        made.append(Falls(agreement.ends_on, f"{agreement.title} ends.", "", agreement.get_absolute_url()))
        by = end_of_year(on)
        if (
            Step.REVIEW in book.may
            and each.capacity
            and by <= agreement.ends_on
            and not in_year(each.reviewed_on, by)
        ):
            words = f"{agreement.title}: no review is on record for the year to {say(by)}."
            made.append(
                Falls(by, words, book.sources[Step.REVIEW].cited, f"{agreement.get_absolute_url()}/timeline")
            )
    return made


def end_of_year(on: dt.date) -> dt.date:
    """The last day of the financial year in which a day lies."""
    return dt.date(on.year + (on.month > 3), 3, 31)


def in_year(day: dt.date | None, last: dt.date) -> bool:
    """Whether a day lies in the financial year that ends on a day."""
    return day is not None and dt.date(last.year - 1, 4, 1) <= day <= last


@never_cache
def of_agreement(request: HttpRequest, slug: str) -> HttpResponse:
    """Who owes what under an agreement: every body against every target."""
    found = looking(request, slug)
    version = standing(found.signed, found.on) or found.version
    version.agreement = found.agreement
    held = matrix(version, found.on)
    page = {
        **around(found, "duties", "Duties"),
        "shown": version,
        "rows": [row(held, body.pk, body, capacity) for body, capacity in held.bodies],
        "lines": [{"line": each, "designated": each.line_id in held.designated} for each in held.lines],
        "owing": sum(owes for owes, _, _ in held.duties.values()),
        "parts": [(part, WORDS[part]) for part in PARTS if part in held.cells.values()],
    }
    return render(request, "agreements/duties_of_agreement.html", page)


def row(held: Matrix, pk: int, body: Organisation, capacity: str) -> dict[str, Any]:
    """A body with a cell a target: the part, and its words as they are read."""
    owes, words, source = held.duties[pk]
    parts = [held.cells.get((pk, each.line_id), "") for each in held.lines]
    return {
        "body": body,
        "capacity": Capacity(capacity).label if capacity else "No party",
        "owes": owes,
        "words": words,
        "source": source,
        "cells": [(part, WORDS.get(part, "")) for part in parts],
        "led": parts.count(LEADS),
        "related": sum(part in (LEADS, "delivers", "supports") for part in parts),
    }
