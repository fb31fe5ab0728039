"""Returns: what was delivered, by whom, with which outcome; and the rows that were refused."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from placepact.organisations.models import Organisation


class Outcome(models.TextChoices):
    ACCEPTED = "accepted", "Accepted"
    UNCHANGED = "unchanged", "Nothing new"
    REFUSED = "refused", "Refused"


class Return(models.Model):
    """One delivery of one file.

    Accepted returns take the next number of one sequence, in commit order.
    Counts are of records after the header: read = accepted + refused + blank + repeated headers.
    """

    number = models.PositiveIntegerField(null=True, unique=True)
    kind = models.CharField(max_length=30)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="returns")
    outcome = models.CharField(max_length=20, choices=Outcome.choices)
    file_name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    size_bytes = models.BigIntegerField()
    encoding = models.CharField(max_length=20)
    received_at = models.DateTimeField()
    received_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    source = models.JSONField(default=dict)
    rows_read = models.PositiveIntegerField(default=0)
    rows_accepted = models.PositiveIntegerField(default=0)
    rows_refused = models.PositiveIntegerField(default=0)
    rows_blank = models.PositiveIntegerField(default=0)
    rows_repeated_header = models.PositiveIntegerField(default=0)
    rows_new = models.PositiveIntegerField(default=0)
    rows_superseding = models.PositiveIntegerField(default=0)
    rows_unchanged = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar[list[str]] = ["-id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(outcome__in=Outcome.values), name="return_has_a_known_outcome"
            ),
            models.CheckConstraint(
                condition=Q(outcome="accepted", number__isnull=False)
                | ~Q(outcome="accepted") & Q(number__isnull=True),
                name="only_accepted_returns_are_numbered",
            ),
            models.CheckConstraint(
                condition=Q(
                    rows_read=F("rows_accepted")
                    + F("rows_refused")
                    + F("rows_blank")
                    + F("rows_repeated_header")
                ),
                name="rows_in_are_rows_accepted_and_refused",
            ),
            models.CheckConstraint(
                condition=Q(rows_accepted=F("rows_new") + F("rows_superseding") + F("rows_unchanged")),
                name="accepted_rows_are_new_superseding_or_unchanged",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        """R-000018, or D-000018 for a delivery that was never accepted."""
        return f"R-{self.number:06d}" if self.number else f"D-{self.pk:06d}"

    def get_absolute_url(self) -> str:
        return f"/returns/{self.reference}"


class RefusedCell(models.Model):
    """One fault of one refused row: where it stands, what it says, why it was refused."""

    delivery = models.ForeignKey(Return, on_delete=models.CASCADE, related_name="refused_cells")
    line = models.PositiveIntegerField()
    column = models.CharField(max_length=60)
    value = models.TextField()
    code = models.CharField(max_length=40)
    message = models.TextField()

    class Meta:
        ordering: ClassVar[list[str]] = ["line", "id"]

    def __str__(self) -> str:
        return f"line {self.line}, {self.column}"
