"""The reward of an agreement: what could be earned, what was, what is payable when, and the forms that say so."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from placepact.agreements.views.seat import Seat, around, looking
from placepact.budgets import actions, downloads, forms
from placepact.budgets.actions import NotInReward
from placepact.budgets.drawing import share_of_stretch
from placepact.budgets.models import Moment, RewardResult, StretchTarget
from placepact.budgets.queries.reward import (
    Row,
    Statement,
    as_rules,
    is_verified,
    percent,
    scheme_of,
    statement,
)
from placepact.drawings.svg import DAMSON
from placepact.errors import Refusal
from placepact.govuk import format as say
from placepact.roles.rules import Act

CLAIMED = "#b78fba"
NEVER_PAID = {
    "laa_2008": "No formula of reward for the agreements of 2008 to 2011 has been found, and the grant was never paid for them."
}


@never_cache
def reward(request: HttpRequest, slug: str) -> HttpResponse:
    """The statement, and the forms for whoever may write."""
    found = looking(request, slug)
    said: dict[str, Any] = {"given": {}}
    if request.method == "POST":
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        try:
            write(request, found)
        except Refusal as refused:
            summary = [{"text": each, "href": "#write"} for each in str(refused).splitlines() if each]
            said = {"summary": summary, "given": request.POST.dict()}
        else:
            return HttpResponseRedirect(f"{found.agreement.get_absolute_url()}/reward")
    held = statement(found.agreement)
    page = {
        **around(found, "reward", "Reward"),
        "held": held,
        "rows": [shown(each, as_rules(held.scheme).threshold) for each in held.rows] if held else [],
        "facts": facts(held) if held else [],
        "never_paid": NEVER_PAID.get(found.agreement.kind, ""),
        **writing(found, held),
        **said,
    }
    return render(request, "budgets/reward.html", page)


@never_cache
def as_csv(request: HttpRequest, slug: str) -> HttpResponse:
    """Every target as CSV; 404 where no reward is set up."""
    found = looking(request, slug)
    held = statement(found.agreement)
    if held is None:
        raise Http404(f"No reward is set up for {found.agreement}.")
    answer = HttpResponse(downloads.as_csv(held), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{found.agreement.slug}-reward.csv"'
    return answer


def write(request: HttpRequest, found: Seat) -> None:
    """Do what a form says. Raises the Refusals of the actions and of the forms."""
    given = {name: str(value) for name, value in request.POST.items()}
    acts: dict[str, Callable[[Seat, dict[str, str]], object]] = {
        "set_up": set_up, "claim": claim, "verify": verify, "end": end,
    }  # fmt: skip
    act = acts.get(given.get("step", ""))
    if act is None:
        raise NotInReward(f"“{given.get('step', '')}” is no step of this page. Choose one that it shows.")
    act(found, given)


def set_up(found: Seat, given: dict[str, str]) -> None:
    actions.set_up_reward(
        agreement=found.agreement,
        terms=forms.scheme(given),
        stretches=forms.stretches(given.get("targets", "")),
        who=found.who,
    )


def claim(found: Seat, given: dict[str, str]) -> None:
    stretches = StretchTarget.objects.filter(scheme__agreement=found.agreement).select_related(
        "scheme__agreement", "line"
    )
    wanted = given.get("stretch", "")
    stretch = stretches.filter(pk=wanted).first() if wanted.isdecimal() and len(wanted) < 10 else None
    if stretch is None:
        raise NotInReward("No target is chosen. Choose the one that the result is of.")
    actions.record_result(
        stretch=stretch,
        moment=given.get("moment", ""),
        value=forms.number(given.get("value", ""), "Achieved"),
        evidence=given.get("evidence", ""),
        who=found.who,
    )


def verify(found: Seat, given: dict[str, str]) -> None:
    results = RewardResult.objects.filter(stretch__scheme__agreement=found.agreement)
    wanted = given.get("result", "")
    rows = results.select_related("stretch__scheme__agreement", "stretch__line")
    result = rows.filter(pk=wanted).first() if wanted.isdecimal() and len(wanted) < 10 else None
    if result is None:
        raise NotInReward("No result is chosen. Choose the one that was looked at.")
    actions.verify_result(result=result, evidence=given.get("evidence", ""), who=found.who)


def end(found: Seat, given: dict[str, str]) -> None:
    held = scheme_of(found.agreement)
    if held is None:
        raise NotInReward("No reward is set up, so none can end. Set it up first.")
    actions.end_reward(scheme=held, source=given.get("source", ""), who=found.who)


def writing(found: Seat, held: Statement | None) -> dict[str, Any]:
    """What the forms offer to whoever is signed in and takes part; visitors see none."""
    if not found.request.user.is_authenticated or found.organisation is None or not found.is_party:
        return {"writes": False}
    rows = held.rows if held else ()
    waiting = [
        result for each in rows for result in (each.interim, each.final) if result and not is_verified(result)
    ]
    has_results = any(each.final or each.interim for each in rows)
    return {
        "writes": True,
        "closed": {
            "set_up": found.lacks(Act.DRAFT_AGREEMENT)
            or ("Results are claimed already, so the reward stands as it was set up." if has_results else ""),
            "claim": found.lacks(Act.DELIVER_FIGURES),
            "verify": found.lacks(Act.CHECK_EVIDENCE)
            or ("" if waiting else "No result waits to be verified."),
            "end": found.lacks(Act.DRAFT_AGREEMENT),
        },
        "columns": forms.COLUMNS,
        "stretches": [
            {"value": str(e.stretch.pk), "text": f"{e.stretch.line.reference} {e.name}"} for e in rows
        ],
        "moments": [{"value": value, "text": label} for value, label in Moment.choices],
        "waiting": [{"value": str(e.pk), "text": str(e)} for e in waiting],
    }


def shown(each: Row, threshold: Fraction) -> dict[str, Any]:
    """A target with the share of its stretch drawn."""
    share = each.claimed.share
    words = percent(share) if share is not None else "no result yet"
    fill = DAMSON if each.is_verified else CLAIMED
    label = f"{each.name}: {words} of the stretch achieved"
    return {
        "row": each,
        "share": words,
        "drawn": share_of_stretch(share, threshold, fill=fill, label=label),
        "state": "Verified" if each.is_verified else "Claimed, not verified" if each.final else "No result",
    }


def facts(held: Statement) -> list[dict[str, str]]:
    """The sums on top."""
    verified = sum(each.is_verified for each in held.rows)
    share = percent_of(held.verified_pence, held.potential_pence)
    made = [
        {"term": "Could be earned", "value": say.pounds(held.potential_pence), "detail": f"by {say.count(len(held.rows), 'target or part', 'targets and parts')}"},
        {"term": "Earned, as claimed", "value": say.pounds(held.claimed_pence), "detail": percent_of(held.claimed_pence, held.potential_pence)},
        {"term": "Earned, as verified", "value": say.pounds(held.verified_pence), "detail": f"{share}; {verified} verified"},
    ]  # fmt: skip
    if held.end is not None:
        left = say.pounds(held.left_pence) if held.left_pence is not None else "not on record"
        made.append({"term": "Left after the grant ended", "value": left, "detail": held.left_words})
    return made


def percent_of(pence: int, whole: int) -> str:
    """How much of the whole, in words."""
    return f"{percent(Fraction(pence, whole))} of it" if whole else "of nothing"
