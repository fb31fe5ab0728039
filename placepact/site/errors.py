"""Pages for what is not there, not allowed, out of date or broken: each says what to do."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import Resolver404

NO_SUCH_PAGE = "No page has this address. It may have been mistyped, or the page may have moved."


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: the sentence of whoever raised it, unless that was Django's own search for an address."""
    said = "" if isinstance(exception, Resolver404) else str(exception)
    return render(request, "site/404.html", {"title": "Not found", "sentence": said or NO_SUCH_PAGE}, status=404)


def not_allowed(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: why, and who can change it."""
    return render(request, "site/403.html", {"title": "Not allowed", "sentence": str(exception)}, status=403)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form that did not come from a page of ours, or from one opened before somebody signed in or out."""
    said = "This form was out of date, so nothing was done. Go back, load the page again, and send it once more."
    return render(request, "site/403.html", {"title": "Form out of date", "sentence": said}, status=403)


def broken(request: HttpRequest) -> HttpResponse:
    """500: made without the request, because reading who is signed in may be what failed."""
    return HttpResponse(render_to_string("site/500.html", {"title": "Something went wrong"}), status=500)
