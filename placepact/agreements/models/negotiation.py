"""What is said of a line on its way to being agreed: moves, consents, consultations. None is ever changed."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from placepact.agreements.models.agreement import Version
from placepact.agreements.models.lines import Line
from placepact.organisations.models import Organisation


class MoveKind(models.TextChoices):
    PROPOSED = "proposed", "Proposed"
    COUNTERED = "countered", "Countered"
    ACCEPTED = "accepted", "Accepted"
    WITHDRAWN = "withdrawn", "Withdrawn"


OFFERS = (MoveKind.PROPOSED, MoveKind.COUNTERED)


class ChangeKind(models.TextChoices):
    AMEND = "amend", "Amend"
    REMOVE = "remove", "Remove"
    ADD = "add", "Add"


class Move(models.Model):
    """One step in the thread of a line: who, for which organisation, when and why.

    An offer (proposed, countered) holds what would be done and the terms that it would give the line, as
    rules/lines.py writes them; any other move answers the offer that was on the table.
    """

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="moves")
    """The draft that the line stands in; for a change to what is in force, the version in force."""
    line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="moves")
    is_of_what_is_in_force = models.BooleanField(default=False)
    """Made when the version was signed already: an offer to change it, not a part of drafting it."""
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=12, choices=MoveKind.choices)
    change = models.CharField(max_length=8, choices=ChangeKind.choices)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="moves")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    at = models.DateTimeField(auto_now_add=True)
    reason = models.TextField(blank=True)
    answers = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="answered")
    terms = models.JSONField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["line", "number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["line", "number"], name="moves_of_a_line_are_numbered_once"),
            models.CheckConstraint(condition=Q(kind__in=MoveKind.values), name="move_is_of_a_known_kind"),
            models.CheckConstraint(
                condition=Q(change__in=ChangeKind.values), name="change_is_of_a_known_kind"
            ),
            models.CheckConstraint(
                condition=Q(kind="proposed") | Q(answers__isnull=False), name="every_later_move_answers_one"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.line} {self.kind} by {self.organisation}"


class Consent(models.Model):
    """An organisation consents to an offer, on a day, with its evidence."""

    move = models.ForeignKey(Move, on_delete=models.PROTECT, related_name="consents")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="consents")
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    evidence = models.TextField()
    sha256 = models.CharField(max_length=64)
    """Of the canonical JSON of the terms consented to."""

    class Meta:
        ordering: ClassVar[list[str]] = ["on", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["move", "organisation"], name="a_body_consents_once_to_an_offer"),
            models.CheckConstraint(condition=~Q(evidence=""), name="a_consent_has_evidence"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} consents to {self.move}"


class Consultation(models.Model):
    """An organisation was consulted: on a whole draft, or on one offer."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="consultations")
    move = models.ForeignKey(Move, on_delete=models.PROTECT, null=True, related_name="consultations")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    evidence = models.TextField()

    class Meta:
        ordering: ClassVar[list[str]] = ["on", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=~Q(evidence=""), name="a_consultation_has_evidence"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} consulted on {self.on}"
