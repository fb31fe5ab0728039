"""Areas with their codes, dates, successors and memberships; boundaries, populations, neighbours; places."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q


class Kind(models.TextChoices):
    COUNTRY = "country", "Country"
    NATION = "nation", "Nation"
    REGION = "region", "Region"
    COMBINED_AUTHORITY = "combined_authority", "Combined authority"
    COUNTY = "county", "County"
    UNITARY = "unitary", "Unitary authority"
    METROPOLITAN_DISTRICT = "metropolitan_district", "Metropolitan district"
    NON_METROPOLITAN_DISTRICT = "non_metropolitan_district", "District"
    LONDON_BOROUGH = "london_borough", "London borough"
    POLICE_FORCE_AREA = "police_force_area", "Police force area"
    OTHER = "other", "Other"


class Area(models.Model):
    """An area with a GSS code, good from one day to another."""

    code = models.CharField(max_length=12, unique=True)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=30, choices=Kind.choices)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["code"]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["kind", "name"])]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_to__gte=F("valid_from")),
                name="area_ends_after_it_starts",
            ),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="area_is_of_a_known_kind"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"/places/{self.code}"


class Succession(models.Model):
    """One area took over from another on a day."""

    predecessor = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="succeeded_by")
    successor = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="took_over_from")
    on = models.DateField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["predecessor", "successor"], name="one_succession_a_pair"),
            models.CheckConstraint(condition=~Q(predecessor=F("successor")), name="no_area_succeeds_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor}"


class Membership(models.Model):
    """An area was part of another in a hierarchy, from one day to another; says which release told us."""

    child = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="memberships")
    parent = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="members")
    hierarchy = models.CharField(max_length=30)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    release = models.CharField(max_length=100)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["child", "parent", "hierarchy", "valid_from"], name="one_membership_from_a_day"
            ),
            models.UniqueConstraint(
                fields=["child", "parent", "hierarchy"],
                condition=Q(valid_from__isnull=True),
                name="one_membership_from_an_unknown_day",
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_to__gte=F("valid_from")),
                name="membership_ends_after_it_starts",
            ),
            models.CheckConstraint(condition=~Q(child=F("parent")), name="no_area_is_part_of_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.child} in {self.parent}"


class Population(models.Model):
    """People living in an area in the middle of a year."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="populations")
    year = models.PositiveSmallIntegerField()
    count = models.PositiveIntegerField()
    source = models.CharField(max_length=200)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["area", "year", "source"], name="one_population_a_year_and_source"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area} {self.year}: {self.count}"


class Neighbour(models.Model):
    """The areas most like an area, by a named set of measures; rank 1 is the most alike."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="neighbours")
    neighbour = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    rank = models.PositiveSmallIntegerField()
    likeness = models.CharField(max_length=30)
    release = models.CharField(max_length=100)

    class Meta:
        ordering: ClassVar[list[str]] = ["likeness", "rank"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["area", "likeness", "release", "rank"], name="one_neighbour_a_rank"
            ),
            models.CheckConstraint(condition=~Q(area=F("neighbour")), name="no_area_is_its_own_neighbour"),
            models.CheckConstraint(condition=Q(rank__gte=1), name="ranks_count_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.area}: {self.rank} {self.neighbour}"


class Boundary(models.Model):
    """A generalised outline for maps: rings of whole metres on the national grid's plane, y upwards."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="boundaries")
    edition = models.CharField(max_length=60)
    rings = models.JSONField()
    label = models.JSONField(null=True)
    source = models.CharField(max_length=300)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["area", "edition"], name="one_boundary_an_edition"),
        ]

    def __str__(self) -> str:
        return f"{self.area} {self.edition}"


class Place(models.Model):
    """A named set of areas that bodies agree about; a GSS code, where it has one, is one of its addresses."""

    slug = models.SlugField(max_length=120, unique=True)
    name = models.CharField(max_length=200)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, related_name="places")

    class Meta:
        ordering: ClassVar[list[str]] = ["name"]

    def __str__(self) -> str:
        return self.name


class PlaceArea(models.Model):
    """An area counts to a place from one day to another."""

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="areas")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["place", "area", "valid_from"], name="one_place_area_from_a_day"),
            models.UniqueConstraint(
                fields=["place", "area"],
                condition=Q(valid_from__isnull=True),
                name="one_place_area_from_an_unknown_day",
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_to__gte=F("valid_from")),
                name="place_area_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area} in {self.place}"
