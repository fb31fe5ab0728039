"""What every page of delivery reads first: who looks, on which day, and the targets with their plans."""

from __future__ import annotations

import datetime as dt
from typing import Any, NamedTuple

from django.http import Http404, HttpRequest
from django.utils import timezone

from placepact.agreements.views.seat import Seat, around, looking
from placepact.delivery.queries.plans import ALL, Parts
from placepact.delivery.queries.whole import TargetRow, Whole, whole
from placepact.scorecards.as_at import NotADay, as_at


class Read(NamedTuple):
    """Who looks, what they see, and the day that the address asked for, if any."""

    seat: Seat
    whole: Whole
    asked_on: dt.date | None


def read(request: HttpRequest, slug: str, parts: Parts = ALL) -> Read:
    """The signed wording with its plans. 404 where nothing is signed, and for a day that is none."""
    found = looking(request, slug)
    written = request.GET.get("on", "")
    try:
        when = as_at(written) if written else None
    except NotADay as wrong:
        raise Http404(str(wrong)) from wrong
    day = when.day if when else max(found.on, found.agreement.starts_on)
    day = min(day, timezone.localdate())
    if when is not None and when.day == timezone.localdate():
        when = None  # the record of today is what stands
    made = whole(found.agreement, found.signed, on=day, when=when, parts=parts)
    if made is None:
        raise Http404(f"Nothing of {found.agreement} was signed by {day}. Plans belong to what is signed.")
    return Read(found, made, day if written else None)


def target_of(found: Read, reference: str) -> TargetRow:
    """One target. 404 with those there are."""
    row = next((each for each in found.whole.rows if each.reference == reference), None)
    if row is None:
        known = ", ".join(each.reference for each in found.whole.rows) or "none"
        raise Http404(f"{found.seat.agreement} has no target {reference}. Its targets: {known}.")
    return row


def page(found: Read, here: str, title: str) -> dict[str, Any]:
    """What stands around a page of delivery."""
    return {
        **around(found.seat, here, title),
        "on": found.whole.on,
        "asked_on": found.asked_on,
        "query": f"?on={found.asked_on}" if found.asked_on else "",
        "whole": found.whole,
    }
