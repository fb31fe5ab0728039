"""What the targets of an agreement serve: the priorities of strategies that they trace to, and those that trace to none."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from placepact.agreements import actions
from placepact.agreements.actions import NotTraced
from placepact.agreements.models import LineKind, LineVersion, Trace, Version
from placepact.agreements.queries.reading import standing
from placepact.agreements.queries.tracing import traces_of
from placepact.agreements.views.lines import items, told
from placepact.agreements.views.seat import Seat, around, looking
from placepact.errors import Refusal
from placepact.partnerships.models import Priority
from placepact.partnerships.rules.strategies import State
from placepact.roles.rules import Act

MOST_PRIORITIES = 300


@never_cache
def serves(request: HttpRequest, slug: str) -> HttpResponse:
    """Each target with the priorities that it serves, and the forms to trace it and to end a trace."""
    found = looking(request, slug)
    version = standing(found.signed, found.on) or found.version
    version.agreement = found.agreement
    said: dict[str, Any] = {"given": {}}
    if request.method == "POST":
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        try:
            write(request, found, version)
        except Refusal as refused:
            said = {"summary": told(refused, "trace"), "given": request.POST.dict()}
        else:
            return HttpResponseRedirect(f"{found.agreement.get_absolute_url()}/serves")
    lines = targets_of(version)
    held = traces_of(each.line_id for each in lines)
    page = {
        **around(found, "serves", "What the targets serve"),
        "shown": version,
        "rows": [{"line": each, "traces": shown(held.get(each.line_id, []))} for each in lines],
        "untraced": [each for each in lines if not held.get(each.line_id)],
        **writing(found, lines, held),
        **said,
    }
    return render(request, "agreements/serves.html", page)


def targets_of(version: Version) -> list[LineVersion]:
    rows = version.lines.filter(line__kind=LineKind.TARGET).select_related("line")
    return list(rows.order_by("block__order", "order"))


def shown(traces: list[Trace]) -> list[Trace]:
    """The traces that anybody may read: to strategies that are adopted, or were."""
    return [each for each in traces if each.priority.strategy.state != State.DRAFT]


def write(request: HttpRequest, found: Seat, version: Version) -> None:
    """Make or end a trace, as the form says. Raises the Refusals of the actions."""
    given = {name: str(value).strip() for name, value in request.POST.items()}
    wanted = given.get("trace" if given.get("step") == "end" else "priority", "")
    pk = int(wanted) if wanted.isdecimal() and len(wanted) < 10 else 0
    if given.get("step") == "end":
        held = (
            Trace.objects.filter(pk=pk, line__agreement=found.agreement)
            .select_related("line", "priority")
            .first()
        )
        if held is None:
            raise NotTraced("No trace is chosen. Choose the one that is to end.")
        actions.untrace(held=held, version=version, reason=given.get("reason", ""), who=found.who)
        return
    rows = Priority.objects.exclude(strategy__state=State.DRAFT).select_related("strategy")
    priority = rows.filter(pk=pk).first()
    if priority is None:
        raise NotTraced("No priority is chosen. Choose one of an adopted strategy.")
    actions.trace(
        version=version,
        reference=given.get("line", ""),
        priority=priority,
        why=given.get("why", ""),
        who=found.who,
    )


def writing(found: Seat, lines: list[LineVersion], held: dict[int, list[Trace]]) -> dict[str, Any]:
    """What the forms offer to whoever takes part; visitors see none."""
    if not found.request.user.is_authenticated or found.organisation is None or not found.is_party:
        return {"writes": False}
    rows = Priority.objects.filter(strategy__state=State.ADOPTED).select_related("strategy")
    priorities = rows.order_by("strategy__title", "reference")[:MOST_PRIORITIES]
    return {
        "writes": True,
        "closed": found.lacks(Act.DRAFT_AGREEMENT)
        or ("" if priorities else "No strategy is adopted, so there is no priority to trace to."),
        "lines": items([(e.line.reference, f"{e.line.reference} {e.title}") for e in lines]),
        "priorities": items(
            [(str(e.pk), f"{e.strategy.title}: {e.reference} {e.title}"[:120]) for e in priorities]
        ),
        "ends": items([(str(e.pk), str(e)[:120]) for each in held.values() for e in shown(each)]),
    }
