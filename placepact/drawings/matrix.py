"""Which row counts towards which column: one square a pair, full, half or empty; nothing where a pair has none."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from placepact.drawings import svg
from placepact.drawings.series import NothingToDraw

ROW, SIDE, HEAD_LINE = 26.0, 14.0, 17.0


class Mark(Enum):
    """A pair: all there, partly there, not there, or not asked."""

    FULL = "full"
    HALF = "half"
    EMPTY = "empty"
    NONE = "none"


@dataclass(frozen=True)
class Matrix:
    """Names of columns and rows, and a mark for each pair, row by row."""

    columns: tuple[str, ...]
    rows: tuple[str, ...]
    marks: tuple[tuple[Mark, ...], ...]


def matrix(drawn: Matrix, label: str) -> tuple[str, str]:
    """Two drawings: wide with names in full, narrow with columns by number, as the table beside it numbers them.

    NothingToDraw without a row or a column.
    """
    if not drawn.rows or not drawn.columns:
        raise NothingToDraw("Nothing is asked for here, so there is nothing to draw.")
    return (
        drawing(drawn, label, (1120.0, 340.0, "pp-matrix pp-wide")),
        drawing(drawn, label, (330.0, 196.0, "pp-matrix pp-narrow")),
    )


def drawing(drawn: Matrix, label: str, layout: tuple[float, float, str]) -> str:
    """One drawing: `layout` is its width, the room for the names of rows, and its classes."""
    width, left, classes = layout
    step = (width - left) / len(drawn.columns)
    is_wide = left > 200
    heads = [in_lines(name, step) if is_wide else [str(at)] for at, name in enumerate(drawn.columns, 1)]
    top = max(len(each) for each in heads) * HEAD_LINE + 10
    parts = [
        svg.text(
            (left + step * (at + 0.5), HEAD_LINE * (number + 1)), words, text_anchor="middle", fill=svg.INK_2
        )
        for at, head in enumerate(heads)
        for number, words in enumerate(head)
    ]
    for number, (name, marks) in enumerate(zip(drawn.rows, drawn.marks, strict=True)):
        middle = top + ROW * number + ROW / 2
        parts.append(
            svg.line([(0, middle + ROW / 2), (width, middle + ROW / 2)], stroke=svg.LINE, stroke_width=1)
        )
        parts.append(svg.text((0, middle + 5), cut(name, left)))
        parts += [
            square((left + step * (at + 0.5), middle), mark)
            for at, mark in enumerate(marks)
            if mark is not Mark.NONE
        ]
    return svg.frame((width, top + ROW * len(drawn.rows) + 4), label, parts, classes)


def square(middle: tuple[float, float], mark: Mark) -> str:
    """A square filled, half filled from the left, or empty."""
    x, y = middle[0] - SIDE / 2, middle[1] - SIDE / 2
    ring = svg.element(
        "rect", x=x, y=y, width=SIDE, height=SIDE, fill=svg.PAPER, stroke=svg.DAMSON, stroke_width="1.4"
    )
    share = {Mark.FULL: SIDE, Mark.HALF: SIDE / 2}.get(mark, 0.0)
    return ring + (svg.element("rect", x=x, y=y, width=share, height=SIDE, fill=svg.DAMSON) if share else "")


def in_lines(name: str, room: float, letter: float = 7.2) -> list[str]:
    """A name broken at its spaces so that each line fits."""
    lines: list[str] = []
    for word in name.split():
        if lines and len(f"{lines[-1]} {word}") * letter <= room - 8:
            lines[-1] = f"{lines[-1]} {word}"
        else:
            lines.append(word)
    return lines


def cut(name: str, room: float, letter: float = 7.0) -> str:
    """A name that fits its room; what is cut ends in three dots, and the table has it in full."""
    most = int((room - 10) / letter)
    return name if len(name) <= most else f"{name[: most - 1].rstrip()}…"
