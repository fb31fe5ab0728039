"""The words on the large chart over time, placed on or beside their lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from placepact.drawings import svg, vega
from placepact.drawings.labels import Box, Label, along, settle
from placepact.drawings.plot import Plot, gap_ends
from placepact.drawings.series import given, runs, with_limits
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
    """The name of the grey range, where the range stands clear of this area's interval; none where it
    never does.
    """
    own = {p.at: p for p in given(plot.lines.points)}
    room_until = max(own) - width_of(plot.lines.similar_name, plot.paper.type_size) * years_a_px(plot)
    clear = []
    for p in (p for run in with_limits(plot.lines.similar) for p in run if p.at < room_until):
        here = own.get(p.at)
        for edge, mine in (
            (p.lower, here and (here.lower or here.value)),
            (p.upper, here and (here.upper or here.value)),
        ):
            top, low = sorted((plot.up(edge or 0), plot.up(mine or edge or 0)))
            clear.append((low - top, (plot.across(p.at) + 4, (top + low) / 2)))
    places = [
        place for gap_px, place in sorted(clear, key=lambda c: -c[0]) if gap_px >= plot.paper.type_size * 0.8
    ]
    return [Said([plot.lines.similar_name], svg.INK_2, 400, places)] if places else []


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
