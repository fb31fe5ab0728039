"""Organisations: the list, and the page of one with what it has promised, supports and delivered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, Q, Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from placepact.agreements import queries as agreements
from placepact.agreements.models import Agreement, Capacity, Closeness, Involvement, Party, Target, Version
from placepact.govuk import format as say
from placepact.organisations.models import ActsFor, Identifier, Organisation
from placepact.partnerships.models import Partnership, Seat
from placepact.returns.models import Return
from placepact.scorecards import rows
from placepact.scorecards.led import led
from placepact.scorecards.queries import Judged
from placepact.site.agreement_pages import in_force
from placepact.site.areas import dates, is_now
from placepact.spending.models import AccountLine
from placepact.spending.rules.lines import Role

RETURNS_SHOWN = 10


@dataclass(frozen=True)
class Led:
    """A target that an organisation leads; without a status where the place has no scorecard."""

    title: str
    href: str
    figure: str
    status: str
    how_far: str


@dataclass(frozen=True)
class Leads:
    """The targets that an organisation leads in one agreement."""

    agreement: Agreement
    targets: tuple[Led, ...]


def organisations(request: HttpRequest) -> HttpResponse:
    """Every organisation under its sector, with the areas it acts for."""
    sectors: dict[str, list[Organisation]] = {}
    for body in Organisation.objects.prefetch_related("acts_for__area").order_by("sector", "name"):
        sectors.setdefault(body.sector or "No sector given", []).append(body)
    return render(
        request,
        "site/organisations.html",
        {
            "title": "Organisations",
            "sectors": sectors,
            "count": sum(len(bodies) for bodies in sectors.values()),
        },
    )


def organisation(request: HttpRequest, slug: str) -> HttpResponse:
    """One organisation: who it is, what it leads, what it is involved in, what it has delivered."""
    body = found(slug)
    if body is None:
        raise Http404(f"No organisation is called {slug}. The list of organisations names those there are.")
    versions = versions_naming(body)
    current = set(in_force(versions).values())
    returns = list(Return.objects.filter(organisation=body).order_by("-id")[: RETURNS_SHOWN + 1])
    return render(
        request,
        "site/organisation.html",
        {
            "title": body.name,
            "body": body,
            "identifiers": identifiers(body),
            "areas": served(body),
            "parties": party_to(versions, current),
            "leads": leads(body, versions, current),
            "involvements": [
                (Closeness(each.closeness).label, each)
                for each in agreements.involving(body).select_related("wording__line")
                if each.wording.version_id in current
            ],
            "boards": sits_on(body),
            "money": money(body),
            "returns": returns[:RETURNS_SHOWN],
            "has_more_returns": len(returns) > RETURNS_SHOWN,
            "involvement_href": involvement_href,
        },
    )


def found(slug: str) -> Organisation | None:
    """The organisation with a slug, with the newest year (`year`) and the area (`code`) of its account lines."""
    lines = AccountLine.objects.filter(body=OuterRef("pk"), superseded_by__isnull=True, role=Role.SERVICE)
    newest = lines.order_by("-year", "pk")
    year, code = (Subquery(newest.values(column)[:1]) for column in ("year", "area__code"))
    return Organisation.objects.filter(slug=slug).annotate(year=year, code=code).first()


def money(body: Organisation) -> tuple[str, str] | None:
    """The newest year of a body's accounts and the page of its money; None where no account line is on record."""
    year, code = getattr(body, "year", None), getattr(body, "code", None)
    return (year, f"/places/{code}/money/bodies/{body.slug}?year={year}") if year and code else None


def versions_naming(body: Organisation) -> list[Version]:
    """Every version of the agreements that name an organisation anywhere.

    With agreement and place, and the `capacity` in which it is a party to the
    version (None where it is not).
    """
    named = Agreement.objects.filter(
        Q(versions__parties__organisation=body)
        | Q(versions__lines__target__lead=body)
        | Q(versions__lines__involvements__organisation=body)
    ).values("pk")
    party = Party.objects.filter(version=OuterRef("pk"), organisation=body)
    found = Version.objects.filter(agreement__in=named).select_related("agreement__place__area")
    return list(found.annotate(capacity=Subquery(party.values("capacity")[:1])))


def sits_on(body: Organisation) -> list[tuple[Partnership, str]]:
    """The partnerships on which an organisation has a seat today or had one, with for how long; today's first."""
    found: dict[int, list[Seat]] = {}
    for seat in body.seats.select_related("partnership").order_by("partnership__name", "number"):
        found.setdefault(seat.partnership_id, []).append(seat)
    made = []
    for seats in found.values():
        ends = [each.ended_on for each in seats]
        last = None if None in ends else max(each for each in ends if each)
        board = seats[0].partnership
        last = min((each for each in (last, board.ends_on) if each), default=None)
        made.append((board, dates(min(each.starts_on for each in seats), last), is_now(None, last)))
    return [(board, held) for board, held, _ in sorted(made, key=lambda each: not each[2])]


def identifiers(body: Organisation) -> list[tuple[Identifier, str]]:
    """The identifiers of an organisation with their dates."""
    return [(each, dates(each.valid_from, each.valid_to)) for each in body.identifiers.all()]


def served(body: Organisation) -> list[tuple[ActsFor, str]]:
    """The areas that an organisation acts for or acted for, with dates; those of today first."""
    found = body.acts_for.select_related("area").order_by("area__name")
    ordered = sorted(found, key=lambda each: not is_now(each.valid_from, each.valid_to))
    return [(each, dates(each.valid_from, each.valid_to)) for each in ordered]


def party_to(versions: Sequence[Any], current: set[int]) -> list[tuple[Version, str]]:
    """The versions in force that an organisation is a party to, with its capacity."""
    found = [each for each in versions if each.pk in current and each.capacity]
    return [
        (each, Capacity(each.capacity).label) for each in sorted(found, key=lambda each: each.agreement.title)
    ]


def leads(body: Organisation, versions: Sequence[Any], current: set[int]) -> list[Leads]:
    """The targets that an organisation leads, by agreement, all judged at once."""
    found = led(body, versions, current)
    leading = [each for each in versions if each.pk in found]
    return [
        Leads(
            each.agreement,
            tuple(shown(target, is_judged, each.agreement) for target, is_judged in found[each.pk]),
        )
        for each in sorted(leading, key=lambda each: each.agreement.title)
    ]


def shown(target: Target, found: Judged | None, agreed: Agreement) -> Led:
    return judged(found, agreed) if found else unjudged(target, agreed)


def judged(each: Judged, agreed: Agreement) -> Led:
    """A led target with its newest figure and status."""
    latest, due = rows.latest_and_due(each)
    word = say.unit_word(rows.unit(each))
    period = each.period.label() if each.period else ""
    figure = (
        f"{latest} {word}".strip() + f", {period}; target {due}" if period else f"No figure; target {due}"
    )
    return Led(
        each.target.wording.title,
        address(each.target, agreed),
        figure,
        each.status.value,
        rows.distance(each),
    )


def unjudged(target: Target, agreed: Agreement) -> Led:
    """A led target of a place that has no area code of its own, and so no published series to judge by."""
    return Led(target.wording.title, address(target, agreed), "", "", "")


def address(target: Target, agreed: Agreement) -> str:
    return f"{agreed.get_absolute_url()}#{target.wording.line.reference}"


def involvement_href(each: Involvement) -> str:
    """The line in its agreement."""
    return f"{each.wording.version.agreement.get_absolute_url()}#{each.wording.line.reference}"
