"""Writing SVG: elements with escaped attributes, numbers short, and the one frame that every drawing has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape

FAMILY = "Source Sans 3 Variable, Source Sans 3, Segoe UI, Arial, sans-serif"

INK = "#1f1a24"
INK_2 = "#5a5362"
LINE = "#d8d3dc"
AXIS = "#8d8594"
DAMSON = "#5b1f5b"
HEATHER = "#e3cfe4"
SIMILAR = "#ece9ee"
PAPER = "#ffffff"

Place = tuple[float, float]


def short(value: float) -> str:
    """A coordinate to one decimal, without a needless ".0"."""
    text = f"{value:.1f}"
    return "0" if text == "-0.0" else text.removesuffix(".0")


def element(name: str, content: str = "", **attributes: str | float | None) -> str:
    """One element. Attribute names use `_` for `-` and end in `_` where Python keeps the word; None leaves
    one out.

    `content` is markup already: give people's text through `text` or `escape`.
    """
    return tag(name, attributes, content)


def tag(name: str, attributes: Mapping[str, str | float | None], content: str = "") -> str:
    there = (
        (key.rstrip("_").replace("_", "-"), value) for key, value in attributes.items() if value is not None
    )
    written = "".join(f' {key}="{attribute(value)}"' for key, value in there)
    return f"<{name}{written}>{content}</{name}>" if content else f"<{name}{written}/>"


def attribute(value: str | float) -> str:
    return escape(value, quote=True) if isinstance(value, str) else short(value)


def frame(size: tuple[float, float], label: str, parts: Iterable[str], classes: str) -> str:
    """A whole drawing: its size in px, the sentence for those who do not see it, its parts, its classes."""
    width, height = size
    box = f"0 0 {short(width)} {short(height)}"
    about: dict[str, str | float | None] = {
        "xmlns": "http://www.w3.org/2000/svg",
        "class": classes,
        "viewBox": box,
        "width": width,
        "height": height,
        "role": "img",
        "aria-label": label,
    }
    return tag("svg", about, "".join(parts))


def text(place: Place, words: str, **attributes: str | float | None) -> str:
    """Words at a place, escaped here; 14 px ink unless told otherwise."""
    usual: dict[str, str | float | None] = {"font_family": FAMILY, "font_size": 14, "fill": INK}
    return tag("text", {"x": place[0], "y": place[1], **usual, **attributes}, escape(words))


def line(places: Sequence[Place], **attributes: str | float | None) -> str:
    """A line through places, not filled."""
    return tag("path", {"d": path(places), "fill": "none", **attributes})


def path(places: Sequence[Place]) -> str:
    return "M" + "L".join(f"{short(x)} {short(y)}" for x, y in places)


def area(upper: Sequence[Place], lower: Sequence[Place], fill: str) -> str:
    """The band between two lines of one length."""
    return element("path", d=path([*upper, *reversed(lower)]) + "Z", fill=fill)


def diamond(place: Place, half: float, width: float = 1.4) -> str:
    x, y = place
    corners = [(x, y - half), (x + half, y), (x, y + half), (x - half, y)]
    return element("path", d=path(corners) + "Z", fill=PAPER, stroke=DAMSON, stroke_width=width)


def dot(place: Place, radius: float, fill: str = DAMSON) -> str:
    return element("circle", cx=place[0], cy=place[1], r=radius, fill=fill)
