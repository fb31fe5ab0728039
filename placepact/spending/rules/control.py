"""Published totals beside ours: shown with the difference and its tolerance, never put in the place of ours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Step:
    """One step from one total to another, in pence, with the codes that it adds up."""

    name: str
    pence: int
    parts: tuple[tuple[str, int], ...] = ()
    why: str = ""


@dataclass(frozen=True)
class Control:
    """A published total beside ours, in pence. `steps` lead from our figure to what is compared.

    `tolerance_pence` is what rounding alone can explain.
    """

    name: str
    published_pence: int
    ours_pence: int
    explanation: str
    tolerance_pence: int = 0
    steps: tuple[Step, ...] = ()

    @property
    def difference_pence(self) -> int:
        return self.ours_pence - self.published_pence

    @property
    def agrees(self) -> bool:
        """Whether rounding alone can explain the difference."""
        return abs(self.difference_pence) <= self.tolerance_pence


def tolerance_pence(figures: int, rounded_to_pence: int) -> int:
    """The most that a total can differ from the sum of `figures` when each, and the total, was rounded.

    Every rounding moves a figure by at most half of what it is rounded to.
    """
    return (figures + 1) * rounded_to_pence // 2


def bridge(
    start_pence: int, sums: Mapping[str, int], named: Sequence[tuple[str, tuple[str, ...], str]]
) -> tuple[Step, ...]:
    """Steps from a starting total: for each (name, codes, why) the sum of its codes, left out where no line has them."""
    steps = [Step("Spending on services", start_pence)]
    for name, codes, why in named:
        parts = tuple((code, sums[code]) for code in codes if code in sums)
        if parts:
            steps.append(Step(name, sum(pence for _, pence in parts), parts, why))
    return tuple(steps)
