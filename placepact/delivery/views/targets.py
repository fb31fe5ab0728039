"""Delivery of an agreement: every target with its plan, its risks and what endangers it."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from placepact.agreements.rules.status import Status
from placepact.delivery.drawing import risk_picture
from placepact.delivery.queries.whole import TargetRow, Whole
from placepact.delivery.rules.forecast import Course
from placepact.delivery.rules.plans import Standing
from placepact.delivery.rules.risks import IMPACTS, LIKELIHOODS, SCALE
from placepact.delivery.views.reading import page, read
from placepact.govuk import format as say
from placepact.scorecards.rows import decimals, unit

WIDE, NARROW = 760.0, 330.0


@never_cache
def delivery(request: HttpRequest, slug: str) -> HttpResponse:
    """One table of targets, the endangered first, and the picture of risks."""
    found = read(request, slug, frozenset({"backings"}))
    made = found.whole
    first = made.endangered
    rows = [*first, *(each for each in made.rows if not each.dangers)]
    return render(
        request,
        "delivery/delivery.html",
        {
            **page(found, "delivery", "Delivery"),
            "lead": lead(made),
            "rows": [shown(each) for each in rows],
            "picture": picture(made),
            "risks": sorted(
                ((each, risk) for each in made.rows for risk in each.plan.open_risks),
                key=lambda pair: -pair[1].score,
            ),
        },
    )


def lead(made: Whole) -> str:
    """How many are endangered, and how many of them no figure shows yet."""
    if not made.rows:
        return "No target is in force, so nothing is planned."
    hidden = sum(each.is_hidden for each in made.rows)
    told = f"{len(made.endangered)} of {say.count(len(made.rows), 'target')} endangered"
    return f"{told}, {hidden} of them before a figure says so." if hidden else f"{told}."


def shown(row: TargetRow) -> dict[str, Any]:
    """A target as its row shows it."""
    plan = row.plan
    next_one = next((each for each in plan.milestones if each.standing.is_open), None)
    return {
        "row": row,
        "word": Status(row.status).word,
        "late": plan.counted(Standing.LATE),
        "due": plan.counted(Standing.DUE),
        "done": plan.counted(Standing.DONE),
        "all": sum(each.standing is not Standing.DROPPED for each in plan.milestones),
        "next": next_one,
        "top": plan.open_risks[0] if plan.open_risks else None,
        "course": course(row),
    }


def course(row: TargetRow) -> str:
    """Where the trend leads, in words; empty where none can be worked out."""
    judged = row.judged
    if row.forecast.course is Course.UNKNOWN or judged is None:
        return ""
    value = say.figure(row.forecast.value, unit(judged), decimals(judged))
    last, promised = judged.path[-1]
    target = say.figure(promised, unit(judged), decimals(judged))
    return f"Goes to {value} by {last.label()}, {'which misses' if row.forecast.course is Course.MISSES else 'which meets'} {target}."


def picture(made: Whole) -> dict[str, Any] | None:
    """The 5 by 5 picture with its table; None where no risk is open."""
    open_risks = [risk for each in made.rows for risk in each.plan.open_risks]
    if not open_risks:
        return None
    counted = Counter((each.newest.likelihood, each.newest.impact) for each in open_risks)
    high = sum(many for (likelihood, impact), many in counted.items() if likelihood * impact >= 15)
    title = f"{say.first_up(say.count_in_words(high, 'risk'))} of {len(open_risks)} {'stands' if high == 1 else 'stand'} high"
    caption = "How many open risks stand at each likelihood and impact; high from 15 of 25 on."
    table = {
        "caption": caption,
        "columns": [{"text": "Likelihood"}, *({"text": f"Impact {each} {IMPACTS[each]}", "number": True} for each in SCALE)],
        "rows": [
            [f"{up} {LIKELIHOODS[up]}", *(str(counted[(up, across)] or "–") for across in SCALE)]
            for up in reversed(SCALE)
        ],
    }  # fmt: skip
    label = f"{title}. {caption}"
    return {
        "title": title,
        "caption": caption,
        "wide": risk_picture(counted, label, width=WIDE),
        "narrow": risk_picture(counted, label, width=NARROW),
        "table": table,
    }
