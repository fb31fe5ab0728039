"""Scrutiny of an agreement: what committees asked, what was answered, and by when."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from placepact.agreements import actions
from placepact.agreements.actions import NotForScrutiny, Question
from placepact.agreements.models import Asked
from placepact.agreements.queries.reading import standing
from placepact.agreements.queries.scrutiny import Row, can_be_asked, request_of, requests
from placepact.agreements.rules.scrutiny import REQUIRED_UNDER, USUAL_MONTHS, Standing
from placepact.agreements.views.lines import items, told
from placepact.agreements.views.seat import Seat, around, looking
from placepact.errors import Refusal
from placepact.organisations.models import Organisation
from placepact.roles.rules import Act

SHAPES = {
    Standing.WAITS: "no_figure",
    Standing.LATE: "off_track",
    Standing.ANSWERED: "on_track",
    Standing.ANSWERED_LATE: "behind",
    Standing.WITHDRAWN: "no_real_change",
}
NEVER_ENDS = dt.date.max


@never_cache
def scrutiny(request: HttpRequest, slug: str) -> HttpResponse:
    """Every request, and the form for a committee that asks."""
    found = looking(request, slug)
    said: dict[str, Any] = {"given": {}}
    if request.method == "POST":
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        try:
            made = actions.ask_scrutiny(agreement=found.agreement, question=question(request), who=found.who)
        except Refusal as refused:
            said = {"summary": told(refused, "ask"), "given": request.POST.dict()}
        else:
            return HttpResponseRedirect(made.get_absolute_url())
    rows = requests(found.agreement, NEVER_ENDS)
    day = shown_on(found, rows)
    rows = requests(found.agreement, day)
    page = {
        **around(found, "scrutiny", "Scrutiny"),
        "rows": [shown(each) for each in rows],
        "caption": caption(rows),
        "day": day,
        "law": REQUIRED_UNDER.get(found.agreement.kind, ""),
        "months": USUAL_MONTHS,
        **asking(found),
        **said,
    }
    return render(request, "agreements/scrutiny.html", page)


def question(request: HttpRequest) -> Question:
    """What the form asks. Raises NotForScrutiny."""
    given = {name: str(value).strip() for name, value in request.POST.items()}
    target, _, body = given.get("about", "").partition(" ")
    asked_of = Organisation.objects.filter(slug=body).first()
    if asked_of is None:
        raise NotForScrutiny("Nobody is asked. Choose a target and the body to which it relates.")
    months = given.get("months") or str(USUAL_MONTHS)
    if not months.isdecimal():
        raise NotForScrutiny(
            f"“{months}” is no number of months. Write a whole number, such as {USUAL_MONTHS}."
        )
    return Question(
        asked_of=asked_of,
        reference=target,
        committee=given.get("committee", ""),
        words=given.get("words", ""),
        kind=given.get("kind", Asked.INFORMATION),
        report=given.get("report", ""),
        months=int(months[:4]),
    )


def asking(found: Seat) -> dict[str, Any]:
    """What the form offers; where it is closed to somebody who is signed in, why. Visitors see no form."""
    if not found.request.user.is_authenticated or found.organisation is None:
        return {"closed": "", "asks": []}
    version = standing(found.signed, found.on)
    why = found.lacks(Act.ASK_FOR_SCRUTINY)
    if why or version is None:
        return {"closed": why or "Nothing of this agreement is in force, so there is no target to ask about."}
    bodies = can_be_asked(version, found.on)
    pairs = [
        (
            f"{reference} {each.organisation.slug}",
            f"{reference}: {each.organisation.name}, which {'must answer' if each.is_required else 'need not answer'}",
        )
        for each in bodies
        for reference in each.references
    ]
    return {"closed": "", "asks": items(sorted(pairs)), "kinds": items(list(Asked.choices))}


@never_cache
def one(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One request with its answer; the form to answer it or to withdraw it."""
    found = looking(request, slug)
    row = request_of(found.agreement, number, NEVER_ENDS)
    if row is None:
        raise Http404(
            f"{found.agreement} has no scrutiny request {number}. Its page of scrutiny names those there are."
        )
    said: dict[str, Any] = {"given": {}}
    if request.method == "POST":
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        try:
            settle(request, found, row)
        except Refusal as refused:
            said = {"summary": told(refused, "answer"), "given": request.POST.dict()}
        else:
            return HttpResponseRedirect(row.request.get_absolute_url())
    row = request_of(found.agreement, number, shown_on(found, [row])) or row
    acts_for = found.organisation.pk if found.organisation else 0
    page = {
        **around(found, "scrutiny", f"Scrutiny request {number}"),
        "row": shown(row),
        "is_open": row.standing.is_open,
        "is_asked": acts_for == row.request.asked_of_id,
        "is_asker": acts_for == row.request.organisation_id,
        "cannot_answer": found.lacks(Act.ANSWER_SCRUTINY),
        "cannot_withdraw": found.lacks(Act.ASK_FOR_SCRUTINY),
        **said,
    }
    return render(request, "agreements/scrutiny_one.html", page)


def settle(request: HttpRequest, found: Seat, row: Row) -> None:
    """Answer or withdraw, as the form says. Raises the Refusals of the actions."""
    step, given = request.POST.get("step", ""), request.POST
    if step == "answer":
        actions.answer_scrutiny(
            request=row.request,
            words=given.get("words", ""),
            evidence=given.get("evidence", ""),
            who=found.who,
        )
    elif step == "withdraw":
        actions.withdraw_scrutiny(request=row.request, reason=given.get("reason", ""), who=found.who)
    else:
        raise NotForScrutiny(f"“{step}” is no step of this page. Choose one that it shows.")


def shown_on(found: Seat, rows: list[Row]) -> dt.date:
    """The day on which the page says where requests stand: the seat's, or that of the newest act where it is later."""
    days = [each.request.on for each in rows]
    days += [each.answer.on for each in rows if each.answer]
    days += [each.withdrawal.on for each in rows if each.withdrawal]
    return max([found.on, *days])


def shown(row: Row) -> dict[str, Any]:
    """A request with the shape and the words of where it stands."""
    late = f"{row.late_days} day{'s' * (row.late_days != 1)}"
    words = {Standing.LATE: f"Late by {late}", Standing.ANSWERED_LATE: f"Answered, {late} late"}
    return {
        "row": row,
        "request": row.request,
        "shape": SHAPES[row.standing],
        "word": words.get(row.standing, row.standing.words),
        "duty": "Must answer" if row.request.is_required else "Was asked; need not answer",
    }


def caption(rows: list[Row]) -> str:
    """The page in a sentence."""
    if not rows:
        return "No committee has asked anything under this agreement."
    counted = Counter(each.standing for each in rows)
    told = ", ".join(f"{counted[each]} {each.words.lower()}" for each in Standing if counted[each])
    return f"{len(rows)} request{'s' * (len(rows) != 1)}: {told}."
