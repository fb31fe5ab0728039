"""From the sum of all books to each pound counted once, step by step: a waterfall of bars."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from html import escape

from placepact.drawings import svg
from placepact.drawings.flow import LICHEN, LICHEN_EDGE, LICHEN_LINES
from placepact.drawings.series import NothingToDraw, Scale
from placepact.drawings.shapes import hatch
from placepact.drawings.type_widths import in_lines

TYPE, TALL = 15.0, 20.0
PLAIN_FILL = "#b78fba"


class Kind(Enum):
    """What a step is: a part, a part that is counted twice, or the sum of what stands above it."""

    PART = "part"
    TWICE = "twice"
    SUM = "sum"


@dataclass(frozen=True)
class Step:
    """One bar: its name, its amount (below 0 where it is taken away), its kind."""

    name: str
    amount: float
    kind: Kind = Kind.PART


@dataclass(frozen=True)
class Layout:
    """Width of the drawing, room at the left for names (0: they stand above their bars) and at the right
    for amounts.
    """

    width: float
    left: float
    right: float
    classes: str

    @property
    def row(self) -> float:
        return 36.0 if self.left else 46.0


WIDE = Layout(1180, 300, 80, "pp-steps pp-wide")
NARROW = Layout(330, 0, 68, "pp-steps pp-narrow")


def steps(rows: Sequence[Step], label: str, show: Callable[[float], str]) -> tuple[str, str]:
    """Two drawings, wide and narrow, in the order given. `show` writes an amount.

    NothingToDraw where there is nothing above 0, or where a sum is not the sum of the steps above it.
    """
    spans = running(rows, show)
    return drawing(rows, spans, label, WIDE, show), drawing(rows, spans, label, NARROW, show)


def running(rows: Sequence[Step], show: Callable[[float], str]) -> list[tuple[float, float]]:
    """From where to where each bar runs, in the unit of the amounts; the lower end first."""
    spans, at = [], 0.0
    for row in rows:
        if row.kind is Kind.SUM:
            if row.amount != at:
                raise NothingToDraw(
                    f"{row.name} is given as {show(row.amount)}, but the steps above it add up to {show(at)}."
                )
            spans.append((min(0.0, at), max(0.0, at)))
        else:
            spans.append((min(at, at + row.amount), max(at, at + row.amount)))
            at += row.amount
    if not rows or max(end for _, end in spans) <= 0:
        raise NothingToDraw("No step is above 0, so there is nothing to draw. Show the reason instead.")
    return spans


def drawing(
    rows: Sequence[Step],
    spans: Sequence[tuple[float, float]],
    label: str,
    layout: Layout,
    show: Callable[[float], str],
) -> str:
    low, high = min(0.0, *(start for start, _ in spans)), max(end for _, end in spans)
    across = Scale(low, high, layout.left, layout.width - layout.right)
    parts = [svg.element("title", escape(label))]
    for number, (row, (start, end)) in enumerate(zip(rows, spans, strict=True)):
        top = layout.row * number + (10 if layout.left else 26)
        parts += words(row, top, layout, show)
        parts.append(bar(row, (across(start), top), max(across(end) - across(start), 1.0)))
        if number + 1 < len(rows) and row.kind is not Kind.SUM:
            x = across(start if row.amount < 0 else end)
            down = [(x, top + TALL), (x, top + layout.row)]
            parts.append(svg.line(down, stroke=svg.AXIS, stroke_width=1, stroke_dasharray="2 3"))
    return svg.frame((layout.width, layout.row * len(rows) + 6), label, parts, layout.classes)


def words(row: Step, top: float, layout: Layout, show: Callable[[float], str]) -> list[str]:
    """The name, the amount, and a line above a sum."""
    weight = 600 if row.kind is Kind.SUM else 400
    x, y = (layout.left - 12, top + 15) if layout.left else (0.0, top - 6)
    how: dict[str, str | float | None] = {"font_size": TYPE, "font_weight": weight}
    # A name too long for one line takes two; on a narrow drawing there is room for one alone.
    lines = in_lines(row.name, layout.left - 14, TYPE, weight)[:2] if layout.left else [row.name]
    first = y - 8 * (len(lines) - 1)
    parts = [
        svg.text((x, first + 16 * at), said, text_anchor="end" if layout.left else "start", **how)
        for at, said in enumerate(lines)
    ]
    amount: dict[str, str | float | None] = {"font_size": TYPE, "font_weight": 600, "text_anchor": "end"}
    parts.append(svg.text((layout.width, top + 15), show(row.amount), **amount))
    if row.kind is Kind.SUM:
        above = top - (8 if layout.left else 24)
        parts.append(svg.line([(0, above), (layout.width, above)], stroke=svg.AXIS, stroke_width=1))
    return parts


def bar(row: Step, place: svg.Place, wide: float) -> str:
    x, y = place
    if row.kind is not Kind.TWICE:
        fill = svg.DAMSON if row.kind is Kind.SUM else PLAIN_FILL
        return svg.element("rect", x=x, y=y, width=wide, height=TALL, fill=fill)
    ring = [(x, y), (x + wide, y), (x + wide, y + TALL), (x, y + TALL)]
    edge = {"fill": LICHEN, "stroke": LICHEN_EDGE, "stroke_width": "1"}
    lines = {"stroke": LICHEN_LINES, "stroke_width": "2.4", "fill": "none"}
    box = svg.element("rect", x=x, y=y, width=wide, height=TALL, **edge)
    return box + svg.element("path", d=hatch([ring], 10), **lines)
