"""The register of other plans and partnerships: what remains, and what was merged or ended, and why."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from placepact.drawings import lives
from placepact.errors import Refusal
from placepact.govuk import format as say
from placepact.partnerships.actions import plans as acts
from placepact.partnerships.fields import Sent, items, names, told
from placepact.partnerships.managing import Incomplete, can_keep
from placepact.partnerships.models import Partnership, Plan, PlanKind, PlanState
from placepact.partnerships.permissions import check_can_manage
from placepact.partnerships.queries.rights import Remaining, plans_of, remaining
from placepact.partnerships.views.around import around, day_asked, partnership_called, to_sign_in

KINDS = dict(PlanKind.choices)
HERE = "/plans"


def plans(request: HttpRequest, slug: str) -> HttpResponse:
    """The register, with its picture, and for those who keep it the forms."""
    partnership = partnership_called(slug)
    sent, summary = Sent.by(request), list[dict[str, str]]()
    if request.method == "POST":
        if not request.user.is_authenticated:
            return to_sign_in(request)
        try:
            check_can_manage(user=request.user, partnership=partnership)
            if step_taken(request, partnership, sent):
                return HttpResponseRedirect(f"{partnership.get_absolute_url()}{HERE}")
            summary = sent.summary
        except Refusal as refused:
            summary = told(refused)
    on, fault = day_asked(request, partnership)
    held = plans_of(partnership)
    may_keep = can_keep(user=request.user, partnership=partnership)
    live = [(str(each.pk), each.name) for each in held if each.state == PlanState.LIVE]
    page = {
        "on": on,
        "day_fault": fault,
        "plans": held,
        "left": remaining(held, on),
        "picture": picture(held, on),
        "may_keep": may_keep,
        "kinds": items(list(PlanKind.choices)),
        "live": items(live),
        "into": items(live, "None: it ends, and nothing takes it over"),
        "names": names() if may_keep else [],
        "given": sent.given,
        "faults": sent.faults,
        "summary": summary,
    }
    return render(request, "partnerships/plans.html", {**around(partnership, HERE, "Other plans"), **page})


def picture(held: list[Plan], on: dt.date) -> dict[str, Any] | None:
    """The picture as a sentence, two drawings and its table; None where nothing had begun by the day."""
    begun = [each for each in held if each.starts_on <= on]
    if not begun:
        return None
    rows = {each.pk: at for at, each in enumerate(begun)}
    drawn = [
        lives.Life(
            each.name,
            each.starts_on,
            each.ended_on if each.ended_on and each.ended_on < on else None,
            rows.get(each.merged_into_id) if each.merged_into_id else None,
        )
        for each in begun
    ]
    title = headline(remaining(held, on))
    wide, narrow = lives.draw(drawn, on, f"{title} Each is a bar from its first day to its last.")
    return {"title": title, "wide": wide, "narrow": narrow, "table": table(begun, on)}


def headline(left: Remaining) -> str:
    """The sentence over the picture."""
    gone = [
        f"{say.count_in_words(number, 'was', 'were')} {what}"
        for number, what in ((left.merged, "merged"), (left.ended, "ended"))
        if number
    ]
    if not gone:
        return f"All {left.all} still stand." if left.all > 1 else "It still stands."
    return say.first_up(f"{say.in_words(left.live)} of {left.all} remain; {' and '.join(gone)}.")


def table(held: list[Plan], on: dt.date) -> dict[str, Any]:
    columns = [
        {"text": each} for each in ("Plan", "Kind", "Whose", "Statute", "From", "To", "What became of it")
    ]
    return {
        "caption": "The register of other plans and partnerships",
        "columns": columns,
        "rows": [row(each, on) for each in held],
    }


def row(each: Plan, on: dt.date) -> list[str]:
    is_over = each.ended_on is not None and each.ended_on < on
    into = f" into {each.merged_into.name}" if each.merged_into else ""
    return [
        each.name,
        each.get_kind_display(),
        each.owner.name,
        each.basis or "–",
        say.day(each.starts_on),
        say.day(each.ended_on) if is_over and each.ended_on else "–",
        f"{each.get_state_display()}{into}: {each.why}" if is_over else "Live",
    ]


def step_taken(request: HttpRequest, partnership: Partnership, sent: Sent) -> bool:
    """Register or close a plan; False where a field cannot be read. Raises Refusal."""
    if sent.text("step") == "register":
        return registered(request, partnership, sent)
    if sent.text("step") != "close":
        raise Incomplete(f"“{sent.text('step')}” is no step of this page. Choose one that it shows.")
    known = {str(each.pk): each for each in partnership.plans.select_related("partnership__accountable_body")}
    chosen, on = sent.one_of("plan", known), sent.day("ended_on")
    why = sent.text("why", "Write why it was merged or ended.")
    into = known.get(sent.text("into"))
    if sent.faults:
        return False
    if into:
        acts.merge_plan(plan=known[chosen], into=into, on=on, why=why, by=request.user)  # type: ignore[arg-type]
    else:
        acts.end_plan(plan=known[chosen], on=on, why=why, by=request.user)  # type: ignore[arg-type]
    return True


def registered(request: HttpRequest, partnership: Partnership, sent: Sent) -> bool:
    name, owner = sent.text("name", "Write the name."), sent.body("owner")
    kind, starts_on = sent.one_of("kind", KINDS), sent.day("starts_on")
    if owner is None and "owner" not in sent.faults:
        sent.faults["owner"] = "Name the organisation that keeps it."
    if sent.faults or owner is None:
        return False
    terms = acts.PlanTerms(name=name, kind=kind, owner=owner, starts_on=starts_on, basis=sent.text("basis"))
    acts.register_plan(partnership=partnership, terms=terms, by=request.user)  # type: ignore[arg-type]
    return True
