"""Areas ranked as dots with their intervals, against the line of a comparator."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from placepact.drawings import svg
from placepact.drawings.series import NothingToDraw, Scale, round_steps
from placepact.drawings.type_widths import in_lines, width_of

ROW, TOP, BOTTOM = 31.0, 30.0, 34.0
TYPE = 14.0


@dataclass(frozen=True)
class Dot:
    """One area: its value and 95% limits (None where not published), what is said of it, whether it is this
    place.

    `differs` is True beyond chance, False where it could be chance, None where nothing can be said.
    """

    name: str
    value: float
    lower: float | None
    upper: float | None
    differs: bool | None
    words: str = ""
    is_this_place: bool = False


@dataclass(frozen=True)
class Layout:
    """A drawing's width, room at its left for names and at its right for figures, whether the words
    are written.
    """

    width: float
    left: float
    right: float
    classes: str
    says_words: bool


WIDE = Layout(986, 190, 210, "pp-chart pp-wide", True)
NARROW = Layout(330, 146, 46, "pp-chart pp-narrow", False)


def dots(
    areas: Sequence[Dot], comparator: tuple[str, float] | None, label: str, show: Callable[[float], str]
) -> tuple[str, str]:
    """Two drawings, wide and narrow, highest value first.

    Filled dot: differs from the comparator beyond chance. Open: could be chance. Without limits a plain
    filled dot, which the sentence beside the drawing must say (`has_intervals`). `show` writes a figure
    without its unit.
    """
    if not areas:
        raise NothingToDraw("No area has a figure to rank. Show the reason instead.")
    ranked = sorted(areas, key=lambda dot: (-dot.value, dot.name))
    return drawing(ranked, comparator, label, WIDE, show), drawing(ranked, comparator, label, NARROW, show)


def has_intervals(areas: Sequence[Dot]) -> bool:
    return any(dot.lower is not None and dot.upper is not None for dot in areas)


def drawing(
    ranked: Sequence[Dot],
    comparator: tuple[str, float] | None,
    label: str,
    layout: Layout,
    show: Callable[[float], str],
) -> str:
    every = [n for dot in ranked for n in (dot.value, dot.lower, dot.upper) if n is not None]
    every += [comparator[1]] if comparator else []
    grid = round_steps(min(every), max(every), 6 if layout.says_words else 4)
    across = Scale(grid[0], grid[-1], layout.left, layout.width - layout.right)
    height = TOP + ROW * len(ranked) + BOTTOM
    parts = [*axis(grid, across, height), *comparator_line(comparator, across, height, show)]
    for number, one in enumerate(ranked):
        parts += row(one, TOP + ROW * (number + 0.5), across, layout, show)
    return svg.frame((layout.width, height), label, parts, layout.classes)


def axis(grid: Sequence[float], across: Scale, height: float) -> list[str]:
    parts = []
    for value in grid:
        x = across(value)
        parts.append(svg.line([(x, TOP), (x, height - BOTTOM)], stroke="#e8e4ea", stroke_width=1))
        parts.append(
            svg.text((x, height - 12), f"{value:,g}", font_size=14, fill=svg.INK_2, text_anchor="middle")
        )
    return parts


def comparator_line(
    comparator: tuple[str, float] | None, across: Scale, height: float, show: Callable[[float], str]
) -> list[str]:
    if comparator is None:
        return []
    name, value = comparator
    x, words = across(value), f"{name} {show(value)}"
    half = width_of(words, 14) / 2
    middle = min(max(x, across.start + half - 20), across.end - half + 40)
    return [
        svg.line([(x, TOP - 4), (x, height - BOTTOM)], stroke=svg.INK, stroke_width="1.5"),
        svg.text((middle, TOP - 12), words, font_size=14, text_anchor="middle"),
    ]


def row(dot: Dot, height: float, across: Scale, layout: Layout, show: Callable[[float], str]) -> list[str]:
    parts = name_of(dot, (layout.left - 14, height), layout.left - 18)
    if dot.lower is not None and dot.upper is not None:
        ends = [(across(dot.lower), height), (across(dot.upper), height)]
        thick, colour = (3, svg.DAMSON) if dot.is_this_place else (2, "#bf93c2")
        parts.append(svg.line(ends, stroke=colour, stroke_width=thick))
    parts.append(mark(dot, (across(dot.value), height)))
    right = layout.width - layout.right + 12
    figure = svg.text(
        (right + 32, height + 5), show(dot.value), font_weight=600, text_anchor="end", font_size=15
    )
    parts.append(figure)
    if layout.says_words and dot.words:
        parts.append(svg.text((right + 48, height + 5), dot.words, fill=svg.INK_2))
    return parts


def name_of(dot: Dot, place: svg.Place, room: float) -> list[str]:
    """The area's name, up to `place`, in two lines where it is too long for one."""
    weight = 600 if dot.is_this_place else 400
    lines = in_lines(dot.name, room, TYPE, weight)
    top = place[1] + 5 - 7.5 * (len(lines) - 1)
    how: dict[str, str | float | None] = {"font_size": TYPE, "font_weight": weight, "text_anchor": "end"}
    return [svg.text((place[0], top + 15 * number), words, **how) for number, words in enumerate(lines)]


def mark(dot: Dot, place: svg.Place) -> str:
    is_open = dot.differs is False
    fill = svg.PAPER if is_open else svg.DAMSON
    return svg.element("circle", cx=place[0], cy=place[1], r=5, fill=fill, stroke=svg.DAMSON, stroke_width=2)
