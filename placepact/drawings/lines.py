"""The large chart of one indicator over time, by Vega-Lite: this area, its promise, England and similar areas."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from placepact.drawings import svg, vega
from placepact.drawings.labels import Box, Label, along, settle
from placepact.drawings.series import NothingToDraw, Point, Scale, given, numbers, round_steps, runs, with_limits
from placepact.drawings.type_widths import in_lines, width_of

GRIDLINES = 6


@dataclass(frozen=True)
class Lines:
    """What the chart shows.

    `similar` has the range of the similar areas as the limits of its points; `distance` is said beside the gap
    between the last figure and the promise for the same time ("2.3 years short"); `show` writes a figure.
    """

    area: str
    points: Sequence[Point]
    show: Callable[[float], str]
    promise: Sequence[Point] = ()
    england: Sequence[Point] = ()
    similar: Sequence[Point] = ()
    similar_name: str = "Range of similar areas"
    promise_name: str = "Target"
    distance: str = ""


@dataclass(frozen=True)
class Drawing:
    """A drawing, whether its axis starts at zero, and the sentence to show where it does not ("" where it does)."""

    svg: str
    starts_at_zero: bool
    note: str


@dataclass(frozen=True)
class Paper:
    """The size of a drawing in px, its margins and the size of its type."""

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float
    type_size: float
    classes: str


WIDE = Paper(1120, 430, 44, 190, 12, 36, 14, "pp-chart pp-wide")
NARROW = Paper(330, 300, 34, 52, 12, 32, 13, "pp-chart pp-narrow")


@dataclass(frozen=True)
class Plot:
    """The chart on one paper: its scales, and its gridlines by value."""

    lines: Lines
    paper: Paper
    across: Scale
    up: Scale
    grid: list[float] = field(default_factory=list)

    def at(self, point: Point, value: float | None) -> svg.Place:
        return (self.across(point.at), self.up(value or 0.0))

    def path(self, points: Sequence[Point]) -> list[svg.Place]:
        return [self.at(point, point.value) for point in given(points)]


def draw(lines: Lines, label: str, paper: Paper = WIDE) -> Drawing:
    """The chart on `WIDE` or `NARROW` paper; `label` is the sentence for those who do not see it."""
    plot = plot_of(lines, paper)
    picture = vega.to_svg(specification(plot), (paper.width, paper.height), label, paper.classes)
    low = plot.grid[0]
    note = "" if low == 0 else f"The scale starts at {low:,g}, not zero."
    return Drawing(picture, low == 0, note)


def plot_of(lines: Lines, paper: Paper) -> Plot:
    if not given(lines.points):
        raise NothingToDraw(f"{lines.area} has no figure to draw over time. Show the reason for the absence instead.")
    own = sorted([*given(lines.points), *given(lines.promise)], key=lambda point: point.at)
    inside = [p for p in (*lines.england, *lines.similar) if own[0].at <= p.at <= own[-1].at]
    every = numbers([*own, *inside])
    low = 0.0 if 0 <= min(every) < 0.25 * max(every) else min(every)
    grid = round_steps(low, max(every), GRIDLINES)
    across = Scale(own[0].at, own[-1].at, paper.left, paper.width - paper.right)
    up = Scale(grid[0], grid[-1], paper.height - paper.bottom, paper.top)
    kept = replace(lines, england=within(lines.england, own), similar=within(lines.similar, own))
    return Plot(kept, paper, across, up, grid)


def within(points: Sequence[Point], own: Sequence[Point]) -> list[Point]:
    return [p for p in points if own[0].at <= p.at <= own[-1].at]


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
    sides = [vega.words((left - 8, plot.up(v)), f"{v:,g}", size=size, colour=svg.INK_2, align="right") for v in plot.grid]
    bottom = plot.paper.height - plot.paper.bottom
    marks = [vega.stroke([(plot.across(y), bottom), (plot.across(y), bottom + 5)], svg.AXIS, 1) for y in years(plot)]
    feet = [
        vega.words((plot.across(y), bottom + 18), f"{y:.0f}", size=size, colour=svg.INK_2, align="center")
        for y in years(plot)
    ]
    return [*rules, *marks, *sides, *feet]


def years(plot: Plot) -> list[int]:
    """Whole years under the chart, at most seven on wide paper and four on narrow, the last year always among them."""
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
        drawn.append(vega.stroke([upper[0], lower[0]], colour, 10) if one else vega.band(upper, lower, colour))
    return drawn


def strokes(plot: Plot, points: Sequence[Point], colour: str, width: float) -> list[dict[str, Any]]:
    drawn = []
    for run in runs(points):
        where = plot.path(run)
        drawn.append(vega.dots(where, 20, colour) if len(where) == 1 else vega.stroke(where, colour, width))
    return drawn


def promise(plot: Plot) -> list[dict[str, Any]]:
    """The promised path, dotted, with an open diamond for each promise; the baseline it starts from has none."""
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


def gap_ends(plot: Plot) -> list[svg.Place]:
    last = given(plot.lines.points)[-1]
    promised = [p for p in given(plot.lines.promise) if p.at == last.at and p.value != last.value]
    is_shown = bool(plot.lines.distance and promised and plot.paper is WIDE)
    return [*plot.path([last]), *plot.path(promised)] if is_shown else []


@dataclass(frozen=True)
class Said:
    """One label: its lines of words, their colour and weight, and where it may stand."""

    lines: list[str]
    colour: str
    weight: int
    places: list[svg.Place]


def texts(plot: Plot) -> list[dict[str, Any]]:
    """Labels on the lines, placed so that none lies over another, a line or a diamond."""
    size = plot.paper.type_size
    said = labels_wide(plot) if plot.paper.width > 500 else labels_narrow(plot)
    labels = [Label(max(width_of(w, size, s.weight) for w in s.lines) + 4, size * 1.2 * len(s.lines), s.places) for s in said]
    edges: Box = (0, 0, plot.paper.width, plot.paper.height - plot.paper.bottom)
    drawn = []
    for one, place in zip(said, settle(labels, obstacles(plot), edges), strict=True):
        top = place[1] - size * 0.6 * (len(one.lines) - 1)
        for number, words in enumerate(one.lines):
            drawn.append(
                vega.words(
                    (place[0], top + number * size * 1.2), words, size=size, colour=one.colour,
                    weight=one.weight if number == 0 else 400,
                )
            )  # fmt: skip
    return drawn


def obstacles(plot: Plot) -> list[Box]:
    """What a label may not lie on: the lines, the promised path and the numbers at the left."""
    lines = plot.lines
    drawn = [plot.path(run) for points in (lines.points, lines.england) for run in runs(points)]
    boxes = [box for path in drawn for box in along(path, 7)]
    boxes += along(plot.path(lines.promise), 12)
    last = plot.path(lines.points)[-1]
    return [*boxes, (last[0] - 7, last[1] - 7, last[0] + 7, last[1] + 7)]


def beside(place: svg.Place, gap: float = 10) -> list[svg.Place]:
    """To the right of the end of a line, then a little above or below it."""
    return [(place[0] + gap, place[1] + dy) for dy in (0, -12, 12, -20, 20, -30, 30, -42, 42, -56, 56)]


def labels_wide(plot: Plot) -> list[Said]:
    """At the end of each line: its name and latest figure, the interval beneath; the range's name inside it."""
    lines, paper = plot.lines, plot.paper
    last = given(lines.points)[-1]
    room = max(paper.width - plot.across(last.at) - 16, 120)
    own = in_lines(f"{lines.area} {lines.show(last.value or 0)}", room, paper.type_size, 600)
    if last.lower is not None and last.upper is not None:
        own.append(f"95% interval {lines.show(last.lower)} to {lines.show(last.upper)}")
    said = [Said(own, svg.DAMSON, 600, beside(plot.path([last])[0]))]
    for point in given(lines.promise)[-1:]:
        words = f"{lines.promise_name} {lines.show(point.value or 0)} by {point.name}"
        wrapped = in_lines(words, paper.right - 16, paper.type_size, 600)
        said.append(Said(wrapped, svg.DAMSON, 600, beside(plot.path([point])[0], 12)))
    for point in given(lines.england)[-1:]:
        said.append(Said([f"England {lines.show(point.value or 0)}"], svg.INK, 400, beside(plot.path([point])[0])))
    ends = gap_ends(plot)
    if ends:
        middle = (ends[0][0] + 6, (ends[0][1] + ends[1][1]) / 2)
        said.append(Said([lines.distance], svg.INK, 400, [(middle[0], middle[1] + dy) for dy in (0, -10, 10)]))
    return [*said, *range_label(plot)]


