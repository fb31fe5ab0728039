"""The plan of one target: milestones, who does what, money, risks, decisions, evidence; read by all, written by those who deliver."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from placepact.agreements.models import LineKind, LineVersion
from placepact.delivery import actions, forms
from placepact.delivery.actions import Given, NotEvidence, NotInPlan
from placepact.delivery.forms import Reading
from placepact.delivery.models import DecisionAsked, Evidence, Milestone, Risk
from placepact.delivery.permissions import can_read_evidence, check_takes_part
from placepact.delivery.rules.risks import IMPACTS, LIKELIHOODS
from placepact.delivery.views.reading import Read, page, read, target_of
from placepact.delivery.views.targets import shown
from placepact.errors import Refusal
from placepact.organisations.models import Organisation
from placepact.roles.permissions import NotAllowed
from placepact.roles.rules import Act

Numbered = TypeVar("Numbered", Milestone, Risk, DecisionAsked, Evidence)


@never_cache
def plan(request: HttpRequest, slug: str, reference: str) -> HttpResponse:
    """All that is written of one target, and the forms for whoever may write."""
    found = read(request, slug)
    row = target_of(found, reference)
    said: dict[str, Any] = {"given": {}}
    if request.method == "POST":
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        try:
            write(request, found, row.wording)
        except Refusal as refused:
            told = [{"text": each, "href": "#write"} for each in str(refused).splitlines() if each]
            said = {"summary": told, "given": request.POST.dict()}
        else:
            return HttpResponseRedirect(request.path)
    sees_all = can_read_evidence(user=request.user, wording=row.wording)
    files = [each for each in row.plan.evidence if each.evidence.is_published or sees_all]
    return render(
        request,
        "delivery/plan.html",
        {
            **page(found, "delivery", f"{reference}: {row.wording.title}"),
            **shown(row),
            "files": files,
            "is_some_hidden": len(files) < len(row.plan.evidence),
            "likelihoods": LIKELIHOODS,
            "impacts": IMPACTS,
            **writing(found, row.wording),
            **said,
        },
    )


def bodies(wording: LineVersion) -> dict[str, Organisation]:
    """The bodies that may be named: parties, the lead and those related."""
    parties = [each.organisation for each in wording.version.parties.select_related("organisation")]
    related = [each.organisation for each in wording.involvements.all()]
    return {each.slug: each for each in [wording.target.lead, *parties, *related]}


def writing(found: Read, wording: LineVersion) -> dict[str, Any]:
    """What the forms offer to whoever is signed in; visitors see none."""
    if not found.seat.request.user.is_authenticated or found.seat.organisation is None:
        return {"writes": False}
    outside = ""
    try:
        check_takes_part(found.seat.organisation, wording)
    except NotAllowed as refused:
        outside = str(refused)
    lines = wording.version.lines.filter(line__kind=LineKind.CONTRIBUTION).select_related("line")
    return {
        "writes": True,
        "cannot_plan": found.seat.lacks(Act.PLAN_DELIVERY) or outside,
        "cannot_check": found.seat.lacks(Act.CHECK_EVIDENCE) or outside,
        "bodies": [{"value": slug, "text": each.name} for slug, each in bodies(wording).items()],
        "contributions": [
            {"value": "", "text": "None of the agreement's"},
            *({"value": e.line.reference, "text": f"{e.line.reference} {e.title}"} for e in lines),
        ],
        "scores": {
            "likelihood": [{"value": str(k), "text": f"{k} {word}"} for k, word in LIKELIHOODS.items()],
            "impact": [{"value": str(k), "text": f"{k} {word}"} for k, word in IMPACTS.items()],
        },
    }


def write(request: HttpRequest, found: Read, wording: LineVersion) -> None:
    """Do what a form says. Raises the Refusals of the actions and of the forms."""
    given = {name: str(value) for name, value in request.POST.items()}
    step, about = given.get("step", ""), Reading(given, bodies(wording))
    if step == "evidence":
        return give(request, found, wording)
    acts: dict[str, Callable[[Reading, Read, LineVersion], object]] = {
        "milestone": lambda r, f, w: actions.plan_milestone(wording=w, planned=forms.planned(r), who=f.seat.who),
        "happened": happened,
        "activity": activity,
        "backing": lambda r, f, w: actions.back(wording=w, backed=forms.backed(r), who=f.seat.who),
        "decision": lambda r, f, w: actions.ask_decision(wording=w, asked=forms.asked(r), who=f.seat.who),
        "decided": lambda r, f, w: actions.take_decision(wording=w, asked=chosen(r, DecisionAsked, w), words=r.text("words"), who=f.seat.who),
        "risk": lambda r, f, w: actions.name_risk(wording=w, words=r.text("words"), scored=forms.scored(r), who=f.seat.who),
        "score": lambda r, f, w: actions.score_risk(wording=w, risk=chosen(r, Risk, w), scored=forms.scored(r), who=f.seat.who),
        "check": lambda r, f, w: actions.check_evidence(wording=w, evidence=chosen(r, Evidence, w), is_sound=r.text("is_sound") == "yes", words=r.text("words"), who=f.seat.who),
    }  # fmt: skip
    if step not in acts:
        raise NotInPlan(f"“{step}” is no step of this page. Choose one that it shows.")
    acts[step](about, found, wording)
    return None


def happened(about: Reading, found: Read, wording: LineVersion) -> object:
    """What became of a milestone."""
    milestone, who, words = chosen(about, Milestone, wording), found.seat.who, about.text("words")
    what = about.text("happened")
    if what == "dropped":
        return actions.drop_milestone(wording=wording, milestone=milestone, words=words, who=who)
    if what not in ("done", "moved"):
        raise NotInPlan(f"“{what}” does not happen to a milestone. Choose done, moved or dropped.")
    day = about.day("day", "Day")
    about.check()
    if what == "done":
        return actions.finish_milestone(wording=wording, milestone=milestone, done_on=day, words=words, who=who)  # fmt: skip
    return actions.move_milestone(wording=wording, milestone=milestone, due_on=day, words=words, who=who)


def activity(about: Reading, found: Read, wording: LineVersion) -> object:
    body = about.body("organisation")
    about.check()
    assert body is not None  # else there is a fault
    return actions.plan_activity(
        wording=wording, organisation=body, words=about.text("words"), who=found.seat.who
    )


def chosen(about: Reading, kind: type[Numbered], wording: LineVersion) -> Numbered:
    """The row of this target that a form names by its number. Raises NotInPlan."""
    written = about.text("number")
    rows = kind._default_manager.filter(line=wording.line)
    held = rows.filter(number=int(written)).first() if written.isdecimal() and len(written) < 9 else None
    if held is None:
        raise NotInPlan(f"“{written}” is nothing of {wording.line.reference}. Choose one of the list.")
    return held


def give(request: HttpRequest, found: Read, wording: LineVersion) -> None:
    """Take a file in: written to a folder of its own first, so that it is read once. Raises NotEvidence."""
    sent = request.FILES.get("file")
    if sent is None or not sent.name:
        raise NotEvidence("No file was given. Choose one.")
    if (sent.size or 0) > actions.MOST_BYTES:
        raise NotEvidence(
            f"{sent.name} has {sent.size:,} bytes. Give a file of at most {actions.MOST_BYTES:,}."
        )
    written = request.POST.get("milestone", "")
    about = Reading({"number": written}, {})
    milestone = chosen(about, Milestone, wording) if written else None
    with tempfile.TemporaryDirectory(prefix="placepact-") as folder:
        path = Path(folder) / "given"
        with path.open("wb") as file:
            for chunk in sent.chunks():
                file.write(chunk)
        given = Given(
            path=path,
            file_name=sent.name,
            words=request.POST.get("words", ""),
            milestone=milestone,
            is_published=request.POST.get("is_published") == "on",
        )
        actions.give_evidence(wording=wording, given=given, who=found.seat.who)
