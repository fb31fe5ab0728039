"""Who sits: giving, renewing and ending seats; the register of interests."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from placepact.partnerships import actions, forms
from placepact.partnerships.actions import Unfit
from placepact.partnerships.fields import Sent, items, names
from placepact.partnerships.models import Interest, Partnership, Seat
from placepact.partnerships.permissions import check_can_keep_minutes, check_can_manage
from placepact.partnerships.queries import boards
from placepact.partnerships.rules.words import Authority, Nature, Part, Sector
from placepact.partnerships.views.around import around, partnership_called, to_sign_in
from placepact.partnerships.views.doing import Tried, tried, why_not
from placepact.roles.permissions import bodies_where_may
from placepact.roles.rules import Act


def seat_named(sent: Sent, partnership: Partnership) -> Seat:
    """The seat that a form is about. Raises Unfit."""
    found = forms.seat_of(sent, "seat", partnership)
    if found is None:
        raise Unfit("No seat is chosen. Choose one of those that are listed.")
    return found


@never_cache
@login_required
def seats(request: HttpRequest, slug: str) -> HttpResponse:
    """Give seats, renew their terms, end them."""
    found = partnership_called(slug)
    by: Any = request.user
    acts = {
        "add": lambda sent: actions.add_seat(partnership=found, terms=forms.seat(sent), by=by),
        "renew": lambda sent: actions.renew_seat(
            seat=seat_named(sent, found), term_ends_on=forms.day_of(sent, "term_ends_on"), by=by
        ),
        "end": lambda sent: actions.end_seat(
            seat=seat_named(sent, found), on=forms.day_of(sent, "ended_on"), by=by
        ),
    }
    came = tried(request, acts) if request.method == "POST" else Tried()
    if came.is_done:
        return HttpResponseRedirect(request.path)
    today = timezone.localdate().isoformat()
    usual = {"sector": "public", "part": "member", "authority": "direct", "is_voting": "on"}
    sitting = boards.sitting(found)
    page = {
        **around(found, "/seats", "Seats"),
        "summary": came.summary,
        "faults": came.faults if came.act == "add" else {},
        "given": came.given if came.act == "add" else {**usual, "starts_on": found.starts_on.isoformat()},
        "seats": sitting,
        "seat_items": items([(str(each.number), str(each)) for each in sitting]),
        "sectors": items(Sector.choices()),
        "parts": items(Part.choices()),
        "authorities": items(Authority.choices()),
        "names": names(),
        "today": today,
        "missing": boards.who_is_missing(found, sitting, (), timezone.localdate()),
        "why_not": why_not(lambda: check_can_manage(user=by, partnership=found)),
    }
    return render(request, "partnerships/seats.html", page)


@never_cache
def interests(request: HttpRequest, slug: str) -> HttpResponse:
    """The register of interests, to which whoever keeps minutes for a member adds."""
    found = partnership_called(slug)
    if request.method == "POST" and not request.user.is_authenticated:
        return to_sign_in(request)
    by: Any = request.user
    acts = {
        "declare": lambda sent: actions.declare_interest(
            seat=seat_named(sent, found), declared=forms.interest(sent), by=by
        ),
        "end": lambda sent: actions.end_interest(interest=interest_named(sent, found), by=by),
    }
    came = tried(request, acts) if request.method == "POST" else Tried()
    if came.is_done:
        return HttpResponseRedirect(request.path)
    held = list(
        Interest.objects.filter(seat__partnership=found)
        .select_related("seat__organisation", "seat__partnership__accountable_body", "organisation")
        .order_by("seat__number", "declared_on")
    )
    open_seats = declarable(request, found)
    page = {
        **around(found, "/interests", "Register of interests"),
        "summary": came.summary,
        "faults": came.faults,
        "given": came.given or {"nature": Nature.OTHER.value, "on": timezone.localdate().isoformat()},
        "register": held,
        "seat_items": items([(str(each.number), str(each)) for each in open_seats]),
        "may_end": {each.number for each in open_seats},
        "natures": items(Nature.choices()),
        "names": names() if by.is_authenticated else [],
        "why_not": ""
        if open_seats
        else why_not(lambda: check_can_keep_minutes(user=by, partnership=found))
        or "Nobody has a seat yet. Give seats first.",
    }
    return render(request, "partnerships/interests.html", page)


def declarable(request: HttpRequest, found: Partnership) -> list[Seat]:
    """The seats for which somebody may declare an interest: all where they keep the minutes, else their own body's."""
    if not request.user.is_authenticated:
        return []
    sitting = boards.sitting(found)
    if not why_not(lambda: check_can_keep_minutes(user=request.user, partnership=found)):
        return sitting
    own = bodies_where_may(user=request.user, act=Act.KEEP_MINUTES)
    return [each for each in sitting if each.organisation_id in own]


def interest_named(sent: Sent, partnership: Partnership) -> Interest:
    number = sent.text("interest")
    made = Interest.objects.filter(seat__partnership=partnership, pk=number) if number.isdecimal() else None
    found = (
        made.select_related("seat__partnership", "seat__organisation").first() if made is not None else None
    )
    if found is None:
        raise Unfit("No interest is chosen. Choose one of those on the register.")
    return found
