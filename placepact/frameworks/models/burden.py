"""What reporting costs: minutes an item, with their evidence, and the inspections that come beside it."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from placepact.frameworks.models.lists import Framework
from placepact.organisations.models import Organisation


class BurdenSetting(models.Model):
    """Minutes that one data item costs, and how we know. The newest that fits a body and a framework counts.

    Without a body it is for all of them, without a framework for every list. Never edited: another is added.
    """

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="burden_settings"
    )
    framework = models.ForeignKey(
        Framework, on_delete=models.PROTECT, null=True, related_name="burden_settings"
    )
    minutes = models.PositiveSmallIntegerField()
    evidence = models.TextField()
    is_assumed = models.BooleanField()
    on = models.DateField()
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(minutes__lte=6000), name="an_item_costs_at_most_100_hours"),
            models.CheckConstraint(condition=~Q(evidence=""), name="minutes_have_their_evidence"),
        ]

    def __str__(self) -> str:
        return f"{self.minutes} minutes an item"


class Inspection(models.Model):
    """A body is inspected: by whom, about what, from when to when, for how many of the inspectors' days.

    Never edited: what was recorded wrongly is recorded again and `replaces` it.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="inspections")
    inspectorate = models.CharField(max_length=200)
    scope = models.CharField(max_length=300)
    starts_on = models.DateField()
    ends_on = models.DateField()
    days = models.PositiveSmallIntegerField()
    items_asked = models.PositiveSmallIntegerField(default=0)
    source = models.TextField()
    is_illustrative = models.BooleanField(default=False)
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="replaced_by")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_on = models.DateField()

    class Meta:
        ordering: ClassVar[list[str]] = ["starts_on", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="an_inspection_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=~Q(source="") & ~Q(scope="") & ~Q(inspectorate=""),
                name="an_inspection_says_who_and_what",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.inspectorate}: {self.scope}"
