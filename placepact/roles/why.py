"""Why somebody can see a page that is not for everybody: the role, in which body, that shows it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from placepact.organisations.models import Organisation
from placepact.roles import queries
from placepact.roles.permissions import Somebody, is_operator, say
from placepact.roles.rules import MAY, Act, Role


class Why(NamedTuple):
    """The sentence, and the role it names where there is one."""

    sentence: str
    holding: int | None = None


def why(*, user: Somebody, act: Act, bodies: Iterable[Organisation] | None = None) -> Why:
    """Which role shows a page that takes an act in one of some bodies (in any body where none are given): one query."""
    if is_operator(user):
        return Why("You hold this installation’s command line, which may see everything here.")
    ids = None if bodies is None else {each.pk for each in bodies}
    for each in queries.holdings(user).select_related("delegated_from__user"):
        if act in MAY[Role(each.role)] and (ids is None or each.organisation_id in ids):
            lent = f", which {each.delegated_from.user.name} lent you" if each.delegated_from else ""
            return Why(because(Role(each.role), f"{each.organisation.name}{lent}", act), each.pk)
    return Why("Everybody sees this page.")


def because(role: Role, where: str, act: Act) -> str:
    """The sentence that names the role, and where it is held."""
    return (
        f"You see this page because you hold the role {role.words.lower()} at {where}. "
        f"It lets you {say(act)} for it. Visitors do not see it."
    )
