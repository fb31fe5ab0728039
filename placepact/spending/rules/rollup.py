"""The count itself, in plain Python: what the engines are held against, and what small counts use."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from placepact.spending.rules.lines import Line

DIMENSIONS = ("body", "theme", "area", "nature")


@dataclass(frozen=True)
class Total:
    """Sums of some lines, in pence: as_reported = counted_twice + counted_once."""

    as_reported_pence: int
    counted_twice_pence: int
    lines: int

    @property
    def counted_once_pence(self) -> int:
        return self.as_reported_pence - self.counted_twice_pence


def is_transfer(line: Line, bodies: Collection[str]) -> bool:
    """Whether a line is money from one counted body to another: only then is the same pound inside twice."""
    return line.payee is not None and line.payee != line.payer and {line.payer, line.payee} <= set(bodies)


def totals(
    lines: Iterable[Line], bodies: Collection[str], by: tuple[str, ...] = ()
) -> dict[tuple[str, ...], Total]:
    """Sums by each combination of the dimensions `by` that has a line; by nothing, one sum under ()."""
    reported: dict[tuple[str, ...], int] = defaultdict(int)
    twice: dict[tuple[str, ...], int] = defaultdict(int)
    many: dict[tuple[str, ...], int] = defaultdict(int)
    for line in lines:
        key = line.key(by)
        reported[key] += line.amount_pence
        many[key] += 1
        if is_transfer(line, bodies):
            twice[key] += line.amount_pence
    return {key: Total(reported[key], twice[key], many[key]) for key in reported}
