"""One bar of a list of bars: a length in proportion to the longest, for narrow pages."""

from __future__ import annotations

from placepact.drawings import svg

FILLS = {"source": "#b78fba", "twice": "#8f9a1f", "spent": svg.DAMSON, "outside": svg.AXIS}


def length(amount: float, longest: float, kind: str = "spent") -> str:
    """A bar of 0 to 100 parts of its room; hidden from readers, since words beside it say the amount."""
    wide = max(0.0, 100 * amount / longest) if longest > 0 else 0.0
    rect = svg.element("rect", width=wide, height=12, fill=FILLS[kind])
    return svg.tag(
        "svg",
        {"viewBox": "0 0 100 12", "preserveAspectRatio": "none", "aria-hidden": "true", "class": "pp-length"},
        rect,
    )
