"""Calling a meeting; the page of one, with agenda, attendance, conflicts, decisions and minutes."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from placepact.partnerships import actions, forms
from placepact.partnerships.actions import Unfit
from placepact.partnerships.actions.meetings import check_held, check_is_planned, check_open
from placepact.partnerships.fields import Sent, items
from placepact.partnerships.models import (
    AgendaItem,
    Decision,
    Declaration,
    Dissent,
    Meeting,
    Seat,
    Vote,
)
from placepact.partnerships.permissions import check_can_keep_minutes
from placepact.partnerships.queries.meetings import At, seats_on, undeclared_of
from placepact.partnerships.rules.words import Attended, Cast, DecidesBy, Gathering, Nature, Outcome, Purpose
from placepact.partnerships.views.around import around, partnership_called, to_sign_in
from placepact.partnerships.views.doing import Acts, Tried, tried, why_not

MOST_DISSENTS = 6
"""For how many the form of an item has room: with more than that there is hardly a consensus."""
CONSENSUS = (Outcome.AGREED, Outcome.DISSENT, Outcome.ESCALATED)


@never_cache
@login_required
def new(request: HttpRequest, slug: str) -> HttpResponse:
    """Call a meeting."""
    found = partnership_called(slug)
    by: Any = request.user

    def plan(sent: Sent) -> Meeting:
        on = forms.day_of(sent, "on")
        return actions.plan_meeting(partnership=found, on=on, where=sent.text("where"), by=by)

    came = tried(request, {"plan": plan}) if request.method == "POST" else Tried()
    if came.is_done:
        return HttpResponseRedirect(came.made.get_absolute_url())
    page = {
        **around(found, "/meetings/new", "Call a meeting"),
        "given": came.given or {"on": timezone.localdate().isoformat()},
        "faults": came.faults,
        "summary": came.summary,
        "why_not": why_not(lambda: check_can_keep_minutes(user=by, partnership=found)),
    }
    return render(request, "partnerships/new_meeting.html", page)


def meeting_called(slug: str, number: int) -> Meeting:
    """A meeting with its partnership: one query. Http404 with what to do where there is none."""
    known = Meeting.objects.select_related(
        "confirmed_at", "partnership__place__area", "partnership__accountable_body", "partnership__parent"
    )
    found = known.filter(partnership__slug=slug, number=number).first()
    if found is None:
        board = partnership_called(slug)
        raise Http404(f"{board.name} has no meeting {number}. Its page names those there are.")
    if found.confirmed_at is not None:
        found.confirmed_at.partnership = found.partnership
    return found


def items_of(meeting: Meeting) -> list[AgendaItem]:
    """The agenda with all that was said, declared and decided on each item: six queries at most."""
    seat = "seat__organisation"
    declared = Declaration.objects.select_related(seat, "organisation")
    dissents = Dissent.objects.select_related(seat)
    votes = Vote.objects.select_related(seat)
    found = list(
        meeting.items.select_related("decision__escalated_to")
        .order_by("number")
        .prefetch_related(
            "organisations",
            "action_points",
            Prefetch("declarations", declared),
            Prefetch("decision__dissents", dissents),
            Prefetch("decision__votes", votes),
        )
    )
    for each in found:
        each.meeting = meeting
    return found


@never_cache
def meeting(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One meeting: its agenda and who came, what was declared and decided; for print too."""
    met = meeting_called(slug, number)
    found = met.partnership
    if request.method == "POST" and not request.user.is_authenticated:
        return to_sign_in(request)
    came = tried(request, acts_of(met, request.user)) if request.method == "POST" else Tried()
    if came.is_done:
        return HttpResponseRedirect(request.path)
    if request.method == "POST":
        met = meeting_called(slug, number)
    may_not = why_not(lambda: check_can_keep_minutes(user=request.user, partnership=found))
    writes = request.user.is_authenticated and not may_not
    at, agenda = At.of(met), items_of(met)
    seats = [each.seat for each in at.attendance] or (seats_on(found, met.on) if writes else [])
    page = {
        **around(found, f"/meetings/{number}", f"Meeting {number}"),
        "meeting": met,
        "attendance": at.attendance,
        "quorum": at.quorum if met.state == Gathering.HELD else None,
        "items": [shown(each, at) for each in agenda],
        "corrections": list(met.corrections.select_related("item")),
        "seats": seats,
        "writes": writes,
        "why_not": may_not if request.user.is_authenticated else "",
        "summary": came.summary,
        "tried": came.act,
        "given": came.given,
        **(choices(met, at, agenda, seats) if writes else {}),
    }
    return render(request, "partnerships/meeting.html", page)


