"""Planning, holding and minuting meetings; conflicts of interest; confirming minutes and correcting them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from placepact.audit.actions import hold, record
from placepact.organisations.models import Organisation
from placepact.partnerships.actions.noticing import tell_minute_keepers, tell_seats
from placepact.partnerships.actions.refusals import Unfit, check_has_come, check_said, refuse
from placepact.partnerships.models import (
    AgendaItem,
    Attendance,
    Correction,
    Declaration,
    Meeting,
    Partnership,
    Seat,
)
from placepact.partnerships.permissions import check_can_keep_minutes
from placepact.partnerships.queries.meetings import seats_on, setting_of
from placepact.partnerships.rules.conflicts import follows
from placepact.partnerships.rules.quorum import needed
from placepact.partnerships.rules.words import Attended, Gathering, Nature, OnConflict, Purpose
from placepact.people.actions import settle
from placepact.people.models import User

THERE = (Attended.PRESENT, Attended.SUBSTITUTE)


@dataclass(frozen=True)
class Came:
    """How a seat was filled at a meeting; `who`: the substitute's office."""

    how: Attended
    who: str = ""


@dataclass(frozen=True)
class Item:
    """Something for the agenda: for information or for decision, and whom it concerns."""

    title: str
    purpose: Purpose
    paper: str = ""
    organisations: Sequence[Organisation] = ()


@dataclass(frozen=True)
class Conflict:
    """A conflict of interest as a member declares it on an item."""

    what: str
    nature: Nature
    organisation: Organisation | None = None


@transaction.atomic
def plan_meeting(*, partnership: Partnership, on: dt.date, where: str, by: User) -> Meeting:
    """Call a meeting, and tell whoever has a seat. Raises NotAllowed, Unfit."""
    hold()
    check_can_keep_minutes(user=by, partnership=partnership)
    if on < partnership.starts_on or (partnership.ends_on is not None and on > partnership.ends_on):
        raise Unfit(f"{partnership.name} does not sit on {on.isoformat()}. Write a day on which it does.")
    number = (partnership.meetings.order_by("-number").values_list("number", flat=True).first() or 0) + 1
    made = Meeting.objects.create(partnership=partnership, number=number, on=on, where=where.strip())
    if on >= timezone.localdate():
        tell_seats(made, f"{partnership.name} meets on {on.day} {on:%B %Y}.")
    record(what="meeting_planned", about=made, by=by, partnership=partnership.pk, on=on.isoformat())
    return made


@transaction.atomic
def cancel_meeting(*, meeting: Meeting, because: str, by: User) -> None:
    """Cancel a meeting that has not been held. Raises NotAllowed, Unfit."""
    hold()
    check_can_keep_minutes(user=by, partnership=meeting.partnership)
    check_said(because, "why it is cancelled")
    check_is_planned(meeting)
    meeting.state, meeting.cancelled_because = Gathering.CANCELLED.value, because
    meeting.save(update_fields=["state", "cancelled_because"])
    settle(meeting)
    record(what="meeting_cancelled", about=meeting, by=by, because=because)


@transaction.atomic
def add_item(*, meeting: Meeting, item: Item, by: User) -> AgendaItem:
    """Put something on the agenda. Raises NotAllowed, Unfit."""
    hold()
    check_can_keep_minutes(user=by, partnership=meeting.partnership)
    check_said(item.title, "what the item is")
    check_open(meeting)
    number = (meeting.items.order_by("-number").values_list("number", flat=True).first() or 0) + 1
    made = AgendaItem.objects.create(
        meeting=meeting, number=number, title=item.title.strip(), purpose=item.purpose.value, paper=item.paper
    )
    made.organisations.set(item.organisations)
    record(what="agenda_item_added", about=made, by=by, meeting=meeting.pk, number=number)
    return made


@transaction.atomic
def hold_meeting(*, meeting: Meeting, came: Mapping[int, Came], by: User) -> Meeting:
    """Record who came (by number of seat); the settings of the day stay with the meeting.

    Done again it corrects the attendance, until something has been declared or decided. Raises NotAllowed, Unfit.
    """
    hold()
    partnership = meeting.partnership
    check_can_keep_minutes(user=by, partnership=partnership)
    check_has_come(meeting.on, "The meeting")
    check_open(meeting)
    seats = {each.number: each for each in seats_on(partnership, meeting.on)}
    refuse(faults_of_attendance(meeting, seats, came))
    voting = sum(each.is_voting for each in seats.values())
    if meeting.state == Gathering.PLANNED:
        meeting.state, meeting.voting_seats = Gathering.HELD.value, voting
        meeting.quorum_needed = needed(setting_of(partnership), voting)
        meeting.decides_by, meeting.on_conflict = partnership.decides_by, partnership.on_conflict
        meeting.save()
        settle(meeting)
        tell_minute_keepers(meeting)
    meeting.attendance.all().delete()
    Attendance.objects.bulk_create(
        Attendance(
            meeting=meeting, seat=seat, is_voting=seat.is_voting, how=how.how.value,
            who=how.who.strip() if how.how is Attended.SUBSTITUTE else "",
        )
        for number, seat in seats.items()
        for how in [came.get(number, Came(Attended.ABSENT))]
    )  # fmt: skip
    there = sum(each.how in THERE for each in came.values())
    record(what="meeting_held", about=meeting, by=by, there=there, seats=len(seats))
    return meeting


