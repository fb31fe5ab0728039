"""What reporting costs: items asked, items to deliver once they are aligned, minutes, and inspections that overlap."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

ItemKey = tuple[str, int, int, str]
"""A data item: the line where nothing of ours measures it (else empty), indicator or body, area, period as text."""


@dataclass(frozen=True)
class Minutes:
    """Minutes that one item costs. `body` and `framework` are None where it is for all; a later one counts before it."""

    minutes: int
    evidence: str
    is_assumed: bool
    body: int | None = None
    framework: str | None = None


ASSUMED = Minutes(30, "No evidence is on record: assumed, to be timed with those who type the figures.", True)


def minutes_for(settings: Sequence[Minutes], body: int, framework: str) -> Minutes:
    """The setting that fits best: of body and framework, of body, of framework, of all; the newest of equals."""
    fitting = [
        (each.body is not None, each.framework is not None, at)
        for at, each in enumerate(settings)
        if each.body in (None, body) and each.framework in (None, framework)
    ]
    return settings[max(fitting)[2]] if fitting else ASSUMED


@dataclass(frozen=True)
class Item:
    """One figure asked for by one framework. `key` is the same wherever the same figure is asked for."""

    body: int
    framework: str
    key: ItemKey
    is_delivered: bool
    minutes: int


@dataclass(frozen=True)
class Tally:
    """Items and minutes of a body or a framework.

    `asked`: lines' cells; `once`: data items when each is delivered once; `delivered` of these; minutes likewise.
    """

    asked: int
    once: int
    delivered: int
    minutes_asked: int
    minutes_once: int

    @property
    def saved(self) -> int:
        return self.asked - self.once

    @property
    def minutes_saved(self) -> int:
        return self.minutes_asked - self.minutes_once


def tally(items: Iterable[Item]) -> Tally:
    """Count items asked for against items to deliver; an item costs once what the dearest list makes of it."""
    found = list(items)
    dearest: dict[ItemKey, int] = {}
    given: set[ItemKey] = set()
    for each in found:
        dearest[each.key] = max(each.minutes, dearest.get(each.key, 0))
        if each.is_delivered:
            given.add(each.key)
    return Tally(
        asked=len(found),
        once=len(dearest),
        delivered=len(given),
        minutes_asked=sum(each.minutes for each in found),
        minutes_once=sum(dearest.values()),
    )


def shared(items: Iterable[Item]) -> dict[int, int]:
    """How many data items are asked for by one list, by two, by three, and so on."""
    asked: dict[ItemKey, set[str]] = {}
    for each in items:
        asked.setdefault(each.key, set()).add(each.framework)
    counts: dict[int, int] = {}
    for lists in asked.values():
        counts[len(lists)] = counts.get(len(lists), 0) + 1
    return dict(sorted(counts.items()))


@dataclass(frozen=True)
class Visit:
    """An inspection of a body."""

    id: int
    body: int
    inspectorate: str
    scope: str
    starts_on: dt.date
    ends_on: dt.date
    days: int


@dataclass(frozen=True)
class Overlap:
    """Two inspections of one body that fall on the same days, how many, and whether they ask about the same."""

    one: Visit
    other: Visit
    days: int
    same_scope: bool


def overlaps(visits: Sequence[Visit]) -> list[Overlap]:
    """Pairs of inspections of one body on the same days, most days first."""
    found = []
    for one, other in combinations(visits, 2):
        days = (min(one.ends_on, other.ends_on) - max(one.starts_on, other.starts_on)).days + 1
        if one.body == other.body and days > 0:
            found.append(Overlap(one, other, days, one.scope.casefold() == other.scope.casefold()))
    return sorted(found, key=lambda each: -each.days)


def hours(minutes: float) -> str:
    """Minutes as people say a length of work: "45 minutes", "12 hours", "1,250 hours"."""
    if minutes < 90:
        return f"{minutes:.0f} minutes"
    return f"{minutes / 60:,.0f} hours"
