"""A strategy from draft to replaced, how its priorities stand under one another, and what stands in the way of adopting it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from placepact.partnerships.rules.days import holds_on


class State(StrEnum):
    """Where a strategy stands."""

    DRAFT = "draft"
    ADOPTED = "adopted"
    REPLACED = "replaced"


NEXT: dict[State, frozenset[State]] = {
    State.DRAFT: frozenset({State.ADOPTED}),
    State.ADOPTED: frozenset({State.REPLACED}),
    State.REPLACED: frozenset(),
}


class Level(StrEnum):
    """Whose priority it is, the widest first."""

    NATIONAL = "national"
    REGIONAL = "regional"
    LOCAL = "local"


WIDTH = {Level.NATIONAL: 0, Level.REGIONAL: 1, Level.LOCAL: 2}

TAKE_ACCOUNT = (
    "A London borough takes account of each of the Mayor’s strategies before it adopts its own "
    "(Audit Commission, Working better together?, 2009)."
)


@dataclass(frozen=True)
class Mayors:
    """A strategy of the Mayor's, as the question needs it; the day it ends is its last."""

    title: str
    adopted_on: dt.date | None
    ends_on: dt.date | None
    is_taken_account_of: bool


def must_be_taken_account_of(strategies: Sequence[Mayors], on: dt.date) -> list[str]:
    """The titles of the Mayor's strategies in force on a day that nobody has said to have been taken account of."""
    return [
        each.title
        for each in strategies
        if each.adopted_on and holds_on(each.adopted_on, each.ends_on, on) and not each.is_taken_account_of
    ]


def why_not_adopted(state: str, priorities: int, missing: Sequence[str]) -> list[str]:
    """What stands in the way of adopting a strategy, in sentences; empty where nothing does."""
    found = []
    if State.ADOPTED not in NEXT[State(state)]:
        found.append(f"It is {state} already. Begin a new strategy to replace it.")
    if not priorities:
        found.append("It has no priority. Write at least one: targets trace to priorities.")
    if missing:
        found.append(
            f"It has not taken account of {', '.join(missing)}. {TAKE_ACCOUNT} Record for each where that was done."
        )
    return found


def why_not_under(level: str, above: str) -> str:
    """Why a priority cannot stand under another; empty where it can. Local ones stand under regional or national."""
    if WIDTH[Level(above)] < WIDTH[Level(level)]:
        return ""
    return (
        f"A {level} priority stands under a wider one, and the one above it is {above}. "
        "Choose a national or a regional priority above it, or none."
    )


def reading_order(reference: str) -> tuple[tuple[str, int], ...]:
    """A key that puts L9 before L10, as people count."""
    return tuple((words, int(number or 0)) for words, number in re.findall(r"(\D*)(\d*)", reference))
