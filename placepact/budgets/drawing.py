"""The share of a stretch that was achieved, drawn: a bar, with the mark from which reward begins."""

from __future__ import annotations

from fractions import Fraction

from placepact.drawings import svg

WIDTH, HEIGHT = 400.0, 26.0


def share_of_stretch(share: Fraction | None, threshold: Fraction, *, fill: str, label: str) -> str:
    """A bar from 0 to all of the stretch; a share below 0 or beyond all is drawn at its end."""
    part = min(max(share or Fraction(0), Fraction(0)), Fraction(1))
    at = float(WIDTH * threshold)
    parts = [svg.element("rect", x=0, y=4, width=WIDTH, height=HEIGHT - 8, fill=svg.SIMILAR)]
    if part:
        parts.append(svg.element("rect", x=0, y=4, width=float(WIDTH * part), height=HEIGHT - 8, fill=fill))
    parts.append(svg.line([(at, 0), (at, HEIGHT)], stroke=svg.PAPER, stroke_width=5))
    parts.append(svg.line([(at, 0), (at, HEIGHT)], stroke=svg.INK, stroke_width=2))
    return svg.frame((WIDTH, HEIGHT), label, parts, "pp-sharebar")
