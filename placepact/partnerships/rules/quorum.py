"""Whether enough voting seats are filled. No number is set by default: no source sets one."""

from __future__ import annotations

from dataclasses import dataclass

from placepact.partnerships.rules.sources import NO_QUORUM
from placepact.partnerships.rules.words import QuorumIs


@dataclass(frozen=True)
class Setting:
    """A partnership's quorum: none, a number of voting seats, or a share of them in whole percent."""

    kind: QuorumIs
    number: int | None = None
    percent: int | None = None


@dataclass(frozen=True)
class Quorum:
    """What was needed and what was there, as a sentence; `needed` is None where no quorum is set."""

    needed: int | None
    present: int
    sentence: str

    @property
    def is_met(self) -> bool:
        return self.needed is None or self.present >= self.needed


def needed(setting: Setting, voting_seats: int) -> int | None:
    """How many voting seats must be filled; a share is rounded up, so that it is never undercut."""
    if setting.kind is QuorumIs.NUMBER:
        return setting.number
    if setting.kind is QuorumIs.SHARE and setting.percent is not None:
        return -(-voting_seats * setting.percent // 100)
    return None


def quorum(least: int | None, present: int, voting_seats: int) -> Quorum:
    """Whether a meeting, or an item of it, has its quorum. `present`: voting seats filled and not withdrawn."""
    there = f"{present} of {voting_seats} voting seats"
    if least is None:
        return Quorum(None, present, f"{there}. No quorum is set, so none can be missed. {NO_QUORUM}")
    if present >= least:
        return Quorum(least, present, f"{there}: the quorum of {least} is met.")
    return Quorum(least, present, f"{there}: the quorum is {least}, so nothing can be decided.")
