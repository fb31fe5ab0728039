"""The page of a partnership, with the partner authorities of its place's agreement; the partnerships of a place."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from placepact.agreements.models import Capacity, Party, State
from placepact.organisations.models import Organisation
from placepact.partnerships.models import Partnership
from placepact.partnerships.queries import boards
from placepact.partnerships.rules.sources import LAYERS
from placepact.partnerships.views import boards as pages
from placepact.partnerships.views.around import MADE_UP
from placepact.scorecards.frame import frame
from placepact.scorecards.views import area_or_404


def partnership(request: HttpRequest, slug: str) -> HttpResponse:
    """One partnership."""
    return pages.partnership(request, slug, partners_of(slug))


def partners_of(slug: str) -> list[Organisation]:
    """The partners in the signed agreements of a partnership's place that run while it sits, by name: two queries."""
    found = Partnership.objects.filter(slug=slug).first()
    if found is None:
        return []
    parties = Party.objects.filter(
        capacity=Capacity.PARTNER,
        version__state=State.SIGNED,
        version__agreement__place=found.place_id,
        version__agreement__ends_on__gte=found.starts_on,
    )
    if found.ends_on is not None:
        parties = parties.filter(version__agreement__starts_on__lte=found.ends_on)
    return list(Organisation.objects.filter(pk__in=parties.values("organisation")).order_by("name"))


@never_cache
def area_partnerships(request: HttpRequest, code: str) -> HttpResponse:
    """The partnerships that serve an area."""
    area = area_or_404(code)
    found = boards.of_area(area)
    made_up = any(each.is_illustrative for each in found)
    page = {
        **frame(area, "partnerships"),
        "title": "Partnerships",
        "area": area,
        "layers": pages.by_layer(found),
        "count": len(found),
        "table": LAYERS,
    }
    if made_up:
        page["flag"] = {"kind": "Illustrative", "sentence": MADE_UP}
    return render(request, "partnerships/partnerships.html", page)
