"""Who was paid: suppliers that wait for a person, the largest sums first, for those who may decide."""

from __future__ import annotations

from dataclasses import replace

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from placepact.roles.rules import Act
from placepact.spending import reviews, supplier_reviews
from placepact.spending.actions.matching import decide_supplier, undo_decision
from placepact.spending.models.matching import SupplierDecision, SupplierMatch
from placepact.spending.queries.reviews import payers_of
from placepact.spending.supplier_reviews import NOTHING_ASKED
from placepact.spending.upkeep import is_behind
from placepact.spending.views.deliveries import somebody
from placepact.spending.views.reviewing import Bodies, Review, reviewed

ADDRESS = "/money/suppliers"


@never_cache
@login_required
def suppliers(request: HttpRequest) -> HttpResponse:
    """The queue, and the decision that a form brings; a search in the register comes back on the page, never in its address."""
    return reviewed(request, Review(Act.DECIDE_SUPPLIERS, page, decide, undo, looks=frozenset({"find"})))


def decide(request: HttpRequest, bodies: Bodies) -> None:
    """Keep who a supplier is, for a body that paid it."""
    asked = supplier_reviews.asked_by(request.POST)
    match = SupplierMatch.objects.filter(pk=asked.match, superseded_at__isnull=True).first()
    deciding = [bodies[slug] for slug in payers_of(match.key) if slug in bodies] if match else []
    if match is None or not deciding:
        raise Http404("This supplier no longer waits for you. Load the page again.")
    decide_supplier(
        supplier=match.written,
        choice=supplier_reviews.choice_of(asked.who),
        decided_for=deciding[0],
        why=asked.why,
        by=somebody(request),
    )


def undo(request: HttpRequest, bodies: Bodies) -> None:
    """Take a decision back, with a reason."""
    number = request.POST.get("decision", "")
    held = SupplierDecision.objects.filter(pk=number if number.isdecimal() else 0).first()
    if held is None:
        raise Http404("This decision is not there. Load the page again.")
    undo_decision(decision=held, why=request.POST.get("why", ""), by=somebody(request))


def page(request: HttpRequest, bodies: Bodies, wrong: str) -> HttpResponse:
    """The queue; what a form brought comes back in it, with what is wrong."""
    posted = request.method == "POST"
    asked = replace(supplier_reviews.asked_by(request.POST), error=wrong) if posted else NOTHING_ASKED
    queue = supplier_reviews.Queue.of(bodies)
    pages = Paginator(queue.waits, supplier_reviews.A_PAGE)
    current = pages.get_page(request.POST.get("page") or request.GET.get("page"))
    context = {
        "title": "Who was paid",
        "cards": supplier_reviews.cards(list(current.object_list), asked),
        "page": current,
        "address": ADDRESS,
        "waits": len(queue.waits),
        "waits_pence": sum(each.amount_pence for each in queue.waits),
        "bodies": len(bodies),
        "coverage": supplier_reviews.shown(queue.parts, counted="Suppliers"),
        "decided": supplier_reviews.decided(set(bodies.values())),
        "asked": asked,
        "is_behind": is_behind(),
        "as_of": reviews.as_of(),
    }
    return render(request, "spending/suppliers.html", context, status=422 if wrong else 200)
