"""The words a figure carries: which way is better, whether it is there, how settled it is."""

from enum import StrEnum
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Array: TypeAlias = NDArray[np.float64]
Codes: TypeAlias = NDArray[np.int8]
Mask: TypeAlias = NDArray[np.bool_]


class Direction(StrEnum):
    """Which way is better."""

    HIGHER = "higher"
    LOWER = "lower"
    NEITHER = "neither"

    @property
    def sign(self) -> int:
        """+1 where higher is better, -1 where lower is, 0 where neither is: the form arrays hold."""
        return {Direction.HIGHER: 1, Direction.LOWER: -1, Direction.NEITHER: 0}[self]


class Presence(StrEnum):
    """Why a figure is or is not there. Zero is a given figure."""

    GIVEN = "given"
    MISSING = "missing"
    SUPPRESSED = "suppressed"
    NOT_APPLICABLE = "not_applicable"
    PENDING = "pending"

    @property
    def words(self) -> str:
        """As people say it: a missing figure is one that is not available."""
        return "Not available" if self is Presence.MISSING else self.value.replace("_", " ").capitalize()


class Finality(StrEnum):
    """How settled a figure is, as its publisher says."""

    PROVISIONAL = "provisional"
    FINAL = "final"
    REVISED = "revised"

    @property
    def words(self) -> str:
        return self.value.capitalize()
