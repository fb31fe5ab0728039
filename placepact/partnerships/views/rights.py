"""Who decides what, on one page: the partnership, a statutory partnership or a partner."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from placepact.errors import Refusal
from placepact.partnerships.actions import rights as acts
from placepact.partnerships.fields import Sent, items, names, told
from placepact.partnerships.managing import Incomplete, can_keep
from placepact.partnerships.models import Partnership
from placepact.partnerships.permissions import check_can_manage
from placepact.partnerships.queries.rights import ended_rights, rights_on
from placepact.partnerships.rules import rights as rules
from placepact.partnerships.rules.words import Kind
from placepact.partnerships.views.around import around, day_asked, partnership_called, to_sign_in

HERE = "/decision-rights"


def decision_rights(request: HttpRequest, slug: str) -> HttpResponse:
    """Every matter under who decides it, and for those who keep them the forms."""
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
    may_keep = can_keep(user=request.user, partnership=partnership)
    groups = rights_on(partnership, on)
    page = {
        "on": on,
        "day_fault": fault,
        "groups": groups,
        "matters": sum(len(each.matters) for each in groups),
        "ended": ended_rights(partnership, on),
        "default_rule": rules.DEFAULT_RULE,
        "default_source": rules.DEFAULT_SOURCE,
        "default_source_url": rules.DEFAULT_SOURCE_URL,
        "may_keep": may_keep,
        "statutory": items(statutory_items(), "None") if may_keep else [],
        "open": items([(str(m.right.pk), m.right.matter) for each in groups for m in each.matters if not m.right.ended_on]),
        "names": names() if may_keep else [],
        "given": sent.given,
        "faults": sent.faults,
        "summary": summary,
    }  # fmt: skip
    return render(
        request, "partnerships/rights.html", {**around(partnership, HERE, "Who decides what"), **page}
    )


def statutory_items() -> list[tuple[str, str]]:
    """The statutory partnerships that are not over, as a select offers them: one query."""
    rows = Partnership.objects.filter(kind=Kind.STATUTORY.value, ends_on=None)
    return list(rows.values_list("slug", "name"))


def step_taken(request: HttpRequest, partnership: Partnership, sent: Sent) -> bool:
    """Record or end a right; False where a field cannot be read. Raises Refusal."""
    if sent.text("step") == "end":
        known = {str(e.pk): e for e in partnership.rights.select_related("partnership__accountable_body")}
        chosen, on = sent.one_of("right", known), sent.day("ended_on")
        if not sent.faults:
            acts.end_right(right=known[chosen], on=on, by=request.user)  # type: ignore[arg-type]
        return not sent.faults
    if sent.text("step") != "record":
        raise Incomplete(f"“{sent.text('step')}” is no step of this page. Choose one that it shows.")
    slug = sent.text("statutory")
    statutory = Partnership.objects.filter(slug=slug).first() if slug else None
    if slug and statutory is None:
        sent.faults["statutory"] = "Choose one of the list."
    terms = acts.RightTerms(
        matter=sent.text("matter", "Write the matter that is decided."),
        basis=sent.text("basis", "Write where it is laid down: terms of reference, a minute, a section."),
        starts_on=sent.day("starts_on"),
        by_partnership=bool(sent.given.get("by_partnership")),
        statutory=statutory,
        partner=sent.body("partner"),
        consulted=sent.bodies("consulted"),
        told=sent.bodies("told"),
    )
    if not sent.faults:
        acts.record_right(partnership=partnership, terms=terms, by=request.user)  # type: ignore[arg-type]
    return not sent.faults
