"""An agreement as somebody wrote it, before it is held against what is known."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class LineTerms:
    """One line as written; periods as (start, length), years as (start, length, value).

    Only a target has a measure, an area, figures and a lead; `body` and `amount_pence` are of the other kinds:
    who contributes or pledges, or of whom a freedom is asked, and how much. Bodies by slug, areas by code.
    `without`: of a stretch target, what would be reached at its end without the agreement.
    """

    reference: str
    title: str
    block: str
    measure: str = ""
    area: str = ""
    level: str = ""
    lead: str = ""
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
    without: float | None = None
    change_reason: str = ""
    kind: str = "target"
    body: str = ""
    amount_pence: int | None = None

    def related(self) -> frozenset[str]:
        """Whom the line relates to: its lead, who delivers and who supports; not who is only consulted."""
        close = {slug for slug, closeness in self.partners if closeness != "consulted"}
        return frozenset({each for each in (self.lead, self.body) if each} | close)

    def told(self) -> frozenset[str]:
        """Who is only to be consulted."""
        return frozenset(slug for slug, closeness in self.partners if closeness == "consulted")


TargetTerms = LineTerms


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
    targets: tuple[LineTerms, ...]
    narrative: str = ""
    is_illustrative: bool = False
    reason: str = ""
    others: tuple[LineTerms, ...] = ()
