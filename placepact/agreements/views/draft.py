"""The drafting room: every line of a draft by its kind, what the rulebook misses, and the page on which a line is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from placepact.agreements import actions
from placepact.agreements.forms import Bodies, read_terms, written
from placepact.agreements.models import LineKind, State
from placepact.agreements.queries.cases import Record, record_of
from placepact.agreements.queries.documents import read_line, wordings
from placepact.agreements.rulebooks.engine import Refused, Rulebook
from placepact.agreements.rulebooks.facts import Case, Step
from placepact.agreements.rules.compare import compared
from placepact.agreements.rules.terms import LineTerms
from placepact.agreements.views.choices import choices
from placepact.agreements.views.lines import fields, given, new_values, summary, told
from placepact.agreements.views.seat import Seat, around, seat
from placepact.agreements.words import money, sentence
from placepact.errors import Refusal

ON_THE_WAY = (Step.OPEN_NEGOTIATION, Step.PUT_TO_PARTIES, Step.SUBMIT)


@dataclass(frozen=True)
class Written:
    """A line of the draft as the room lists it."""

    terms: LineTerms
    sentence: str
    detail: str
    edition: int
    changed: str


@never_cache
@login_required
def draft(request: HttpRequest, slug: str) -> HttpResponse:
    """The lines of a draft by kind, and what is still missing by the rulebook."""
    found = seat(request, slug)
    record = record_of(found.version, on=found.on, organisation=found.organisation)
    lines = [a_line(each, record, record.editions[pk]) for pk, each in record.terms.items()]
    kinds = [
        {"kind": kind, "word": LineKind(kind).label, "lines": [e for e in lines if e.terms.kind == kind]}
        for kind in found.book.lines
    ]
    is_signed = found.version.state == State.SIGNED
    page = {
        **around(found, "draft", "Drafting room"),
        "kinds": kinds,
        "count": len(lines),
        "missing": [] if is_signed else missing(found.book, record.case),
        "is_signed": is_signed,
        "write": choices(found, record, [Step.WRITE_LINE]),
        "open": choices(found, record, [Step.OPEN_NEGOTIATION]),
        "duties": duties_of(found, record),
        "is_draft": found.version.state == State.DRAFT,
    }
    return render(request, "agreements/draft.html", page)


def a_line(terms: LineTerms, record: Record, edition: int) -> Written:
    """A line of the draft, with whom it names by name."""
    say = record.case.body
    related = ", ".join(say(slug).name for slug, _ in terms.partners)
    who = [
        f"Lead: {say(terms.lead).name}" if terms.lead else "",
        f"By {say(terms.body).name}" if terms.body else "",
        money(terms.amount_pence) if terms.amount_pence is not None else "",
        "Put forward for designation" if "designated" in terms.flags else "",
        "Statutory education target" if "statutory_education" in terms.flags else "",
        f"With {related}" if related else "",
    ]
    when = f"saved {edition} times" if edition > 1 else ""
    return Written(terms, sentence(terms), ". ".join(each for each in who if each), edition, when)


def missing(book: Rulebook, case: Case) -> list[Refused]:
    """What the rules of the way to signature would refuse as the draft stands, whatever its state is."""
    found = []
    for rule in book.rules:
        if rule.steps & set(ON_THE_WAY) and (broken := rule.broken(case)):
            found.append(Refused(broken, rule.source, rule.name))
    return found


def duties_of(found: Seat, record: Record) -> list[dict[str, Any]]:
    """What each body that a line names owes, by which section (C7)."""
    case = record.case
    named = {slug for each in case.lines if each.kind == "target" for slug in each.related}
    told_of = []
    for slug in sorted(named | {each.slug for each in case.bodies}):
        body = case.body(slug)
        words, source = found.book.duty(body)
        lines = [e.reference for e in case.lines if e.kind == "target" and slug in e.related]
        told_of.append(
            {"words": words, "cited": source.cited, "references": lines, "owes": found.book.owes(body)}
        )
    return told_of


@never_cache
@login_required
def line(request: HttpRequest, slug: str, reference: str = "") -> HttpResponse:
    """The fields of one line of a draft; saved only over the edition that was read."""
    found = seat(request, slug)
    lines = wordings(found.version)
    held = next((each for each in lines if each.line.reference == reference), None)
    if reference and held is None:
        raise Http404(f"{reference} is no line of {found.version}. The drafting room names those there are.")
    kind = held.line.kind if held else request.POST.get("kind") or request.GET.get("kind", "target")
    if kind not in found.book.lines:
        raise Http404(f"A {found.book.name} has no lines of the kind {kind}.")
    bodies = Bodies.all()
    stood = read_line(held) if held else None
    page: dict[str, Any] = {
        **around(found, "draft", f"{LineKind(kind).label} {reference}" if reference else f"A new {kind}"),
        "edition": held.edition if held else 0,
        "reference": reference,
        "theirs": None,
        "differences": None,
    }
    values = (
        written(stood, bodies) if stood else new_values(found, kind, sum(e.line.kind == kind for e in lines))
    )
    if request.method == "POST":
        values = given(request)
        values["reference"] = reference or values.get("reference", "")
        done = saved(found, {**values, "kind": kind}, page, bodies)
        if done:
            return done
    page |= fields(found, kind, values, bodies, priorities(lines))
    return render(request, "agreements/line_form.html", page)


def priorities(lines: Sequence[Any]) -> list[tuple[str, str]]:
    return [(e.line.reference, f"{e.line.reference} {e.title}") for e in lines if e.line.kind == "priority"]


def saved(found: Seat, values: dict[str, str], page: dict[str, Any], bodies: Bodies) -> HttpResponse | None:
    """Save or strike a line and go back to the room; else say on the page what stands in the way."""
    terms, faults = read_terms(values, values["kind"], bodies)
    edition = values.get("edition", "0")
    page["edition"] = int(edition) if edition.isdecimal() else 0
    if faults:
        page |= {"faults": faults, "summary": summary(faults)}
        return None
    try:
        if "strike" in values:
            actions.strike_line(
                version=found.version, reference=terms.reference, edition=page["edition"], who=found.who
            )
        else:
            actions.write_line(version=found.version, terms=terms, edition=page["edition"], who=found.who)
    except actions.ChangedMeanwhile as lost:
        page |= {
            "summary": told(lost, "theirs"),
            "edition": lost.edition,
            "theirs": written(lost.theirs, bodies),
            "differences": compared(lost.theirs, lost.yours if "strike" not in values else None, bodies.say),
        }
        return None
    except Refusal as refused:
        page["summary"] = told(refused)
        return None
    return HttpResponseRedirect(f"{found.agreement.get_absolute_url()}/draft#line-{terms.reference}")
