"""The small pictures in a row of the scorecard: figures and promised path, or the districts as ticks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from placepact.drawings import svg
from placepact.drawings.series import NothingToDraw, Point, Scale, given, numbers, runs, with_limits

WIDTH, HEIGHT, STRIP_HEIGHT = 184.0, 50.0, 30.0
NUMBER_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


@dataclass(frozen=True)
class Spark:
    """A drawing and the words to stand under its ends and its middle."""

    svg: str
    left: str
    right: str
    middle: str = ""


def sparkline(points: Sequence[Point], promise: Sequence[Point], label: str, years: float = 10) -> Spark:
    """The figures as a line with their interval, the promised path dotted with open diamonds.

    A missing figure or a year left out breaks the line; the last figure has a dot. The first point of
    `promise` may be the baseline: where it lies on a figure it gets no diamond. Figures more than `years`
    before the last one are left out. NothingToDraw where there is neither a figure nor a promise.
    """
    points = recent(points, years)
    every = sorted([*given(points), *given(promise)], key=lambda point: point.at)
    if not every:
        raise NothingToDraw(
            "There is no figure and no promise to draw. Show the reason for the absence instead."
        )
    across = Scale(every[0].at, every[-1].at, 5, WIDTH - 6)
    high_low = [*numbers(points), *(p.value for p in given(promise) if p.value is not None)]
    up = Scale(min(high_low), max(high_low), HEIGHT - 9, 6)
    parts = [*band(points, across, up), *promised(promise, points, across, up), *figures(points, across, up)]
    return Spark(svg.frame((WIDTH, HEIGHT), label, parts, "pp-spark"), every[0].name, every[-1].name)


def recent(points: Sequence[Point], years: float) -> list[Point]:
    """The points of the last `years` up to the last figure, and whatever is after it."""
    last = max((point.at for point in given(points)), default=0.0)
    return [point for point in points if point.at >= last - years]


def places(points: Sequence[Point], across: Scale, up: Scale) -> list[svg.Place]:
    return [(across(point.at), up(point.value)) for point in points if point.value is not None]


def band(points: Sequence[Point], across: Scale, up: Scale) -> list[str]:
    drawn = []
    for run in with_limits(points):
        upper = [(across(p.at), up(p.upper)) for p in run if p.upper is not None]
        lower = [(across(p.at), up(p.lower)) for p in run if p.lower is not None]
        if len(run) > 1:
            drawn.append(svg.area(upper, lower, svg.HEATHER))
        else:
            drawn.append(svg.line([upper[0], lower[0]], stroke=svg.HEATHER, stroke_width=5))
    return drawn


def promised(promise: Sequence[Point], points: Sequence[Point], across: Scale, up: Scale) -> list[str]:
    path = places(given(promise), across, up)
    if not path:
        return []
    starts_on_a_figure = {p.at: p.value for p in given(points)}.get(given(promise)[0].at) == given(promise)[
        0
    ].value
    marks = [svg.diamond(place, 3.6) for place in (path[1:] if starts_on_a_figure else path)]
    dotted = svg.line(path, stroke=svg.DAMSON, stroke_width="1.2", stroke_dasharray="1.5 3")
    return [dotted, *marks] if len(path) > 1 else marks


def figures(points: Sequence[Point], across: Scale, up: Scale) -> list[str]:
    drawn = []
    for run in runs(points):
        if len(run) == 1:
            drawn.append(svg.dot(places(run, across, up)[0], 2))
        else:
            stroke: dict[str, str | float | None] = {
                "stroke": svg.DAMSON,
                "stroke_width": "2.2",
                "stroke_linejoin": "round",
            }
            drawn.append(svg.line(places(run, across, up), **stroke))
    last = places(given(points)[-1:], across, up)
    return [*drawn, *(svg.dot(place, 4) for place in last)]


def strip(
    values: Sequence[float | None], target: float | None, show: Callable[[float], str], of: str = "districts"
) -> Spark:
    """One tick a district and the target as a diamond, where the whole place has no figure.

    `show` writes a number with its unit. The words beneath are the least, how many there are, and the most.
    """
    there = sorted(value for value in values if value is not None)
    if not there:
        raise NothingToDraw(f"None of the {len(values)} {of} has a figure. Show the reason instead.")
    reach = [*there, target] if target is not None else there
    across = Scale(min(reach), max(reach), 6, WIDTH - 6)
    middle = STRIP_HEIGHT / 2
    ticks = [
        svg.line([(across(v), middle - 8), (across(v), middle + 8)], stroke=svg.DAMSON, stroke_width=2)
        for v in there
    ]
    mark = [svg.diamond((across(target), middle), 6, 1.6)] if target is not None else []
    base = svg.line([(2, middle), (WIDTH - 2, middle)], stroke=svg.LINE, stroke_width=1)
    how_many = f"{NUMBER_WORDS[len(there)] if len(there) < len(NUMBER_WORDS) else len(there)} {of}"
    said = f"{how_many.capitalize()} from {show(there[0])} to {show(there[-1])}"
    label = f"{said}; target {show(target)}" if target is not None else said
    picture = svg.frame((WIDTH, STRIP_HEIGHT), label, [base, *ticks, *mark], "pp-spark")
    return Spark(picture, show(there[0]), show(there[-1]), how_many)
