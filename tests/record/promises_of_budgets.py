"""What breaks each rule that the database keeps for the room `budgets`: see test_promises_of_the_database."""

from __future__ import annotations

from collections.abc import Callable

from placepact.agreements.models import Version
from tests import makers
from tests.makers_of_budgets import make_end, make_result, make_scheme, make_stretch, make_verification
from tests.record.promises_of_agreements import draft, twice

KEPT = ("rewardscheme", "stretchtarget", "rewardresult", "verification", "rewardend")


def stretched_twice() -> None:
    version = draft()
    twice(make_stretch, make_scheme(version), line=makers.make_line(version).line)


PROOFS: dict[str, Callable[[], object]] = {
    "reward_schemes_are_numbered_once": lambda: twice(make_scheme, draft()),
    "a_reward_is_of_some_requirement": lambda: make_scheme(net_budget_requirement_pence=0),
    "per_cents_of_a_reward_are_of_a_hundred": lambda: make_scheme(threshold_percent=101),
    "a_reward_is_paid_and_rounded": lambda: make_scheme(instalments=0),
    "a_reward_scheme_has_its_source": lambda: make_scheme(source=""),
    "a_part_is_stretched_once": stretched_twice,
    "a_stretch_goes_somewhere": lambda: make_stretch(target=20),
    "a_stretch_has_weight": lambda: make_stretch(weight=0),
    "results_of_a_stretch_are_numbered_once": lambda: twice(make_result, make_stretch()),
    "result_is_of_a_known_moment": lambda: make_result(moment="soon"),
    "a_result_has_evidence": lambda: make_result(evidence=""),
    "a_verification_has_evidence": lambda: make_verification(evidence=""),
    "budgets.Verification.result": lambda: twice(make_verification, make_result()),
    "the_end_of_a_reward_has_its_source": lambda: make_end(source=""),
    "budgets.RewardEnd.scheme": lambda: twice(make_end, make_scheme()),
}
GUARDED = {
    **{(f"budgets_{part}", "update"): f"update budgets_{part} set id = -1" for part in KEPT},
    **{(f"budgets_{part}", "delete"): f"delete from budgets_{part}" for part in KEPT},
}
TRUNCATED = tuple(f"budgets_{part}" for part in KEPT)


def everything(version: Version) -> None:
    """A row in every table that a trigger guards, of a version that is still a draft."""
    scheme = make_scheme(version)
    stretch = make_stretch(scheme, line=makers.make_line(version).line)
    make_verification(make_result(stretch))
    make_end(scheme)
