"""The page of an agreement: its sentence, parties, every line in full, its versions."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from placepact.agreements import queries as agreements
from placepact.agreements.models import Agreement, Capacity, State, Version
from placepact.agreements.rules.headings import Heading
from placepact.agreements.rules.schemes import SCHEMES
from placepact.agreements.views.seat import looking, pages
from placepact.organisations.models import Organisation
from placepact.scorecards.frame import frame
from placepact.site import kinds, promises


def agreement(request: HttpRequest, slug: str) -> HttpResponse:
    """One version of an agreement: the one in force unless `?version=` names another.

    A draft, and an agreement of which nothing is signed, is not there for whoever may not see it.
    """
    seat = looking(request, slug)
    found, versions = seat.agreement, list(seat.versions)
    version = chosen(request, found, versions)
    is_signed = any(each.state == State.SIGNED for each in versions)
    area, heading, blocks = found.place.area, agreements.said_in(version), promises.blocks(version)
    return render(
        request,
        "site/agreement.html",
        {
            **(frame(area, "agreement", found) if area else {"place": found.place.name}),
            "title": heading.title,
            "heading": heading,
            "rooms": pages(seat, ""),
            "agreement": found,
            "kind": kinds.kind(found.kind),
            "scheme": SCHEMES.get(found.scheme),
            "version": version,
            "versions": versions,
            "parties": parties(version),
            "blocks": blocks,
            "others": promises.others(version),
            "conditions": promises.conditions(version),
            "beside": [each for each in agreements.of_area(area) if each.pk != found.pk] if area else [],
            "when": when(heading),
            "scorecard": f"{area.get_absolute_url()}/scorecard?agreement={found.slug}"
            if area and is_signed and any(each.count for each in blocks)
            else "",
        },
    )


def chosen(request: HttpRequest, found: Agreement, versions: list[Version]) -> Version:
    """The version that an address asks for, else the one in force, else the newest draft; `versions` newest first."""
    wanted = request.GET.get("version")
    if wanted:
        version = next((each for each in versions if str(each.number) == wanted), None)
        if version is None:
            known = ", ".join(str(each.number) for each in reversed(versions))
            raise Http404(f"{found.title} has no version {wanted}. Its versions are: {known}.")
        return version
    return agreements.standing(versions, timezone.localdate()) or versions[0]


def parties(version: Version) -> list[tuple[str, list[Organisation]]]:
    """The parties of a version by capacity, the accountable body first."""
    grouped: dict[str, list[Organisation]] = {capacity.value: [] for capacity in Capacity}
    for party in agreements.parties(version):
        grouped[party.capacity].append(party.organisation)
    return [(Capacity(capacity).label, bodies) for capacity, bodies in grouped.items() if bodies]


def when(found: Heading) -> str:
    """Whether an agreement runs today."""
    today = timezone.localdate()
    if today < found.starts_on:
        return "It has not started."
    return "It has ended." if found.ends_on < today else "It runs now."


def in_force(versions: list[Version]) -> dict[int, int]:
    """The id of the version in force today of each agreement, by agreement id."""
    made: dict[int, list[Version]] = {}
    for each in versions:
        made.setdefault(each.agreement_id, []).append(each)
    found = {held: agreements.standing(of_one, timezone.localdate()) for held, of_one in made.items()}
    return {held: version.pk for held, version in found.items() if version is not None}
