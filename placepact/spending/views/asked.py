"""Which count an address asks for, and the page that says there is none."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from placepact.places import queries as places
from placepact.places.models import Area
from placepact.scorecards.frame import frame
from placepact.spending.count import DEFAULT, Count, NoCount
from placepact.spending.definitions import UnknownScope, load_scopes
from placepact.spending.money import read
from placepact.spending.money.figures import Money
from placepact.spending.queries import accounts
from placepact.spending.rules.years import UnknownYear

PUBLISHED = "Every pound on this page is from a published account. "


def area_or_404(code: str) -> Area:
    """The area with a code, or the page that says there is none."""
    try:
        return places.area(code)
    except places.UnknownAreaCode as refusal:
        raise Http404(str(refusal)) from refusal


def wanted(request: HttpRequest) -> tuple[str | None, str]:
    """The year and the scope that an address asks for."""
    return request.GET.get("year") or None, request.GET.get("scope") or DEFAULT


def money_of(request: HttpRequest, place: Area) -> Money:
    """The count that an address asks for by ?year= and ?scope=. Raises NoCount; Http404 for what is no year or scope."""
    try:
        return read.money(place, *wanted(request))
    except (UnknownScope, UnknownYear) as refusal:
        raise Http404(str(refusal)) from refusal


def money_or_404(request: HttpRequest, code: str) -> Money:
    """The same for a page or file under a count, which is not there where there is no count."""
    try:
        return money_of(request, area_or_404(code))
    except NoCount as refusal:
        raise Http404(str(refusal)) from refusal


def count_or_404(request: HttpRequest, code: str) -> Count:
    """The count alone, for files."""
    try:
        return read.counted(area_or_404(code), *wanted(request))
    except (NoCount, UnknownScope, UnknownYear) as refusal:
        raise Http404(str(refusal)) from refusal


def around(money: Money) -> dict[str, object]:
    """What stands around every page of money: the frame of the place, and what on the page is real."""
    if money.is_estimate:
        sentence = "A region’s published total, shared out by population: an estimate."
    elif set(money.attribution) <= {"actual"}:
        sentence = f"{PUBLISHED}Nothing is apportioned or estimated."
    else:
        sentence = f"{PUBLISHED}Some of it is shared out between places by population, and says so."
    return {
        **frame(money.place, "money"),
        "flag": {"kind": "Published", "sentence": sentence},
        "money": money,
    }


def nothing(request: HttpRequest, place: Area, refusal: NoCount) -> HttpResponse:
    """Why there is no count, which years there are, and the places around this one that may have one."""
    asked_for, scope = wanted(request)
    year = asked_for or ""
    sentences = [said for said in str(refusal).splitlines() if said]
    # What to type is for who keeps the record; a reader of the page is told what there is.
    sentences = [said.partition(" To add ")[0] for said in sentences]
    held = accounts.years(load_scopes()[scope].form)
    return render(
        request,
        "spending/no_money.html",
        {
            **frame(place, "money"),
            "title": "Money",
            "flag": None,
            "year": year,
            "sentences": sentences,
            "years": [each for each in held if year and each != year],
            "areas": read.counted_areas(held[0], load_scopes()[scope].form) if held else [],
            "address": f"{place.get_absolute_url()}/money",
        },
    )
