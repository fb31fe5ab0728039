"""The six classes of a table of money: each step up is about twice the money, and bounds are round."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

from placepact.drawings.series import NothingToDraw, steps_above

TIMES = (1, 3, 6, 12, 24)
"""The lower bounds of classes 2 to 6, in units of the first bound."""


def bounds(values: Sequence[float], smallest: float = 0.0) -> tuple[float, ...]:
    """The five bounds between six classes, the first a round number, no finer than `smallest`.

    The highest class starts below two thirds of the highest value, so that it is never empty.
    NothingToDraw where no value is above 0.
    """
    most = max(values, default=0.0)
    if most <= 0:
        raise NothingToDraw("No figure is above 0, so a heat table has no classes. Show the figures alone.")
    first = most / 1000
    for step in steps_above(max(most / 1000, smallest), (1, 2, 2.5, 5)):
        if TIMES[-1] * step > most * 2 / 3 and first:
            break
        first = step
    return tuple(times * max(first, smallest) for times in TIMES)


def class_of(value: float | None, edges: Sequence[float]) -> int:
    """0 for no figure, zero or below; else 1 to 6."""
    if value is None or value <= 0:
        return 0
    return 1 + bisect_right(edges, value)


def key(edges: Sequence[float], decimals: int = 1) -> list[tuple[int, str]]:
    """The class and its words, lowest first: "under 10", "10 to 29.9", "240 and over"."""
    least = 10.0**-decimals
    rows = [(1, f"under {edges[0]:,g}")]
    for number, (low, high) in enumerate(pairwise(edges), start=2):
        rows.append((number, f"{low:,g} to {high - least:,.{decimals}f}"))
    return [*rows, (len(edges) + 1, f"{edges[-1]:,g} and over")]
