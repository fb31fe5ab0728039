"""May somebody do something for an organisation? Deny by default, with a sentence that says why."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser

from placepact.errors import Refusal
from placepact.organisations.models import Organisation
from placepact.people.models import User
from placepact.roles import queries
from placepact.roles.models import Holding
from placepact.roles.rules import GIVES, MAY, Act, Role, roles_that_may

Somebody = AbstractBaseUser | AnonymousUser


class NotAllowed(Refusal):
    """Somebody asked for what their roles do not allow."""


def check_may(
    *, user: Somebody, act: Act, organisation: Organisation, held: Sequence[str] | None = None
) -> None:
    """Raise NotAllowed unless a role of theirs in this organisation allows the act; `held`: their roles, where read."""
    if is_operator(user):
        return
    if not user.is_authenticated:
        raise NotAllowed(f"Sign in first: only people of {organisation.name} may {say(act)} for it.")
    held = queries.roles_in(user, organisation) if held is None else held
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


def check_can_give(*, by: User, user: User, role: Role, organisation: Organisation) -> None:
    """Raise NotAllowed unless somebody manages people there; nobody gives a role to themselves."""
    check_may(user=by, act=Act.MANAGE_PEOPLE, organisation=organisation)
    if by.pk == user.pk and not is_operator(by):
        raise NotAllowed(
            f"Nobody gives a role to themselves. Ask another administrator of {organisation.name} "
            f"to make you {role.words.lower()}."
        )


def check_can_invite(*, by: User, role: Role, organisation: Organisation) -> None:
    """Raise NotAllowed unless a role that somebody holds there may invite others to this one."""
    check_may(user=by, act=Act.INVITE_PEOPLE, organisation=organisation)
    if is_operator(by) or role in may_invite_to(by, organisation):
        return
    able = " or ".join(each.words.lower() for each, given in GIVES.items() if role in given)
    raise NotAllowed(
        f"To invite somebody as {role.words.lower()} of {organisation.name} takes the role {able} there. "
        f"Ask whoever manages roles at {organisation.name}."
    )


def may_invite_to(user: Somebody, organisation: Organisation) -> list[Role]:
    """The roles in an organisation that somebody may invite others to, in the order of the table."""
    held = queries.roles_in(user, organisation)
    given = {role for each in held for role in GIVES.get(Role(each), frozenset())}
    return [role for role in Role if role in given or is_operator(user)]


def check_can_end(*, by: User, holding: Holding) -> None:
    """Raise NotAllowed unless it is their own, they lent it, or they manage people there."""
    lender = holding.delegated_from.user_id if holding.delegated_from else None
    if by.pk not in (holding.user_id, lender):
        check_may(user=by, act=Act.MANAGE_PEOPLE, organisation=holding.organisation)


def check_can_lend(*, by: User, holding: Holding) -> None:
    """Raise NotAllowed unless it is their own role, held today and not lent to them."""
    if holding.delegated_from_id:
        raise NotAllowed("This role was lent to you. Only whoever holds it may lend it to somebody else.")
    held = queries.holdings(holding.user).filter(pk=holding.pk).exists()
    if not is_operator(by) and (by.pk != holding.user_id or not held):
        raise NotAllowed("You can lend a role only while you hold it yourself. It is not among your roles.")


def check_can_close(*, by: User, user: User) -> None:
    """Raise NotAllowed unless somebody manages people in every body in which the other holds or held a role."""
    if is_operator(by):
        return
    if by.pk == user.pk:
        raise NotAllowed("Nobody closes their own account. Ask another administrator of your organisation.")
    bodies = Organisation.objects.filter(pk__in=queries.bodies_of(user)).order_by("name")
    own = bodies_where_may(user=by, act=Act.MANAGE_PEOPLE)
    others = [each.name for each in bodies if each.pk not in own]
    if others or not bodies:
        where = ", ".join(others) or "no organisation that you manage"
        raise NotAllowed(
            f"{user.name} has roles in {where}. Only whoever manages people in every one of a person's "
            "organisations closes their account; you can end their roles in yours."
        )


def is_operator(user: Somebody) -> bool:
    """Whether this is whoever holds the machine's own command line, who may do everything there."""
    return bool(user.is_authenticated and getattr(user, "is_operator", False))


def say(act: Act) -> str:
    """An act in words: "deliver figures"."""
    return act.value.replace("_", " ")
