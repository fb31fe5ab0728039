"""What breaks each rule that the database keeps for who was paid and what for: see test_promises_of_the_database."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.utils import timezone

from tests.matching.makers import (
    make_candidate,
    make_payment_rule,
    make_register_entry,
    make_supplier_decision,
    make_supplier_match,
)


def twice(act: Callable[..., object], *things: Any, **different: Any) -> None:
    act(*things, **different)
    act(*things, **different)


PROOFS: dict[str, Callable[[], object]] = {
    "a_body_is_on_the_register_once": lambda: twice(make_register_entry, value="1"),
    "a_supplier_has_one_match_at_a_time": lambda: twice(make_supplier_match, key="K"),
    "a_match_names_one_body_and_a_wait_none": lambda: make_supplier_match(how="same_name"),
    "a_place_is_taken_by_one_candidate": lambda: twice(make_candidate, make_supplier_match()),
    "three_candidates_at_most": lambda: make_candidate(make_supplier_match(), place=4),
    "a_candidate_is_one_body": lambda: make_candidate(make_supplier_match(), entry=None),
    "a_supplier_has_one_decision_at_a_time": lambda: twice(make_supplier_decision, key="K"),
    "a_decision_names_a_body_where_it_is_one": lambda: make_supplier_decision(kind="organisation"),
    "a_decision_ends_after_it_starts": lambda: make_supplier_decision(
        at=timezone.now(), superseded_at=timezone.now() - dt.timedelta(days=1)
    ),
    "a_pattern_is_classified_once_at_a_time": lambda: twice(make_payment_rule, text="PARKS"),
    "a_theme_is_a_known_one": lambda: make_payment_rule(theme="sundries"),
    "a_rule_looks_at_a_known_field": lambda: make_payment_rule(field="colour"),
}

WHO_WAS_PAID = ("suppliermatch", "supplierdecision", "paymentrule")
TRUNCATED = ("spending_candidate", *(f"spending_{table}" for table in WHO_WAS_PAID))
GUARDED = {
    ("spending_candidate", "update"): "update spending_candidate set place = 2",
    **{(f"spending_{table}", "update"): f"update spending_{table} set at = null" for table in WHO_WAS_PAID},
    **{(table, "delete"): f"delete from {table}" for table in TRUNCATED},
}


def everything() -> None:
    """A row in every table of these that a trigger guards."""
    make_candidate(make_supplier_match())
    make_supplier_decision()
    make_payment_rule()