def shown(item: AgendaItem, at: At) -> dict[str, Any]:
    """An item with who may decide on it, and what is still to be declared."""
    decision: Decision | None = getattr(item, "decision", None)
    held = at.meeting.state == Gathering.HELD
    table = at.table(item) if held else None
    votes = list(decision.votes.all()) if decision else []
    return {
        "item": item,
        "decision": decision,
        "table": table,
        "deciding": sorted(table.deciding) if table else [],
        "undeclared": undeclared_of(item, at) if held and decision is None else [],
        "counts": [(each.words, sum(v.cast == each.value for v in votes)) for each in Cast] if votes else [],
        "is_to_decide": held
        and decision is None
        and item.purpose == Purpose.DECISION
        and at.meeting.confirmed_at_id is None,
    }


def choices(met: Meeting, at: At, agenda: list[AgendaItem], seats: list[Seat]) -> dict[str, Any]:
    """What whoever keeps the minutes may choose from, and why what they cannot do is closed."""
    found = met.partnership
    later = found.meetings.filter(state=Gathering.HELD.value, on__gt=met.on).order_by("on")
    by_vote = met.decides_by == DecidesBy.VOTE
    return {
        "names": sorted({each.organisation.name for each in seats if each.organisation}),
        "purposes": items(Purpose.choices()),
        "attended": items(Attended.choices()),
        "natures": items(Nature.choices()),
        "outcomes": items([(each.value, each.words) for each in CONSENSUS], "Choose"),
        "casts": [(each.value, each.words) for each in Cast],
        "by_vote": by_vote,
        "there": items([(str(each.seat.number), str(each.seat)) for each in at.there], "Nobody"),
        "seat_items": items([(str(each.number), str(each)) for each in seats], "An organisation"),
        "item_items": items([(str(each.number), str(each)) for each in agenda], "The meeting as a whole"),
        "later": items([(str(each.number), f"Meeting {each.number}") for each in later], "Choose"),
        "parents": items([(found.parent.slug, found.parent.name)] if found.parent else [], "None"),
        "dissents": range(1, min(sum(each.is_voting for each in at.there), MOST_DISSENTS) + 1),
        "kept": {each.seat.number: each for each in at.attendance},
        "shut_open": why_not(lambda: check_open(met)),
        "shut_held": why_not(lambda: check_held(met)),
        "shut_cancel": why_not(lambda: check_is_planned(met)),
    }


def acts_of(met: Meeting, by: Any) -> Acts:
    """What the forms of the page do."""
    return {
        "item": lambda sent: actions.add_item(meeting=met, item=forms.item(sent), by=by),
        "attendance": lambda sent: attended(met, sent, by),
        "conflict": lambda sent: declared(met, sent, by),
        "minute": lambda sent: minuted(met, sent, by),
        "decide": lambda sent: decided(met, sent, by),
        "task": lambda sent: actions.take_on(
            partnership=met.partnership,
            task=forms.task(sent, met.partnership),
            item=item_or_none(met, sent),
            by=by,
        ),
        "confirm": lambda sent: confirmed(met, sent, by),
        "correct": lambda sent: actions.correct_minutes(
            meeting=met, item=item_or_none(met, sent), words=sent.text("correction"), by=by
        ),
        "cancel": lambda sent: actions.cancel_meeting(meeting=met, because=sent.text("because"), by=by),
    }


def item_or_none(met: Meeting, sent: Sent) -> AgendaItem | None:
    number = sent.text("item")
    found = met.items.filter(number=number).first() if number.isdecimal() else None
    if found is not None:
        found.meeting = met
    return found


def item_named(met: Meeting, sent: Sent) -> AgendaItem:
    """The item that a form is about. Raises Unfit."""
    found = item_or_none(met, sent)
    if found is None:
        raise Unfit("No item is chosen. Choose one of the agenda.")
    return found


def attended(met: Meeting, sent: Sent, by: Any) -> object:
    seats = {each.number: each for each in seats_on(met.partnership, met.on)}
    return actions.hold_meeting(meeting=met, came=forms.attendance(sent, seats), by=by)


def declared(met: Meeting, sent: Sent, by: Any) -> object:
    item, seat = item_named(met, sent), forms.seat_of(sent, "conflict_seat", met.partnership)
    if seat is None:
        raise Unfit("No seat is chosen. Choose who declares the conflict.")
    return actions.declare_conflict(item=item, seat=seat, conflict=forms.conflict(sent), by=by)


def minuted(met: Meeting, sent: Sent, by: Any) -> object:
    words = sent.text(f"minute-{sent.text('item')}")
    return actions.write_minute(item=item_named(met, sent), words=words, by=by)


def decided(met: Meeting, sent: Sent, by: Any) -> object:
    item = item_named(met, sent)
    check_held(met)
    seats = {each.number: each for each in seats_on(met.partnership, met.on)}
    put = forms.suffixed(sent, str(item.number))
    return actions.decide(item=item, decided=forms.decided(put, DecidesBy(met.decides_by), seats), by=by)


def confirmed(met: Meeting, sent: Sent, by: Any) -> object:
    number = sent.text("at")
    at = met.partnership.meetings.filter(number=number).first() if number.isdecimal() else None
    if at is None:
        raise Unfit("Choose the later meeting that confirmed the minutes.")
    return actions.confirm_minutes(meeting=met, at=at, by=by)
