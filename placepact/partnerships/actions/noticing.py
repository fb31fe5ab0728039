"""Telling people what a board waits for from them: meetings, actions due and late, minutes to confirm."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from placepact.organisations.models import Organisation
from placepact.partnerships.models import ActionPoint, Meeting
from placepact.partnerships.queries.meetings import seats_on
from placepact.partnerships.rules.due import SOON_DAYS, Due, due
from placepact.partnerships.rules.words import Gathering
from placepact.people.actions import settle, tell
from placepact.people.models import Notice, User
from placepact.roles.queries import standing
from placepact.roles.rules import Act, roles_that_may


def tell_seats(meeting: Meeting, words: str) -> None:
    """Tell whoever holds a seat on the day of a meeting."""
    for seat in seats_on(meeting.partnership, meeting.on):
        if seat.user is not None:
            tell(seat.user, words, meeting.get_absolute_url(), meeting)


def tell_minute_keepers(meeting: Meeting) -> None:
    """Tell whoever keeps the minutes that they wait to be confirmed."""
    words = f"The minutes of {meeting.partnership.name}, meeting {meeting.number}, wait to be confirmed."
    for user in keepers(meeting.partnership.accountable_body):
        tell(user, words, meeting.get_absolute_url(), meeting)


def tell_owner(action: ActionPoint) -> None:
    """Tell whoever an action waits for that it is theirs, by when."""
    if action.done_on is None:
        words = f"An action of {action.partnership.name} is yours: due on {day(action.due_on)}."
        tell_all(action, words)


def tell_what_is_due(on: dt.date | None = None) -> int:
    """Tell owners of what is due soon or late, and settle notices of meetings that are past. How many actions wait."""
    today, told = on or timezone.localdate(), 0
    waiting = ActionPoint.objects.filter(
        done_on__isnull=True, due_on__lte=today + dt.timedelta(days=SOON_DAYS)
    )
    for action in waiting.select_related("partnership", "seat__user", "seat__organisation", "organisation"):
        told += 1
        tell_as_it_stands(action, today)
    over = Meeting.objects.filter(state=Gathering.PLANNED.value, on__lt=today)
    for meeting in over.select_related("partnership__accountable_body"):
        settle(meeting)
        words = f"{meeting.partnership.name} was to meet on {day(meeting.on)}: record who came, or cancel it."
        for user in keepers(meeting.partnership.accountable_body):
            tell(user, words, meeting.get_absolute_url(), meeting)
    return told


@transaction.atomic
def tell_as_it_stands(action: ActionPoint, today: dt.date) -> None:
    """One notice an action: that it is due, then that it is late."""
    if due(action.due_on, None, today) is Due.LATE:
        words = f"An action of {action.partnership.name} is late: it was due on {day(action.due_on)}."
    else:
        words = f"An action of {action.partnership.name} is due on {day(action.due_on)}."
    held = action_notices(action)
    if held - {words}:
        settle(action)
    tell_all(action, words)


def action_notices(action: ActionPoint) -> set[str]:
    kind, pk = action._meta.label_lower, str(action.pk)
    waiting = Notice.objects.filter(about_kind=kind, about_id=pk, done_at__isnull=True)
    return set(waiting.values_list("what", flat=True))


def tell_all(action: ActionPoint, words: str) -> None:
    link = f"{action.partnership.get_absolute_url()}/actions"
    for user in owners(action):
        tell(user, words, link, action)


def owners(action: ActionPoint) -> Iterable[User]:
    """Whoever holds the seat; where nobody's account does, those who keep minutes in the owner's organisation."""
    if action.seat is not None and action.seat.user is not None:
        return [action.seat.user]
    return keepers(action.organisation or (action.seat.organisation if action.seat else None))


def keepers(body: Organisation | None) -> list[User]:
    """Those who may keep minutes for an organisation today, each once."""
    if body is None:
        return []
    roles = [role.value for role in roles_that_may(Act.KEEP_MINUTES)]
    held = standing().filter(organisation=body, role__in=roles).select_related("user").order_by("user_id")
    return list({each.user_id: each.user for each in held}.values())


def day(value: dt.date) -> str:
    return f"{value.day} {value:%B %Y}"
