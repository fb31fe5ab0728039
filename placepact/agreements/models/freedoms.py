"""The ledger of freedoms and pledges: what was asked, granted, used, and what came of the pledge. Only added to."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from placepact.agreements.models.lines import Line
from placepact.organisations.models import Organisation


class FreedomState(models.TextChoices):
    ASKED = "asked", "Asked for"
    GRANTED = "granted", "Granted"
    REFUSED = "refused", "Refused"
    USED = "used", "Used"
    WITHDRAWN = "withdrawn", "Withdrawn"


class FreedomEntry(models.Model):
    """One entry about a freedom: who did what on which day, of which grant or which indicators, and in return for what.

    amount_pence: of the grant that it un-ring-fences; of an entry `used`, what was spent freely with it.
    indicators_from, indicators_to: how many indicators were asked for before and after.
    """

    line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="freedom_entries")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=FreedomState.choices)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    words = models.TextField()
    grant = models.CharField(max_length=200, blank=True)
    amount_pence = models.BigIntegerField(null=True)
    indicators_from = models.PositiveSmallIntegerField(null=True)
    indicators_to = models.PositiveSmallIntegerField(null=True)
    pledge = models.ForeignKey(Line, on_delete=models.PROTECT, null=True, related_name="pledged_for")
    on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["line", "number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["line", "number"], name="freedom_entries_are_numbered_once"),
            models.CheckConstraint(
                condition=Q(state__in=FreedomState.values), name="freedom_is_in_a_known_state"
            ),
            models.CheckConstraint(condition=~Q(words=""), name="a_freedom_entry_says_something"),
            models.CheckConstraint(
                condition=Q(amount_pence__isnull=True) | Q(amount_pence__gte=0),
                name="a_freed_amount_is_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(indicators_from__isnull=True, indicators_to__isnull=True)
                | Q(indicators_to__lt=F("indicators_from")),
                name="indicators_are_lifted_from_more_to_fewer",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.line} {self.state} on {self.on}"


class PledgeEntry(models.Model):
    """How far a pledge was delivered by a day: a share in per cent, in words, with evidence."""

    line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="pledge_entries")
    number = models.PositiveIntegerField()
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    percent = models.PositiveSmallIntegerField()
    words = models.TextField()
    evidence = models.CharField(max_length=300)
    on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["line", "number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["line", "number"], name="pledge_entries_are_numbered_once"),
            models.CheckConstraint(condition=Q(percent__lte=100), name="a_pledge_is_delivered_at_most_whole"),
            models.CheckConstraint(
                condition=~Q(words="") & ~Q(evidence=""), name="a_pledge_entry_has_words_and_evidence"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.line} {self.percent}% on {self.on}"
