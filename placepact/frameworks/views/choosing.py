"""The place and the reporting year that a page of lists is about, as its address asks for them."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest

from placepact.frameworks.queries.around import Around, around, usual_place
from placepact.places import queries as places
from placepact.places.models import Area
from placepact.scorecards.views import area_or_404

FIRST, LAST = 1990, 2100


def chosen_place(request: HttpRequest) -> Area:
    """The place in the address, else that of the newest agreement, else England. Http404 where there is none."""
    if code := request.GET.get("place"):
        return area_or_404(code)
    return usual_place() or area_or_404(places.ENGLAND)


def chosen_year(request: HttpRequest) -> int | None:
    """The year in the address, by the year that it starts in: 2023 for 2023-24. Http404 for what is none."""
    written = request.GET.get("year", "")
    if not written:
        return None
    if not written.isdecimal() or not FIRST <= int(written) <= LAST:
        raise Http404(f"{written} is not a year. Write the year in which it starts: 2023 for 2023-24.")
    return int(written)


def around_of(request: HttpRequest, place: Area | None = None) -> Around:
    """The place and year that a page is about."""
    return around(place or chosen_place(request), chosen_year(request))


def filters(found: Around) -> dict[str, Any]:
    """What the filter of a page shows: years with figures, and the one chosen."""
    return {
        "around": found,
        "year": found.year.label(),
        "years": [{"value": str(each.start.year), "text": each.label()} for each in found.years],
        "year_value": str(found.year.start.year),
    }
