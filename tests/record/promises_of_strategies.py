"""What breaks each rule that the database keeps for strategies, plans and decision rights: see promises of partnerships."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from placepact.partnerships.models import Plan, Priority, Strategy
from tests import makers_of_strategies as makers
from tests.makers import make_organisation
from tests.makers_of_partnerships import make_partnership

DAY, DAY_BEFORE = makers.START, makers.START - dt.timedelta(days=1)


def strategy(**different: Any) -> Callable[[], object]:
    return lambda: makers.make_strategy(**different)


def plan(**different: Any) -> Callable[[], object]:
    return lambda: makers.make_plan(**different)


def right(**different: Any) -> Callable[[], object]:
    return lambda: makers.make_right(**different)


def twice(act: Callable[..., object], *things: Any, **different: Any) -> None:
    act(*things, **different)
    act(*things, **different)


def two_in_force() -> None:
    board = make_partnership()
    for _ in range(2):
        makers.make_adopted(makers.make_strategy(board))


def own_replacement() -> None:
    made = makers.make_strategy()
    Strategy.objects.filter(pk=made.pk).update(replaces=made)


def replaces_twice() -> None:
    old = makers.make_strategy()
    twice(makers.make_strategy, replaces=old)


def under_itself() -> None:
    made = makers.make_priority()
    Priority.objects.filter(pk=made.pk).update(parent=made)


def national_under_another() -> None:
    made = makers.make_strategy()
    makers.make_priority(made, level="national", parent=makers.make_priority(made, level="national"))


def merged_into_itself() -> None:
    made = makers.make_plan()
    Plan.objects.filter(pk=made.pk).update(state="merged", merged_into=made, ended_on=DAY, why="Simpler")


def wider_twice() -> None:
    first = makers.make_wider_strategy()
    makers.make_wider_strategy(first.area, owner=first.owner, title=first.title)


def heard_twice() -> None:
    twice(makers.make_heard, makers.make_right(), organisation=make_organisation())


PROOFS: dict[str, Callable[[], object]] = {
    "partnerships.Strategy.slug": lambda: twice(makers.make_strategy, slug="one"),
    "partnerships.Strategy.replaces": replaces_twice,
    "strategy_is_of_a_known_kind": strategy(kind="game"),
    "strategy_is_in_a_known_state": strategy(state="lost", adopted_on=DAY, minute="1"),
    "strategy_ends_after_it_starts": strategy(ends_on=DAY_BEFORE),
    "only_an_adopted_strategy_has_its_day_and_minute": strategy(adopted_on=DAY),
    "only_a_replaced_strategy_has_its_last_day": strategy(replaced_on=DAY),
    "no_strategy_replaces_itself": own_replacement,
    "one_strategy_of_a_kind_is_in_force": two_in_force,
    "a_priority_has_one_reference_in_its_strategy": lambda: twice(
        makers.make_priority, makers.make_strategy(), reference="P1"
    ),
    "priority_is_of_a_known_level": lambda: makers.make_priority(level="cosmic"),
    "a_national_priority_stands_under_none": national_under_another,
    "no_priority_stands_under_itself": under_itself,
    "a_wider_strategy_is_recorded_once": wider_twice,
    "wider_strategy_ends_after_its_adoption": lambda: makers.make_wider_strategy(ends_on=DAY_BEFORE),
    "a_strategy_takes_account_of_another_once": lambda: twice(
        makers.make_account, makers.make_strategy(), makers.make_wider_strategy()
    ),
    "an_account_has_its_evidence": lambda: makers.make_account(evidence=""),
    "a_plan_is_registered_once": lambda: twice(makers.make_plan, make_partnership(), name="One"),
    "plan_is_of_a_known_kind": plan(kind="plot"),
    "plan_is_in_a_known_state": plan(state="asleep", ended_on=DAY, why="Tired"),
    "a_plan_that_is_no_more_says_when_and_why": plan(state="ended"),
    "only_a_merged_plan_says_into_what": plan(state="merged", ended_on=DAY, why="Simpler"),
    "no_plan_is_merged_into_itself": merged_into_itself,
    "plan_ends_after_it_starts": plan(state="ended", ended_on=DAY_BEFORE, why="Over"),
    "a_matter_has_one_decider": lambda: makers.make_right(by_partnership=True, partner=make_organisation()),
    "a_matter_is_decided_by_one_at_a_time": lambda: twice(
        makers.make_right, make_partnership(), matter="Grants"
    ),
    "right_ends_after_it_starts": right(ended_on=DAY_BEFORE),
    "a_body_is_heard_once_about_a_matter": heard_twice,
    "a_body_is_heard_in_a_known_way": lambda: makers.make_heard(how="ignored"),
}

KEPT = ("strategy", "priority", "takenaccount", "plan", "decisionright", "heard")
GUARDED = {
    **{
        (f"partnerships_{part}", act): f"{words} partnerships_{part}{rest}"
        for part in KEPT
        for act, words, rest in (("update", "update", " set id = id + 1000"), ("delete", "delete from", ""))
    },
    ("partnerships_priority", "insert"): "insert into partnerships_priority (strategy_id, reference, title, level, theme) "
    "select strategy_id, 'X', 'x', 'local', '' from partnerships_priority",
    ("partnerships_takenaccount", "insert"): 'insert into partnerships_takenaccount (strategy_id, wider_id, evidence, "on", '
    'by_id) select strategy_id, wider_id, evidence, "on", by_id from partnerships_takenaccount',
    ("partnerships_decisionright", "update"): "update partnerships_decisionright set matter = 'other'",
    ("partnerships_strategy", "update"): "update partnerships_strategy set title = 'other'",
}  # fmt: skip
TRUNCATED = tuple(f"partnerships_{part}" for part in KEPT)


def everything() -> None:
    """A row in every table that a trigger guards, of a kind that it guards."""
    made = makers.make_strategy()
    makers.make_priority(made)
    makers.make_account(made)
    makers.make_adopted(made)
    makers.make_plan(state="ended", ended_on=DAY, why="Over")
    makers.make_heard()
