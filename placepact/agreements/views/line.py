"""One line: its thread, the offer on its table, and each step that can be taken on it, with why the others cannot."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from placepact.agreements import actions
from placepact.agreements.forms import Bodies, read_terms, written
from placepact.agreements.models import ChangeKind, Line, LineKind, State
from placepact.agreements.queries.cases import Record, record_of
from placepact.agreements.queries.offers import changes_offered
from placepact.agreements.rulebooks.facts import Step
from placepact.agreements.rules.lines import from_json
from placepact.agreements.rules.terms import LineTerms
from placepact.agreements.views.acts import OF_A_THREAD
from placepact.agreements.views.lines import fields, given, new_values, summary, told
from placepact.agreements.views.offers import offered_steps
from placepact.agreements.views.seat import Seat, around, at_own_lines
from placepact.agreements.views.thread import answer, said, thread_of
from placepact.agreements.words import sentence
from placepact.errors import Refusal


@never_cache
@login_required
def line(request: HttpRequest, slug: str, reference: str) -> HttpResponse:
    """The thread of a line and the answer to it."""
    found = at_own_lines(request, slug)
    if found.own is not None and reference not in found.own:
        raise Http404(f"{reference} is no line of {found.version}. The board names those there are.")
    page: dict[str, Any] = {}
    if request.method == "POST" and (done := answered(request, found, reference, page)):
        return done
    bodies = Bodies.all()
    record = record_of(found.version, on=found.on, organisation=found.organisation, known=bodies.names)
    return render(request, "agreements/line.html", {**showing(request, found, record, bodies), **page})


def showing(request: HttpRequest, found: Seat, record: Record, bodies: Bodies) -> dict[str, Any]:
    """Everything that the page of a line says."""
    assert request.resolver_match is not None
    reference = request.resolver_match.kwargs["reference"]
    stands = next((each for each in record.terms.values() if each.reference == reference), None)
    _, thread = thread_of(record, reference)
    offered = from_json(thread.offer.terms) if thread.offer and thread.offer.terms else None
    terms = offered or stands or last_said([*thread.earlier, *thread.moves])
    if terms is None:
        raise Http404(f"{reference} is no line of {found.version}. The board names those there are.")
    values = (
        given(request) if request.method == "POST" and "title" in request.POST else written(terms, bodies)
    )
    values["reference"] = reference
    priorities = [
        (each.reference, f"{each.reference} {each.title}")
        for each in record.terms.values()
        if each.kind == "priority" and (found.own is None or each.reference in found.own)
    ]
    return {
        **around(found, "board", f"{reference}: {terms.title}"),
        **fields(found, terms.kind, values, bodies, priorities),
        **said(found, record, terms, reference),
        **answer(found, record, reference),
        "reference": reference,
        "terms": terms,
        "sentence": sentence(terms),
        "stands": sentence(stands) if stands else "",
        "is_signed": found.version.state == State.SIGNED,
        "is_open": bool(thread.offer),
        "offered": offered_steps(found, record, changes_offered(record), reference),
    }  # fmt: skip


def last_said(moves: list[Any]) -> LineTerms | None:
    """What a line said before it was withdrawn."""
    worded = [each.terms for each in moves if each.terms]
    return from_json(worded[-1]) if worded else None


def answered(request: HttpRequest, found: Seat, reference: str, page: dict[str, Any]) -> HttpResponse | None:
    """Take a step on a line and show it; else say on the page what stands in the way."""
    step = request.POST.get("step", "")
    sent = given(request)
    try:
        if step in (Step.PROPOSE, Step.COUNTER):
            faults = offered(found, reference, sent)
            if faults:
                page |= {"faults": faults, "summary": summary(faults), "unfolded": step}
                return None
        elif step in set(OF_A_THREAD):
            OF_A_THREAD[Step(step)](found, reference, sent)
        else:
            raise actions.IncompleteAgreement(f"“{step}” is no step of this page. Choose one that it shows.")
    except Refusal as refused:
        page |= {"summary": told(refused, "answer"), "unfolded": step}
        return None
    return HttpResponseRedirect(f"{found.agreement.get_absolute_url()}/lines/{reference}#thread")


def offered(found: Seat, reference: str, sent: dict[str, str]) -> dict[str, str]:
    """Put an offer on the table of a line; what could not be read is given back by field."""
    held = Line.objects.filter(agreement=found.agreement, reference=reference).first()
    if held is None:
        raise actions.IncompleteAgreement(f"{reference} is no line of {found.agreement}. Propose to add it.")
    change = sent.get("change", ChangeKind.AMEND)
    terms, faults = read_terms({**sent, "reference": reference}, held.kind, Bodies.all())
    if faults:
        return faults
    reason = sent.get("reason", "")
    if sent["step"] == Step.COUNTER:
        actions.counter(version=found.version, terms=terms, reason=reason, who=found.who)
    else:
        actions.propose(version=found.version, change=change, terms=terms, reason=reason, who=found.who)
    return {}


@never_cache
@login_required
def propose(request: HttpRequest, slug: str) -> HttpResponse:
    """Propose a line that is not there yet."""
    found = at_own_lines(request, slug)
    kind = request.POST.get("kind") or request.GET.get("kind", "target")
    if kind not in found.book.lines:
        raise Http404(f"A {found.book.name} has no lines of the kind {kind}.")
    bodies = Bodies.all()
    page: dict[str, Any] = {**around(found, "board", f"Propose a new {LineKind(kind).label.lower()}")}
    values = new_values(found, kind, Line.objects.filter(agreement=found.agreement, kind=kind).count())
    if request.method == "POST":
        values = given(request)
        if done := added(request, found, kind, page, bodies):
            return done
    held = found.version.lines.filter(line__kind=LineKind.PRIORITY).order_by("block__order", "order")
    priorities = [
        (reference, f"{reference} {title}")
        for reference, title in held.values_list("line__reference", "title")
        if found.own is None or reference in found.own
    ]
    page |= fields(found, kind, values, bodies, priorities)
    return render(request, "agreements/propose.html", page)


def added(
    request: HttpRequest, found: Seat, kind: str, page: dict[str, Any], bodies: Bodies
) -> HttpResponse | None:
    terms, faults = read_terms(given(request), kind, bodies)
    if not faults:
        try:
            actions.propose(
                version=found.version, change=ChangeKind.ADD, terms=terms,
                reason=request.POST.get("reason", ""), who=found.who,
            )  # fmt: skip
        except Refusal as refused:
            page["summary"] = told(refused)
            return None
        return HttpResponseRedirect(f"{found.agreement.get_absolute_url()}/lines/{terms.reference}#thread")
    page |= {"faults": faults, "summary": summary(faults)}
    return None
