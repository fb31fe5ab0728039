"""A tree of boards: who answers to whom, from left to right; on a narrow drawing from top to bottom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from placepact.drawings import svg
from placepact.drawings.type_widths import in_lines

TYPE, SMALL, LEADING = 15.0, 13.0, 18.0
WIDE, NARROW, INDENT, RADIUS = 1120.0, 330.0, 18.0, 5.0


@dataclass(frozen=True)
class Board:
    """A board: its name, what stands under it in small, whether the page is about it, and who answers to it."""

    name: str
    note: str
    is_here: bool = False
    children: Sequence[Board] = ()


@dataclass(frozen=True)
class Placed:
    """A board at its dot: at which depth, under which dot, and its name in lines."""

    board: Board
    at: svg.Place
    above: svg.Place | None
    lines: Sequence[str]


def tree(roots: Sequence[Board], label: str) -> tuple[str, str]:
    """Two drawings, wide and narrow, of the boards in the order given. `label`: the sentence for who does not see it."""
    depths = max((depth(each) for each in roots), default=1)
    step = min(WIDE / depths, 400.0)
    across = list(placed(roots, (step, step - 34.0)))
    down = list(placed(roots, (INDENT, 0.0)))
    return drawing(across, (WIDE, label), "pp-tree pp-wide"), drawing(
        down, (NARROW, label), "pp-tree pp-narrow"
    )


def depth(board: Board) -> int:
    return 1 + max((depth(each) for each in board.children), default=0)


def placed(roots: Sequence[Board], room: tuple[float, float]) -> Iterator[Placed]:
    """Each board in its row below the one before. `room`: px to the right a step of depth, px for a name.

    Where no room for a name is given, boards are indented and a name has what is left of the narrow drawing.
    """
    step, widest = room
    y = 16.0
    waiting: list[tuple[Board, int, svg.Place | None]] = [(each, 0, None) for each in reversed(roots)]
    while waiting:
        board, deep, above = waiting.pop()
        x = RADIUS + 1 + deep * step
        lines = in_lines(board.name, widest or NARROW - x - 20, TYPE, 600)
        yield Placed(board, (x, y), above, lines)
        waiting += [(each, deep + 1, (x, y)) for each in reversed(board.children)]
        y += LEADING * (len(lines) + 1) + 14


def drawing(boards: Sequence[Placed], about: tuple[float, str], classes: str) -> str:
    width, label = about
    parts = [svg.element("title", escape(label))]
    parts += [elbow(each.above, each.at) for each in boards if each.above is not None]
    for each in boards:
        parts += words(each)
    last = boards[-1] if boards else None
    height = last.at[1] + LEADING * (len(last.lines) + 1) if last else 20.0
    return svg.frame((width, height), label, parts, classes)


def elbow(above: svg.Place, at: svg.Place) -> str:
    """From a board down and across to one that answers to it."""
    return svg.line([above, (above[0], at[1]), at], stroke=svg.AXIS, stroke_width=1.4)


def words(each: Placed) -> list[str]:
    """The dot, the name in its lines and the note under it; the board that the page is about has a full dot."""
    x, y = each.at
    fill = svg.DAMSON if each.board.is_here else svg.PAPER
    parts = [svg.element("circle", cx=x, cy=y, r=RADIUS, fill=fill, stroke=svg.DAMSON, stroke_width=2.0)]
    parts += [
        svg.text((x + 14, y + 5 + LEADING * at), said, font_size=TYPE, font_weight=600)
        for at, said in enumerate(each.lines)
    ]
    note = (x + 14, y + 5 + LEADING * len(each.lines))
    return [*parts, svg.text(note, each.board.note, font_size=SMALL, fill=svg.INK_2)]
