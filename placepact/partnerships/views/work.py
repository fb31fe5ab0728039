"""The board of actions, of a partnership and those that answer to it; disputes and their arbitration."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from placepact.partnerships import actions, forms
from placepact.partnerships.actions import Unfit
from placepact.partnerships.fields import Sent, items, names
from placepact.partnerships.models import ActionPoint, Dispute, Partnership
from placepact.partnerships.permissions import check_can_keep_minutes, check_can_manage
from placepact.partnerships.queries import boards
from placepact.partnerships.queries.boards import Doer
from placepact.partnerships.rules.due import Due
from placepact.partnerships.rules.words import About
from placepact.partnerships.views.around import around, partnership_called, to_sign_in
from placepact.partnerships.views.doing import Acts, Tried, tried, why_not
from placepact.roles.permissions import bodies_where_may, is_operator
from placepact.roles.rules import Act

GROUPS = (Due.LATE, Due.SOON, Due.OPEN, Due.DONE, Due.DROPPED)


@never_cache
def action_points(request: HttpRequest, slug: str) -> HttpResponse:
    """Every action of a partnership and of those that answer to it, the late ones first."""
    found = partnership_called(slug)
    if request.method == "POST" and not request.user.is_authenticated:
        return to_sign_in(request)
    below = boards.children_of(boards.every())
    inside = boards.within(found, below)
    came = (
        tried(request, acts_on_actions(found, inside, request.user)) if request.method == "POST" else Tried()
    )
    if came.is_done:
        return HttpResponseRedirect(request.path)
    rows = boards.actions_of(inside, timezone.localdate())
    own = bodies_where_may(user=request.user, act=Act.KEEP_MINUTES)
    mine = [each for each in rows if each.action.done_on is None and may_finish(each, own, request.user)]
    page = {
        **around(found, "/actions", "Actions"),
        "groups": [(each, [row for row in rows if row.stands is each]) for each in GROUPS],
        "count": len(rows),
        "boards": len(inside),
        "late": sum(each.stands is Due.LATE for each in rows),
        "summary": came.summary,
        "faults": came.faults,
        "given": came.given or {"on": timezone.localdate().isoformat()},
        "mine": items([(str(each.action.pk), row_words(each)) for each in mine]),
        "seat_items": items(
            [(str(each.number), str(each)) for each in boards.sitting(found)], "An organisation"
        ),
        "names": names() if request.user.is_authenticated else [],
        "why_not": why_not(lambda: check_can_keep_minutes(user=request.user, partnership=found)),
    }
    return render(request, "partnerships/actions.html", page)


def row_words(row: Doer) -> str:
    return f"{row.action.partnership.name}, {row.action.number}: {row.action.what[:60]}"


def may_finish(row: Doer, own: set[int], user: Any) -> bool:
    """Whether somebody keeps minutes in the accountable body of an action's board, or in its owner."""
    action = row.action
    owner = action.organisation_id or (action.seat.organisation_id if action.seat else None)
    return is_operator(user) or action.partnership.accountable_body_id in own or owner in own


def acts_on_actions(found: Partnership, inside: list[Partnership], by: Any) -> Acts:
    return {
        "take_on": lambda sent: actions.take_on(partnership=found, task=forms.task(sent, found), by=by),
        "finish": lambda sent: actions.finish(
            action=action_named(sent, inside),
            outcome=sent.text("outcome"),
            on=forms.day_of(sent, "on"),
            by=by,
        ),
        "drop": lambda sent: actions.drop(
            action=action_named(sent, inside),
            outcome=sent.text("outcome"),
            on=forms.day_of(sent, "on"),
            by=by,
        ),
        "put_off": lambda sent: actions.put_off(
            action=action_named(sent, inside),
            due_on=forms.day_of(sent, "new_due_on"),
            because=sent.text("because"),
            by=by,
        ),
    }


def action_named(sent: Sent, inside: list[Partnership]) -> ActionPoint:
    """The action that a form is about. Raises Unfit."""
    number = sent.text("action")
    made = ActionPoint.objects.filter(partnership__in=[each.pk for each in inside])
    found = made.filter(pk=number).first() if number.isdecimal() else None
    if found is None:
        raise Unfit("No action is chosen. Choose one that is open.")
    return found


@never_cache
def disputes(request: HttpRequest, slug: str) -> HttpResponse:
    """Disputes and competing priorities, with how they were arbitrated."""
    found = partnership_called(slug)
    if request.method == "POST" and not request.user.is_authenticated:
        return to_sign_in(request)
    came = tried(request, acts_on_disputes(found, request.user)) if request.method == "POST" else Tried()
    if came.is_done:
        return HttpResponseRedirect(request.path)
    rows = list(found.disputes.select_related("arbitration").prefetch_related("organisations"))
    unsettled = [each for each in rows if not hasattr(each, "arbitration") and each.withdrawn_on is None]
    page = {
        **around(found, "/disputes", "Disputes and competing priorities"),
        "rows": rows,
        "unsettled": items([(str(each.number), each.title) for each in unsettled]),
        "abouts": items(About.choices()),
        "summary": came.summary,
        "faults": came.faults,
        "tried": came.act,
        "given": came.given or {"on": timezone.localdate().isoformat(), "about": About.COMPETING.value},
        "why_not": why_not(lambda: check_can_keep_minutes(user=request.user, partnership=found)),
        "why_not_settle": why_not(lambda: check_can_manage(user=request.user, partnership=found))
        or ("" if unsettled else "Nothing is open: every dispute on record is settled."),
    }
    return render(request, "partnerships/disputes.html", page)


def acts_on_disputes(found: Partnership, by: Any) -> Acts:
    return {
        "raise": lambda sent: actions.raise_dispute(partnership=found, raised=forms.raised(sent), by=by),
        "arbitrate": lambda sent: actions.arbitrate(
            dispute=dispute_named(sent, found), award=forms.award(forms.suffixed(sent, "award")), by=by
        ),
        "withdraw": lambda sent: actions.withdraw_dispute(
            dispute=dispute_named(sent, found),
            on=forms.day_of(forms.suffixed(sent, "award"), "on"),
            because=sent.text("reason-award"),
            by=by,
        ),
    }


def dispute_named(sent: Sent, found: Partnership) -> Dispute:
    """The dispute that a form is about. Raises Unfit."""
    number = sent.text("dispute")
    made = found.disputes.filter(number=number).first() if number.isdecimal() else None
    if made is None:
        raise Unfit("No dispute is chosen. Choose one that is open.")
    return made
