"""Agreements, their versions, and their lines, whose identity outlives each wording."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from placepact.indicators.models import Indicator
from placepact.organisations.models import Organisation
from placepact.places.models import Area, Place


class State(models.TextChoices):
    DRAFT = "draft", "Draft"
    SIGNED = "signed", "Signed"


class Capacity(models.TextChoices):
    ACCOUNTABLE = "accountable", "Accountable body"
    PARTNER = "partner", "Partner"
    GOVERNMENT = "government", "Government"
    COMMUNITY = "community", "Community sector"


class LineKind(models.TextChoices):
    PRIORITY = "priority", "Priority"
    TARGET = "target", "Target"


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


class Agreement(models.Model):
    """What bodies promise together for a place over a period."""

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="agreements")
    slug = models.SlugField(max_length=120, unique=True)
    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    sentence = models.TextField()
    narrative = models.TextField(blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField()
    scheme = models.CharField(max_length=40)
    scheme_from = models.DateField()
    is_illustrative = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar[list[str]] = ["-starts_on"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")), name="agreement_ends_after_it_starts"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"/agreements/{self.slug}"


class Version(models.Model):
    """One wording of a whole agreement. A signed version never changes; a variation makes the next one."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    signed_on = models.DateField(null=True)
    in_force_from = models.DateField(null=True)
    reason = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["agreement", "number"], name="versions_are_numbered_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="versions_count_from_one"),
            models.CheckConstraint(
                condition=Q(state="draft", signed_on__isnull=True, in_force_from__isnull=True)
                | Q(state="signed", signed_on__isnull=False, in_force_from__isnull=False),
                name="a_signed_version_has_its_days",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agreement}, version {self.number}"


class Party(models.Model):
    """An organisation is a party to a version, in a capacity."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="parties")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="partyships")
    capacity = models.CharField(max_length=20, choices=Capacity.choices)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["version", "organisation"], name="a_body_is_a_party_once"),
            models.CheckConstraint(condition=Q(capacity__in=Capacity.values), name="capacity_is_a_known_one"),
            models.UniqueConstraint(
                fields=["version"], condition=Q(capacity="accountable"), name="one_accountable_body"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.capacity}"


class Block(models.Model):
    """A theme under which an agreement's lines stand."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="blocks")
    slug = models.SlugField(max_length=120)
    name = models.CharField(max_length=120)
    order = models.PositiveSmallIntegerField()

    class Meta:
        ordering: ClassVar[list[str]] = ["order"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["agreement", "slug"], name="a_block_is_named_once"),
        ]

    def __str__(self) -> str:
        return self.name


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

    class Meta:
        ordering: ClassVar[list[str]] = ["block__order", "order"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["version", "line"], name="a_line_has_one_wording_in_a_version"),
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
