"""Sums of lines by any of their dimensions; in plain Python too, which the engines are held against."""

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

    def __add__(self, other: Total) -> Total:
        return Total(
            self.as_reported_pence + other.as_reported_pence,
            self.counted_twice_pence + other.counted_twice_pence,
            self.lines + other.lines,
        )


NOTHING = Total(0, 0, 0)


@dataclass(frozen=True)
class Cell:
    """The sums of the lines that agree in everything a count can be split by, and in how they came to the place."""

    body: str
    theme: str
    area: str
    nature: str
    attribution: str
    total: Total

    def key(self, by: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(str(getattr(self, name)) for name in by)


def is_transfer(line: Line, bodies: Collection[str]) -> bool:
    """Whether a line is money from one counted body to another: only then is the same pound inside twice."""
    return line.payee is not None and line.payee != line.payer and {line.payer, line.payee} <= set(bodies)


def cells(lines: Iterable[Line], bodies: Collection[str]) -> list[Cell]:
    """What an engine answers to the question `count`, in plain Python."""
    found: dict[tuple[str, str, str, str, str], Total] = defaultdict(lambda: NOTHING)
    for line in lines:
        twice = line.amount_pence if is_transfer(line, bodies) else 0
        found[line.payer, line.theme, line.area, line.nature, line.attribution] += Total(
            line.amount_pence, twice, 1
        )
    return [Cell(*key, total) for key, total in sorted(found.items())]


def rolled_up(found: Iterable[Cell], by: tuple[str, ...] = ()) -> dict[tuple[str, ...], Total]:
    """Sums by each combination of the dimensions `by` that has a line; by nothing, one sum under ()."""
    sums: dict[tuple[str, ...], Total] = defaultdict(lambda: NOTHING)
    for cell in found:
        sums[cell.key(by)] += cell.total
    return dict(sums)
