"""The burden ledger: items asked and delivered, what they cost, what aligning them saved, and inspections beside them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from placepact.agreements.views.lines import given, items, summary, told
from placepact.drawings.series import NothingToDraw
from placepact.drawings.steps import Kind, Step, steps
from placepact.errors import Refusal
from placepact.frameworks import actions
from placepact.frameworks.forms import Reading, read_cost, read_visit
from placepact.frameworks.models import Framework
from placepact.frameworks.permissions import bodies_whose_plans, can_write_plan
from placepact.frameworks.queries.answered import by_framework
from placepact.frameworks.queries.around import Around, owed_around
from placepact.frameworks.queries.burden import (
    Ledger,
    Lifted,
    Row,
    inspections,
    ledger,
    lifted,
    settings,
    visits,
)
from placepact.frameworks.rules.burden import Minutes, hours, minutes_for, overlaps
from placepact.frameworks.views.choosing import around_of, filters
from placepact.frameworks.views.reporting import SOME_MADE_UP, frame_of
from placepact.govuk import format as say
from placepact.organisations.models import Organisation
from placepact.scorecards.views import area_or_404

MOST_STEPS = 9


def burden(request: HttpRequest) -> HttpResponse:
    """The ledger of the place that is usual, with every setting and its evidence."""
    found = around_of(request)
    page = page_of(found)
    own = bodies_whose_plans(request.user) if request.user.is_authenticated else set()
    return render(
        request,
        "frameworks/burden.html",
        {
            **page,
            "is_whole": True,
            "own": list(Organisation.objects.filter(pk__in=own).order_by("name")) if own else [],
            "flag": {"kind": "Illustrative", "sentence": SOME_MADE_UP},
        },
    )


def place_burden(request: HttpRequest, code: str) -> HttpResponse:
    """The same under the place's own tabs."""
    place = area_or_404(code)
    page = page_of(around_of(request, place))
    return render(
        request, "frameworks/burden.html", {**frame_of(place, "reporting", page["standings"]), **page}
    )


def page_of(found: Around) -> dict[str, Any]:
    """What the page shows of a place and year."""
    owed = owed_around(found)
    costs = settings()
    made = ledger(owed, costs)
    seen = inspections({each.body.pk for each in owed}, found.year)
    freed = lifted(found.ids, found.year)
    usual = minutes_for([each for each in costs if each.body is None], 0, "")
    return {
        "title": "What reporting costs",
        "ledger": made,
        "lead": lead(made, found.year.label()),
        "pictures": [each for each in (items_picture(made), hours_picture(made, freed, usual)) if each],
        "hours": hours,
        "freed": [(each, hours(each.items * usual.minutes)) for each in freed],
        "usual": usual,
        "assumed": usual.is_assumed,
        "inspections": seen,
        "overlaps": overlaps(visits(seen)),
        "standings": by_framework(owed),
        **filters(found),
    }


def lead(made: Ledger, year: str) -> str:
    """The verdict: how many items were asked for, how many are left once each is delivered once, and the work saved."""
    whole = made.whole
    if not whole.asked:
        return f"No list and no agreement asks for an item for {year}."
    said = (
        f"{say.count(whole.asked, 'item')} asked for {year}. Delivered once each, they are "
        f"{whole.once}, of which {whole.delivered} have been given."
    )
    if whole.saved:
        said += f" Aligning the lists saves {say.count(whole.saved, 'item')}, {hours(whole.minutes_saved)} of work."
    return said


def picture(title: str, caption: str, rows: Sequence[Step], unit: str) -> dict[str, Any] | None:
    """Steps from what is asked down to what is left, with their table; None where there is nothing."""

    def show(amount: float) -> str:
        return say.number(amount, 0)

    try:
        wide, narrow = steps(rows, f"{title} {caption}", show)
    except NothingToDraw:
        return None
    table = {
        "caption": caption,
        "columns": [{"text": "Step"}, {"text": unit, "number": True}],
        "rows": [[each.name, show(each.amount)] for each in rows],
    }
    return {"title": title, "caption": caption, "wide": wide, "narrow": narrow, "table": table}


