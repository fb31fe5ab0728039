"""What payments were for: the largest sums without a purpose, for those who may decide."""

from __future__ import annotations

from dataclasses import replace

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from placepact.errors import Refusal
from placepact.organisations.models import Organisation
from placepact.roles.permissions import NotAllowed
from placepact.roles.rules import Act
from placepact.spending import purpose_reviews
from placepact.spending.actions.classification import Meaning, Pattern, classify_pattern, undo_pattern
from placepact.spending.models.matching import PaymentRule
from placepact.spending.permissions import reviewed_bodies
from placepact.spending.purpose_reviews import NOTHING_ASKED, Asked
from placepact.spending.queries.reviews import by_theme, payers_with
from placepact.spending.supplier_reviews import shown
from placepact.spending.upkeep import is_behind
from placepact.spending.views.deliveries import somebody
from placepact.spending.views.suppliers import back_to

ADDRESS = "/money/classify"


@never_cache
@login_required
def classify(request: HttpRequest) -> HttpResponse:
    """The queue, and the decision that a form brings."""
    try:
        bodies = reviewed_bodies(user=request.user, act=Act.CLASSIFY_SPENDING)
        if request.method == "POST":
            return acted(request, bodies)
    except NotAllowed as refusal:
        raise PermissionDenied(str(refusal)) from refusal
    return page(request, bodies, NOTHING_ASKED)


def acted(request: HttpRequest, bodies: dict[str, Organisation]) -> HttpResponse:
    """Classify a pattern or undo that; what is wrong is said beside the form."""
    asked = purpose_reviews.asked_by(request.POST)
    try:
        undo(request) if request.POST.get("act") == "undo" else decide(request, bodies, asked)
    except NotAllowed:
        raise
    except Refusal as refusal:
        return page(request, bodies, replace(asked, error=str(refusal)), status=422)
    return redirect(back_to(request))


def decide(request: HttpRequest, bodies: dict[str, Organisation], asked: Asked) -> None:
    """Keep what a pattern was for, for a body that paid under it."""
    deciding = [bodies[slug] for slug in payers_with(asked.field, asked.text) if slug in bodies]
    if not deciding:
        raise Http404("This pattern no longer waits for you. Load the page again.")
    classify_pattern(
        pattern=Pattern(asked.field, asked.text),
        meaning=Meaning(asked.theme, asked.cofog),
        decided_for=deciding[0],
        why=asked.why,
        by=somebody(request),
    )


def undo(request: HttpRequest) -> None:
    """Take a classification back, with a reason."""
    number = request.POST.get("rule", "")
    held = PaymentRule.objects.filter(pk=number if number.isdecimal() else 0).first()
    if held is None:
        raise Http404("This classification is not there. Load the page again.")
    undo_pattern(rule=held, why=request.POST.get("why", ""), by=somebody(request))


def page(
    request: HttpRequest, bodies: dict[str, Organisation], asked: Asked, status: int = 200
) -> HttpResponse:
    waits = purpose_reviews.queue(bodies)
    pages = Paginator(waits, purpose_reviews.A_PAGE)
    current = pages.get_page(request.POST.get("page") or request.GET.get("page"))
    cards = purpose_reviews.cards(list(current.object_list), current.start_index(), asked)
    context = {
        "title": "What payments were for",
        "cards": cards,
        "wrong": next((each["pk"] for each in cards if each["asked"].error), None),
        "page": current,
        "address": ADDRESS,
        "bodies": len(bodies),
        "coverage": shown(by_theme(bodies), counted=""),
        "themes": purpose_reviews.themes(),
        "divisions": purpose_reviews.divisions(),
        "decided": purpose_reviews.decided(set(bodies.values())),
        "asked": asked,
        "is_behind": is_behind(),
    }
    return render(request, "spending/classify.html", context, status=status)
