"""Writing an organisation's own plan: start it, add a line, change one, end one."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from placepact.agreements.views.lines import given, items, summary, told
from placepact.errors import Refusal
from placepact.frameworks import actions
from placepact.frameworks.actions import CannotPlan
from placepact.frameworks.forms import Reading, read_line, read_plan, written_line
from placepact.frameworks.models import Framework, FrameworkLine
from placepact.frameworks.permissions import bodies_whose_plans, check_can_write_plan
from placepact.frameworks.rules.asks import Aim, Level
from placepact.frameworks.views.lists import framework_or_404
from placepact.indicators.models import Indicator
from placepact.organisations.models import Organisation
from placepact.roles.permissions import NotAllowed, may
from placepact.roles.rules import Act
from placepact.roles.why import why


def own_plan(request: HttpRequest, slug: str) -> Framework:
    """An own plan that somebody may write; Http404 where it is none, PermissionDenied where they may not."""
    plan = framework_or_404(slug)
    if plan.owner is None:
        raise Http404(f"{plan.title} is a definition that experts review, not an organisation's own plan.")
    try:
        check_can_write_plan(user=request.user, organisation=plan.owner)
    except NotAllowed as refused:
        raise PermissionDenied(str(refused)) from refused
    return plan


@never_cache
@login_required
def new(request: HttpRequest) -> HttpResponse:
    """Start an own plan of an organisation for which one may write."""
    own = list(Organisation.objects.filter(pk__in=bodies_whose_plans(request.user)).order_by("name"))
    read = Reading(given(request) if request.method == "POST" else {})
    extra: list[dict[str, str]] = []
    if request.method == "POST":
        body = next((each for each in own if each.slug == read.text("organisation")), None)
        if body is None:
            read.faults["organisation"] = (
                "Choose an organisation in which you run collections or deliver figures."
            )
        terms = read_plan(read)
        if body is not None and not read.faults:
            try:
                plan = actions.begin_plan(organisation=body, terms=terms, by=request.user)  # type: ignore[arg-type]
                return HttpResponseRedirect(f"/frameworks/{plan.slug}")
            except CannotPlan as refused:
                read.faults[refused.field] = str(refused)
            except Refusal as refused:
                extra = told(refused)
    page = {"title": "Start an own plan", "own": items([(each.slug, each.name) for each in own])}
    return render(request, "frameworks/new.html", {**page, **shown(read, extra)})


@never_cache
@login_required
def add(request: HttpRequest, slug: str) -> HttpResponse:
    """Add a line to an own plan."""
    plan = own_plan(request, slug)
    release = plan.releases.all()[0]
    first = {"period": str(release.valid_from.year), "due_days": "90", "every_months": "12"}
    read = Reading(given(request) if request.method == "POST" else first)
    extra: list[dict[str, str]] = []
    if request.method == "POST":
        terms = read_line(read)
        if not read.faults:
            try:
                actions.add_line(plan=plan, terms=terms, by=request.user)  # type: ignore[arg-type]
                return HttpResponseRedirect(f"/frameworks/{plan.slug}")
            except CannotPlan as refused:
                read.faults[refused.field] = str(refused)
            except Refusal as refused:
                extra = told(refused)
    page = {"title": f"Add a line to {plan.title}", "plan": plan, "line": None, **choices(request, plan)}
    return render(request, "frameworks/line.html", {**page, **shown(read, extra)})


@never_cache
@login_required
def change(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Change a line (which ends it and puts another in its place), or end it."""
    plan = own_plan(request, slug)
    line = line_or_404(plan, pk)
    first = {**written_line(line), "on": timezone.localdate().isoformat()}
    read = Reading(given(request) if request.method == "POST" else first)
    extra: list[dict[str, str]] = []
    if request.method == "POST":
        done = changed(request, line, read, extra)
        if done:
            return HttpResponseRedirect(f"/frameworks/{plan.slug}")
    page = {
        "title": f"Line {line.number} of {plan.title}",
        "plan": plan,
        "line": line,
        **choices(request, plan),
    }
    return render(request, "frameworks/line.html", {**page, **shown(read, extra)})


def changed(request: HttpRequest, line: FrameworkLine, read: Reading, extra: list[dict[str, str]]) -> bool:
    """Do what was asked with a line; whether it was done, else what stands in the way is in `read` and `extra`."""
    on = read.day("on")
    ends = read.text("act") == "end"
    terms = None if ends else read_line(read)
    if read.faults:
        return False
    try:
        if terms is None:
            actions.end_line(line=line, on=on, because=read.text("because"), by=request.user)  # type: ignore[arg-type]
        else:
            actions.change_line(line=line, terms=terms, on=on, by=request.user)  # type: ignore[arg-type]
    except CannotPlan as refused:
        read.faults[refused.field] = str(refused)
    except Refusal as refused:
        extra += told(refused)
    return not read.faults and not extra


def line_or_404(plan: Framework, pk: int) -> FrameworkLine:
    """A standing line of a plan; Http404 where it is none."""
    rows = FrameworkLine.objects.select_related("release__framework__owner", "indicator")
    found = rows.filter(pk=pk, release__framework=plan, ended_on=None).first()
    if found is None:
        raise Http404(f"{plan.title} has no such line that stands. Open the plan to see how it reads now.")
    return found


def choices(request: HttpRequest, plan: Framework) -> dict[str, Any]:
    """What may be chosen in the fields of a line, and why somebody sees them."""
    assert plan.owner is not None
    runs = may(user=request.user, act=Act.RUN_COLLECTION, organisation=plan.owner)
    act = Act.RUN_COLLECTION if runs else Act.DELIVER_FIGURES
    return {
        "why": why(user=request.user, act=act, bodies=[plan.owner]),
        "indicators": [
            {"value": "", "text": "None yet: the metric is not defined"},
            *items(list(Indicator.objects.values_list("slug", "title"))),
        ],
        "levels": items([(each.value, each.words) for each in Level]),
        "aims": [{"value": "", "text": "No target"}, *items([(each.value, each.words) for each in Aim])],
    }


def shown(read: Reading, extra: list[dict[str, str]]) -> dict[str, Any]:
    """What was written in a form, and what is wrong with it."""
    return {"given": read.given, "faults": read.faults, "summary": [*summary(read.faults), *extra]}
