"""The front page: the place that the settings name where it is there, else the list of all places."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from placepact.places.models import Area


def home(request: HttpRequest) -> HttpResponse:
    """The page of the home place; the list of places where the record does not hold it."""
    from placepact.site import views
    from placepact.site.overview import overview

    area = Area.objects.filter(code=settings.HOME_PLACE).first()
    agreed = views.running(area) if area else None
    if area and agreed:
        return overview(request, area, agreed)
    return views.all_places(request)
