"""How long each of some things lived, and into which it was merged: a bar each, on one line of years."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from placepact.drawings import svg
from placepact.drawings.series import NothingToDraw
from placepact.drawings.type_widths import in_lines

ROW, TOP, BAR = 46.0, 30.0, 12.0
TYPE, SMALL, LINE = 14.0, 13.0, 17.0
SHAPES = {"wide": (1120.0, 330.0), "narrow": (330.0, 0.0)}
"""Width of the drawing and of the column of names; on the narrow one names stand over their bars."""


@dataclass(frozen=True)
class Life:
    """One thing: from its first day to its last, None while it lives; `into` is the row that took it in."""

    name: str
    starts_on: dt.date
    ends_on: dt.date | None = None
    into: int | None = None


def draw(lives: Sequence[Life], until: dt.date, label: str) -> tuple[str, str]:
    """Two drawings, wide and narrow. `until`: the day to which the living are drawn. NothingToDraw for none."""
    if not lives:
        raise NothingToDraw("Nothing is on the register, so there is nothing to draw. Say so instead.")
    return drawing(lives, until, label, "wide"), drawing(lives, until, label, "narrow")


def drawing(lives: Sequence[Life], until: dt.date, label: str, shape: str) -> str:
    width, names = SHAPES[shape]
    row = ROW if names else ROW + 14
    first = dt.date(min(each.starts_on for each in lives).year, 1, 1)
    days = max((until - first).days, 1)

    def across(day: dt.date) -> float:
        return names + 6 + min(max((day - first).days, 0), days) / days * (width - names - 22)

    def height(at: int) -> float:
        return TOP + row * at + (row / 2 if names else row - 14)

    bottom = TOP + row * len(lives)
    parts = [
        grid(across(dt.date(year, 1, 1)), year, bottom) for year in years(first, until, 8 if names else 4)
    ]
    for at, each in enumerate(lives):
        parts.append(bar(each, (across(each.starts_on), across(each.ends_on or until)), height(at)))
        if each.into is not None and each.ends_on:
            parts.append(joined(across(each.ends_on), height(at), height(each.into)))
    for at, each in enumerate(lives):  # last, so that no way of a merger crosses a name
        parts += named(each.name, at, row, names)
    return svg.frame((width, bottom + 6), label, parts, f"pp-chart pp-{shape}")


def years(first: dt.date, until: dt.date, at_most: int) -> list[int]:
    """The years that get a line, evenly apart."""
    every = list(range(first.year, until.year + 1))
    apart = -(-len(every) // at_most)
    return every[::apart]


def grid(x: float, year: int, bottom: float) -> str:
    edge = svg.line([(x, TOP - 6), (x, bottom)], stroke=svg.LINE, stroke_width=1)
    return edge + svg.text((x + 3, TOP - 12), str(year), font_size=SMALL, fill=svg.INK_2)


def named(name: str, at: int, row: float, names: float) -> list[str]:
    """The name in its column, in two lines at most; over the bar where there is no column."""
    lines = in_lines(name, names - 12 if names else 320.0, TYPE, 400)[: 2 if names else 1]
    top = TOP + row * at + (row / 2 + 5 - LINE / 2 * (len(lines) - 1) if names else 20)
    return [halo((0, top + LINE * n), words) for n, words in enumerate(lines)]


def halo(place: svg.Place, words: str) -> str:
    """Words with an edge of paper, so that they read where a line crosses them."""
    return svg.text(
        place,
        words,
        font_size=TYPE,
        stroke=svg.PAPER,
        stroke_width=4,
        stroke_linejoin="round",
        paint_order="stroke",
    )


def bar(each: Life, ends: tuple[float, float], height: float) -> str:
    """Filled while it lives; open with an ink edge where it is no more."""
    start, end = ends
    size = {"x": start, "y": height - BAR / 2, "width": max(end - start, 2.0), "height": BAR}
    if each.ends_on is None:
        return svg.tag("rect", {**size, "fill": svg.DAMSON})
    return svg.tag("rect", {**size, "fill": svg.HEATHER, "stroke": svg.AXIS, "stroke_width": 1})


def joined(x: float, start: float, end: float) -> str:
    """The way into what took it in, with an arrow's head."""
    way = 1 if end > start else -1
    stop = end - way * (BAR / 2 + 2)
    head = [(x - 4, stop - way * 6), (x, stop), (x + 4, stop - way * 6)]
    return svg.line([(x, start + way * BAR / 2), (x, stop)], stroke=svg.INK, stroke_width="1.5") + svg.line(
        head, stroke=svg.INK, stroke_width="1.5"
    )
