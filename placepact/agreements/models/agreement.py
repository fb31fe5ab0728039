"""Agreements, their versions, parties and blocks."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from placepact.organisations.models import Organisation
from placepact.places.models import Place


class State(models.TextChoices):
    DRAFT = "draft", "Draft"
    NEGOTIATING = "negotiating", "In negotiation"
    WITH_PARTIES = "with_parties", "With its parties"
    SUBMITTED = "submitted", "Submitted"
    SET_ASIDE = "set_aside", "Set aside"
    SIGNED = "signed", "Signed"


class Origin(models.TextChoices):
    AGREEMENT = "agreement", "The agreement"
    REVISION = "revision", "An approved revision"
    SECTION_110 = "section_110", "A change to local targets"


class Capacity(models.TextChoices):
    ACCOUNTABLE = "accountable", "Accountable body"
    PARTNER = "partner", "Partner"
    GOVERNMENT = "government", "Government"
    COMMUNITY = "community", "Community sector"


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
    closed_on = models.DateField(null=True)
    closed_because = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-starts_on"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")), name="agreement_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | ~Q(closed_because=""),
                name="a_closed_agreement_says_why",
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
    state = models.CharField(max_length=20, choices=State.choices, default=State.DRAFT)
    signed_on = models.DateField(null=True)
    in_force_from = models.DateField(null=True)
    reason = models.TextField(blank=True)
    origin = models.CharField(max_length=20, choices=Origin.choices, default=Origin.AGREEMENT)
    """How it came to be: the agreement itself, an approved revision, or a change under section 110."""
    heading = models.JSONField(null=True)
    """What the agreement says of itself in this version, part of what is hashed: whole from its signing on.

    A draft beside what is signed holds its own title, sentence, narrative and days here; a first draft holds nothing,
    since its agreement's own are its.
    """
    sha256 = models.CharField(max_length=64, blank=True)
    """Of the canonical JSON of what is signed: see rules/canonical.py."""

    class Meta:
        ordering: ClassVar[list[str]] = ["number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["agreement", "number"], name="versions_are_numbered_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="versions_count_from_one"),
            models.CheckConstraint(
                condition=(~Q(state="signed") & Q(signed_on__isnull=True, in_force_from__isnull=True))
                | Q(state="signed", signed_on__isnull=False, in_force_from__isnull=False),
                name="a_signed_version_has_its_days",
            ),
            models.CheckConstraint(condition=Q(state__in=State.values), name="version_is_in_a_known_state"),
            models.CheckConstraint(
                condition=~Q(state="signed") | ~Q(sha256=""), name="a_signed_version_carries_its_hash"
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
