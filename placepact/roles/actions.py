"""Giving, ending and lending roles, and what happens when somebody leaves."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from placepact.audit.actions import hold, record
from placepact.errors import Refusal
from placepact.organisations.models import Organisation
from placepact.people import actions as people
from placepact.people.models import User
from placepact.places.models import Area
from placepact.roles import queries
from placepact.roles.models import Caseload, Holding
from placepact.roles.permissions import check_can_close, check_can_end, check_can_give, check_can_lend
from placepact.roles.rules import Role

LONGEST = dt.timedelta(days=366)
"""A role that is lent for longer than this should be given."""


class CannotLend(Refusal):
    """A delegation has days that cannot be, or somebody who cannot take it."""


class NoCaseload(Refusal):
    """Only a regional office looks after the places of a caseload."""


class HeldAlready(Refusal):
    """Somebody holds this role there already."""


@transaction.atomic
def give(*, user: User, role: Role, organisation: Organisation, by: User) -> Holding:
    """Give somebody a role from today. Raises NotAllowed, HeldAlready."""
    check_can_give(by=by, user=user, role=role, organisation=organisation)
    hold()
    if Holding.objects.filter(user=user, role=role.value, organisation=organisation, ends_on=None).exists():
        raise HeldAlready(f"{user.name} is {role.words.lower()} at {organisation.name} already.")
    holding = Holding.objects.create(
        user=user, role=role.value, organisation=organisation, starts_on=timezone.localdate()
    )
    record(what="role_given", about=holding, by=by, role=role.value, organisation=organisation.pk)
    return holding


@transaction.atomic
def end(*, holding: Holding, by: User) -> Holding:
    """End a role with today as its last day, and with it every delegation of it."""
    check_can_end(by=by, holding=holding)
    hold()
    ended = [finish(each) for each in (holding, *holding.delegations.order_by("pk"))]
    record(what="role_ended", about=holding, by=by, lent=[each.pk for each in ended[1:]])
    return ended[0]


def finish(holding: Holding) -> Holding:
    """Give a holding its last day: today, or the day it would have begun; one that has ended keeps its own."""
    last = max(timezone.localdate(), holding.starts_on)
    holding.ends_on = min(last, holding.ends_on or last)
    holding.save(update_fields=["ends_on"])
    return holding


@transaction.atomic
def delegate(*, holding: Holding, to: User, starts_on: dt.date, ends_on: dt.date, by: User) -> Holding:
    """Lend one's role to somebody from one day to another, both included. Raises NotAllowed, CannotLend."""
    check_can_lend(by=by, holding=holding)
    hold()
    if wrong := faults_of_delegation(holding, to, starts_on, ends_on):
        raise CannotLend(wrong)
    lent = Holding.objects.create(
        user=to,
        role=holding.role,
        organisation=holding.organisation,
        starts_on=starts_on,
        ends_on=ends_on,
        delegated_from=holding,
    )
    days = {"starts_on": starts_on.isoformat(), "ends_on": ends_on.isoformat()}
    record(what="role_lent", about=lent, by=by, to=to.pk, lent_from=holding.pk, **days)
    return lent


def faults_of_delegation(holding: Holding, to: User, starts_on: dt.date, ends_on: dt.date) -> str:
    """Why a role cannot be lent like this, in a sentence; empty where it can."""
    if to.pk == holding.user_id:
        return "You hold this role yourself. Name somebody else to lend it to."
    if not to.is_active or to.is_operator:
        return f"{to.name} cannot sign in here. Name somebody who can."
    if starts_on < timezone.localdate():
        return f"{starts_on:%-d %B %Y} is past. A role is lent from today or from a later day."
    if ends_on < starts_on:
        return f"The last day, {ends_on:%-d %B %Y}, is before the first, {starts_on:%-d %B %Y}. Swap them."
    if ends_on - starts_on > LONGEST:
        return f"That is longer than {LONGEST.days} days. Lend the role for less, or have it given to them."
    if holding.ends_on and ends_on > holding.ends_on:
        return f"You hold this role until {holding.ends_on:%-d %B %Y}. Lend it for no longer than that."
    return ""


@transaction.atomic
def look_after(*, holding: Holding, areas: Iterable[Area], by: User) -> None:
    """Set the areas that a regional office's person looks after. Raises NotAllowed, NoCaseload."""
    check_can_give(by=by, user=holding.user, role=Role(holding.role), organisation=holding.organisation)
    if holding.role != Role.REGIONAL_OFFICE:
        raise NoCaseload(
            f"{holding.user.name} is {Role(holding.role).words.lower()} at {holding.organisation.name}. "
            "Only whoever holds the role regional office has a caseload; give them that role first."
        )
    hold()
    wanted = sorted(areas, key=lambda each: each.pk)
    Caseload.objects.filter(holding=holding).delete()
    Caseload.objects.bulk_create(Caseload(holding=holding, area=each) for each in wanted)
    record(what="caseload_set", about=holding, by=by, areas=[each.code for each in wanted])


@transaction.atomic
def leave(*, user: User, by: User) -> None:
    """End everything somebody holds, what they lent, their sign-in and every session, at once. Raises NotAllowed."""
    check_can_close(by=by, user=user)
    hold()
    held = list(queries.not_ended(user))
    for each in held:
        finish(each)
    people.close_account(user=user, by=by)
    record(what="person_left", about=user, by=by, holdings=[each.pk for each in held])


@transaction.atomic
def erase_name(*, user: User, by: User) -> None:
    """Take the name and address of somebody who has left out of the record. Raises NotAllowed, StillHere."""
    check_can_close(by=by, user=user)
    people.erase_name(user=user, by=by)
