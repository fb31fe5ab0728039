"""Places: the list of all, the page of one, its indicators, its agreement, the bodies that act for it."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from placepact.agreements import queries as agreements
from placepact.agreements.models import Agreement
from placepact.govuk import format as say
from placepact.places import queries as places
from placepact.places.models import Area
from placepact.scorecards import rows
from placepact.scorecards.frame import frame
from placepact.scorecards.queries import NoAgreement, card
from placepact.scorecards.views import area_or_404
from placepact.site import areas, figures
from placepact.site.home import home
from placepact.site.overview import overview

__all__ = ["area_page", "home"]


@dataclass(frozen=True)
class Standing:
    """An agreement in the list of places, with how it goes."""

    agreement: Agreement
    sentence: str


def all_places(request: HttpRequest) -> HttpResponse:
    """Places with agreements and how they go, then every area."""
    groups, gone = areas.listed()
    return render(
        request,
        "site/places.html",
        {
            "title": "All places",
            "standings": [standing(each) for each in agreements.every()],
            "groups": groups,
            "gone": gone,
            "count": sum(len(group.areas) for group in groups),
        },
    )


def standing(agreement: Agreement) -> Standing:
    """How a running agreement goes; of one that does not run, when it did or will."""
    today = timezone.localdate()
    if agreement.ends_on < today:
        return Standing(agreement, f"Ended on {say.day(agreement.ends_on)}.")
    if agreement.starts_on > today:
        return Standing(agreement, f"Starts on {say.day(agreement.starts_on)}.")
    if agreement.place.area is None:
        return Standing(agreement, f"Runs until {say.day(agreement.ends_on)}.")
    try:
        found = card(agreement.place.area, agreement=agreement)
    except NoAgreement:
        return Standing(agreement, "Nothing has been written down for it yet.")
    return Standing(agreement, rows.verdict(found.rows))


def place(request: HttpRequest, code: str) -> HttpResponse:
    """The front page of an area's running agreement; else what is known of the area."""
    area = area_or_404(code)
    if code != area.code:
        return redirect(area.get_absolute_url(), permanent=True)
    agreed = running(area)
    return overview(request, area, agreed) if agreed else area_page(request, area)


def running(area: Area) -> Agreement | None:
    """The agreement of an area that runs today."""
    found = agreements.current(area)
    today = timezone.localdate()
    return found if found and found.starts_on <= today <= found.ends_on else None


def area_page(request: HttpRequest, area: Area) -> HttpResponse:
    """What is known of an area without a running agreement of its own."""
    above, below = areas.belongings(area)
    before, after = areas.changes(area)
    people = areas.populations(area)
    return render(
        request,
        "site/area.html",
        {
            **frame(area, "overview"),
            "area": area,
            "sentence": areas.sentence(area, above, people),
            "dates": areas.dates(area.valid_from, area.valid_to),
            "above": above,
            "below": below,
            "before": before,
            "after": after,
            "people": people,
            "services": areas.services([area, *(each.area for each in above if each.is_now)]),
            "agreements_above": areas.agreements_above(above),
            "past": agreements.of_area(area),
            "figures": figures.newest(area),
            "similar": places.similar(area),
        },
    )


def area_indicators(request: HttpRequest, code: str) -> HttpResponse:
    """Every indicator with its newest figure in an area."""
    area = area_or_404(code)
    found = figures.newest(area)
    return render(
        request,
        "site/area_indicators.html",
        {
            **frame(area, "indicators"),
            "title": "Indicators",
            "area": area,
            "figures": found,
            "there": sum(each.is_there for each in found),
        },
    )


def area_organisations(request: HttpRequest, code: str) -> HttpResponse:
    """The bodies that act for an area or its parts today."""
    area = area_or_404(code)
    parts = list(places.members(area))
    found = areas.services([area, *parts])
    return render(
        request,
        "site/area_organisations.html",
        {
            **frame(area, "organisations"),
            "title": "Organisations",
            "area": area,
            "whole": [each for each in found if area in each[1]],
            "of_parts": [each for each in found if area not in each[1]],
            "has_parts": bool(parts),
        },
    )


def area_agreement(request: HttpRequest, code: str) -> HttpResponse:
    """To the running agreement of an area; where none runs, the page that says so and names those that did."""
    area = area_or_404(code)
    agreed = running(area)
    if agreed:
        return redirect(agreed.get_absolute_url())
    above, _ = areas.belongings(area)
    return render(
        request,
        "site/no_agreement.html",
        {
            **frame(area, "agreement"),
            "title": "Agreement",
            "area": area,
            "past": agreements.of_area(area),
            "agreements_above": areas.agreements_above(above),
        },
    )
