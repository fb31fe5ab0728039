"""Risks to a target: what may happen, and every scoring of it. Only added to."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from placepact.agreements.models import Line
from placepact.organisations.models import Organisation


class Risk(models.Model):
    """What may happen to a target."""

    line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="risks")
    number = models.PositiveIntegerField()
    words = models.CharField(max_length=300)
    on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["line", "number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["line", "number"], name="risks_are_numbered_once"),
            models.CheckConstraint(condition=~Q(words=""), name="a_risk_says_what_may_happen"),
        ]

    def __str__(self) -> str:
        return self.words


class RiskEntry(models.Model):
    """One scoring: likelihood and impact from 1 to 5, what is done about it, by whom, and when it is looked at again."""

    risk = models.ForeignKey(Risk, on_delete=models.PROTECT, related_name="entries")
    number = models.PositiveIntegerField()
    is_open = models.BooleanField(default=True)
    likelihood = models.PositiveSmallIntegerField()
    impact = models.PositiveSmallIntegerField()
    mitigation = models.TextField()
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    office = models.CharField(max_length=200)
    review_on = models.DateField()
    on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["risk", "number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["risk", "number"], name="entries_of_a_risk_are_numbered_once"),
            models.CheckConstraint(
                condition=Q(likelihood__gte=1, likelihood__lte=5, impact__gte=1, impact__lte=5),
                name="a_risk_is_scored_from_1_to_5",
            ),
            models.CheckConstraint(
                condition=~Q(mitigation="") & ~Q(office=""), name="a_risk_has_its_mitigation_and_owner"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.risk}: {self.likelihood} x {self.impact}"
