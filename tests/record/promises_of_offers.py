"""What breaks each rule that the database keeps for offers and eligibility: see test_promises_of_the_database."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from placepact.agreements.models import EligibilityCondition, Invitation, OfferScope, OfferTest
from tests.record.acts_of_agreements import make_act
from tests.record.promises_of_agreements import draft

STATED = {"which": "savings", "words": "Less.", "evidence": "Letter"}
SCOPE = {"way_in": "invitation", "level": "local_area"}
MET = {"condition": "mayor", "true_on": dt.date(2024, 4, 1)}


def stated(model: type[Any], given: dict[str, Any], **different: Any) -> Callable[[], object]:
    return lambda: make_act(model, draft(), **{**given, **different})


PROOFS: dict[str, Callable[[], object]] = {
    "an_invitation_has_its_reference": stated(Invitation, {}, reference=""),
    "an_offer_comes_in_by_a_known_way": stated(OfferScope, SCOPE, way_in="a_friend", theme="families"),
    "an_offer_redesigns_a_known_level": stated(OfferScope, SCOPE, level="street"),
    "a_policy_offer_names_its_theme": stated(OfferScope, SCOPE, way_in="policy_theme"),
    "an_offer_test_is_known": stated(OfferTest, STATED, which="charm"),
    "a_test_is_stated_with_evidence": stated(OfferTest, STATED, evidence=""),
    "a_test_is_not_stated_below_nothing": stated(OfferTest, STATED, amount_pence=-1),
    "a_condition_has_evidence": stated(EligibilityCondition, MET, evidence=""),
}

KEPT = ("invitation", "offerscope", "offertest", "eligibilitycondition")
TRUNCATED = tuple(f"agreements_{part}" for part in KEPT)
GUARDED = {
    **{(table, "update"): f"update {table} set id = -1" for table in TRUNCATED},
    **{(table, "delete"): f"delete from {table}" for table in TRUNCATED},
}


def everything() -> None:
    """A row in every table of these that a trigger guards."""
    version = draft()
    make_act(Invitation, version)
    make_act(OfferScope, version, **SCOPE)
    make_act(OfferTest, version, **STATED)
    make_act(EligibilityCondition, version, **MET)
