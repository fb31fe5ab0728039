"""A small agreement as somebody would write it, for the tests of this folder."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from placepact.agreements.rules.terms import TargetTerms, Terms

FIRST = TargetTerms(
    reference="T1",
    title="More people in work",
    block="work",
    measure="of working-age people",
    area="E08000004",
    level="local_area",
    lead="the-council",
    priority="P1",
    baseline=68.0,
    baseline_period=(dt.date(2021, 1, 1), "P1Y"),
    years=((dt.date(2024, 1, 1), "P1Y", 71.0), (dt.date(2025, 1, 1), "P1Y", 72.0)),
    partners=(("the-partner", "supports"),),
    margin_percent=2.0,
)
SECOND = replace(FIRST, reference="T2", title="Warmer homes", partners=(), baseline=None)
SMALL = Terms(
    slug="the-settlement",
    title="The settlement",
    sentence="We will do better together.",
    kind="integrated_settlement",
    starts_on=dt.date(2024, 4, 1),
    ends_on=dt.date(2027, 3, 31),
    scheme="share_of_the_way",
    scheme_from=dt.date(2026, 1, 1),
    parties=(("the-council", "accountable"), ("the-partner", "partner")),
    blocks=(("work", "Work and skills"), ("homes", "Homes")),
    priorities=(("P1", "work", "Good work for everyone"),),
    targets=(FIRST, SECOND),
)


def terms(**different: Any) -> Terms:
    return replace(SMALL, **different)


def with_target(**different: Any) -> Terms:
    """The small agreement with its first target written differently."""
    return replace(SMALL, targets=(replace(FIRST, **different), SECOND))
