"""The words on the large chart over time, placed on or beside their lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from placepact.drawings import svg, vega
from placepact.drawings.labels import Box, Label, along, settle
from placepact.drawings.plot import Plot, gap_ends
from placepact.drawings.series import Point, given, runs, with_limits
from placepact.drawings.type_widths import in_lines, width_of


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
    labels = [
        Label(max(width_of(w, size, s.weight) for w in s.lines) + 4, size * 1.2 * len(s.lines), s.places)
        for s in said
    ]
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
    """At the end of each line: its name and latest figure, the interval beneath; the range's name
    inside it.
    """
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
        said.append(
            Said([f"England {lines.show(point.value or 0)}"], svg.INK, 400, beside(plot.path([point])[0]))
        )
    ends = gap_ends(plot)
    if ends:
        middle = (ends[0][0] + 6, (ends[0][1] + ends[1][1]) / 2)
        said.append(
            Said([lines.distance], svg.INK, 400, [(middle[0], middle[1] + dy) for dy in (0, -10, 10)])
        )
    return [*said, *range_label(plot)]


def range_label(plot: Plot) -> list[Said]:
    """The name of the grey range, where the range stands clear of this area's own band for as long as the
    name is; none where it never does.
    """
    size, name = plot.paper.type_size, plot.lines.similar_name
    long = width_of(name, size) * years_a_px(plot)
    bounded = [p for run in with_limits(plot.lines.similar) for p in run]
    found = []
    for first in (p for p in bounded if p.at + long <= max(own.at for own in given(plot.lines.points))):
        under = [p for p in bounded if first.at <= p.at < first.at + long]
        for strips in ([above(plot, p) for p in under], [below(plot, p) for p in under]):
            top, low = max(top for top, _ in strips), min(low for _, low in strips)
            found.append((low - top, (plot.across(first.at) + 4, (top + low) / 2)))
    places = [place for clear, place in sorted(found, reverse=True) if clear >= size]
    return [Said([name], svg.INK_2, 400, places)] if places else []


def above(plot: Plot, similar: Point) -> svg.Place:
    """From and to, in px downwards, where the range shows over this area's own band."""
    return plot.up(edge(similar.upper, similar.value)), plot.up(own_edges(plot, similar)[1])


def below(plot: Plot, similar: Point) -> svg.Place:
    return plot.up(own_edges(plot, similar)[0]), plot.up(edge(similar.lower, similar.value))


def own_edges(plot: Plot, similar: Point) -> tuple[float, float]:
    """This area's limits at the same time; its value where it has none, the range where it has no figure."""
    for own in given(plot.lines.points):
        if own.at == similar.at:
            return edge(own.lower, own.value), edge(own.upper, own.value)
    return edge(similar.upper, similar.value), edge(similar.lower, similar.value)


def edge(limit: float | None, value: float | None) -> float:
    return limit if limit is not None else value if value is not None else 0.0


def years_a_px(plot: Plot) -> float:
    return (plot.across.high - plot.across.low) / (plot.across.end - plot.across.start)


def labels_narrow(plot: Plot) -> list[Said]:
    """Figures at the right ends of the lines, names over their left parts; the caption names the grey
    range.
    """
    lines = plot.lines
    said = []
    for points, colour in ((lines.points, svg.DAMSON), (lines.promise, svg.DAMSON), (lines.england, svg.INK)):
        for point in given(points)[-1:]:
            weight = 400 if points is lines.england else 600
            said.append(
                Said([lines.show(point.value or 0)], colour, weight, beside(plot.path([point])[0], 9))
            )
    for points, name, colour in ((lines.points, lines.area, svg.DAMSON), (lines.england, "England", svg.INK)):
        places = [(x + 2, y + dy) for x, y in plot.path(points)[:-3] for dy in (-13, 15, -24, 26)]
        if places:
            said.append(Said([name], colour, 600 if colour == svg.DAMSON else 400, places))
    return said
