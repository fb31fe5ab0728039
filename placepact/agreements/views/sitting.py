"""Choosing for which body to act and on which day, where the law of a kind has ended or an act is recorded later."""

from __future__ import annotations

import datetime as dt

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache

from placepact.agreements.rulebooks.days import say
from placepact.agreements.views.seat import Seat, around, at_own_lines, keep


@never_cache
@login_required
def sitting(request: HttpRequest, slug: str) -> HttpResponse:
    """For whom somebody acts here and on which day; kept in their session, and written into each act."""
    found = at_own_lines(request, slug)
    back = request.POST.get("next") or request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        back = f"{found.agreement.get_absolute_url()}/{'board' if found.own is not None else 'steps'}"
    faults: dict[str, str] = {}
    if request.method == "POST":
        faults = chosen(request, found)
        if not faults:
            return HttpResponseRedirect(back)
    page = {
        **around(found, "steps", "For whom you act, and on which day"),
        "back": back,
        "faults": faults,
        "summary": [{"text": text, "href": f"#id_{name}"} for name, text in faults.items()],
        "given_on": request.POST.get("on", found.on.isoformat()),
    }
    return render(request, "agreements/sitting.html", page)


def chosen(request: HttpRequest, found: Seat) -> dict[str, str]:
    """Keep what was chosen; else what is wrong with it, by field."""
    body, written = request.POST.get("for", ""), request.POST.get("on", "")
    if body not in {each.slug for each in found.bodies}:
        return {"for": "Choose one of the organisations in which you hold a role."}
    try:
        on = dt.date.fromisoformat(written)
    except ValueError:
        return {"on": f"“{written}” is not a day. Write year, month, day, such as 2008-06-30."}
    if on > timezone.localdate():
        return {"on": f"{say(on)} has not come yet. Write today or a day before."}
    keep(request, found.agreement.slug, body=body, on=on)
    return {}
