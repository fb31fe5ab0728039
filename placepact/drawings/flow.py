"""Where money comes from, who spends it and on what: bars in columns with ribbons between them.

Money counted twice, and nothing else, is hatched.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape

from placepact.drawings import svg
from placepact.drawings.flow_layout import BAR, Bar, Flow, Layout, Node, Ribbon, layout
from placepact.drawings.labels import Box, Label, along, box, settle
from placepact.drawings.shapes import hatch
from placepact.drawings.type_widths import in_lines, width_of

WIDTH, TYPE, STEP = 1180.0, 15.0, 18.0
HALO = "pp-halo"
SOURCE, SPENT, OUTSIDE = "#e6d8e8", "#cfb2d2", "#e9e6ec"
LICHEN, LICHEN_EDGE, LICHEN_LINES = "#d7e35a", "#6d7612", "#8f9a1f"
CURVE = 24
"""Into how many pieces a ribbon's edge is cut where it is hatched."""


@dataclass(frozen=True)
class Picture:
    """What a flow picture shows. `columns` are the headings, first the sources where there are any, last the
    purposes; `note` stands beside the money counted twice; `show` writes an amount, `show_end` one beside a
    purpose, where the caption says the unit.
    """

    columns: Sequence[str]
    nodes: Sequence[Node]
    flows: Sequence[Flow]
    show: Callable[[float], str]
    show_end: Callable[[float], str]
    note: Sequence[str] = ()


def flow(picture: Picture, title: str, description: str) -> str:
    """The picture, `title` its name and `description` what it says to those who do not see it."""
    lefts = columns_at(len(picture.columns))
    last = len(lefts) - 1
    # A name before or between columns has its amount under it; at the end both share a line.
    room = [22.0 if at == last else 2 * STEP + 4 for at in range(len(lefts))]
    placed = layout(picture.nodes, picture.flows, lefts=lefts, room=room)
    parts = [*headings(picture.columns, lefts)]
    parts += [ribbon(each, placed, picture) for each in in_order(placed)]
    parts += [bar(each) for each in placed.bars.values()]
    words, taken = named(placed, lefts, picture)
    parts += words
    parts += noted(placed, picture, taken)
    about = svg.element("title", escape(title)) + svg.element("desc", escape(description))
    return svg.frame((WIDTH, placed.height), f"{title}. {description}", [about, *parts], "pp-flow pp-wide")


def columns_at(how_many: int) -> list[float]:
    """The left edges of the columns: names of the first stand before it, those of the last after it."""
    first, last = (200.0, 944.0)
    if how_many == 3:
        return [150.0, 560.0, last]
    return [first + (last - first) * at / (how_many - 1) for at in range(how_many)]


def headings(names: Sequence[str], lefts: Sequence[float]) -> list[str]:
    how: dict[str, str | float | None] = {"font_size": TYPE, "font_weight": 600, "fill": svg.INK_2}
    return [
        svg.text(
            (left + BAR if at == 0 else left, 24), name, text_anchor="end" if at == 0 else "start", **how
        )
        for at, (name, left) in enumerate(zip(names, lefts, strict=True))
    ]


def in_order(placed: Layout) -> list[Ribbon]:
    """What lies under first: sources, money outside, spending by size, and what is counted twice on top."""

    def depth(each: Ribbon) -> tuple[int, float]:
        if each.flow.is_twice:
            return (3, 0)
        if placed.bars[each.flow.start].node.is_source:
            return (0, -each.thick)
        return (1 if placed.bars[each.flow.end].node.is_outside else 2, -each.thick)

    return sorted(placed.ribbons, key=depth)


def ribbon(each: Ribbon, placed: Layout, picture: Picture) -> str:
    start, end = placed.bars[each.flow.start].node, placed.bars[each.flow.end].node
    said = svg.element("title", escape(f"{start.name} to {end.name}: {picture.show(each.flow.amount)}"))
    if each.flow.is_twice:
        whole = svg.element("path", said, d=outline(each), fill=LICHEN, stroke=LICHEN_EDGE, stroke_width=1)
        return whole + svg.element(
            "path", d=hatch([corners(each)], 10), stroke=LICHEN_LINES, stroke_width="2.4", fill="none"
        )
    fill = OUTSIDE if end.is_outside else SOURCE if start.is_source else SPENT
    return svg.element("path", said, d=outline(each), fill=fill, fill_opacity=".82")


def outline(each: Ribbon) -> str:
    """A ribbon's edge as two curves."""
    (x1, y1), (x2, y2), thick = each.left, each.right, max(each.thick, 0.6)
    half = svg.short((x1 + x2) / 2)
    a, b, c, d = (svg.short(y) for y in (y1, y2, y2 + thick, y1 + thick))
    left, right = svg.short(x1), svg.short(x2)
    return f"M{left} {a}C{half} {a} {half} {b} {right} {b}V{c}C{half} {c} {half} {d} {left} {d}Z"


