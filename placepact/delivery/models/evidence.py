"""Files behind a figure, a milestone or a claim, kept by their hash; who gave each, who checked it. Only added to."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from placepact.agreements.models import Line
from placepact.delivery.models.plans import Milestone
from placepact.organisations.models import Organisation


class Evidence(models.Model):
    """One file; without a milestone it stands behind the figure or the claim that its words name."""

    line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="evidence")
    number = models.PositiveIntegerField()
    milestone = models.ForeignKey(Milestone, on_delete=models.PROTECT, null=True, related_name="evidence")
    words = models.CharField(max_length=300)
    sha256 = models.CharField(max_length=64)
    file_name = models.CharField(max_length=200)
    size_bytes = models.PositiveBigIntegerField()
    is_published = models.BooleanField(default=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["line", "number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["line", "number"], name="evidence_is_numbered_once"),
            models.UniqueConstraint(fields=["line", "sha256"], name="a_file_is_evidence_of_a_target_once"),
            models.CheckConstraint(
                condition=~Q(words="") & ~Q(file_name="") & Q(sha256__regex=r"^[0-9a-f]{64}$"),
                name="evidence_says_what_it_shows_and_is_kept_by_its_hash",
            ),
            models.CheckConstraint(condition=Q(size_bytes__gte=1), name="evidence_is_not_empty"),
        ]

    def __str__(self) -> str:
        return self.words


class EvidenceCheck(models.Model):
    """Somebody who did not give a file looked at it, once: whether it shows what it is said to show."""

    evidence = models.OneToOneField(Evidence, on_delete=models.PROTECT, related_name="check_of")
    is_sound = models.BooleanField()
    words = models.TextField()
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=~Q(words=""), name="a_check_of_evidence_says_something"),
        ]

    def __str__(self) -> str:
        return f"Check of {self.evidence}"
