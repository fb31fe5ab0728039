"""Who sat at a meeting, who may decide on an item of it, and which interests of theirs it touches."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from placepact.partnerships.models import (
    AgendaItem,
    Attendance,
    Declaration,
    Interest,
    Meeting,
    Partnership,
    Seat,
)
from placepact.partnerships.rules.conflicts import Held, undeclared
from placepact.partnerships.rules.decisions import Table
from placepact.partnerships.rules.quorum import Quorum, Setting, quorum
from placepact.partnerships.rules.words import Attended, OnConflict, QuorumIs

THERE = (Attended.PRESENT.value, Attended.SUBSTITUTE.value)


def seats_on(partnership: Partnership, on: dt.date) -> list[Seat]:
    """The seats of a partnership on a day, with organisation and account, in order: one query."""
    lasting = Q(ended_on__isnull=True) | Q(ended_on__gte=on)
    return list(
        Seat.objects.filter(lasting, partnership=partnership, starts_on__lte=on)
        .select_related("organisation", "user", "partnership")
        .order_by("number")
    )


def setting_of(partnership: Partnership) -> Setting:
    return Setting(QuorumIs(partnership.quorum_is), partnership.quorum_number, partnership.quorum_percent)


def interests_on(seats: Iterable[int], on: dt.date) -> list[Interest]:
    """What is on the register for some seats (ids) on a day: one query."""
    lasting = Q(ended_on__isnull=True) | Q(ended_on__gte=on)
    found = Interest.objects.filter(lasting, seat__in=list(seats), declared_on__lte=on)
    return list(found.select_related("organisation", "seat__organisation"))


@dataclass(frozen=True)
class At:
    """A meeting with who came and what stood on the register that day; read once, asked for each item."""

    meeting: Meeting
    attendance: tuple[Attendance, ...]
    register: tuple[Interest, ...]

    @classmethod
    def of(cls, meeting: Meeting) -> At:
        """Two queries."""
        came = tuple(
            meeting.attendance.select_related("seat__organisation", "seat__partnership").order_by(
                "seat__number"
            )
        )
        there = [each.seat_id for each in came if each.how in THERE]
        return cls(meeting, came, tuple(interests_on(there, meeting.on)))

    @property
    def there(self) -> list[Attendance]:
        return [each for each in self.attendance if each.how in THERE]

    @property
    def quorum(self) -> Quorum:
        """Of the meeting as a whole."""
        present = sum(each.is_voting for each in self.there)
        return quorum(self.meeting.quorum_needed, present, self.meeting.voting_seats or 0)

    def table(self, item: AgendaItem, declared: Iterable[Declaration] | None = None) -> Table:
        """Who is at the table for an item; `declared` where its conflicts have been read."""
        said = {each.seat_id: each for each in (item.declarations.all() if declared is None else declared)}
        barred = {
            each.seat.number: OnConflict(said[each.seat_id].followed).words.lower()
            for each in self.there
            if each.seat_id in said and said[each.seat_id].followed != OnConflict.DECLARE
        }
        gone = {each.seat_id for each in said.values() if each.followed == OnConflict.WITHDRAW}
        present = sum(each.is_voting for each in self.there if each.seat_id not in gone)
        return Table(
            names={each.seat.number: str(each.seat) for each in self.there},
            deciding=frozenset(
                each.seat.number for each in self.there if each.is_voting and each.seat.number not in barred
            ),
            barred=barred,
            quorum=quorum(self.meeting.quorum_needed, present, self.meeting.voting_seats or 0),
        )


def undeclared_of(item: AgendaItem, at: At) -> list[str]:
    """Sentences for the interests on the register that an item touches and that nobody has declared on it."""
    concerned = [each.pk for each in item.organisations.all()]
    declared = [each.seat_id for each in item.declarations.all()]
    held = [
        Held(each.seat_id, each.organisation_id) for each in at.register if each.organisation_id is not None
    ]
    open_ones = {(each.seat, each.organisation) for each in undeclared(held, concerned, declared)}
    return [
        f"{each.seat} has an interest in {each.organisation.name} on the register, which item {item.number} "
        "concerns. Record the conflict first."
        for each in at.register
        if each.organisation is not None and (each.seat_id, each.organisation_id) in open_ones
    ]
