"""The money of a place: the whole count, one body, one theme."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from placepact.spending.count import NoCount
from placepact.spending.money.page import page
from placepact.spending.money.parts import body_page, theme_page
from placepact.spending.permissions import review_links
from placepact.spending.views.asked import area_or_404, around, money_of, money_or_404, nothing


def money(request: HttpRequest, code: str) -> HttpResponse:
    """What all bodies spend here, each pound once, with pictures, tables and how it is known."""
    place = area_or_404(code)
    try:
        found = money_of(request, place)
    except NoCount as refusal:
        return nothing(request, place, refusal)
    return render(
        request, "spending/money.html", {**around(found), **page(found), **review_links(request.user)}
    )


def body(request: HttpRequest, code: str, slug: str) -> HttpResponse:
    """What one body spends here, passes on and receives."""
    found = money_or_404(request, code)
    held = found.body(slug)
    if held is None:
        names = ", ".join(each.slug for each in found.bodies)
        raise Http404(f"No counted body of {found.place.name} is called {slug}. There are: {names}.")
    return render(request, "spending/body.html", {**around(found), **body_page(found, held)})


def theme(request: HttpRequest, code: str, slug: str) -> HttpResponse:
    """What is spent here on one theme, and by whom."""
    found = money_or_404(request, code)
    held = found.theme(slug)
    if held is None:
        names = ", ".join(each.slug for each in found.themes)
        raise Http404(f"Nothing is spent in {found.place.name} on a theme called {slug}. There are: {names}.")
    return render(request, "spending/theme.html", {**around(found), **theme_page(found, held)})
