"""What follows from a conflict of interest: the partnership's own rule, or for councillors the law where it is stricter."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from placepact.partnerships.rules.sources import COUNCILLORS
from placepact.partnerships.rules.words import Nature, OnConflict

STRICTEST_FIRST = (OnConflict.WITHDRAW, OnConflict.SPEAK, OnConflict.DECLARE)


@dataclass(frozen=True)
class Followed:
    """What follows for a seat on an item, and why."""

    what: OnConflict
    why: str

    @property
    def decides(self) -> bool:
        return self.what is OnConflict.DECLARE

    @property
    def is_counted(self) -> bool:
        """Whether the seat counts towards the quorum of the item: one that withdrew is not there."""
        return self.what is not OnConflict.WITHDRAW


@dataclass(frozen=True)
class Held:
    """An interest on the register or a seat's own organisation: which seat, in which organisation."""

    seat: int
    organisation: int


def follows(rule: OnConflict, nature: Nature, *, is_councillor: bool) -> Followed:
    """What a declared conflict leads to.

    A councillor with a pecuniary interest takes no part in discussion or vote, whatever the board's rule says;
    otherwise the board's own rule stands, which is to withdraw unless it has set another.
    """
    if is_councillor and nature is Nature.PECUNIARY and rule is not OnConflict.WITHDRAW:
        return Followed(OnConflict.WITHDRAW, COUNCILLORS)
    return Followed(rule, "the partnership’s own rule")


def undeclared(register: Iterable[Held], concerned: Iterable[int], declared: Iterable[int]) -> list[Held]:
    """The interests on the register that an item touches and that their seats have not declared on it."""
    about, said = set(concerned), set(declared)
    return [each for each in register if each.organisation in about and each.seat not in said]
