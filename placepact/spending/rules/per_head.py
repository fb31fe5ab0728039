"""Money for each person, and what changed from one year to another."""

from __future__ import annotations


def per_head_pence(pence: int, people: int) -> int:
    """Whole pence for each person, to the nearest penny, half away from nothing. ValueError where nobody lives there."""
    if people <= 0:
        raise ValueError(f"{people} people")
    sign = -1 if pence < 0 else 1
    return sign * ((2 * abs(pence) + people) // (2 * people))


def change_percent(before_pence: int, now_pence: int) -> float | None:
    """The change in per cent of what was before; None where that was nothing, or below it."""
    return None if before_pence <= 0 else 100 * (now_pence - before_pence) / before_pence
