"""Plans of delivery: milestones with every day promised, who does what, money behind it, decisions asked. Only added to."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from placepact.agreements.models import Line
from placepact.delivery.rules.plans import Happened
from placepact.organisations.models import Organisation

HAPPENED = [(each.value, each.words) for each in Happened]


class Milestone(models.Model):
    """Something that must be done on the way to a target, and the office that does it."""

    line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="milestones")
    number = models.PositiveIntegerField()
    words = models.CharField(max_length=300)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    office = models.CharField(max_length=200)
    on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["line", "number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["line", "number"], name="milestones_are_numbered_once"),
            models.CheckConstraint(
                condition=~Q(words="") & ~Q(office=""), name="a_milestone_says_what_and_whose_it_is"
            ),
        ]

    def __str__(self) -> str:
        return self.words


class MilestoneEntry(models.Model):
    """What was said of a milestone on a day: promised for, moved to, done on, or dropped; the newest stands."""

    milestone = models.ForeignKey(Milestone, on_delete=models.PROTECT, related_name="entries")
    number = models.PositiveIntegerField()
    happened = models.CharField(max_length=10, choices=HAPPENED)
    due_on = models.DateField()
    done_on = models.DateField(null=True)
    words = models.TextField(blank=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["milestone", "number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["milestone", "number"], name="entries_of_a_milestone_are_numbered_once"
            ),
            models.CheckConstraint(
                condition=Q(happened__in=[each.value for each in Happened]),
                name="a_milestone_entry_is_of_a_known_kind",
            ),
            models.CheckConstraint(
                condition=Q(happened="done", done_on__isnull=False)
                | ~Q(happened="done") & Q(done_on__isnull=True),
                name="a_milestone_that_is_done_has_its_day",
            ),
            models.CheckConstraint(
                condition=~Q(happened__in=["moved", "dropped"]) | ~Q(words=""),
                name="a_milestone_is_moved_or_dropped_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.milestone} {self.happened}"


class Activity(models.Model):
    """What one organisation does for a target; the newest of an organisation stands, and empty words end it."""

    line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="activities")
    number = models.PositiveIntegerField()
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    words = models.TextField(blank=True)
    on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["line", "number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["line", "number"], name="activities_are_numbered_once"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.words}"


class Backing(models.Model):
    """Money behind a target, from a contribution of the agreement or another source that the words name.

    The newest of an organisation and a contribution stands; an amount of nothing ends it.
    """

    line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="backings")
    number = models.PositiveIntegerField()
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    contribution = models.ForeignKey(Line, on_delete=models.PROTECT, null=True, related_name="backs")
    words = models.CharField(max_length=300)
    amount_pence = models.BigIntegerField()
    on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["line", "number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["line", "number"], name="backings_are_numbered_once"),
            models.CheckConstraint(condition=Q(amount_pence__gte=0), name="a_backing_is_not_negative"),
            models.CheckConstraint(condition=~Q(words=""), name="a_backing_says_what_it_is"),
        ]

    def __str__(self) -> str:
        return self.words


class DecisionAsked(models.Model):
    """What the board is asked to decide about a target, by when."""

    line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="decisions_asked")
    number = models.PositiveIntegerField()
    words = models.TextField()
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    needed_by = models.DateField()
    on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["line", "number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["line", "number"], name="decisions_asked_are_numbered_once"),
            models.CheckConstraint(condition=~Q(words=""), name="a_decision_asked_says_something"),
        ]

    def __str__(self) -> str:
        return self.words


class DecisionTaken(models.Model):
    """What was decided, once."""

    asked = models.OneToOneField(DecisionAsked, on_delete=models.PROTECT, related_name="taken")
    words = models.TextField()
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=~Q(words=""), name="a_decision_taken_says_something"),
        ]

    def __str__(self) -> str:
        return self.words
