"""What every chart over time is made from: points, runs without a gap, and the scales that place them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from placepact.errors import Refusal


class NothingToDraw(Refusal):
    """A drawing was asked for that would have nothing in it."""


@dataclass(frozen=True)
class Point:
    """A figure at a time.

    `at` is a year as a decimal number (2024.0; a quarter is 0.25), for a period of several years the last
    one. `name` is the period as people say it. `value`, `lower`, `upper` are in the unit of the series; a
    missing figure is None, and so are limits that are not published.
    """

    at: float
    name: str
    value: float | None
    lower: float | None = None
    upper: float | None = None


def given(points: Iterable[Point]) -> list[Point]:
    """The points that have a figure, in order of time."""
    return sorted((point for point in points if point.value is not None), key=lambda point: point.at)


def step_of(points: Sequence[Point]) -> float:
    """The usual time between neighbours: the smallest there is, missing figures included. 1 where
    there is none.
    """
    times = sorted({point.at for point in points})
    return min((later - earlier for earlier, later in pairwise(times)), default=1.0)


def runs(points: Sequence[Point]) -> list[list[Point]]:
    """Unbroken stretches: a missing figure or a time left out ends one."""
    step = step_of(points)
    found: list[list[Point]] = []
    for point in given(points):
        follows = bool(found) and point.at - found[-1][-1].at < 1.5 * step
        if follows:
            found[-1].append(point)
        else:
            found.append([point])
    return found


def with_limits(points: Sequence[Point]) -> list[list[Point]]:
    """Unbroken stretches of points that have both limits, for a band; their value is the lower limit."""
    bounded = [(p, p.lower is not None and p.upper is not None) for p in points]
    return runs([Point(p.at, p.name, p.lower if both else None, p.lower, p.upper) for p, both in bounded])


def numbers(points: Iterable[Point]) -> list[float]:
    """Every value and limit that is given."""
    return [n for p in points for n in (p.value, p.lower, p.upper) if n is not None]


@dataclass(frozen=True)
class Scale:
    """From numbers to px along one side: `low` is drawn at `start`, `high` at `end`."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        if self.high == self.low:
            return (self.start + self.end) / 2
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)


def round_steps(low: float, high: float, at_most: int = 6) -> list[float]:
    """Round numbers from at or below `low` to at or above `high`, no more than `at_most` of them (3 or
    more).
    """
    if high <= low:
        low, high = low - 0.5, high + 0.5
    for step in steps_above((high - low) / (at_most - 1) / 2):
        first, last = floor_to(low, step), -floor_to(-high, step)
        many = round((last - first) / step) + 1
        if many <= at_most:
            return [round(first + i * step, 10) for i in range(many)]
    raise NothingToDraw(f"No round scale runs from {low} to {high}.")


def steps_above(least: float, shapes: Sequence[float] = (1, 2, 2.5, 5)) -> Iterable[float]:
    """Round steps in rising order, from the first that is at least `least`: 1, 2, 2.5, 5, 10, 20, …"""
    power = -12
    while power < 15:
        for shape in shapes:
            step = round(shape * 10.0**power, 13)
            if step >= least:
                yield step
        power += 1


def floor_to(value: float, step: float) -> float:
    """The highest multiple of `step` that is not above `value`, forgiving the last bit of a float."""
    return round(int_floor(value / step + 1e-9) * step, 10)


def int_floor(value: float) -> int:
    whole = int(value)
    return whole - 1 if whole > value else whole
