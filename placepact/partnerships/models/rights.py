"""Who decides what: a matter, its one decider, and who is consulted or told."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from placepact.organisations.models import Organisation
from placepact.partnerships.models.boards import Partnership


class DecisionRight(models.Model):
    """A matter and who decides it: the partnership itself, a statutory partnership, or a partner; from day to day."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="rights")
    matter = models.CharField(max_length=200)
    by_partnership = models.BooleanField(default=False)
    statutory = models.ForeignKey(
        Partnership, on_delete=models.PROTECT, null=True, related_name="decides_matters"
    )
    partner = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="decides_matters"
    )
    basis = models.CharField(max_length=300)
    starts_on = models.DateField()
    ended_on = models.DateField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["partnership", "matter"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(by_partnership=True, statutory__isnull=True, partner__isnull=True)
                | Q(by_partnership=False, statutory__isnull=False, partner__isnull=True)
                | Q(by_partnership=False, statutory__isnull=True, partner__isnull=False),
                name="a_matter_has_one_decider",
            ),
            models.UniqueConstraint(
                fields=["partnership", "matter"],
                condition=Q(ended_on__isnull=True),
                name="a_matter_is_decided_by_one_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("starts_on")),
                name="right_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return self.matter


class Hearing(models.TextChoices):
    CONSULTED = "consulted", "Consulted before"
    TOLD = "told", "Told afterwards"


class Heard(models.Model):
    """An organisation that is consulted before a matter is decided, or told afterwards."""

    right = models.ForeignKey(DecisionRight, on_delete=models.PROTECT, related_name="heard")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    how = models.CharField(max_length=10, choices=Hearing.choices)

    class Meta:
        ordering: ClassVar[list[str]] = ["right", "how", "organisation__name"]
        verbose_name_plural = "heard"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["right", "organisation"], name="a_body_is_heard_once_about_a_matter"
            ),
            models.CheckConstraint(
                condition=Q(how__in=Hearing.values), name="a_body_is_heard_in_a_known_way"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} {self.get_how_display().lower()}"
