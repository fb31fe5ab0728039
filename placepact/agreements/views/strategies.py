"""A strategy with its priorities under one another, and the targets of agreements that trace to each."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from placepact.agreements.models import LineVersion
from placepact.agreements.queries.tracing import tracing
from placepact.partnerships.managing import can_keep
from placepact.partnerships.models import Priority, Strategy
from placepact.partnerships.rules.strategies import Level, State, reading_order
from placepact.partnerships.views.around import around
from placepact.partnerships.views.strategies import HERE, strategy_called


@dataclass(frozen=True)
class Rung:
    """A priority with the wordings that trace to it, and the priorities that stand under it."""

    priority: Priority
    wordings: tuple[LineVersion, ...]
    below: tuple[Rung, ...]

    @property
    def traced(self) -> int:
        """How many wordings trace to it or to what stands under it."""
        return len(self.wordings) + sum(each.traced for each in self.below)


def strategy(request: HttpRequest, slug: str) -> HttpResponse:
    """One strategy: when it was adopted and under which minute, its priorities, and what traces to them."""
    held = strategy_called(request, slug)
    priorities = sorted(held.priorities.all(), key=lambda each: reading_order(each.reference))
    wordings = tracing(priorities)
    rungs = ladder(priorities, wordings)
    traced = sum(each.traced for each in rungs)
    page = {
        "strategy": held,
        "is_draft": held.state == State.DRAFT,
        "replaced_by": Strategy.objects.filter(replaces=held).first(),
        "accounts": list(held.accounts.select_related("wider__owner")),
        "rungs": rungs,
        "traced": traced,
        "lonely": [each for each in priorities if each.level == Level.LOCAL and not wordings.get(each.pk)],
        "levels": {level.value: sum(e.level == level for e in priorities) for level in Level},
        "may_keep": can_keep(user=request.user, partnership=held.partnership),
    }
    return render(request, "agreements/strategy.html", {**around(held.partnership, HERE, held.title), **page})


def ladder(priorities: list[Priority], wordings: dict[int, list[LineVersion]]) -> list[Rung]:
    """The priorities under one another, those that stand under none first by level, then by reference."""
    order = [each.value for each in Level]
    listed = sorted(priorities, key=lambda each: (order.index(each.level), reading_order(each.reference)))

    def rung(each: Priority) -> Rung:
        below = tuple(rung(one) for one in listed if one.parent_id == each.pk)
        return Rung(each, tuple(wordings.get(each.pk, ())), below)

    return [rung(each) for each in listed if each.parent_id is None]
