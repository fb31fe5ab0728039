"""Giving and ending roles."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from placepact.audit.actions import record
from placepact.organisations.models import Organisation
from placepact.people.models import User
from placepact.roles.models import Holding
from placepact.roles.permissions import NotAllowed, is_operator
from placepact.roles.rules import Role


@transaction.atomic
def give(*, user: User, role: Role, organisation: Organisation, by: User) -> Holding:
    """Give somebody a role from today. Only the command line of the installation may, until roles have keepers."""
    check_can_manage(by)
    holding = Holding.objects.create(
        user=user, role=role.value, organisation=organisation, starts_on=timezone.localdate()
    )
    record(what="role_given", about=holding, by=by, role=role.value, organisation=organisation.pk)
    return holding


@transaction.atomic
def end(*, holding: Holding, by: User) -> Holding:
    """End a role with today as its last day."""
    check_can_manage(by)
    holding.ends_on = max(timezone.localdate(), holding.starts_on)
    holding.save(update_fields=["ends_on"])
    record(what="role_ended", about=holding, by=by)
    return holding


def check_can_manage(by: User) -> None:
    """Raise NotAllowed for everybody but the command line of the installation."""
    if not is_operator(by):
        raise NotAllowed("Roles are given and ended at the command line of this installation.")
