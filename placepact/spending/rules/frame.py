"""What all identified public spending of a region would be for a place: a frame around the count, never a part of it."""

from __future__ import annotations

from dataclasses import dataclass

from placepact.errors import Refusal
from placepact.spending.rules.apportion import share_out

OUTTURN, NATIONAL = "RS", "PESA"


class CountedTwiceByNature(Refusal):
    """A count would add national accounts to the books of councils, which they hold already."""


@dataclass(frozen=True)
class Frame:
    """About how much public spending is identified for the place, in pence, and in words how that is known."""

    known_pence: int
    words: str
    is_estimate: bool = True


def estimate_pence(region_pence: int, region_people: int, place_people: int) -> int:
    """The place's part of a region's spending by people, to the nearest penny."""
    return share_out(region_pence, [place_people, region_people - place_people])[0]


def check_not_added(forms: set[str], name: str) -> None:
    """Raise CountedTwiceByNature where a count would hold national and local accounts together."""
    if {OUTTURN, NATIONAL} <= forms:
        raise CountedTwiceByNature(
            f"{name} would add all identified public spending (PESA) to the outturn of councils. PESA includes what "
            "councils spend, so that their money would be counted twice. Let PESA replace the outturn, or frame it."
        )
