"""Plain makers of strategies, plans and decision rights for tests, written directly, past the actions."""

from __future__ import annotations

from itertools import count
from typing import Any

from placepact.partnerships.models import (
    DecisionRight,
    Heard,
    Partnership,
    Plan,
    Priority,
    Strategy,
    TakenAccount,
    WiderStrategy,
)
from placepact.places.models import Area
from tests import makers
from tests.makers_of_partnerships import START, make_partnership

_next = count(1)


def make_strategy(partnership: Partnership | None = None, **different: Any) -> Strategy:
    """A draft of a community strategy."""
    n = next(_next)
    given = {
        "slug": f"strategy-{n}",
        "title": f"Strategy {n}",
        "kind": "community",
        "starts_on": START,
        **different,
    }
    return Strategy.objects.create(partnership=partnership or make_partnership(), **given)


def make_priority(strategy: Strategy | None = None, **different: Any) -> Priority:
    """A local priority of a draft, under none."""
    n = next(_next)
    given = {"reference": f"P{n}", "title": f"Priority {n}", "level": "local", "theme": "Work", **different}
    return Priority.objects.create(strategy=strategy or make_strategy(), **given)


def make_adopted(strategy: Strategy | None = None, **different: Any) -> Strategy:
    """A strategy as it stands once adopted; give it its priorities before."""
    made = strategy or make_strategy()
    given = {"state": "adopted", "adopted_on": START, "minute": "Minute 1", **different}
    Strategy.objects.filter(pk=made.pk).update(**given)
    made.refresh_from_db()
    return made


def make_wider_strategy(area: Area | None = None, **different: Any) -> WiderStrategy:
    n = next(_next)
    given = {"title": f"The Mayor's strategy {n}", "basis": "Statute", "adopted_on": START, **different}
    given["owner"] = given.get("owner") or makers.make_organisation()
    return WiderStrategy.objects.create(area=area or makers.make_area(), **given)


def make_account(
    strategy: Strategy | None = None, wider: WiderStrategy | None = None, **different: Any
) -> TakenAccount:
    given = {"evidence": "Chapter 2", "on": START, **different}
    given["by"] = given.get("by") or makers.make_user()
    return TakenAccount.objects.create(
        strategy=strategy or make_strategy(), wider=wider or make_wider_strategy(), **given
    )


def make_plan(partnership: Partnership | None = None, **different: Any) -> Plan:
    """A live plan."""
    given = {"name": f"Plan {next(_next)}", "kind": "plan", "starts_on": START, **different}
    given["owner"] = given.get("owner") or makers.make_organisation()
    return Plan.objects.create(partnership=partnership or make_partnership(), **given)


def make_right(partnership: Partnership | None = None, **different: Any) -> DecisionRight:
    """A matter that the partnership decides."""
    given = {
        "matter": f"Matter {next(_next)}",
        "basis": "Terms of reference",
        "starts_on": START,
        **different,
    }
    if not {"statutory", "partner", "by_partnership"} & set(different):
        given["by_partnership"] = True
    return DecisionRight.objects.create(partnership=partnership or make_partnership(), **given)


def make_heard(right: DecisionRight | None = None, **different: Any) -> Heard:
    given = {"how": "consulted", **different}
    given["organisation"] = given.get("organisation") or makers.make_organisation()
    return Heard.objects.create(right=right or make_right(), **given)
