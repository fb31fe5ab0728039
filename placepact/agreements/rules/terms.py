"""An agreement as somebody wrote it, before it is held against what is known."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class TargetTerms:
    """One target as written; periods as (start, length), years as (start, length, value)."""

    reference: str
    title: str
    block: str
    measure: str
    area: str
    level: str
    lead: str
    priority: str = ""
    indicator: str = ""
    wording: str = ""
    part_of_area: str = ""
    for_whom: str = "everyone"
    baseline: float | None = None
    baseline_period: tuple[dt.date | None, str] = (None, "")
    years: tuple[tuple[dt.date, str, float], ...] = ()
    partners: tuple[tuple[str, str], ...] = ()
    flags: frozenset[str] = frozenset()
    relative_to: str = ""
    deferred_until: dt.date | None = None
    approval_level: str = ""
    margin_percent: float | None = None
    change_reason: str = ""


@dataclass(frozen=True)
class Terms:
    """A whole agreement as written. Parties as (organisation slug, capacity), blocks as (slug, name)."""

    slug: str
    title: str
    sentence: str
    kind: str
    starts_on: dt.date
    ends_on: dt.date
    scheme: str
    scheme_from: dt.date
    parties: tuple[tuple[str, str], ...]
    blocks: tuple[tuple[str, str], ...]
    priorities: tuple[tuple[str, str, str], ...]
    targets: tuple[TargetTerms, ...]
    narrative: str = ""
    is_illustrative: bool = False
    reason: str = ""
