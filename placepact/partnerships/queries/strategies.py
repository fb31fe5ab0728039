"""Reading strategies: the one in force, the wider ones that must be taken account of, and the drafts that wait."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q
from django.utils import timezone

from placepact.partnerships.models import Partnership, Strategy, StrategyKind, WiderStrategy
from placepact.partnerships.queries.areas import around, inside
from placepact.partnerships.rules.strategies import Mayors, State, must_be_taken_account_of


def in_force(partnership: Partnership, kind: str) -> Strategy | None:
    """The adopted strategy of a kind, which no other has replaced."""
    return Strategy.objects.filter(partnership=partnership, kind=kind, state=State.ADOPTED.value).first()


def wider_over(partnership: Partnership) -> list[WiderStrategy]:
    """The strategies of wider bodies for areas that a partnership's place lies in, or is: two to five queries."""
    return list(
        WiderStrategy.objects.filter(area__in=around(partnership.place)).select_related("owner", "area")
    )


def missing_accounts(strategy: Strategy, on: dt.date) -> list[WiderStrategy]:
    """The wider strategies that a community strategy must take account of to be adopted on a day, and has not."""
    if strategy.kind != StrategyKind.COMMUNITY:
        return []
    done = set(strategy.accounts.values_list("wider", flat=True))
    over = wider_over(strategy.partnership)
    asked = [Mayors(str(each.pk), each.adopted_on, each.ends_on, each.pk in done) for each in over]
    missing = set(must_be_taken_account_of(asked, on))
    return [each for each in over if str(each.pk) in missing]


def waiting_for(wider: WiderStrategy) -> list[Strategy]:
    """The drafts of community strategies of places inside a wider strategy's area."""
    drafts = Strategy.objects.filter(state=State.DRAFT.value, kind=StrategyKind.COMMUNITY)
    found = drafts.select_related("partnership__place", "partnership__accountable_body")
    within = inside(wider.area_id)
    return list(
        found.filter(
            Q(partnership__place__area__in=within) | Q(partnership__place__areas__area__in=within)
        ).distinct()
    )


def strategies_of(partnership: Partnership) -> list[Strategy]:
    """Every strategy of a partnership, the newest first, with how many priorities each has."""
    return list(partnership.strategies.prefetch_related("priorities"))


def runs(strategy: Strategy) -> bool:
    """Whether a strategy is in force and its years have not passed."""
    today = timezone.localdate()
    return strategy.state == State.ADOPTED and (strategy.ends_on is None or today <= strategy.ends_on)
