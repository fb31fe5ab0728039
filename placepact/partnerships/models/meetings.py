"""Meetings: what was on the agenda, who came, who declared an interest in what, and corrections of the minutes."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from placepact.organisations.models import Organisation
from placepact.partnerships.models.boards import Partnership, Seat
from placepact.partnerships.rules.words import (
    Attended,
    DecidesBy,
    Gathering,
    Nature,
    OnConflict,
    Purpose,
)


class Meeting(models.Model):
    """One meeting. The settings under which it was held stay with it, whatever the partnership sets later.

    Minutes that a later meeting has confirmed never change: see migrations/0002_meetings.py.
    """

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="meetings")
    number = models.PositiveSmallIntegerField()
    on = models.DateField()
    where = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=Gathering.choices(), default=Gathering.PLANNED.value)
    cancelled_because = models.TextField(blank=True)
    voting_seats = models.PositiveSmallIntegerField(null=True)
    quorum_needed = models.PositiveSmallIntegerField(null=True)
    """Voting seats that had to be filled; none where no quorum was set."""
    decides_by = models.CharField(max_length=10, choices=DecidesBy.choices(), blank=True)
    on_conflict = models.CharField(max_length=10, choices=OnConflict.choices(), blank=True)
    confirmed_at = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="confirms")
    """The later meeting that confirmed the minutes."""

    class Meta:
        ordering: ClassVar[list[str]] = ["partnership", "-on", "-number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["partnership", "number"], name="meetings_of_a_partnership_are_numbered_once"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[each.value for each in Gathering]), name="meeting_is_in_a_known_state"
            ),
            models.CheckConstraint(
                condition=~Q(state="cancelled") | ~Q(cancelled_because=""),
                name="a_cancelled_meeting_says_why",
            ),
            models.CheckConstraint(
                condition=~Q(state="held")
                | (Q(voting_seats__isnull=False) & ~Q(decides_by="") & ~Q(on_conflict="")),
                name="a_meeting_that_was_held_keeps_its_settings",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True) | Q(state="held"),
                name="only_minutes_of_a_meeting_that_was_held_are_confirmed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.partnership}, meeting {self.number}"

    def get_absolute_url(self) -> str:
        return f"{self.partnership.get_absolute_url()}/meetings/{self.number}"


class AgendaItem(models.Model):
    """Something on the agenda, which organisations it concerns, and what the minutes say of it."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="items")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    purpose = models.CharField(max_length=12, choices=Purpose.choices())
    paper = models.TextField(blank=True)
    organisations = models.ManyToManyField(Organisation, related_name="+")
    minute = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["meeting", "number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["meeting", "number"], name="items_of_an_agenda_are_numbered_once"
            ),
            models.CheckConstraint(
                condition=Q(purpose__in=[each.value for each in Purpose]),
                name="item_is_for_a_known_purpose",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"


class Attendance(models.Model):
    """How a seat was filled at a meeting; `who` is the substitute's office. Whether it had a vote stays with it."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="attendance")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="attendance")
    how = models.CharField(max_length=12, choices=Attended.choices())
    who = models.CharField(max_length=120, blank=True)
    is_voting = models.BooleanField()

    class Meta:
        ordering: ClassVar[list[str]] = ["meeting", "seat__number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["meeting", "seat"], name="a_seat_attends_a_meeting_once"),
            models.CheckConstraint(
                condition=Q(how__in=[each.value for each in Attended]), name="a_seat_attends_in_a_known_way"
            ),
            models.CheckConstraint(
                condition=~Q(how="substitute") | ~Q(who=""), name="a_substitute_is_named_by_office"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seat}: {self.how}"


class Declaration(models.Model):
    """A conflict of interest declared on an item, and what followed from it under the rule of the day."""

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="declarations")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="declarations")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    nature = models.CharField(max_length=12, choices=Nature.choices())
    what = models.TextField()
    followed = models.CharField(max_length=10, choices=OnConflict.choices())

    class Meta:
        ordering: ClassVar[list[str]] = ["item", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["item", "seat"], name="a_seat_declares_once_on_an_item"),
            models.CheckConstraint(
                condition=Q(nature__in=[each.value for each in Nature]), name="conflict_is_of_a_known_nature"
            ),
            models.CheckConstraint(
                condition=Q(followed__in=[each.value for each in OnConflict]),
                name="what_followed_a_conflict_is_known",
            ),
            models.CheckConstraint(condition=~Q(what=""), name="a_conflict_says_what_it_is"),
        ]

    def __str__(self) -> str:
        return f"{self.seat}: {self.what}"


class Correction(models.Model):
    """What is to be read instead of words in the minutes; the words themselves stay."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="corrections")
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, null=True, related_name="corrections")
    words = models.TextField()
    on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["meeting", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=~Q(words=""), name="a_correction_says_something"),
        ]

    def __str__(self) -> str:
        return self.words
