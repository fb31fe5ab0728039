"""Who decides what on a day, by who decides; and the register of plans with how many remain."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from placepact.partnerships.models import DecisionRight, Hearing, Partnership, Plan, PlanState
from placepact.partnerships.rules.rights import Decider


@dataclass(frozen=True)
class Matter:
    """A matter with the names of those who are consulted and told."""

    right: DecisionRight
    consulted: tuple[str, ...]
    told: tuple[str, ...]


@dataclass(frozen=True)
class Decides:
    """One who decides, with its page and its matters."""

    decider: Decider
    name: str
    href: str
    matters: tuple[Matter, ...]


def rights_on(partnership: Partnership, on: dt.date) -> list[Decides]:
    """Every matter under who decides it on a day: the partnership, statutory partnerships, partners; two queries."""
    rows = (
        partnership.rights.filter(Q(ended_on__isnull=True) | Q(ended_on__gte=on), starts_on__lte=on)
        .select_related("statutory", "partner")
        .prefetch_related("heard__organisation")
        .order_by("matter")
    )
    found: dict[tuple[int, str, str], list[Matter]] = {}
    for each in rows:
        found.setdefault(who_decides(partnership, each), []).append(matter(each))
    order = list(Decider)
    return [Decides(order[at], name, href, tuple(held)) for (at, name, href), held in sorted(found.items())]


def who_decides(partnership: Partnership, right: DecisionRight) -> tuple[int, str, str]:
    """The place in the order, the name and the page of who decides."""
    order = list(Decider)
    if right.statutory:
        return order.index(Decider.STATUTORY), right.statutory.name, right.statutory.get_absolute_url()
    if right.partner:
        return order.index(Decider.PARTNER), right.partner.name, right.partner.get_absolute_url()
    return order.index(Decider.PARTNERSHIP), partnership.name, partnership.get_absolute_url()


def matter(right: DecisionRight) -> Matter:
    by_how: dict[str, list[str]] = {}
    for each in right.heard.all():
        by_how.setdefault(each.how, []).append(each.organisation.name)
    return Matter(
        right,
        tuple(sorted(by_how.get(Hearing.CONSULTED, []))),
        tuple(sorted(by_how.get(Hearing.TOLD, []))),
    )


def ended_rights(partnership: Partnership, on: dt.date) -> list[DecisionRight]:
    """The rights that ended before a day, the newest first: one query."""
    rows = partnership.rights.filter(ended_on__lt=on).select_related("statutory", "partner", "partnership")
    return list(rows.order_by("-ended_on", "matter"))


def plans_of(partnership: Partnership) -> list[Plan]:
    """The register of a partnership, the longest there first: one query."""
    return list(partnership.plans.select_related("owner", "merged_into").order_by("starts_on", "name"))


@dataclass(frozen=True)
class Remaining:
    """How many plans there were in all, how many live, were merged and ended."""

    all: int
    live: int
    merged: int
    ended: int


def remaining(plans: Sequence[Plan], on: dt.date) -> Remaining:
    """The register counted as it was on a day: what had not begun is left out, what closed later is live."""
    begun = [each for each in plans if each.starts_on <= on]
    closed = [each for each in begun if each.ended_on and each.ended_on < on]
    merged = sum(each.state == PlanState.MERGED for each in closed)
    return Remaining(len(begun), len(begun) - len(closed), merged, len(closed) - merged)
