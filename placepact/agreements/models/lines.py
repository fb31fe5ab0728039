"""Lines, whose identity outlives each wording, and what they say in a version."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from placepact.agreements.models.agreement import Agreement, Block, Version
from placepact.indicators.models import Indicator
from placepact.organisations.models import Organisation
from placepact.places.models import Area


class LineKind(models.TextChoices):
    PRIORITY = "priority", "Priority"
    TARGET = "target", "Target"
    CONTRIBUTION = "contribution", "Contribution"
    FREEDOM = "freedom", "Freedom"
    PLEDGE = "pledge", "Pledge"
    CLAUSE = "clause", "Clause"


class Level(models.TextChoices):
    NEIGHBOURHOOD = "neighbourhood", "Neighbourhood"
    LOCAL_AREA = "local_area", "Local area"
    SUB_REGION = "sub_region", "Sub-region"
    CITY_REGION = "city_region", "City region"


class Closeness(models.TextChoices):
    DELIVERS = "delivers", "Delivers"
    SUPPORTS = "supports", "Supports"
    CONSULTED = "consulted", "Is consulted"


class ApprovalLevel(models.TextChoices):
    PARTNERSHIP = "partnership", "The partnership"
    GOVERNMENT_OFFICE = "government_office", "The Government Office"
    MINISTER = "minister", "A minister"


class Line(models.Model):
    """The identity of a line for life: threads, consents, pledges and figures point here."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="lines")
    kind = models.CharField(max_length=20, choices=LineKind.choices)
    reference = models.CharField(max_length=20)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["agreement", "reference"], name="a_line_has_one_reference"),
            models.CheckConstraint(condition=Q(kind__in=LineKind.values), name="line_is_of_a_known_kind"),
        ]

    def __str__(self) -> str:
        return self.reference


class LineVersion(models.Model):
    """A line's wording in one version."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="lines")
    line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="versions")
    block = models.ForeignKey(Block, on_delete=models.PROTECT, related_name="+")
    order = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    wording = models.TextField(blank=True)
    change_reason = models.TextField(blank=True)
    body = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    """Who contributes or pledges, or of whom a freedom is asked."""
    amount_pence = models.BigIntegerField(null=True)
    move = models.ForeignKey("agreements.Move", on_delete=models.PROTECT, null=True, related_name="made")
    """The offer of a thread that this wording comes from."""
    edition = models.PositiveIntegerField(default=1)
    """Counts the savings of a draft, so that two people who save at once are told."""
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    changed_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["block__order", "order"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["version", "line"], name="a_line_has_one_wording_in_a_version"),
            models.CheckConstraint(
                condition=Q(amount_pence__isnull=True) | Q(amount_pence__gte=0),
                name="an_amount_is_not_negative",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Target(models.Model):
    """The terms of a line that promises a figure: from what, to what, where, for whom, led by whom."""

    wording = models.OneToOneField(LineVersion, on_delete=models.CASCADE, related_name="target")
    priority = models.ForeignKey(Line, on_delete=models.PROTECT, null=True, related_name="+")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, null=True, related_name="+")
    measure = models.CharField(max_length=200)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    part_of_area = models.CharField(max_length=200, blank=True)
    level = models.CharField(max_length=20, choices=Level.choices)
    for_whom = models.CharField(max_length=200, default="everyone")
    baseline = models.FloatField(null=True)
    baseline_start = models.DateField(null=True)
    baseline_length = models.CharField(max_length=8, blank=True)
    lead = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="leads")
    is_designated = models.BooleanField(default=False)
    is_statutory_education = models.BooleanField(default=False)
    is_in_reward = models.BooleanField(default=False)
    relative_to = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, related_name="+")
    deferred_until = models.DateField(null=True)
    approval_level = models.CharField(max_length=20, choices=ApprovalLevel.choices, blank=True)
    margin_percent = models.FloatField(null=True)
    without = models.FloatField(null=True)
    """Of a stretch target: what would be reached at its end without the agreement."""

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(level__in=Level.values), name="target_is_at_a_known_level"),
            models.CheckConstraint(
                condition=Q(baseline__isnull=True) | Q(baseline_start__isnull=False),
                name="a_baseline_has_its_period",
            ),
            models.CheckConstraint(
                condition=Q(margin_percent__isnull=True) | Q(margin_percent__gte=0),
                name="a_margin_is_not_negative",
            ),
        ]

    def __str__(self) -> str:
        return str(self.wording)


class YearTarget(models.Model):
    """What a target promises for one period."""

    target = models.ForeignKey(Target, on_delete=models.CASCADE, related_name="year_targets")
    period_start = models.DateField()
    period_length = models.CharField(max_length=8, blank=True)
    value = models.FloatField()

    class Meta:
        ordering: ClassVar[list[str]] = ["period_start"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["target", "period_start"], name="one_promise_a_period"),
        ]

    def __str__(self) -> str:
        return f"{self.period_start}/{self.period_length}: {self.value}"


class Involvement(models.Model):
    """An organisation that a line relates to besides its lead, and how closely."""

    wording = models.ForeignKey(LineVersion, on_delete=models.CASCADE, related_name="involvements")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="involvements")
    closeness = models.CharField(max_length=20, choices=Closeness.choices)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["wording", "organisation"], name="a_body_is_involved_once_in_a_line"
            ),
            models.CheckConstraint(
                condition=Q(closeness__in=Closeness.values), name="closeness_is_a_known_one"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} {self.closeness} {self.wording}"
