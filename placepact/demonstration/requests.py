"""An open collection of the demonstration: one organisation has submitted, one has begun. Made up, and marked so.

What is written in it stays a draft: no made-up figure is accepted, so that the record holds published ones alone.
"""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from placepact.frameworks import actions
from placepact.frameworks.models import Cell, Collection, Request
from placepact.frameworks.queries.requests import asked_of, cells_in
from placepact.frameworks.queries.tracks import tracks
from placepact.frameworks.rules.entries import Asked, shown
from placepact.indicators.rules.periods import Period
from placepact.organisations.models import Organisation
from placepact.people.models import User
from placepact.places import queries as places

TITLE = "Greater Manchester 2025-26"
PLACE, RUNS, SUBMITTED, DRAFTED = "E47000001", "gmca", "nhs-greater-manchester", "rochdale-borough-council"
OPENED_BEFORE, CLOSES_AFTER = dt.timedelta(days=16), dt.timedelta(days=26)
BEGUN = 2
"""Cells that the organisation with a draft has written."""
MADE_UP = "Made up for the demonstration, from the figure of the period before."


def open_one(by: User) -> None:
    """Open the collection once, with one request submitted and one begun."""
    if Collection.objects.filter(title=TITLE).exists():
        return
    today = timezone.localdate()
    terms = actions.CollectionTerms(
        title=TITLE,
        place=places.area(PLACE),
        period=Period(dt.date(2025, 4, 1), "P1Y"),
        opens_on=today - OPENED_BEFORE,
        closes_on=today + CLOSES_AFTER,
        is_illustrative=True,
    )
    made = actions.open_collection(
        terms=terms, accountable_body=Organisation.objects.get(slug=RUNS), on=today, by=by
    )
    requests = Request.objects.filter(collection=made)
    for request in requests.filter(organisation__slug=SUBMITTED):
        written(request, cells_in(request), today, by)
        actions.submit(request=request, on=today, by=by)
    for request in requests.filter(organisation__slug=DRAFTED):
        written(request, cells_in(request)[:BEGUN], today, by)


def written(request: Request, cells: list[Cell], today: dt.date, by: User) -> None:
    """Write some cells, and what is done about those that would be off track."""
    asked = asked_of(cells)
    typed = [actions.Typed(each.pk, fields(asked[each.pk])) for each in cells]
    actions.save(request=request, typed=typed, on=today, by=by)
    fresh = {each.pk: each for each in cells_in(request)}
    for pk, track in tracks([fresh[each.pk] for each in cells], on=today).items():
        if track.is_red:
            terms = actions.RemedyTerms(
                what="A review of what was tried, with the districts",
                owner="Director of population health",
                due_on=today + dt.timedelta(days=120),
            )
            actions.plan_remedy(request=request, cell=fresh[pk], terms=terms, on=today, by=by)


def fields(asked: Asked) -> dict[str, str]:
    """What somebody might write: a little more than before; pending where nothing is known."""
    if asked.is_milestone:
        return {"milestone": "Two of four steps are done.", "comment": MADE_UP}
    if not asked.history:
        return {"presence": "pending", "comment": "Published in spring. " + MADE_UP}
    value = min(asked.history[-1][1] * 1.01, asked.upper if asked.upper is not None else float("inf"))
    return {
        "value": shown(round(value, 1)),
        "finality": "provisional",
        "comment": MADE_UP,
        "explanation": MADE_UP,
    }
