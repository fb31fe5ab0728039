"""Small multiples: one drawing a district, all on one scale, with England behind."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from placepact.drawings import svg
from placepact.drawings.series import NothingToDraw, Point, Scale, given, numbers, round_steps, runs
from placepact.drawings.sparkline import band, places

# Shown between 155 px (two on a phone) and 182 px wide, so that its type is never under 12 px.
WIDTH, HEIGHT = 176.0, 122.0
LEFT, RIGHT, TOP, BOTTOM = 34.0, 8.0, 8.0, 26.0
TYPE = 14


@dataclass(frozen=True)
class District:
    name: str
    points: Sequence[Point]


@dataclass(frozen=True)
class Multiple:
    """One drawing, the name it goes under, and the latest figure (None where there is none)."""

    name: str
    latest: float | None
    svg: str


@dataclass(frozen=True)
class Shared:
    """The scale that all the drawings share: px across by year, px up by value, gridlines by value."""

    across: Scale
    up: Scale
    grid: tuple[float, ...]
    ends: tuple[str, str]


def multiples(
    districts: Sequence[District], england: Sequence[Point], show: Callable[[float], str]
) -> list[Multiple]:
    """A drawing for each district, highest latest figure first, those without any last.

    `show` writes a number in the sentence that stands for the drawing.
    """
    shared = shared_scale([point for district in districts for point in district.points], england)
    made = [Multiple(d.name, latest(d.points), draw(d, england, shared, show)) for d in districts]
    return sorted(made, key=lambda one: (one.latest is None, -(one.latest or 0), one.name))


def latest(points: Sequence[Point]) -> float | None:
    return given(points)[-1].value if given(points) else None


def shared_scale(points: Sequence[Point], england: Sequence[Point]) -> Shared:
    """One scale for all, over the times of the districts and the values of everything drawn."""
    times = sorted(given(points), key=lambda point: point.at)
    if not times:
        raise NothingToDraw("No district has a figure. Show the reason instead of small multiples.")
    behind = [p for p in given(england) if times[0].at <= p.at <= times[-1].at]
    every = numbers([*times, *behind])
    low, high = min(every), max(every)
    grid = [value for value in round_steps(low, high, at_most=5) if low <= value <= high] or [low]
    across = Scale(times[0].at, times[-1].at, LEFT, WIDTH - RIGHT)
    up = Scale(low, high, HEIGHT - BOTTOM - 3, TOP)
    return Shared(across, up, tuple(grid), (times[0].name, times[-1].name))


def draw(district: District, england: Sequence[Point], shared: Shared, show: Callable[[float], str]) -> str:
    inside = [p for p in england if shared.across.low <= p.at <= shared.across.high]
    behind = [
        svg.line(places(run, shared.across, shared.up), stroke=svg.INK, stroke_width="1.3")
        for run in runs(inside)
    ]
    parts = [
        *axes(shared),
        *band(district.points, shared.across, shared.up),
        *behind,
        *own_line(district.points, shared),
    ]
    return svg.frame((WIDTH, HEIGHT), sentence(district, show), parts, "pp-chart pp-multiple")


def own_line(points: Sequence[Point], shared: Shared) -> list[str]:
    drawn = []
    for run in runs(points):
        where = places(run, shared.across, shared.up)
        one = len(where) == 1
        drawn.append(svg.dot(where[0], 2) if one else svg.line(where, stroke=svg.DAMSON, stroke_width="2.6"))
    return [*drawn, *(svg.dot(place, 4) for place in places(given(points)[-1:], shared.across, shared.up))]


def axes(shared: Shared) -> list[str]:
    """Gridlines with their numbers, and the first and last year."""
    right = WIDTH - RIGHT
    parts = []
    for value in shared.grid:
        height = shared.up(value)
        parts.append(svg.line([(LEFT, height), (right, height)], stroke=svg.LINE, stroke_width=1))
        parts.append(
            svg.text((LEFT - 6, height + 5), f"{value:,g}", font_size=TYPE, fill=svg.INK_2, text_anchor="end")
        )
    parts.append(
        svg.line([(LEFT, HEIGHT - BOTTOM), (right, HEIGHT - BOTTOM)], stroke=svg.AXIS, stroke_width=1)
    )
    first, last = shared.ends
    parts.append(svg.text((LEFT, HEIGHT - 8), first, font_size=TYPE, fill=svg.INK_2))
    if last != first:
        parts.append(svg.text((right, HEIGHT - 8), last, font_size=TYPE, fill=svg.INK_2, text_anchor="end"))
    return parts


def sentence(district: District, show: Callable[[float], str]) -> str:
    there = given(district.points)
    if not there:
        return f"{district.name}: no figure"
    first, last = there[0], there[-1]
    said = (
        f"{district.name}: {show(first.value or 0)} in {first.name}, {show(last.value or 0)} in {last.name}"
    )
    if last.lower is None or last.upper is None:
        return said
    return f"{said}, 95% interval {show(last.lower)} to {show(last.upper)}"
