"""May somebody do something for an organisation? Deny by default, with a sentence that says why."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser

from placepact.errors import Refusal
from placepact.organisations.models import Organisation
from placepact.roles import queries
from placepact.roles.rules import MAY, Act, Role, roles_that_may

Somebody = AbstractBaseUser | AnonymousUser


class NotAllowed(Refusal):
    """Somebody asked for what their roles do not allow."""


def check_may(*, user: Somebody, act: Act, organisation: Organisation) -> None:
    """Raise NotAllowed unless a role of theirs in this organisation allows the act."""
    if is_operator(user):
        return
    if not user.is_authenticated:
        raise NotAllowed(f"Sign in first: only people of {organisation.name} may {say(act)} for it.")
    held = queries.roles_in(user, organisation)
    if any(act in MAY[Role(role)] for role in held):
        return
    needed = " or ".join(role.words.lower() for role in roles_that_may(act))
    has = ", ".join(Role(role).words.lower() for role in held) or "no role"
    raise NotAllowed(
        f"To {say(act)} for {organisation.name} takes the role {needed} there; you hold {has}. "
        f"Ask whoever manages roles at {organisation.name}."
    )


def may(*, user: Somebody, act: Act, organisation: Organisation) -> bool:
    """Whether check_may would pass."""
    try:
        check_may(user=user, act=act, organisation=organisation)
    except NotAllowed:
        return False
    return True


def bodies_where_may(*, user: Somebody, act: Act) -> set[int]:
    """The ids of the organisations in which a role that somebody holds today allows an act: one query."""
    needed = [role.value for role in roles_that_may(act)]
    return set(queries.holdings(user).filter(role__in=needed).values_list("organisation", flat=True))


def is_operator(user: Somebody) -> bool:
    """Whether this is whoever holds the machine's own command line, who may do everything there."""
    return bool(user.is_authenticated and getattr(user, "is_operator", False))


def say(act: Act) -> str:
    """An act in words: "deliver figures"."""
    return act.value.replace("_", " ")
