"""Scrutiny: a committee asks a partner about a target, the partner answers. None of it is ever changed.

Local Government and Public Involvement in Health Act 2007, Part 5, chapter 2 (sections 119 to 128).
"""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from placepact.agreements.models.agreement import Agreement
from placepact.agreements.models.lines import Line
from placepact.organisations.models import Organisation


class Asked(models.TextChoices):
    """What a committee asks for."""

    INFORMATION = "information", "Information"
    RESPONSE = "response", "A response to a report"


class ScrutinyRequest(models.Model):
    """A scrutiny committee of a council asks a body about a target that relates to it."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="scrutiny")
    number = models.PositiveIntegerField()
    line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="scrutiny")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    """The council whose committee asks."""
    committee = models.CharField(max_length=200)
    asked_of = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="scrutinised")
    kind = models.CharField(max_length=12, choices=Asked.choices)
    words = models.TextField()
    report = models.CharField(max_length=300, blank=True)
    """The report to which a response is asked for."""
    is_required = models.BooleanField()
    """Whether the body has to answer; else it was asked, and may leave it."""
    under = models.TextField()
    """The section under which it was required, or why nothing requires an answer."""
    months = models.PositiveSmallIntegerField()
    on = models.DateField()
    due_on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["agreement", "number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["agreement", "number"], name="scrutiny_requests_are_numbered_once"
            ),
            models.CheckConstraint(condition=Q(kind__in=Asked.values), name="scrutiny_asks_for_a_known_kind"),
            models.CheckConstraint(condition=~Q(words=""), name="a_scrutiny_request_says_something"),
            models.CheckConstraint(
                condition=~Q(kind="response") | ~Q(report=""), name="a_response_is_to_a_report"
            ),
            models.CheckConstraint(
                condition=Q(due_on__gte=F("on")), name="scrutiny_is_due_after_it_is_asked"
            ),
        ]

    def __str__(self) -> str:
        return f"Scrutiny request {self.number} of {self.agreement}"

    def get_absolute_url(self) -> str:
        return f"{self.agreement.get_absolute_url()}/scrutiny/{self.number}"


class ScrutinyAnswer(models.Model):
    """What a body answered, once."""

    request = models.OneToOneField(ScrutinyRequest, on_delete=models.PROTECT, related_name="answer")
    words = models.TextField()
    evidence = models.CharField(max_length=300, blank=True)
    on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=~Q(words=""), name="a_scrutiny_answer_says_something"),
        ]

    def __str__(self) -> str:
        return f"Answer to {self.request}"


class ScrutinyWithdrawal(models.Model):
    """The committee asks no longer, and says why."""

    request = models.OneToOneField(ScrutinyRequest, on_delete=models.PROTECT, related_name="withdrawal")
    reason = models.TextField()
    on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=~Q(reason=""), name="a_scrutiny_withdrawal_says_why"),
        ]

    def __str__(self) -> str:
        return f"Withdrawal of {self.request}"
