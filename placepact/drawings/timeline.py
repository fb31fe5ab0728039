"""The steps of an agreement on a line of days: a mark a day and lane, with the words of the great ones."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from placepact.drawings import svg
from placepact.drawings.series import NothingToDraw

LANE, TOP, LEFT, RIGHT = 58.0, 30.0, 14.0, 14.0
NAME, SMALL = 15.0, 13.0
MONTH = 60.0
"""Room for a month and its year, in the letters of SMALL."""
MOST_TICKS = {"wide": 12, "narrow": 4}


@dataclass(frozen=True)
class Mark:
    """A step: its day, its words, the lane it stands in, and whether it made a version."""

    on: dt.date
    words: str
    lane: str
    is_great: bool = False


def draw(marks: Sequence[Mark], label: str) -> tuple[str, str]:
    """Two drawings, wide and narrow: a lane a kind of step, in the order in which they first stand.

    Marks of one lane that would touch become one, larger, with their number. NothingToDraw where there is none.
    """
    if not marks:
        raise NothingToDraw("No step is on record, so there is nothing to draw. Say so instead.")
    return drawing(marks, label, 1180, "wide"), drawing(marks, label, 330, "narrow")


def drawing(marks: Sequence[Mark], label: str, width: float, classes: str) -> str:
    lanes = list(dict.fromkeys(each.lane for each in marks))
    first, last = min(each.on for each in marks), max(each.on for each in marks)
    days = max((last - first).days, 1)

    def across(day: dt.date) -> float:
        return LEFT + (day - first).days / days * (width - LEFT - RIGHT)

    bottom = TOP + LANE * len(lanes)
    parts = [svg.element("title", escape(label))]
    free = 0.0
    for day in ticks(first, last, MOST_TICKS[classes]):
        x = across(day)
        parts.append(svg.line([(x, TOP - 8), (x, bottom)], stroke=svg.LINE, stroke_width=1))
        at, anchor = (x - 4, "end") if x > width - MONTH else (x + 4, "start")
        left = at - MONTH if anchor == "end" else at
        if left < free:
            continue
        free = left + MONTH
        parts.append(svg.text((at, TOP - 12), said(day), font_size=SMALL, fill=svg.INK_2, text_anchor=anchor))
    for number, lane in enumerate(lanes):
        y = TOP + LANE * number + 36
        parts.append(svg.text((LEFT, y - 18), lane, font_size=NAME, font_weight=600))
        parts.append(svg.line([(LEFT, y), (width - RIGHT, y)], stroke=svg.AXIS, stroke_width=1))
        parts += heaps([(across(each.on), each) for each in marks if each.lane == lane], y)
    return svg.frame((width, bottom + 6), label, parts, f"pp-timeline pp-{classes}")


def heaps(placed: Sequence[tuple[float, Mark]], y: float) -> Iterator[str]:
    """Marks that would touch as one: larger with their number, filled where one of them made a version."""
    gathered: list[list[tuple[float, Mark]]] = []
    for x, mark in sorted(placed, key=lambda each: each[0]):
        if gathered and x - gathered[-1][0][0] < 20:
            gathered[-1].append((x, mark))
        else:
            gathered.append([(x, mark)])
    for heap in gathered:
        x = heap[0][0]
        great = any(mark.is_great for _, mark in heap)
        radius = 6.0 if len(heap) == 1 else 10.0
        fill = svg.DAMSON if great else svg.PAPER
        said_of = "; ".join(f"{day(mark.on)}: {mark.words}" for _, mark in heap)
        circle = svg.element(
            "circle",
            svg.element("title", escape(said_of)),
            cx=x,
            cy=y,
            r=radius,
            fill=fill,
            stroke=svg.DAMSON,
            stroke_width=2,
        )
        yield circle
        if len(heap) > 1:
            ink = svg.PAPER if great else svg.INK
            yield svg.text(
                (x, y + 4.5), str(len(heap)), font_size=SMALL, font_weight=600, fill=ink, text_anchor="middle"
            )


def ticks(first: dt.date, last: dt.date, most: int) -> list[dt.date]:
    """The firsts of months between two days, thinned to at most so many; the first day where no month begins."""
    months = (last.year - first.year) * 12 + last.month - first.month
    starts = [
        dt.date(first.year + (first.month - 1 + n) // 12, (first.month - 1 + n) % 12 + 1, 1)
        for n in range(months + 1)
    ]
    inside = [each for each in starts if first <= each <= last]
    return inside[:: max(1, -(-len(inside) // most))] or [first]


def said(when: dt.date) -> str:
    return f"{when:%b %Y}"


def day(when: dt.date) -> str:
    return f"{when.day} {when:%B %Y}"
