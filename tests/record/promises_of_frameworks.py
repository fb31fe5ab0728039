"""What breaks each rule that the database keeps for lists and what reporting costs: see test_promises_of_the_database.py."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from tests.makers import make_indicator, make_organisation
from tests.makers_of_frameworks import (
    make_burden_setting,
    make_framework,
    make_inspection,
    make_list_line,
    make_release,
)

DAY = dt.date(2023, 4, 1)


def twice(act: Callable[..., object], *things: Any, **different: Any) -> None:
    act(*things, **different)
    act(*things, **different)


def replaced_twice(make: Callable[..., Any], **different: Any) -> None:
    first = make(**different)
    twice(make, replaces=first)


PROOFS: dict[str, Callable[[], object]] = {
    "framework_is_of_a_known_kind": lambda: make_framework(kind="wish"),
    "an_own_plan_has_its_owner": lambda: make_framework(kind="own"),
    "frameworks.Framework.slug": lambda: twice(make_framework, slug="one"),
    "a_release_is_named_once": lambda: twice(make_release, make_framework(), name="one"),
    "release_ends_after_it_starts": lambda: make_release(valid_to=dt.date(2007, 1, 1)),
    "a_release_says_where_it_is_from": lambda: make_release(source=""),
    "a_number_stands_once_in_a_release": lambda: twice(make_list_line, make_release(), number="1"),
    "a_line_names_the_indicator_it_needs": lambda: make_list_line(relation="same"),
    "a_line_is_owed_by_a_body_or_a_class": lambda: make_list_line(owed_by_class=""),
    "a_line_s_target_is_whole": lambda: make_list_line(indicator=make_indicator(), target_value=3.0),
    "an_ended_line_says_why": lambda: make_list_line(ended_on=DAY),
    "a_line_has_a_known_standing": lambda: make_list_line(standing="rumour"),
    "a_line_asks_at_a_known_level": lambda: make_list_line(area_level="street"),
    "a_line_comes_round_again": lambda: make_list_line(every_months=0),
    "frameworks.FrameworkLine.replaces": lambda: replaced_twice(make_list_line),
    "an_item_costs_at_most_100_hours": lambda: make_burden_setting(minutes=6001),
    "minutes_have_their_evidence": lambda: make_burden_setting(evidence=""),
    "an_inspection_ends_after_it_starts": lambda: make_inspection(ends_on=DAY),
    "an_inspection_says_who_and_what": lambda: make_inspection(scope=""),
    "frameworks.Inspection.replaces": lambda: replaced_twice(make_inspection),
}

KEPT = ("frameworkline", "burdensetting", "inspection")
TRUNCATED = tuple(f"frameworks_{table}" for table in KEPT)
GUARDED = {
    **{(table, "update"): f"update {table} set {column} = {column}"
       for table, column in zip(TRUNCATED, ("title", "minutes", "scope"), strict=True)},
    **{(table, "delete"): f"delete from {table}" for table in TRUNCATED},
}  # fmt: skip


def everything() -> None:
    """A row in every table of these that a trigger guards."""
    organisation = make_organisation()
    make_list_line(owed_by=organisation)
    make_burden_setting()
    make_inspection()
