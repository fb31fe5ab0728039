"""What payments were for: the largest sums without a purpose, for those who may decide."""

from __future__ import annotations

from dataclasses import replace

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from placepact.roles.rules import Act
from placepact.spending import purpose_reviews
from placepact.spending.actions.classification import Meaning, Pattern, classify_pattern, undo_pattern
from placepact.spending.models.matching import PaymentRule
from placepact.spending.purpose_reviews import NOTHING_ASKED
from placepact.spending.queries.reviews import by_theme, payers_with
from placepact.spending.supplier_reviews import shown
from placepact.spending.upkeep import is_behind
from placepact.spending.views.deliveries import somebody
from placepact.spending.views.reviewing import Bodies, Review, reviewed

ADDRESS = "/money/classify"


@never_cache
@login_required
def classify(request: HttpRequest) -> HttpResponse:
    """The queue, and the decision that a form brings."""
    return reviewed(request, Review(Act.CLASSIFY_SPENDING, page, decide, undo))


def decide(request: HttpRequest, bodies: Bodies) -> None:
    """Keep what a pattern was for, for a body that paid under it."""
    asked = purpose_reviews.asked_by(request.POST)
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


def undo(request: HttpRequest, bodies: Bodies) -> None:
    """Take a classification back, with a reason."""
    number = request.POST.get("rule", "")
    held = PaymentRule.objects.filter(pk=number if number.isdecimal() else 0).first()
    if held is None:
        raise Http404("This classification is not there. Load the page again.")
    undo_pattern(rule=held, why=request.POST.get("why", ""), by=somebody(request))


def page(request: HttpRequest, bodies: Bodies, wrong: str) -> HttpResponse:
    """The queue; what a form brought comes back in it, with what is wrong."""
    posted = request.method == "POST"
    asked = replace(purpose_reviews.asked_by(request.POST), error=wrong) if posted else NOTHING_ASKED
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
    return render(request, "spending/classify.html", context, status=422 if wrong else 200)
