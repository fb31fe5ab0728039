"""How the area of a partner lies to the area of a partnership, on a day: handled and shown, never forbidden."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from placepact.partnerships.rules.days import holds_on


class Fit(StrEnum):
    """How one set of areas lies to another, in the order of showing."""

    SAME = "same"
    MORE = "more"
    PART = "part"
    ACROSS = "across"
    APART = "apart"
    UNKNOWN = "unknown"

    @property
    def words(self) -> str:
        return WORDS[self]

    @property
    def what_follows(self) -> str:
        return WHAT_FOLLOWS[self]


WORDS: dict[Fit, str] = {
    Fit.SAME: "Covers all of it, and no more",
    Fit.MORE: "Covers all of it, and more",
    Fit.PART: "Covers part of it",
    Fit.ACROSS: "Covers part of it, and reaches beyond",
    Fit.APART: "Apart from it",
    Fit.UNKNOWN: "No area on record",
}
WHAT_FOLLOWS: dict[Fit, str] = {
    Fit.SAME: "Its figures and money are those of the partnership’s area as they stand.",
    Fit.MORE: (
        "Of its figures those for this area count. Where it publishes none, a count is apportioned by weights that "
        "sum to 1 and a rate is recomputed from its parts, never averaged."
    ),
    Fit.PART: "It answers for its own areas. The others need another body, or the targets say which part they are for.",
    Fit.ACROSS: (
        "It answers for the areas that both have. Its figures are apportioned to them, and the areas that it does "
        "not cover need another body."
    ),
    Fit.APART: "It may sit and help; no target of this area is delivered by it alone.",
    Fit.UNKNOWN: "Register the areas that it acts for, so that its place here can be told.",
}


@dataclass(frozen=True)
class Spell:
    """An area that counts from one day to another, each included and each possibly unknown; `code` is its GSS code."""

    code: str
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None


@dataclass(frozen=True)
class Overlap:
    """What two sets of areas have in common, and what each has alone; codes of the smallest areas known."""

    fit: Fit
    both: frozenset[str]
    not_covered: frozenset[str]
    beyond: frozenset[str]


def codes_on(spells: Iterable[Spell], on: dt.date) -> frozenset[str]:
    """The areas of a dated set on a day."""
    return frozenset(each.code for each in spells if holds_on(each.valid_from, each.valid_to, on))


def smallest(codes: Iterable[str], members: Mapping[str, Iterable[str]]) -> frozenset[str]:
    """Areas as the smallest that they are made of; one without members stays as it is.

    members: the codes of the parts of an area on the day, by its code. An area that is, through others,
    a part of itself is taken once.
    """
    waiting, seen, found = list(codes), set[str](), set[str]()
    while waiting:
        code = waiting.pop()
        if code in seen:
            continue
        seen.add(code)
        parts = list(members.get(code, ()))
        waiting += parts
        if not parts:
            found.add(code)
    return frozenset(found)


def overlap(own: frozenset[str], partner: frozenset[str]) -> Overlap:
    """How a partner's areas lie to a partnership's own; both in the smallest areas."""
    both, missing, beyond = own & partner, own - partner, partner - own
    return Overlap(fit_of(own, partner), both, missing, beyond)


def fit_of(own: frozenset[str], partner: frozenset[str]) -> Fit:
    if not own or not partner:
        return Fit.UNKNOWN
    if own == partner:
        return Fit.SAME
    if own < partner:
        return Fit.MORE
    if partner < own:
        return Fit.PART
    return Fit.ACROSS if own & partner else Fit.APART
