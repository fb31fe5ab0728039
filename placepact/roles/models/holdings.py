"""Who holds which role in which organisation, since when, by whose delegation, and for which places."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from placepact.organisations.models import Organisation
from placepact.places.models import Area
from placepact.roles.rules import Role


class Holding(models.Model):
    """Somebody holds a role in an organisation from one day to another, in their own right or for somebody."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="holdings")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="holdings")
    role = models.CharField(max_length=30, choices=[(role.value, role.words) for role in Role])
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    delegated_from = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="delegations"
    )
    """The holding whose holder lent it for a period; it counts no day longer than that one."""

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["user", "organisation", "role"],
                condition=Q(ends_on__isnull=True),
                name="a_role_is_held_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="holding_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(role__in=[role.value for role in Role]), name="role_is_a_known_one"
            ),
            models.CheckConstraint(
                condition=Q(delegated_from__isnull=True) | Q(ends_on__isnull=False),
                name="a_delegation_has_its_last_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.role} at {self.organisation}"


class Caseload(models.Model):
    """An area that whoever holds a role in a regional office looks after."""

    holding = models.ForeignKey(Holding, on_delete=models.PROTECT, related_name="caseload")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["holding", "area"], name="an_area_is_in_a_caseload_once"),
        ]

    def __str__(self) -> str:
        return f"{self.holding}: {self.area}"
