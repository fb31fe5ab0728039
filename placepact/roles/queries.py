"""Which roles somebody holds today."""

from __future__ import annotations

import datetime as dt

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet
from django.utils import timezone

from placepact.organisations.models import Organisation
from placepact.roles.models import Caseload, Holding
from placepact.roles.rules import Role


def holdings(user: AbstractBaseUser | AnonymousUser, on: dt.date | None = None) -> QuerySet[Holding]:
    """The roles that somebody holds on a day (today when none is given), with their organisations."""
    if not user.is_authenticated or not user.is_active:
        return Holding.objects.none()
    return standing(on).filter(user_id=user.pk).order_by("organisation__name", "role")


def standing(on: dt.date | None = None) -> QuerySet[Holding]:
    """Every holding that counts on a day: begun, not ended, and lent only by somebody who holds it still."""
    day = on or timezone.localdate()
    lender_holds = Q(delegated_from__isnull=True) | (
        Q(delegated_from__user__is_active=True)
        & (Q(delegated_from__ends_on__isnull=True) | Q(delegated_from__ends_on__gte=day))
    )
    return (
        Holding.objects.filter(lender_holds, starts_on__lte=day, user__is_active=True)
        .filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day))
        .select_related("organisation")
    )


def roles_in(user: AbstractBaseUser | AnonymousUser, organisation: Organisation) -> list[str]:
    """The roles that somebody holds in one organisation today."""
    return list(holdings(user).filter(organisation=organisation).values_list("role", flat=True))


def people_of(organisation: Organisation) -> QuerySet[Holding]:
    """Every holding that counts today in one organisation, with whose it is and by whose delegation."""
    return (
        standing()
        .filter(organisation=organisation)
        .select_related("user", "delegated_from__user")
        .order_by("user__name", "user_id", "role")
    )


def not_ended(user: AbstractBaseUser) -> QuerySet[Holding]:
    """What somebody holds or has lent that counts today or will: theirs and the delegations of theirs, by id."""
    mine = Q(user_id=user.pk) | Q(delegated_from__user_id=user.pk)
    later = Q(ends_on__isnull=True) | Q(ends_on__gte=timezone.localdate())
    return Holding.objects.filter(mine, later).order_by("pk")


def bodies_of(user: AbstractBaseUser) -> set[int]:
    """The organisations in which somebody holds a role; where they hold none any more, in which they did."""
    ever = Holding.objects.filter(user_id=user.pk)
    now = ever.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=timezone.localdate()))
    return set(now.values_list("organisation", flat=True)) or set(ever.values_list("organisation", flat=True))


def caseload(user: AbstractBaseUser | AnonymousUser) -> set[int]:
    """The ids of the areas that somebody looks after today for a regional office."""
    held = holdings(user).filter(role=Role.REGIONAL_OFFICE.value).values_list("pk", "delegated_from")
    ids = {each for pair in held for each in pair if each is not None}
    return set(Caseload.objects.filter(holding__in=ids).values_list("area", flat=True)) if ids else set()


def is_above_viewer(user: AbstractBaseUser | AnonymousUser) -> bool:
    """Whether somebody holds a role today that lets them do or see more than a visitor."""
    return holdings(user).exclude(role=Role.VIEWER.value).exists()
