"""What the large chart over time is drawn from, on which paper, and where a figure falls on it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from placepact.drawings import svg
from placepact.drawings.series import NothingToDraw, Point, Scale, given, numbers, round_steps

GRIDLINES = 6


@dataclass(frozen=True)
class Lines:
    """What the chart shows.

    `similar` has the range of the similar areas as the limits of its points; `distance` is said beside the
    gap between the last figure and the promise for the same time ("2.3 years short"); `show` writes a
    figure; `name_year` a year of the axis.
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
    name_year: Callable[[int], str] = str


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

# Type of 14 px is still 12 px where the drawing is squeezed to the 288 px of the smallest phone.
NARROW = Paper(330, 300, 36, 54, 12, 32, 14, "pp-chart pp-narrow")


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


def plot_of(lines: Lines, paper: Paper) -> Plot:
    if not given(lines.points):
        raise NothingToDraw(
            f"{lines.area} has no figure to draw over time. Show the reason for the absence instead."
        )
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


def gap_ends(plot: Plot) -> list[svg.Place]:
    last = given(plot.lines.points)[-1]
    promised = [p for p in given(plot.lines.promise) if p.at == last.at and p.value != last.value]
    is_shown = bool(plot.lines.distance and promised and plot.paper is WIDE)
    return [*plot.path([last]), *plot.path(promised)] if is_shown else []
