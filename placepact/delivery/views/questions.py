"""The ten questions asked every quarter: each with its answer and its page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from placepact.delivery.queries.questions import answers
from placepact.delivery.views.reading import page, read


@never_cache
@require_safe
def questions(request: HttpRequest, slug: str) -> HttpResponse:
    """One page that answers, or says which page does."""
    found = read(request, slug, frozenset({"evidence"}))
    title = "Ten questions"
    return render(
        request,
        "delivery/questions.html",
        {**page(found, "questions", title), "answers": answers(found.whole)},
    )
