"""One horizontal bar of shares: a tally by status, or one sum and what is counted twice in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from placepact.drawings import svg
from placepact.drawings.flow import LICHEN, LICHEN_EDGE, LICHEN_LINES
from placepact.drawings.series import NothingToDraw
from placepact.drawings.shapes import hatch

WIDTH, HEIGHT, GAP = 400.0, 44.0, 2.0


@dataclass(frozen=True)
class Share:
    """A part of the bar: what it is, how much (0 or more, any unit, one for all), its colour.

    `is_twice` is money counted twice: hatched, in its own colours.
    """

    name: str
    amount: float
    fill: str
    is_twice: bool = False


def bar(shares: Sequence[Share], label: str) -> str:
    """Parts side by side in the order given, their widths in proportion; a part of 0 is not drawn."""
    whole = sum(share.amount for share in shares)
    if whole <= 0 or any(share.amount < 0 for share in shares):
        amounts = ", ".join(f"{share.name} {share.amount:g}" for share in shares)
        raise NothingToDraw(
            f"A bar needs amounts of 0 or more with a sum above 0; these are {amounts or 'none'}."
        )
    drawn = [share for share in shares if share.amount]
    room = WIDTH - GAP * (len(drawn) - 1)
    parts, at = [], 0.0
    for share in drawn:
        width = room * share.amount / whole
        parts.append(part(share, at, width))
        at += width + GAP
    return svg.frame((WIDTH, HEIGHT), label, parts, "pp-sharebar")


def part(share: Share, at: float, width: float) -> str:
    if not share.is_twice:
        return svg.element("rect", x=at, y=4, width=width, height=HEIGHT - 8, fill=share.fill)
    ring = [(at, 4.5), (at + width, 4.5), (at + width, HEIGHT - 4.5), (at, HEIGHT - 4.5)]
    edge = {"fill": LICHEN, "stroke": LICHEN_EDGE}
    box = svg.element("rect", x=at, y=4.5, width=width, height=HEIGHT - 9, **edge)
    lines = svg.element("path", d=hatch([ring], 10), stroke=LICHEN_LINES, stroke_width="2.4", fill="none")
    return box + lines
