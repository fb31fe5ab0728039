"""The register of the other plans, partnerships and strategies of a place, with what was merged or ended and why."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from placepact.organisations.models import Organisation
from placepact.partnerships.models.boards import Partnership


class PlanKind(models.TextChoices):
    PLAN = "plan", "Plan"
    PARTNERSHIP = "partnership", "Partnership"
    STRATEGY = "strategy", "Strategy"


class PlanState(models.TextChoices):
    LIVE = "live", "Live"
    MERGED = "merged", "Merged"
    ENDED = "ended", "Ended"


class Plan(models.Model):
    """A plan, partnership or strategy beside the partnership's own; `ended_on` is its last day, whatever became of it."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="plans")
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=12, choices=PlanKind.choices)
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="plans")
    basis = models.CharField(max_length=200, blank=True)
    starts_on = models.DateField()
    state = models.CharField(max_length=8, choices=PlanState.choices, default=PlanState.LIVE)
    ended_on = models.DateField(null=True)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="took_in")
    why = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["partnership", "name"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["partnership", "name"], name="a_plan_is_registered_once"),
            models.CheckConstraint(condition=Q(kind__in=PlanKind.values), name="plan_is_of_a_known_kind"),
            models.CheckConstraint(condition=Q(state__in=PlanState.values), name="plan_is_in_a_known_state"),
            models.CheckConstraint(
                condition=Q(state="live", ended_on__isnull=True, why="")
                | (~Q(state="live") & Q(ended_on__isnull=False) & ~Q(why="")),
                name="a_plan_that_is_no_more_says_when_and_why",
            ),
            models.CheckConstraint(
                condition=Q(state="merged", merged_into__isnull=False)
                | (~Q(state="merged") & Q(merged_into__isnull=True)),
                name="only_a_merged_plan_says_into_what",
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")),
                name="no_plan_is_merged_into_itself",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("starts_on")),
                name="plan_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return self.name
