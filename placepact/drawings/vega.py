"""Vega-Lite marks in px, and the drawing that comes back without anything the page's rules forbid.

Vega draws; where things stand is worked out before, so that labels do not collide and two papers can differ.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from placepact.drawings import svg

Layer = dict[str, Any]

PLACE: dict[str, Any] = {
    "x": {"field": "x", "type": "quantitative", "axis": None, "scale": {"nice": False, "zero": False}},
    "y": {"field": "y", "type": "quantitative", "axis": None, "scale": {"nice": False, "zero": False}},
}


def rows(places: Sequence[svg.Place]) -> list[dict[str, float]]:
    return [{"x": round(x, 1), "y": round(y, 1), "order": i} for i, (x, y) in enumerate(places)]


def mark(places: Sequence[svg.Place], how: dict[str, Any]) -> Layer:
    return {"data": {"values": rows(places)}, "mark": how, "encoding": {**PLACE, "order": {"field": "order"}}}


def stroke(places: Sequence[svg.Place], colour: str, width: float, dash: list[int] | None = None) -> Layer:
    how: dict[str, Any] = {"type": "line", "color": colour, "strokeWidth": width, "strokeJoin": "round"}
    return mark(places, {**how, "strokeDash": dash} if dash else how)


def band(upper: Sequence[svg.Place], lower: Sequence[svg.Place], colour: str) -> Layer:
    values = [
        {"x": round(u[0], 1), "y": round(u[1], 1), "y2": round(v[1], 1)}
        for u, v in zip(upper, lower, strict=True)
    ]
    encoding = {**PLACE, "y2": {"field": "y2"}}
    return {
        "data": {"values": values},
        "mark": {"type": "area", "color": colour, "opacity": 1},
        "encoding": encoding,
    }


def dots(
    places: Sequence[svg.Place], size: float, fill: str, shape: str = "circle", edge: str | None = None
) -> Layer:
    how = {"type": "point", "shape": shape, "size": size, "filled": True, "opacity": 1, "fill": fill}
    layer = mark(places, {**how, "stroke": edge or fill, "strokeWidth": 1.6})
    del layer["encoding"]["order"]
    return layer


def words(  # noqa: PLR0913  how words look has this many sides
    place: svg.Place, text: str, *, size: float, colour: str, align: str = "left", weight: int = 400
) -> Layer:
    """Text from (or around, or up to) a place, at the middle of its height."""
    letters = {"font": svg.FAMILY, "fontSize": size, "fontWeight": weight, "color": colour}
    edge = {"stroke": svg.PAPER, "strokeWidth": 4, "strokeJoin": "round"}
    how = {"type": "text", "text": text, "align": align, "baseline": "middle", **letters, **edge}
    layer = mark([place], how)
    del layer["encoding"]["order"]
    return layer


def layered(layers: Sequence[Layer], size: tuple[float, float]) -> dict[str, Any]:
    """A specification whose x and y are px of the drawing, y downwards."""
    width, height = size
    frame = {"x": {"scale": {"domain": [0, width]}}, "y": {"scale": {"domain": [height, 0]}}}
    for layer in layers:
        for side, more in frame.items():
            layer["encoding"][side] = {**PLACE[side], "scale": {**PLACE[side]["scale"], **more["scale"]}}
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "width": width,
        "height": height,
        "padding": 0,
        "autosize": {"type": "none"},
        "background": None,
        "config": {"view": {"stroke": None}, "aria": False},
        "layer": list(layers),
    }


def to_svg(specification: dict[str, Any], size: tuple[float, float], label: str, classes: str) -> str:
    """Draw by vl-convert, and put our own frame around what is inside: one label, no ids, no styles."""
    # Imported here because loading it takes most of a second, and most pages draw nothing with it.
    import vl_convert

    drawn = vl_convert.vegalite_to_svg(vl_spec=specification, vl_version="5.20")
    return svg.frame(size, label, [bare(inside(drawn))], classes)


def inside(drawn: str) -> str:
    return drawn[drawn.index(">", drawn.index("<svg")) + 1 : drawn.rindex("</svg>")]


def bare(markup: str) -> str:
    """Without Vega's roles and classes, empty groups, and coordinates finer than a tenth of a px."""
    markup = re.sub(
        r' (?:aria-[a-z]+|role|class|opacity|pointer-events|style|id|fill-opacity)="[^"]*"', "", markup
    )
    markup = re.sub(r'<path d="M0,0h[\d.]+v[\d.]+h-[\d.]+Z"></path>|<path d=""[^>]*></path>', "", markup)
    markup = re.sub(r"-?\d+\.\d{2,}", lambda number: svg.short(float(number.group())), markup)
    # White edges go behind the letters, so that a gridline does not run through them.
    markup = markup.replace("<text ", '<text paint-order="stroke" ')
    emptied = ""
    while emptied != markup:
        emptied, markup = markup, re.sub(r"<g[^>]*></g>", "", markup)
    return markup
