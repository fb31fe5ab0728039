"""Disputes and competing priorities between partners, and how they were arbitrated."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from placepact.organisations.models import Organisation
from placepact.partnerships.models.boards import Partnership
from placepact.partnerships.rules.words import About


class Dispute(models.Model):
    """Partners want what cannot both be had, or differ on what was agreed."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="disputes")
    number = models.PositiveSmallIntegerField()
    about = models.CharField(max_length=12, choices=About.choices())
    title = models.CharField(max_length=200)
    words = models.TextField()
    organisations = models.ManyToManyField(Organisation, related_name="disputes")
    raised_on = models.DateField()
    withdrawn_on = models.DateField(null=True)
    withdrawn_because = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["partnership", "-raised_on", "-number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["partnership", "number"], name="disputes_of_a_partnership_are_numbered_once"
            ),
            models.CheckConstraint(
                condition=Q(about__in=[each.value for each in About]), name="dispute_is_about_a_known_thing"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=True)
                | (Q(withdrawn_on__gte=F("raised_on")) & ~Q(withdrawn_because="")),
                name="a_dispute_that_was_withdrawn_says_why",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Arbitration(models.Model):
    """Who arbitrated, when, what came of it and why; never changed."""

    dispute = models.OneToOneField(Dispute, on_delete=models.PROTECT, related_name="arbitration")
    arbitrator = models.CharField(max_length=200)
    on = models.DateField()
    outcome = models.TextField()
    reason = models.TextField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=~Q(arbitrator="") & ~Q(outcome="") & ~Q(reason=""),
                name="an_arbitration_says_by_whom_what_and_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dispute}: {self.outcome}"