def corners(each: Ribbon) -> list[svg.Place]:
    """The same edge as a ring of places, for the hatch inside it."""
    upper = curve(each)
    return [*upper, *((x, y + each.thick) for x, y in reversed(upper))]


def curve(each: Ribbon) -> list[svg.Place]:
    """The upper edge of a ribbon in CURVE pieces (a cubic curve whose ends are level)."""
    (x1, y1), (x2, y2) = each.left, each.right
    half, places = (x1 + x2) / 2, []
    for step in range(CURVE + 1):
        t = step / CURVE
        ends, inner = (1 - t) ** 3, 3 * t * (1 - t) ** 2
        far_inner, far = 3 * t * t * (1 - t), t**3
        x = ends * x1 + (inner + far_inner) * half + far * x2
        places.append((x, (ends + inner) * y1 + (far_inner + far) * y2))
    return places


def bar(each: Bar) -> str:
    fill = svg.AXIS if each.node.is_outside else "#3a1140"
    return svg.element("rect", x=each.left, y=each.top, width=BAR, height=max(each.height, 1.0), fill=fill)


def named(placed: Layout, lefts: Sequence[float], picture: Picture) -> tuple[list[str], list[Box]]:
    """The names and amounts beside the bars, and the boxes that they fill."""
    parts, taken = [], []
    for each in placed.bars.values():
        at = each.node.column
        if at == len(lefts) - 1:
            parts.append(at_the_end(each, picture.show_end))
            continue
        words, boxes = in_two_lines(each, lefts, picture.show)
        parts += words
        taken += boxes
    return parts, taken


def at_the_end(each: Bar, show: Callable[[float], str]) -> str:
    amount = svg.element("tspan", escape(show(each.amount)), font_weight=600)
    how: dict[str, str | float | None] = {"font_family": svg.FAMILY, "font_size": TYPE, "fill": svg.INK}
    inside = amount + escape(f" {each.node.name}")
    return svg.element("text", inside, x=each.left + BAR + 10, y=each.middle + 5, **how)


def in_two_lines(
    each: Bar, lefts: Sequence[float], show: Callable[[float], str]
) -> tuple[list[str], list[Box]]:
    """The name with its amount under it: before a bar of the first column, else after the bar."""
    is_first = each.node.column == 0
    x = each.left - 10 if is_first else each.left + BAR + 10
    widest = each.left - 10 if is_first else lefts[each.node.column + 1] - x - 10
    lines = [(line, 400) for line in in_lines(each.node.name, widest, TYPE)] + [(show(each.amount), 600)]
    first = each.middle + 5 - STEP * (len(lines) - 1) / 2
    parts, boxes = [], []
    for number, (words, weight) in enumerate(lines):
        y = first + STEP * number
        anchor, wide = "end" if is_first else "start", width_of(words, TYPE, weight)
        parts.append(
            svg.text((x, y), words, font_size=TYPE, font_weight=weight, text_anchor=anchor, class_=HALO)
        )
        boxes.append((x - wide if is_first else x, y - 14, x if is_first else x + wide, y + 4))
    return parts, boxes


def noted(placed: Layout, picture: Picture, taken: Sequence[Box]) -> list[str]:
    """What the hatched money is, just under or over it, clear of every name."""
    twice = [each for each in placed.ribbons if each.flow.is_twice]
    if not twice or not picture.note:
        return []
    wide = max(width_of(line, TYPE, 600) for line in picture.note)
    tall = STEP * len(picture.note)
    edges = [box_ for each in twice for box_ in along(corners(each), 8)]
    middle = sum((each.left[0] + each.right[0]) / 2 for each in twice) / len(twice)
    low = max(y for each in twice for x, y in corners(each) if abs(x - middle) < 60)
    high = min(y for each in twice for x, y in corners(each) if abs(x - middle) < 60)
    places = [
        (middle - wide / 2 + shift, base + more)
        for base, way in ((low + tall, 1), (high - tall, -1))
        for more in (way * n * 12 for n in range(8))
        for shift in (0, -30, 30)
    ]
    label = Label(wide, tall, places)
    (x, y), *_ = settle([label], [*taken, *edges], (0, 30, WIDTH, placed.height))
    _, top, _, _ = box((x, y), label)
    return [
        svg.text(
            (x + wide / 2, top + 14 + STEP * number),
            line,
            font_size=TYPE,
            font_weight=600 if number == 0 else 400,
            text_anchor="middle",
            class_=HALO,
        )
        for number, line in enumerate(picture.note)
    ]
