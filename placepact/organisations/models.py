"""Organisations, the identifiers that others know them by, and the areas they act for."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from placepact.places.models import Area


class Organisation(models.Model):
    """A body that serves a place. It is not its identifier: identifiers come and go, the body stays."""

    slug = models.SlugField(max_length=120, unique=True)
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=100)
    sector = models.CharField(max_length=60)
    legal_form = models.CharField(max_length=120)
    website = models.URLField(blank=True)
    note = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"/organisations/{self.slug}"


class Identifier(models.Model):
    """What a body is called in a scheme of org-id.guide, such as GB-CHC 1090968, from one day to another."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="identifiers")
    scheme = models.CharField(max_length=20)
    value = models.CharField(max_length=60)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["scheme", "value"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["scheme", "value"],
                condition=Q(valid_to__isnull=True),
                name="an_identifier_names_one_body_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_to__gte=F("valid_from")),
                name="identifier_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scheme}-{self.value}"


class ActsFor(models.Model):
    """A body acts for an area, from one day to another."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="acts_for")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="served_by")
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["organisation", "area", "valid_from"], name="one_service_from_a_day"
            ),
            models.UniqueConstraint(
                fields=["organisation", "area"],
                condition=Q(valid_from__isnull=True),
                name="one_service_from_an_unknown_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} for {self.area}"


class RegisterEntry(models.Model):
    """A body as a register of many lists it (companies, charities, schools), to be told who was paid.

    Kept apart from Organisation, which are the bodies that serve the place and have pages: see
    docs/decisions/0008. `key` is the name in one spelling; `organisation` is set where the body is one of ours.
    """

    scheme = models.CharField(max_length=20)
    value = models.CharField(max_length=60)
    name = models.CharField(max_length=255)
    other_names = models.TextField(blank=True)
    key = models.CharField(max_length=400)
    sector = models.CharField(max_length=60, blank=True)
    legal_form = models.CharField(max_length=120, blank=True)
    size_band = models.CharField(max_length=60, blank=True)
    size_scheme = models.CharField(max_length=120, blank=True)
    area_code = models.CharField(max_length=9, blank=True)
    source = models.CharField(max_length=300)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="register_entries"
    )

    class Meta:
        ordering: ClassVar[list[str]] = ["name"]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["key"], name="register_entry_by_key")]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["scheme", "value"], name="a_body_is_on_the_register_once"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.identifier})"

    @property
    def identifier(self) -> str:
        """As org-id.guide writes it: GB-CHC-1090968."""
        return f"{self.scheme}-{self.value}"

    @property
    def names(self) -> list[str]:
        """The name and every other one, one a line."""
        return [self.name, *self.other_names.splitlines()]
