"""The four classes of a map: equal, round, and the same for every period, so that two maps can be
compared.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from placepact.drawings import svg
from placepact.drawings.series import NothingToDraw, floor_to, steps_above

FILLS = ("#f1e6f2", "#d3b0d5", "#96579a", "#5b1f5b")
WORDS_ON = (svg.INK, svg.INK, "#ffffff", "#ffffff")
SHAPES = (1, 1.5, 2, 2.5, 3, 4, 5, 6, 8)


@dataclass(frozen=True)
class KeyRow:
    """One row of the key: its class (0 lowest, None for no figure), a swatch, the words, and who is in it."""

    number: int | None
    swatch_svg: str
    label: str
    who: str


def classes(values: Sequence[float | None], decimals: int, number: int = len(FILLS)) -> tuple[float, ...]:
    """The `number` + 1 bounds of equal classes that hold every value.

    `values` are those of all periods, so that the classes stay when the period changes. A value on a bound
    belongs to the class above it, so the last bound is always above the highest value. Bounds are multiples
    of a round step, never finer than the decimals shown. NothingToDraw where every value is None.
    """
    there = [value for value in values if value is not None]
    if not there:
        raise NothingToDraw("No area has a figure, so a map would show nothing. Show the reason instead.")
    low, high = min(there), max(there)
    for step in steps_above(max((high - low) / number, 10.0**-decimals), SHAPES):
        first = floor_to(low, step)
        if is_shown(step, decimals) and first + number * step > high:
            return tuple(round(first + i * step, 10) for i in range(number + 1))
    raise NothingToDraw(f"No four classes run from {low} to {high}.")


def is_shown(step: float, decimals: int) -> bool:
    """Whether a bound can be written with that many decimals."""
    shift = step * 10.0 ** max(decimals, 0)
    return abs(shift - round(shift)) < 1e-6


def class_of(value: float, bounds: Sequence[float]) -> int:
    """Which class a value is in, 0 the lowest. ValueError where the bounds do not hold it."""
    # Classes are made with a hair's breadth of forgiveness for floats, so their ends have it too.
    hair = 1e-6 * (bounds[1] - bounds[0])
    if bounds[0] - hair <= value <= bounds[-1]:
        return bisect_right(bounds[1:-1], value)
    raise ValueError(f"{value} is outside the classes {bounds[0]} to {bounds[-1]}.")


def key(
    bounds: Sequence[float], values: Mapping[str, float | None], unit: str, decimals: int
) -> list[KeyRow]:
    """The rows of the key from high to low: "63 to under 66 years", "Trafford 65.2, Stockport 63.1".

    `unit` is said in the first row only: " years", "%", " per 100,000", with its space where it has one.
    """
    rows: list[KeyRow] = []
    for number in reversed(range(len(bounds) - 1)):
        low, high = bounds[number], bounds[number + 1]
        inside = [(n, v) for n, v in values.items() if v is not None and class_of(v, bounds) == number]
        inside.sort(key=lambda one: (-one[1], one[0]))
        who = ", ".join(f"{name} {value:,.{decimals}f}" for name, value in inside)
        said = f"{plain(low)} to under {plain(high)}{unit if not rows else ''}"
        rows.append(KeyRow(number, swatch(number), said, who or "None"))
    without = sorted(name for name, value in values.items() if value is None)
    if without:
        rows.append(KeyRow(None, swatch(None), "No figure", ", ".join(without)))
    return rows


def plain(value: float) -> str:
    """A bound as people write it: 63, 2.5, 1,000."""
    return f"{value:,.10f}".rstrip("0").rstrip(".").replace("-", "−")


def swatch(number: int | None) -> str:
    """A small box of the class's colour; hatched for no figure. Hidden from readers, since the words
    say it.
    """
    fill = svg.PAPER if number is None else FILLS[number]
    box = svg.element(
        "rect", x=0.5, y=0.5, width=33, height=21, fill=fill, stroke=svg.AXIS if number in (None, 0) else fill
    )
    slant = svg.element("path", d="M0 12L11 1M5 21L25 1M19 21L33 7", stroke=svg.AXIS, stroke_width=1)
    return svg.element(
        "svg",
        box + (slant if number is None else ""),
        viewBox="0 0 34 22",
        width=34,
        height=22,
        aria_hidden="true",
    )
