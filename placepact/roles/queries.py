"""Which roles somebody holds today."""

from __future__ import annotations

import datetime as dt

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet
from django.utils import timezone

from placepact.organisations.models import Organisation
from placepact.roles.models import Holding


def holdings(user: AbstractBaseUser | AnonymousUser, on: dt.date | None = None) -> QuerySet[Holding]:
    """The roles that somebody holds on a day (today when none is given), with their organisations."""
    day = on or timezone.localdate()
    if not user.is_authenticated or not user.is_active:
        return Holding.objects.none()
    return (
        Holding.objects.filter(user_id=user.pk, starts_on__lte=day)
        .filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day))
        .select_related("organisation")
        .order_by("organisation__name", "role")
    )


def roles_in(user: AbstractBaseUser | AnonymousUser, organisation: Organisation) -> list[str]:
    """The roles that somebody holds in one organisation today."""
    return list(holdings(user).filter(organisation=organisation).values_list("role", flat=True))