def faults_of_attendance(meeting: Meeting, seats: Mapping[int, Seat], came: Mapping[int, Came]) -> list[str]:
    """What stands against an attendance as it is put, as sentences."""
    found = [f"No seat {number} sat on {meeting.on.isoformat()}." for number in came if number not in seats]
    found += [
        f"{seats[number]}: write the office of the substitute."
        for number, how in came.items()
        if number in seats and how.how is Attended.SUBSTITUTE and not how.who.strip()
    ]
    if not any(each.how in THERE for each in came.values()):
        found.append("Nobody came. Mark who was present, or cancel the meeting.")
    acted = meeting.items.filter(declarations__isnull=False) | meeting.items.filter(decision__isnull=False)
    if meeting.state == Gathering.HELD and acted.exists():
        found.append(
            "Something was declared or decided already, on this attendance. Write a correction instead."
        )
    return found


@transaction.atomic
def declare_conflict(*, item: AgendaItem, seat: Seat, conflict: Conflict, by: User) -> Declaration:
    """Record a conflict of interest on an item with what follows from it under the rule of the day.

    Raises NotAllowed, Unfit.
    """
    hold()
    meeting = item.meeting
    check_can_keep_minutes(user=by, partnership=meeting.partnership)
    check_said(conflict.what, "what the interest is")
    check_held(meeting)
    check_open(meeting)
    if not meeting.attendance.filter(seat=seat, how__in=[each.value for each in THERE]).exists():
        raise Unfit(f"{seat} was not at the meeting. Only whoever was there declares a conflict.")
    if hasattr(item, "decision"):
        raise Unfit(
            f"Item {item.number} is decided already. Declare before it is decided, or write a correction."
        )
    if item.declarations.filter(seat=seat).exists():
        raise Unfit(f"{seat} has declared a conflict on item {item.number} already.")
    rule = OnConflict(meeting.on_conflict)
    followed = follows(rule, conflict.nature, is_councillor=seat.is_councillor)
    made = Declaration.objects.create(
        item=item, seat=seat, organisation=conflict.organisation, nature=conflict.nature.value,
        what=conflict.what, followed=followed.what.value,
    )  # fmt: skip
    record(what="conflict_declared", about=made, by=by, item=item.pk, followed=followed.what.value)
    return made


@transaction.atomic
def write_minute(*, item: AgendaItem, words: str, by: User) -> None:
    """Write what was said on an item, until the minutes are confirmed. Raises NotAllowed, Unfit."""
    hold()
    check_can_keep_minutes(user=by, partnership=item.meeting.partnership)
    check_said(words, "what was said on the item")
    check_held(item.meeting)
    check_open(item.meeting)
    item.minute = words.strip()
    item.save(update_fields=["minute"])
    record(what="minute_written", about=item, by=by, meeting=item.meeting_id)


@transaction.atomic
def confirm_minutes(*, meeting: Meeting, at: Meeting, by: User) -> None:
    """A later meeting confirms the minutes, which never change from then on. Raises NotAllowed, Unfit."""
    hold()
    check_can_keep_minutes(user=by, partnership=meeting.partnership)
    check_held(meeting)
    check_open(meeting)
    if at.partnership_id != meeting.partnership_id or at.state != Gathering.HELD or at.on <= meeting.on:
        raise Unfit("Minutes are confirmed by a later meeting of the same board that was held. Choose one.")
    open_items = [
        each.number for each in meeting.items.all() if not each.minute and not hasattr(each, "decision")
    ]
    if open_items:
        which = ", ".join(str(each) for each in open_items)
        raise Unfit(
            f"The minutes say nothing on item {which}. Write what was said before they are confirmed."
        )
    meeting.confirmed_at = at
    meeting.save(update_fields=["confirmed_at"])
    settle(meeting)
    record(what="minutes_confirmed", about=meeting, by=by, at_meeting=at.pk, on=at.on.isoformat())


@transaction.atomic
def correct_minutes(*, meeting: Meeting, item: AgendaItem | None, words: str, by: User) -> Correction:
    """Add what is to be read instead; what stands stays. Raises NotAllowed, Unfit."""
    hold()
    check_can_keep_minutes(user=by, partnership=meeting.partnership)
    check_said(words, "what is to be read instead")
    check_held(meeting)
    made = Correction.objects.create(meeting=meeting, item=item, words=words, on=timezone.localdate(), by=by)
    record(what="minutes_corrected", about=made, by=by, meeting=meeting.pk)
    return made


def check_is_planned(meeting: Meeting) -> None:
    if meeting.state != Gathering.PLANNED:
        raise Unfit(
            f"This meeting is {meeting.get_state_display().lower()}, so it can no longer be cancelled."
        )


def check_held(meeting: Meeting) -> None:
    if meeting.state != Gathering.HELD:
        raise Unfit("This meeting has not been held. Record who came first.")


def check_open(meeting: Meeting) -> None:
    """Raise Unfit where minutes are confirmed or the meeting was cancelled: they stay as they are."""
    if meeting.confirmed_at_id is not None:
        raise Unfit("These minutes are confirmed and never change. Write a correction instead.")
    if meeting.state == Gathering.CANCELLED:
        raise Unfit("This meeting was cancelled. Plan another.")