def range_label(plot: Plot) -> list[Said]:
    """The name of the grey range, somewhere low in it near the left."""
    bounded = [p for run in with_limits(plot.lines.similar) for p in run]
    places = [(plot.across(p.at) + 4, plot.up(p.lower or 0) + dy) for p in bounded[:6] for dy in (-12, 14)]
    return [Said([plot.lines.similar_name], svg.INK_2, 400, places)] if places else []


def labels_narrow(plot: Plot) -> list[Said]:
    """Figures at the right ends of the lines, names over their left parts."""
    lines = plot.lines
    said = []
    for points, colour in ((lines.points, svg.DAMSON), (lines.promise, svg.DAMSON), (lines.england, svg.INK)):
        for point in given(points)[-1:]:
            weight = 400 if points is lines.england else 600
            said.append(Said([lines.show(point.value or 0)], colour, weight, beside(plot.path([point])[0], 9)))
    for points, name, colour in ((lines.points, lines.area, svg.DAMSON), (lines.england, "England", svg.INK)):
        places = [(x + 2, y + dy) for x, y in plot.path(points)[:-3] for dy in (-13, 15, -24, 26)]
        if places:
            said.append(Said([name], colour, 600 if colour == svg.DAMSON else 400, places))
    return [*said, *range_label(plot)]
