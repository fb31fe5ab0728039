"""All frameworks with how far they are met, and one framework with its lines and what answers each."""

from __future__ import annotations

from django.db.models import Prefetch, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from placepact.frameworks.models import Framework, Release
from placepact.frameworks.permissions import bodies_whose_plans, can_write_plan
from placepact.frameworks.queries.answered import by_framework, listed
from placepact.frameworks.queries.around import deliveries, owed_around
from placepact.frameworks.views.choosing import around_of, filters
from placepact.frameworks.views.rows import framework_rows, line_rows

ILLUSTRATIVE = (
    "This list is made up, to show how placepact works. The figures are as they were delivered; each says from "
    "which return and row it comes."
)
REAL = "Lists are as their sources give them, each with its standing. Figures are as they were delivered."


def frameworks(request: HttpRequest) -> HttpResponse:
    """Every framework: what it is, who asks, and how many of its lines are met by figures already delivered."""
    found = around_of(request)
    owed = owed_around(found)
    rows = framework_rows(
        Framework.objects.select_related("owner").prefetch_related("releases"), by_framework(owed)
    )
    return render(
        request,
        "frameworks/frameworks.html",
        {
            "title": "Frameworks",
            "groups": rows,
            "may_write": request.user.is_authenticated and bool(bodies_whose_plans(request.user)),
            "flag": {"kind": "Illustrative", "sentence": f"Lists marked as illustrative are made up. {REAL}"},
            **filters(found),
        },
    )


def framework(request: HttpRequest, slug: str) -> HttpResponse:
    """One framework: its lines, who owes them, and which value of which return meets each, or why none does."""
    held = framework_or_404(slug)
    found = around_of(request)
    owed = owed_around(found, Q(release__framework=held))
    shown = listed(held, found.year, owed, request.GET.get("release", ""))
    if shown is None:
        raise Http404(f"{held.title} has no release yet. Its owner adds lines to it first.")
    may_write = held.owner is not None and can_write_plan(user=request.user, organisation=held.owner)
    return render(
        request,
        "frameworks/framework.html",
        {
            "title": held.title,
            "framework": held,
            "listed": shown,
            "lines": line_rows(shown, deliveries(owed), found),
            "may_write": may_write,
            "flag": {
                "kind": "Illustrative" if held.is_illustrative else "Published",
                "sentence": ILLUSTRATIVE if held.is_illustrative else REAL,
            },
            **filters(found),
        },
    )


def framework_or_404(slug: str) -> Framework:
    """The framework with a slug, with its owner and releases; Http404 where there is none."""
    rows = Framework.objects.select_related("owner").prefetch_related(
        Prefetch("releases", queryset=Release.objects.order_by("valid_from"))
    )
    found = rows.filter(slug=slug).first()
    if found is None:
        raise Http404(f"No framework is called {slug}. The list of frameworks names those there are.")
    return found
