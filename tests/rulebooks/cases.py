"""Cases of the law of 2008 to hold rules against: everything is in order until a test makes something different."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from placepact.agreements.rulebooks.facts import (
    Approved,
    Body,
    Capacity,
    Case,
    Change,
    LineFacts,
    State,
)

COUNCIL = Body(
    "council", "The Council", Capacity.ACCOUNTABLE, "Local government", "Metropolitan district council"
)
POLICE = Body("police", "The Police", Capacity.PARTNER, "Police", "Police force")
HEALTH = Body("health", "The Health Trust", Capacity.PARTNER, "NHS", "Primary care trust")
CHARITY = Body("charity", "The Charity", Capacity.COMMUNITY, "Community sector", "Charity")
OFFICE = Body("office", "The Government Office", Capacity.GOVERNMENT, "Central government", "Regional office")
BODIES = (COUNCIL, POLICE, HEALTH, CHARITY, OFFICE)
OF = {each.capacity: each for each in (COUNCIL, POLICE, CHARITY, OFFICE)}

APPROVED_ON = dt.date(2008, 6, 30)
MINUTE = Approved(dt.date(2008, 6, 1), by_full_council=True, minute="Council, 1 June 2008, minute 12")
LOCAL = LineFacts(
    "T1", related=frozenset({"council", "police", "health"}), told=frozenset(), origin_on=APPROVED_ON
)
WITH_CHARITY = replace(LOCAL, reference="T2", related=frozenset({"council", "police", "charity"}))
DESIGNATED = replace(LOCAL, reference="T3", is_designated=True, is_put_forward=True)


def case(**different: Any) -> Case:
    """In force since 30 June 2008, asked of by the council two months later."""
    given: dict[str, Any] = {
        "on": dt.date(2008, 8, 30),
        "state": State.IN_FORCE,
        "starts_on": dt.date(2008, 4, 1),
        "ends_on": dt.date(2011, 3, 31),
        "acting": COUNCIL,
        "bodies": BODIES,
        "lines": (LOCAL, WITH_CHARITY, DESIGNATED),
        "approval": MINUTE,
        "approved_on": APPROVED_ON,
        "directed_on": dt.date(2008, 1, 15),
        "consulted": frozenset({"police", "health"}),
        "signed_by": frozenset({"council", "police", "health", "charity"}),
    }
    return Case(**{**given, **different})


def change(line: LineFacts = LOCAL, **different: Any) -> Change:
    """An amendment that everybody has consented to, approved by the council, with its reason."""
    given: dict[str, Any] = {
        "kind": "amend",
        "consents": frozenset(line.related - {"council"}),
        "approval": MINUTE,
        "reason": "The figure was revised.",
    }
    return Change(line=line, **{**given, **different})
