"""The 5 by 5 picture of risks: how many open risks stand at each likelihood and impact."""

from __future__ import annotations

from collections.abc import Mapping

from placepact.delivery.rules.risks import IMPACTS, LIKELIHOODS, SCALE, Heat, heat
from placepact.drawings import svg

FILLS = {Heat.LOW: "#f7f1f8", Heat.MIDDLE: "#dbc0dd", Heat.HIGH: "#7d3c7d"}


def risk_picture(counted: Mapping[tuple[int, int], int], label: str, *, width: float) -> str:
    """One drawing, wide or for a phone. `counted`: open risks by likelihood and impact."""
    left, below, top = 112.0, 44.0, 6.0
    side = (width - left) / 5
    tall = side if width < 400 else 44.0
    parts = []
    for likelihood in SCALE:
        y = top + tall * (5 - likelihood)
        words = f"{likelihood} {LIKELIHOODS[likelihood]}"
        parts.append(svg.text((left - 8, y + tall / 2 + 4), words, text_anchor="end", fill=svg.INK_2))
        for impact in SCALE:
            x, many = left + side * (impact - 1), counted.get((likelihood, impact), 0)
            found = heat(likelihood * impact)
            box: dict[str, str | float | None] = {
                "x": x + 1,
                "y": y + 1,
                "width": side - 2,
                "height": tall - 2,
                "fill": FILLS[found],
            }
            parts.append(svg.tag("rect", box))
            if many:
                fill = svg.PAPER if found is Heat.HIGH else svg.INK
                parts.append(svg.text((x + side / 2, y + tall / 2 + 6), str(many), text_anchor="middle", fill=fill, font_size=18, font_weight=600))  # fmt: skip
    bottom = top + tall * 5
    for impact in SCALE:
        words = f"{impact}" if width < 400 else f"{impact} {IMPACTS[impact]}"
        parts.append(svg.text((left + side * (impact - 0.5), bottom + 18), words, text_anchor="middle", fill=svg.INK_2))  # fmt: skip
    parts.append(svg.text((left, bottom + 38), "Impact across, likelihood up", fill=svg.INK_2))
    classes = "pp-chart pp-wide" if width > 400 else "pp-chart pp-narrow"
    return svg.frame((width, bottom + below), label, parts, classes)
