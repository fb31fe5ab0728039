"""Somebody was asked by e-mail to take a role in an organisation."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from placepact.organisations.models import Organisation
from placepact.roles.rules import Role


class Invitation(models.Model):
    """A link that works once and for a time; only the hash of its secret is kept.

    The address is forgotten once the invitation is over: who accepted has an account that holds it.
    """

    email = models.EmailField(blank=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="invitations")
    role = models.CharField(max_length=30, choices=[(role.value, role.words) for role in Role])
    secret_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    over_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(role__in=[role.value for role in Role]),
                name="nobody_is_invited_to_an_unknown_role",
            ),
            models.CheckConstraint(
                condition=Q(over_at__isnull=True) | Q(email=""),
                name="an_address_is_forgotten_when_it_is_over",
            ),
            models.CheckConstraint(
                condition=Q(accepted_by__isnull=True) | Q(over_at__isnull=False), name="accepted_is_over"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} at {self.organisation}"

    @property
    def is_open(self) -> bool:
        """Whether it can still be accepted."""
        return self.over_at is None and self.expires_at > timezone.now()
