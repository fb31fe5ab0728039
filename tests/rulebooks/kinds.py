"""For each of the other kinds an agreement in which everything is in order, on its way, until a test makes a difference."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from placepact.agreements.rulebooks.facts import (
    Approved,
    Body,
    Capacity,
    Case,
    Condition,
    LineFacts,
    OfferFacts,
    State,
    Stated,
)

WIGAN = Body(
    "wigan",
    "Wigan Borough Council",
    Capacity.ACCOUNTABLE,
    "Local government",
    "Metropolitan district council",
)
BURY = Body(
    "bury", "Bury Borough Council", Capacity.PARTNER, "Local government", "Metropolitan district council"
)
TRUST = Body("trust", "The Health Trust", Capacity.PARTNER, "NHS", "Primary care trust")
CHARITY = Body("charity", "The Charity", Capacity.COMMUNITY, "Community sector", "Charity")
OFFICE = Body("office", "The Government Office", Capacity.GOVERNMENT, "Central government", "Regional office")
MAYORAL = Body(
    "gmca", "The Combined Authority", Capacity.ACCOUNTABLE, "Combined authority", "Combined authority"
)
BOARD = Body("board", "The Partnership", Capacity.ACCOUNTABLE, "Partnership", "Unincorporated partnership")
SCILLY = Body(
    "scilly",
    "Council of the Isles of Scilly",
    Capacity.ACCOUNTABLE,
    "",
    "Sui generis unitary, Isles of Scilly",
)
VILLAGE = Body("village", "The District", Capacity.ACCOUNTABLE, "", "Non-metropolitan district council")
EVERYBODY = (WIGAN, BURY, TRUST, CHARITY, OFFICE)
SIGNED = frozenset({"wigan", "bury", "trust", "charity"})
ALL_SIGNED = SIGNED | {"office"}
RELATED = frozenset({"wigan", "bury"})
MINUTE = Approved(dt.date(2005, 1, 1), by_full_council=True, minute="Council, minute 4")

TARGET = LineFacts(
    "T1", related=RELATED, agreed=frozenset({"bury"}), consents=frozenset({"bury"}), priority="P1", last=7.0
)
STRETCH = replace(
    TARGET, reference="T2", is_stretch=True, without=5.0, last=7.0, last_from=dt.date(2007, 4, 1)
)
OUTCOME = LineFacts("P1", kind="priority")
GIVEN = LineFacts("C1", kind="contribution", body="wigan", amount_pence=100_00)
ALSO = LineFacts("C2", kind="contribution", body="bury", amount_pence=100_00)
PRIMING = LineFacts("C3", kind="contribution", body="office", amount_pence=100_00)
FREEDOM = LineFacts(
    "F1", kind="freedom", title="Less ring-fencing", body="office", origin_on=dt.date(2011, 3, 1)
)
PLEDGE = LineFacts("G1", kind="pledge", body="wigan")
BLOCKS = (
    "Children and young people", "Safer and stronger communities", "Healthier communities and older people",
    "Economic development and enterprise",
)  # fmt: skip
STATED = {
    "savings": Stated("Fewer places in care.", 5_000_000_00, "The deep dive"),
    "engagement": Stated("Residents designed it.", None, "Notes of four meetings"),
    "partners": Stated("Ten chief executives signed.", None, "Letter of 3 May"),
    "budgets": Stated("Two budgets are aligned.", 9_000_000_00, "Schedule 2"),
}
OFFER = OfferFacts("invitation", "", "city_region", dt.date(2010, 6, 1), "Letter 1", STATED)
MET = (
    Condition("mayor", dt.date(2022, 1, 1), dt.date(2017, 5, 8), "Results of the election"),
    Condition("assurance_framework", dt.date(2022, 1, 1), dt.date(2019, 1, 1), "The framework"),
    Condition("no_best_value_notice", dt.date(2022, 1, 1), None, "Register of notices"),
    Condition("no_commissioned_review", dt.date(2022, 1, 1), None, "Letter"),
    Condition("no_inspection_or_intervention", dt.date(2022, 1, 1), None, "Letter"),
)

GIVENS: dict[str, dict[str, Any]] = {
    "laa_pilot": {
        "on": dt.date(2007, 2, 1), "starts_on": dt.date(2007, 4, 1), "ends_on": dt.date(2010, 3, 31),
        "lines": (TARGET, STRETCH, PRIMING), "blocks": BLOCKS, "signed_by": SIGNED,
    },
    "lpsa": {
        "on": dt.date(2005, 2, 1), "starts_on": dt.date(2005, 4, 1), "ends_on": dt.date(2008, 3, 31),
        "lines": tuple(replace(STRETCH, reference=f"T{n}") for n in range(12)), "signed_by": ALL_SIGNED,
    },
    "maa_2008": {
        "on": dt.date(2008, 7, 14), "starts_on": dt.date(2008, 7, 14), "ends_on": dt.date(2011, 3, 31),
        "lines": (TARGET, GIVEN, ALSO, FREEDOM), "blocks": ("Work and skills", "Transport"), "signed_by": ALL_SIGNED,
    },
    "maa_2009": {
        "on": dt.date(2010, 2, 1), "starts_on": dt.date(2010, 4, 1), "ends_on": dt.date(2013, 3, 31),
        "lines": (TARGET,), "signed_by": SIGNED,
    },
    "place_offer": {
        "on": dt.date(2010, 11, 1), "starts_on": dt.date(2011, 4, 1), "ends_on": dt.date(2014, 3, 31),
        "lines": (FREEDOM, PLEDGE), "offer": OFFER, "signed_by": SIGNED,
    },
    "integrated_settlement": {
        "on": dt.date(2023, 3, 14), "starts_on": dt.date(2023, 4, 1), "ends_on": dt.date(2027, 3, 31),
        "lines": (OUTCOME, TARGET), "conditions": MET, "acting": MAYORAL,
        "bodies": (MAYORAL, *EVERYBODY[1:]),
    },
}  # fmt: skip


def given(kind: str, **different: Any) -> Case:
    """A case of a kind in which no rule is broken; whoever acts holds the agreement."""
    common: dict[str, Any] = {
        "state": State.NEGOTIATING, "acting": WIGAN, "bodies": EVERYBODY, "approval": MINUTE, "reason": "Because.",
        "authority": "Minute 4",
    }  # fmt: skip
    return Case(**{**common, **GIVENS[kind], **different})
