"""The large chart of one indicator over time, by Vega-Lite: this area, its promise, England, similar
areas.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from placepact.drawings import svg, vega
from placepact.drawings.line_labels import texts
from placepact.drawings.plot import NARROW, WIDE, Lines, Paper, Plot, gap_ends, plot_of
from placepact.drawings.series import Point, given, runs, with_limits

__all__ = ["NARROW", "WIDE", "Drawing", "Lines", "draw", "scale_note"]


@dataclass(frozen=True)
class Drawing:
    """A drawing, whether its axis starts at zero, and the sentence to show where it does not ("" where
    it does).
    """

    svg: str
    starts_at_zero: bool
    note: str


def draw(lines: Lines, label: str, paper: Paper = WIDE) -> Drawing:
    """The chart on `WIDE` or `NARROW` paper; `label` is the sentence for those who do not see it."""
    plot = plot_of(lines, paper)
    picture = vega.to_svg(specification(plot), (paper.width, paper.height), label, paper.classes)
    return Drawing(picture, plot.grid[0] == 0, scale_note(lines))


def scale_note(lines: Lines) -> str:
    """The sentence to show where the axis does not start at zero."""
    low = plot_of(lines, WIDE).grid[0]
    return "" if low == 0 else f"The scale starts at {low:,g}, not zero."


def specification(plot: Plot) -> dict[str, Any]:
    """The Vega-Lite dictionary: layers over plain px, since labels are placed before it is drawn."""
    lines = plot.lines
    layers = [
        *gridlines(plot),
        *bands(plot, lines.similar, svg.SIMILAR),
        *bands(plot, lines.points, svg.HEATHER),
        *strokes(plot, lines.england, svg.INK, 1.5),
        *promise(plot),
        *strokes(plot, lines.points, svg.DAMSON, 3),
        *gap(plot),
        vega.dots([plot.path(lines.points)[-1]], 60, svg.DAMSON),
        *texts(plot),
    ]
    return vega.layered(layers, (plot.paper.width, plot.paper.height))


def gridlines(plot: Plot) -> list[dict[str, Any]]:
    left, right, size = plot.paper.left, plot.paper.width - plot.paper.right, plot.paper.type_size
    rules = [vega.stroke([(left, plot.up(v)), (right, plot.up(v))], svg.LINE, 1) for v in plot.grid[1:]]
    rules.append(vega.stroke([(left, plot.up(plot.grid[0])), (right, plot.up(plot.grid[0]))], svg.AXIS, 1))
    sides = [
        vega.words((left - 8, plot.up(v)), f"{v:,g}", size=size, colour=svg.INK_2, align="right")
        for v in plot.grid
    ]
    bottom = plot.paper.height - plot.paper.bottom
    marks = [
        vega.stroke([(plot.across(y), bottom), (plot.across(y), bottom + 5)], svg.AXIS, 1)
        for y in years(plot)
    ]
    feet = [
        vega.words(
            (plot.across(y), bottom + 18),
            plot.lines.name_year(y),
            size=size,
            colour=svg.INK_2,
            align="center",
        )
        for y in years(plot)
    ]
    return [*rules, *marks, *sides, *feet]


def years(plot: Plot) -> list[int]:
    """Whole years under the chart, at most seven on wide paper and four on narrow, the last year
    always among them.
    """
    first, last = int(-(-plot.across.low // 1)), int(plot.across.high // 1)
    at_most = 8 if plot.paper.width > 500 else 4
    step = next(s for s in (1, 2, 3, 4, 5, 10, 20, 50) if (last - first) / s < at_most)
    return list(range(last, first - 1, -step))[::-1]


def bands(plot: Plot, points: Sequence[Point], colour: str) -> list[dict[str, Any]]:
    drawn = []
    for run in with_limits(points):
        upper = [plot.at(p, p.upper) for p in run]
        lower = [plot.at(p, p.lower) for p in run]
        one = len(run) == 1
        drawn.append(
            vega.stroke([upper[0], lower[0]], colour, 10) if one else vega.band(upper, lower, colour)
        )
    return drawn


def strokes(plot: Plot, points: Sequence[Point], colour: str, width: float) -> list[dict[str, Any]]:
    drawn = []
    for run in runs(points):
        where = plot.path(run)
        drawn.append(vega.dots(where, 20, colour) if len(where) == 1 else vega.stroke(where, colour, width))
    return drawn


def promise(plot: Plot) -> list[dict[str, Any]]:
    """The promised path, dotted, with an open diamond for each promise; the baseline it starts from
    has none.
    """
    where = plot.path(plot.lines.promise)
    if not where:
        return []
    first = given(plot.lines.promise)[0]
    is_baseline = any(p.at == first.at and p.value == first.value for p in plot.lines.points)
    marks = vega.dots(where[1:] if is_baseline else where, 46, svg.PAPER, shape="diamond", edge=svg.DAMSON)
    return [vega.stroke(where, svg.DAMSON, 1.6, dash=[2, 4]), marks] if len(where) > 1 else [marks]


def gap(plot: Plot) -> list[dict[str, Any]]:
    """An ink line from the last figure to what was promised for the same time, on wide paper."""
    ends = gap_ends(plot)
    return [vega.stroke(ends, svg.INK, 1)] if ends else []
