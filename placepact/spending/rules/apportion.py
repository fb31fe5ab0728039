"""A body's money shared out by a measure, to the penny."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from placepact.errors import Refusal


class NothingToShareBy(Refusal):
    """The weights are missing, negative or all nothing."""


def share_out(amount_pence: int, weights: Sequence[int]) -> list[int]:
    """Whole pence by weight that add up to the amount: largest remainder, the first of equal ones first.

    Weights are counts, such as people. A negative amount is shared as its opposite.
    """
    whole = sum(weights)
    if whole <= 0 or min(weights) < 0:
        raise NothingToShareBy(
            f"{amount_pence} pence cannot be shared by the weights {list(weights)}. Give counts of people, at least one above 0."
        )
    sign, size = (-1 if amount_pence < 0 else 1), abs(amount_pence)
    shares = [size * weight // whole for weight in weights]
    remainders = [size * weight % whole for weight in weights]
    order = sorted(range(len(weights)), key=lambda at: (-remainders[at], at))
    for at in order[: size - sum(shares)]:
        shares[at] += 1
    return [sign * share for share in shares]


def part_of(amount_pence: int, inside: Sequence[str], people: Mapping[str, int]) -> int:
    """The part of an amount that falls to some areas of a footprint, by the people of each of its areas.

    people: for every area of the footprint. The whole is shared out area by
    area, so that the parts of all places of a footprint add up to the whole.
    """
    codes = sorted(people)
    shares = share_out(amount_pence, [people[code] for code in codes])
    return sum(share for code, share in zip(codes, shares, strict=True) if code in set(inside))
