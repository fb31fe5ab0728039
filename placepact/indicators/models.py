"""Measured values, each from one row of one return. A value is never edited; a later return supersedes it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from placepact.indicators.rules.words import Finality, Presence
from placepact.places.models import Area
from placepact.returns.models import Return

PRESENCES = [(each.value, each.words) for each in Presence]
FINALITIES = [(each.value, each.words) for each in Finality]


class Indicator(models.Model):
    """The anchor of a definition: what values point to. Its words are in `placepact/definitions/indicators/`."""

    slug = models.SlugField(unique=True, max_length=80)
    title = models.CharField(max_length=200)

    class Meta:
        ordering: ClassVar[list[str]] = ["title"]

    def __str__(self) -> str:
        return self.title


class DefinitionRelease(models.Model):
    """One wording of a definition, kept as it read when it was first met; the newest is the one that counts.

    `words` is the whole of a definition's file. Where `source` names a source
    of figures, it is a draft: made from that source's own list of series and
    checked by nobody (see `sources`).
    """

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="releases")
    number = models.PositiveSmallIntegerField()
    words = models.JSONField()
    sha256 = models.CharField(max_length=64)
    source = models.SlugField(max_length=80, blank=True)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["indicator", "number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["indicator", "number"], name="definition_releases_are_numbered_once"
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="definition_releases_count_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.indicator}, release {self.number}"


class Value(models.Model):
    """What an indicator measured in an area over a period, as one row of one return gave it.

    It stands until `superseded_by` names the return that replaced it; the
    database refuses any other change, and lets one value stand for a key.
    """

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="values", db_index=False)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="values", db_index=False)
    period_start = models.DateField()
    period_length = models.CharField(max_length=8, blank=True)
    breakdown = models.TextField(blank=True)
    presence = models.CharField(max_length=20, choices=PRESENCES)
    finality = models.CharField(max_length=20, choices=FINALITIES)
    value = models.FloatField(null=True)
    numerator = models.FloatField(null=True)
    denominator = models.FloatField(null=True)
    lower = models.FloatField(null=True)
    upper = models.FloatField(null=True)
    note = models.TextField(blank=True)
    delivery = models.ForeignKey(Return, on_delete=models.PROTECT, related_name="+")
    line = models.PositiveIntegerField()
    superseded_by = models.ForeignKey(Return, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["indicator", "area", "period_start", "period_length", "breakdown"],
                condition=Q(superseded_by__isnull=True),
                name="one_value_stands",
            ),
            models.CheckConstraint(
                condition=Q(presence__in=[value for value, _ in PRESENCES]), name="presence_is_a_known_one"
            ),
            models.CheckConstraint(
                condition=Q(finality__in=[value for value, _ in FINALITIES]), name="finality_is_a_known_one"
            ),
            models.CheckConstraint(
                condition=Q(presence="given", value__isnull=False)
                | ~Q(presence="given") & Q(value__isnull=True),
                name="only_a_given_value_has_a_number",
            ),
            models.CheckConstraint(
                condition=Q(lower__isnull=True, upper__isnull=True)
                | Q(lower__isnull=False, upper__isnull=False),
                name="limits_come_in_pairs",
            ),
            models.CheckConstraint(
                condition=Q(lower__isnull=True) | Q(lower__lte=F("value"), upper__gte=F("value")),
                name="limits_contain_the_value",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.area} {self.period_start}: {self.value}"
