"""What a body owes, and who must agree, where no statute says so: an agreement in honour or by contract."""

from __future__ import annotations

from collections.abc import Callable

from placepact.agreements.rulebooks.engine import Source
from placepact.agreements.rulebooks.facts import Body, Capacity, Case, Change, State


def nothing_by_law(source: Source) -> Callable[[Body], tuple[str, Source]]:
    """A duty that no body has: each is held by what it has put its name to."""
    return lambda body: (
        f"{body.name} owes no statutory duty under this agreement: it answers for what it has put its name to.",
        source,
    )


def owes_nothing(body: Body) -> bool:
    """Nobody has a statutory duty to have regard to targets."""
    return False


def all_around_the_line(case: Case, change: Change) -> frozenset[str]:
    """Who has to agree to a line: the accountable body, everybody to whom it relates, and the government.

    Once it is in force: everybody to whom it relates but the accountable body.
    """
    line = change.line
    council = {each.slug for each in case.in_capacity(Capacity.ACCOUNTABLE)}
    if case.state is State.IN_FORCE:
        return frozenset(line.related - council)
    government = {each.slug for each in case.in_capacity(Capacity.GOVERNMENT)}
    return frozenset(council | line.related | government)
