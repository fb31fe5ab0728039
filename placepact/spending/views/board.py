"""The returns board: which body has delivered which month of its payments, and what is missing."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from placepact.govuk.format import count, millions
from placepact.organisations.models import Organisation
from placepact.places import queries as places
from placepact.places.models import Area
from placepact.scorecards.frame import frame
from placepact.spending.queries.payments import Cell, standing
from placepact.spending.queries.payments import board as cells_of
from placepact.spending.rules.years import UnknownYear, before, first_day, year_of
from placepact.spending.views.asked import area_or_404

STATES = {"delivered": "Delivered", "part": "In part", "missing": "Missing", "not yet": "Not yet due"}
OUTSIDE = ("Community sector", "Central government")


def board(request: HttpRequest, code: str) -> HttpResponse:
    """Bodies by month for one financial year: the newest with a delivery, or the one that is asked for."""
    place = area_or_404(code)
    bodies = bodies_of(place)
    year = request.GET.get("year") or newest_year(bodies)
    try:
        start = first_day(year)
    except UnknownYear as refusal:
        raise Http404(str(refusal)) from refusal
    end = dt.date(start.year + 1, 3, 31)
    held = cells_of(bodies, start, end)
    rows = [as_row(body, held[body.pk]) for body in bodies]
    return render(
        request,
        "spending/board.html",
        {
            **frame(place, "money"),
            "title": f"Payments delivered, {year}",
            "flag": None,
            "year": year,
            "earlier": before(year),
            "later": f"{start.year + 1}-{(start.year + 2) % 100:02}" if end < timezone.localdate() else "",
            "months": months(start),
            "rows": rows,
            "lead": lead(rows),
            "states": STATES,
            "address": f"{place.get_absolute_url()}/money/returns",
            "money_href": f"{place.get_absolute_url()}/money",
        },
    )


def bodies_of(place: Area) -> list[Organisation]:
    """Public bodies that act for a place or a part of it and publish what they pay."""
    inside = [place.pk, *places.members(place).values_list("pk", flat=True)]
    found = Organisation.objects.filter(acts_for__area__in=inside, acts_for__valid_to__isnull=True)
    return list(found.exclude(sector__in=OUTSIDE).distinct().order_by("name"))


def newest_year(bodies: list[Organisation]) -> str:
    """The financial year of the newest day that a delivery covers; this year where there is none."""
    newest = standing(bodies=bodies).order_by("-covers_to").values_list("covers_to", flat=True).first()
    return year_of(newest or timezone.localdate())


def months(start: dt.date) -> list[dt.date]:
    """The first days of the twelve months of a financial year."""
    return [
        dt.date(start.year + (start.month + at - 1) // 12, (start.month + at - 1) % 12 + 1, 1)
        for at in range(12)
    ]


def as_row(body: Organisation, cells: list[Cell]) -> dict[str, Any]:
    """A body and its months: a state, what was delivered in words, and the return to open."""
    this_month = timezone.localdate().replace(day=1)
    shown = [as_cell(each, is_due=each.month < this_month) for each in cells]
    returns = {each.pk: each for cell in cells for each in cell.deliveries}
    pence = sum(each.pence_accepted for each in returns.values())
    return {
        "name": body.short_name,
        "href": body.get_absolute_url(),
        "cells": shown,
        "missing": sum(each["state"] in ("missing", "part") for each in shown),
        "total": f"{millions(pence)} in {count(len(returns), 'return')}" if returns else "Nothing delivered",
    }


def as_cell(cell: Cell, *, is_due: bool) -> dict[str, Any]:
    state = cell.state if cell.state != "missing" or is_due else "not yet"
    first = cell.deliveries[0] if cell.deliveries else None
    return {
        "state": state,
        "words": STATES[state] + (f", {cell.days_covered} of {cell.days} days" if state == "part" else ""),
        "detail": f"{count(cell.rows, 'payment')}, {millions(cell.pence)}" if first else "",
        "reference": first.reference if first else "",
        "href": first.accepted_as.get_absolute_url() if first and first.accepted_as else "",
    }


def lead(rows: list[dict[str, Any]]) -> str:
    """How much of what is due is there, in one sentence."""
    cells = [cell for row in rows for cell in row["cells"] if cell["state"] != "not yet"]
    there = sum(cell["state"] == "delivered" for cell in cells)
    bodies = "1 public body" if len(rows) == 1 else f"{len(rows)} public bodies"
    if not there:
        return f"No month of this year has been delivered yet by the {bodies} here."
    return f"{there} of {count(len(cells), 'month')} that are due have been delivered by {bodies}."
