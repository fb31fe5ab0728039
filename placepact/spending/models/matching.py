"""Who was paid and what for: what the method found, what people decided. Nothing of it is edited, only superseded."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from placepact.organisations.models import Organisation, RegisterEntry
from placepact.spending.classification.rules import FIELDS, THEMES
from placepact.spending.matching.verdicts import How

STANDS = Q(superseded_at__isnull=True)
ONE_BODY_AT_MOST = Q(organisation__isnull=True) | Q(entry__isnull=True)
NO_BODY = Q(organisation__isnull=True, entry__isnull=True)


class SupplierKind(models.TextChoices):
    """What a person may decide of a supplier."""

    ORGANISATION = "organisation", "An organisation"
    NOT_ON_THE_REGISTER = "not_on_the_register", "An organisation that is not in the register"
    PRIVATE_PERSON = "private_person", "A private person"


class Superseded(models.Model):
    """Stands from one moment until something takes its place; then it is kept."""

    at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True


class Body(models.Model):
    """Names one body: one of our organisations, or an entry of the register of many; or none."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    entry = models.ForeignKey(RegisterEntry, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        abstract = True

    @property
    def body(self) -> Organisation | RegisterEntry | None:
        """The organisation where it is one of ours, also where it was found in the register."""
        ours = self.organisation or (self.entry.organisation if self.entry else None)
        return ours or self.entry

    @property
    def reference(self) -> str:
        """How the count's questions call the body: a slug for one of ours, an identifier for another; "" for none."""
        found = self.body
        return "" if found is None else found.slug if isinstance(found, Organisation) else found.identifier


class SupplierMatch(Body, Superseded):
    """What the method found for a supplier: a body, or why it waits.

    `key`: the supplier's name in one spelling, `written`: the way of writing it that most money was paid under.
    `amount_pence` and `payments`: what had been paid under the key when it was matched. `likeness` and `margin`
    (above the second) in 0..1. `doubts`: names of Doubt. `method`: the version of the rules.
    """

    key = models.CharField(max_length=400)
    written = models.CharField(max_length=300)
    how = models.CharField(max_length=30, choices=[(how.value, how.name) for how in How])
    likeness = models.FloatField()
    margin = models.FloatField()
    doubts = models.JSONField(default=list)
    method = models.CharField(max_length=30)
    amount_pence = models.BigIntegerField()
    payments = models.BigIntegerField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["key"], condition=STANDS, name="a_supplier_has_one_match_at_a_time"
            ),
            models.CheckConstraint(
                condition=(Q(how__in=[How.WAITING.value, How.NONE.value]) & NO_BODY)
                | (~Q(how__in=[How.WAITING.value, How.NONE.value]) & ONE_BODY_AT_MOST & ~NO_BODY),
                name="a_match_names_one_body_and_a_wait_none",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["how", "-amount_pence"], condition=STANDS, name="suppliers_by_sum")
        ]

    def __str__(self) -> str:
        return f"supplier {self.pk}: {self.how}"


class Candidate(Body):
    """A body that a supplier may be, first to third; it waits for a person."""

    match = models.ForeignKey(SupplierMatch, on_delete=models.PROTECT, related_name="candidates")
    place = models.PositiveSmallIntegerField()
    likeness = models.FloatField()

    class Meta:
        ordering: ClassVar[list[str]] = ["match", "place"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["match", "place"], name="a_place_is_taken_by_one_candidate"),
            models.CheckConstraint(condition=Q(place__gte=1, place__lte=3), name="three_candidates_at_most"),
            models.CheckConstraint(condition=ONE_BODY_AT_MOST & ~NO_BODY, name="a_candidate_is_one_body"),
        ]

    def __str__(self) -> str:
        return f"candidate {self.place} of {self.match}"


class SupplierDecision(Body, Superseded):
    """What a person decided of a supplier, for which body, and why. It stands above any match."""

    key = models.CharField(max_length=400)
    kind = models.CharField(max_length=30, choices=SupplierKind.choices)
    match = models.ForeignKey(SupplierMatch, on_delete=models.PROTECT, null=True, related_name="decisions")
    decided_for = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    why = models.TextField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["key"], condition=STANDS, name="a_supplier_has_one_decision_at_a_time"
            ),
            models.CheckConstraint(
                condition=(Q(kind=SupplierKind.ORGANISATION.value) & ONE_BODY_AT_MOST & ~NO_BODY)
                | (
                    Q(kind__in=[SupplierKind.NOT_ON_THE_REGISTER.value, SupplierKind.PRIVATE_PERSON.value])
                    & NO_BODY
                ),
                name="a_decision_names_a_body_where_it_is_one",
            ),
            models.CheckConstraint(
                condition=Q(superseded_at__isnull=True) | Q(superseded_at__gte=F("at")),
                name="a_decision_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"decision {self.pk}: {self.kind}"


class PaymentRule(Superseded):
    """What payments with a text in a field were for, decided once by a person.

    `text` is compared in one spelling with the whole field. `cofog`: division and group, such as 10.2.
    """

    field = models.CharField(max_length=30, choices=[(field, field) for field in FIELDS])
    text = models.CharField(max_length=300)
    theme = models.CharField(max_length=40, choices=[(theme, theme) for theme in THEMES])
    cofog = models.CharField(max_length=5)
    decided_for = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    why = models.TextField()

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["field", "text"], condition=STANDS, name="a_pattern_is_classified_once_at_a_time"
            ),
            models.CheckConstraint(condition=Q(theme__in=THEMES), name="a_theme_is_a_known_one"),
            models.CheckConstraint(condition=Q(field__in=FIELDS), name="a_rule_looks_at_a_known_field"),
        ]

    def __str__(self) -> str:
        return f"{self.field} {self.text!r}: {self.theme}"
