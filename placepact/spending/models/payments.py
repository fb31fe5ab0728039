"""Deliveries of payments: where each is on its way, what it holds to the penny, which file of the record it names."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from placepact.organisations.models import Organisation
from placepact.returns.models import Return
from placepact.spending.rules.coverage import Coverage, Standing
from placepact.spending.rules.stages import Stage


class Kind(models.TextChoices):
    PAYMENTS = "payments", "Payments to suppliers"
    CARDS = "cards", "Payments by card"


STAGES = [(stage.value, stage.words) for stage in Stage]
RECORDED = Q(stage__in=["accepted", "replaced", "withdrawn"])


class Delivery(models.Model):
    """One file of payments on its way into the record.

    Rows are records after the header, amounts are pence:
    rows read = accepted + refused + blank + repeated headers;
    pence read = accepted + refused, besides `amounts_unread` rows whose amount could not be read.
    `covers_from` and `covers_to` are days, both included. It names its Parquet
    file in PLACEPACT_HOME/record before that file is written. A withdrawal has
    a return, no rows and no Parquet file.
    """

    body = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="payment_deliveries")
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.PAYMENTS)
    stage = models.CharField(max_length=10, choices=STAGES, default=Stage.RECEIVING.value)
    covers_from = models.DateField(null=True)
    covers_to = models.DateField(null=True)
    first_paid_on = models.DateField(null=True)
    last_paid_on = models.DateField(null=True)

    file_name = models.CharField(max_length=255)
    file_sha256 = models.CharField(max_length=64)
    file_bytes = models.BigIntegerField()
    encoding = models.CharField(max_length=20, default="")
    source = models.JSONField(default=dict)
    profile = models.JSONField(default=dict)

    parquet_name = models.CharField(max_length=60, default="")
    parquet_sha256 = models.CharField(max_length=64, default="")
    parquet_bytes = models.BigIntegerField(default=0)

    rows_read = models.BigIntegerField(default=0)
    rows_accepted = models.BigIntegerField(default=0)
    rows_refused = models.BigIntegerField(default=0)
    rows_blank = models.BigIntegerField(default=0)
    rows_repeated_header = models.BigIntegerField(default=0)
    pence_read = models.BigIntegerField(default=0)
    pence_accepted = models.BigIntegerField(default=0)
    pence_refused = models.BigIntegerField(default=0)
    amounts_unread = models.BigIntegerField(default=0)

    accepted_as = models.OneToOneField(Return, on_delete=models.PROTECT, null=True, related_name="payments")
    replaced_by = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="replaces")

    done_rows = models.BigIntegerField(default=0)
    total_rows = models.BigIntegerField(default=0)
    words = models.CharField(max_length=100, default="")
    heartbeat_at = models.DateTimeField(default=timezone.now)
    tries = models.PositiveSmallIntegerField(default=1)
    message = models.TextField(default="")
    questions = models.JSONField(default=list)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar[list[str]] = ["-id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["body", "kind", "stage", "covers_from"], name="deliveries_of_a_body"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(stage__in=[stage.value for stage in Stage]), name="delivery_is_at_a_known_stage"
            ),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="payments_are_of_a_known_kind"),
            models.CheckConstraint(
                condition=Q(covers_from__isnull=True, covers_to__isnull=True)
                | Q(covers_from__isnull=False, covers_to__isnull=False, covers_to__gte=F("covers_from")),
                name="coverage_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(
                    rows_read=F("rows_accepted")
                    + F("rows_refused")
                    + F("rows_blank")
                    + F("rows_repeated_header")
                ),
                name="payment_rows_balance",
            ),
            models.CheckConstraint(
                condition=Q(pence_read=F("pence_accepted") + F("pence_refused")), name="payment_pence_balance"
            ),
            models.CheckConstraint(
                condition=Q(amounts_unread__gte=0) & Q(amounts_unread__lte=F("rows_refused")),
                name="only_refused_rows_have_amounts_unread",
            ),
            models.CheckConstraint(
                condition=RECORDED & Q(accepted_as__isnull=False, covers_from__isnull=False)
                | ~RECORDED & Q(accepted_as__isnull=True),
                name="what_is_in_the_record_is_a_return_with_its_coverage",
            ),
            models.CheckConstraint(
                condition=~RECORDED
                | Q(rows_read=0, parquet_name="")
                | Q(rows_accepted__gt=0) & ~Q(parquet_name="") & ~Q(parquet_sha256=""),
                name="accepted_payments_name_their_file",
            ),
            models.CheckConstraint(
                condition=Q(stage__in=["replaced", "withdrawn"], replaced_by__isnull=False)
                | ~Q(stage__in=["replaced", "withdrawn"]) & Q(replaced_by__isnull=True),
                name="what_is_replaced_names_what_replaced_it",
            ),
            models.UniqueConstraint(
                fields=["body", "kind", "covers_from", "covers_to"],
                condition=Q(stage="accepted", rows_accepted__gt=0),
                name="one_return_stands_for_a_coverage",
            ),
            models.UniqueConstraint(
                fields=["parquet_name"],
                condition=~Q(parquet_name=""),
                name="a_file_of_the_record_has_one_delivery",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        """R-000018 of its return; P-000021 while it has none."""
        return self.accepted_as.reference if self.accepted_as else f"P-{self.pk:06d}"

    @property
    def coverage(self) -> Coverage | None:
        if self.covers_from is None or self.covers_to is None:
            return None
        return Coverage(self.covers_from, self.covers_to)

    @property
    def as_standing(self) -> Standing:
        """What the rules need to know of a delivery that has its coverage."""
        assert self.coverage is not None
        return Standing(self.reference, self.coverage, self.rows_accepted, self.pence_accepted)


class Profile(models.Model):
    """How a body's files are read, as somebody saw and kept it. The newest of a body and kind counts."""

    body = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="reading_profiles")
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.PAYMENTS)
    reading = models.JSONField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    remembered_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar[list[str]] = ["-id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="profile_is_of_a_known_kind"),
        ]

    def __str__(self) -> str:
        return f"how {self.body} is read, from {self.remembered_at:%Y-%m-%d}"
