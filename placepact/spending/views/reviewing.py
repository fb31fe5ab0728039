"""What both review pages share: who may decide, an act and its answer, and the page after it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from placepact.errors import Refusal
from placepact.organisations.models import Organisation
from placepact.roles.permissions import NotAllowed
from placepact.roles.rules import Act
from placepact.spending.permissions import reviewed_bodies

Bodies = dict[str, Organisation]


@dataclass(frozen=True)
class Review:
    """A review page. `page` is given what is wrong, empty where nothing is; `looks` are acts that change nothing."""

    act: Act
    page: Callable[[HttpRequest, Bodies, str], HttpResponse]
    decide: Callable[[HttpRequest, Bodies], None]
    undo: Callable[[HttpRequest, Bodies], None]
    looks: frozenset[str] = frozenset()


def reviewed(request: HttpRequest, review: Review) -> HttpResponse:
    """The queue, and the decision that a form brings; what is wrong with it is said beside the form."""
    try:
        bodies = reviewed_bodies(user=request.user, act=review.act)
        if request.method != "POST" or request.POST.get("act") in review.looks:
            return review.page(request, bodies, "")
        return acted(request, bodies, review)
    except NotAllowed as refusal:
        raise PermissionDenied(str(refusal)) from refusal


def acted(request: HttpRequest, bodies: Bodies, review: Review) -> HttpResponse:
    """Do what a form asks for and go back to the page that it was on."""
    try:
        act = review.undo if request.POST.get("act") == "undo" else review.decide
        act(request, bodies)
    except NotAllowed:
        raise
    except Refusal as refusal:
        return review.page(request, bodies, str(refusal))
    return redirect(back_to(request))


def back_to(request: HttpRequest) -> str:
    """The page of the queue that a form was on."""
    number = request.POST.get("page", "")
    return f"{request.path}?page={number}" if number.isdecimal() and number != "1" else request.path
