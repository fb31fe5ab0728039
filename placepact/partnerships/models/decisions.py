"""What boards decided, with dissents and votes, and the actions that somebody took on."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from placepact.organisations.models import Organisation
from placepact.partnerships.models.boards import Partnership, Seat
from placepact.partnerships.models.meetings import AgendaItem
from placepact.partnerships.rules.words import Cast, Outcome


class Decision(models.Model):
    """What a board decided on an item; never changed. `counted` seats took part, those in conflict left out."""

    item = models.OneToOneField(AgendaItem, on_delete=models.PROTECT, related_name="decision")
    outcome = models.CharField(max_length=10, choices=Outcome.choices())
    words = models.TextField()
    counted = models.PositiveSmallIntegerField()
    escalated_to = models.ForeignKey(
        Partnership, on_delete=models.PROTECT, null=True, related_name="escalations"
    )
    escalated_to_body = models.CharField(max_length=200, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(outcome__in=[each.value for each in Outcome]),
                name="decision_has_a_known_outcome",
            ),
            models.CheckConstraint(condition=~Q(words=""), name="a_decision_says_what_it_is"),
            models.CheckConstraint(
                condition=~Q(outcome="escalated") | Q(escalated_to__isnull=False) | ~Q(escalated_to_body=""),
                name="what_is_escalated_says_to_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item}: {self.outcome}"


class Dissent(models.Model):
    """A seat that did not agree, and why."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="dissents")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="dissents")
    reason = models.TextField()

    class Meta:
        ordering: ClassVar[list[str]] = ["decision", "seat__number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["decision", "seat"], name="a_seat_dissents_once_from_a_decision"),
            models.CheckConstraint(condition=~Q(reason=""), name="a_dissent_has_its_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.seat}: {self.reason}"


class Vote(models.Model):
    """How a seat voted."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="votes")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="votes")
    cast = models.CharField(max_length=10, choices=Cast.choices())

    class Meta:
        ordering: ClassVar[list[str]] = ["decision", "seat__number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["decision", "seat"], name="a_seat_votes_once_on_a_decision"),
            models.CheckConstraint(
                condition=Q(cast__in=[each.value for each in Cast]), name="a_vote_is_cast_in_a_known_way"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seat}: {self.cast}"


class ActionPoint(models.Model):
    """Something that an organisation or a seat took on, by a day; done, dropped with a reason, or still to do."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="action_points")
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, null=True, related_name="action_points")
    number = models.PositiveSmallIntegerField()
    what = models.TextField()
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, null=True, related_name="action_points")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    office = models.CharField(max_length=120, blank=True)
    first_due_on = models.DateField()
    due_on = models.DateField()
    put_off_because = models.TextField(blank=True)
    done_on = models.DateField(null=True)
    outcome = models.TextField(blank=True)
    is_dropped = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar[list[str]] = ["due_on", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["partnership", "number"], name="actions_of_a_partnership_are_numbered_once"
            ),
            models.CheckConstraint(
                condition=Q(seat__isnull=False) | (Q(organisation__isnull=False) & ~Q(office="")),
                name="an_action_has_its_owner",
            ),
            models.CheckConstraint(
                condition=Q(done_on__isnull=True) | ~Q(outcome=""), name="an_action_that_is_over_says_how"
            ),
            models.CheckConstraint(
                condition=Q(due_on=F("first_due_on")) | ~Q(put_off_because=""),
                name="an_action_that_was_put_off_says_why",
            ),
        ]

    def __str__(self) -> str:
        return self.what

    @property
    def owner(self) -> str:
        """Whose it is: an office and the organisation, or whom the seat stands for."""
        if self.seat:
            return str(self.seat)
        return f"{self.office}, {self.organisation.name if self.organisation else ''}"
