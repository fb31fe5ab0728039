"""What stands around every page of a partnership: its place, its pages, the day asked about, and what is real on it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.utils import timezone

from placepact.partnerships.models import Partnership
from placepact.places.band import tabs

PAGES = (
    ("", "The partnership"),
    ("/interests", "Interests"),
    ("/actions", "Actions"),
    ("/disputes", "Disputes"),
    ("/strategies", "Strategies"),
    ("/plans", "Other plans"),
    ("/decision-rights", "Who decides what"),
    ("/powers", "Powers"),
    ("/footprint", "Areas"),
)
MADE_UP = "This partnership, its seats, strategies and decisions are made up to show how placepact works."
REAL = "What is shown is as the partnership keeps it here."
GOVERNMENT = "The sections are those of published Acts; what is from memory says so."


def partnership_called(slug: str) -> Partnership:
    """The partnership with a slug. Http404 with what to do where there is none."""
    found = (
        Partnership.objects.select_related("place__area", "accountable_body", "parent")
        .filter(slug=slug)
        .first()
    )
    if found is None:
        raise Http404(f"No partnership is called {slug}. All partnerships names those there are.")
    return found


def around(partnership: Partnership, page: str, title: str) -> dict[str, Any]:
    """The variables of the base template and of the pages' list; `page` is the end of the address."""
    here, area = partnership.get_absolute_url(), partnership.place.area
    return {
        "title": f"{title}: {partnership.name}",
        "heading": title,
        "partnership": partnership,
        "place": partnership.place.name,
        "place_url": area.get_absolute_url() if area else None,
        "tabs": tabs(area, "partnerships") if area else [],
        "pages": [{"text": text, "href": here + path, "current": path == page} for path, text in PAGES],
        "flag": {
            "kind": "Illustrative" if partnership.is_illustrative else "Published",
            "sentence": MADE_UP if partnership.is_illustrative else REAL,
        },
    }


def day_asked(request: HttpRequest, partnership: Partnership | None = None) -> tuple[dt.date, str]:
    """The day that `?on=` names, and what is wrong with it.

    Without one: today, or the last day of a partnership that is no more, or the first of one that is yet to begin.
    """
    written = request.GET.get("on", "").strip()
    usual = timezone.localdate()
    if partnership:
        usual = max(min(usual, partnership.ends_on or usual), partnership.starts_on)
    if not written:
        return usual, ""
    try:
        return dt.date.fromisoformat(written), ""
    except ValueError:
        return usual, f"“{written}” is not a day. Write year, month, day, such as 2008-06-30."


def to_sign_in(request: HttpRequest) -> HttpResponseRedirect:
    """For a visitor who sent a form: to sign in, and back."""
    return redirect_to_login(request.path)
