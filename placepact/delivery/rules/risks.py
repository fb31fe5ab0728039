"""What two scores from 1 to 5 make of a risk, and whether it rises."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

SCALE = range(1, 6)
HIGH, MIDDLE = 15, 6


class Heat(StrEnum):
    """How high a risk is: likelihood times impact, at most 25."""

    LOW = "low"
    MIDDLE = "middle"
    HIGH = "high"

    @property
    def words(self) -> str:
        return self.value.capitalize()


class Way(StrEnum):
    """Where a risk went since it was scored before."""

    NEW = "new"
    RISING = "rising"
    FALLING = "falling"
    SAME = "same"

    @property
    def words(self) -> str:
        return {"same": "No change"}.get(self.value, self.value.capitalize())


LIKELIHOODS = {1: "rare", 2: "unlikely", 3: "possible", 4: "likely", 5: "almost certain"}
IMPACTS = {1: "slight", 2: "small", 3: "felt", 4: "grave", 5: "ends the target"}


def heat(score: int) -> Heat:
    """How high a score is. ValueError outside 1 to 25."""
    if not 1 <= score <= 25:
        raise ValueError(f"{score} is no product of two scores from 1 to 5.")
    return Heat.HIGH if score >= HIGH else Heat.MIDDLE if score >= MIDDLE else Heat.LOW


def way(scores: Sequence[int]) -> Way:
    """Where a risk went, by its scores from the first to the newest."""
    if len(scores) < 2:
        return Way.NEW
    before, now = scores[-2], scores[-1]
    return Way.RISING if now > before else Way.FALLING if now < before else Way.SAME