def items_picture(made: Ledger) -> dict[str, Any] | None:
    """Items asked, framework by framework, less what one delivery serves twice, as what is left to deliver."""
    whole = made.whole
    rows = [*asked_by(made.frameworks, lambda each: each.tally.asked)]
    if whole.saved:
        rows.append(Step("Given once for several lists", -whole.saved))
    rows.append(Step("Items to deliver", whole.once, Kind.SUM))
    title = f"{say.count(whole.asked, 'item')} asked, {whole.once} to deliver"
    return picture(
        title, "Items asked for by each list, and what is left when each is given once.", rows, "Items"
    )


def hours_picture(made: Ledger, freed: Sequence[Lifted], usual: Minutes) -> dict[str, Any] | None:
    """Hours asked for, less what aligning saves, as the hours that are left."""
    whole = made.whole
    rows = [*asked_by(made.frameworks, lambda each: each.tally.minutes_asked)]
    if whole.minutes_saved:
        rows.append(Step("Saved by giving each once", -whole.minutes_saved))
    rows.append(Step("Minutes left", whole.minutes_once, Kind.SUM))
    lifted_minutes = sum(each.items for each in freed) * usual.minutes
    more = (
        f" Freedoms lifted another {hours(lifted_minutes)} before anything was asked."
        if lifted_minutes
        else ""
    )
    return picture(
        f"{hours(whole.minutes_saved).capitalize()} saved of {hours(whole.minutes_asked)}",
        f"Minutes of work by list, at what an item costs.{more}",
        rows,
        "Minutes",
    )


def asked_by(rows: Sequence[Row], amount: Callable[[Row], int]) -> list[Step]:
    """A step a framework, the largest first; those past the ninth as one."""
    known = [Step(each.name, amount(each)) for each in rows if amount(each)]
    known.sort(key=lambda each: -each.amount)
    rest = sum(each.amount for each in known[MOST_STEPS:])
    return known[:MOST_STEPS] + ([Step("Other lists", rest)] if rest else [])


@never_cache
@login_required
def keep(request: HttpRequest, slug: str) -> HttpResponse:
    """Say what an item costs an organisation, or record an inspection of it."""
    body = Organisation.objects.filter(slug=slug).first()
    if body is None:
        raise Http404(f"No organisation is called {slug}. The list of organisations names those there are.")
    read = Reading(given(request) if request.method == "POST" else {})
    extra: list[dict[str, str]] = []
    if request.method == "POST" and kept(request, body, read, extra):
        return HttpResponseRedirect(f"/burden/{body.slug}")
    return render(
        request,
        "frameworks/keep_burden.html",
        {
            "title": f"What reporting costs {body.name}",
            "body": body,
            "may_write": can_write_plan(user=request.user, organisation=body),
            "settings": list(body.burden_settings.select_related("framework").order_by("-id")),
            "inspections": inspections([body.pk]),
            "frameworks": [
                {"value": "", "text": "Every list"},
                *items(list(Framework.objects.order_by("title").values_list("slug", "title"))),
            ],
            "given": read.given,
            "faults": read.faults,
            "summary": [*summary(read.faults), *extra],
        },
    )


def kept(request: HttpRequest, body: Organisation, read: Reading, extra: list[dict[str, str]]) -> bool:
    """Write down what was sent; whether it was, else what stands in the way is in `read` and `extra`."""
    today = timezone.localdate()
    is_visit = read.text("act") == "inspection"
    visited = read_visit(read, today) if is_visit else None
    cost = None if is_visit else read_cost(read, today)
    if read.faults:
        return False
    try:
        if visited is not None:
            actions.record_inspection(organisation=body, visited=visited, by=request.user)  # type: ignore[arg-type]
        elif cost is not None:
            actions.set_minutes(organisation=body, cost=cost, by=request.user)  # type: ignore[arg-type]
    except Refusal as refused:
        extra += told(refused)
    return not extra
