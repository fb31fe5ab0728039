"""Maps of the districts: in four classes with names and figures, and as links on the front page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from placepact.drawings import svg
from placepact.drawings.classes import FILLS, WORDS_ON, class_of
from placepact.drawings.map_labels import LINE, MapLabel, labels_on
from placepact.drawings.shapes import Fitted, Rings, fit, hatch, outline, place_for_words
from placepact.drawings.type_widths import in_lines

WIDE, NARROW = 468.0, 330.0
LINK_MAP = 420.0


@dataclass(frozen=True)
class Link:
    """An area of a map that can be clicked: its rings in plane coordinates and where it leads."""

    rings: Rings
    href: str


def district_map(
    areas: Mapping[str, Rings],
    values: Mapping[str, float | None],
    bounds: Sequence[float],
    label: str,
    show: Callable[[float], str],
) -> tuple[str, str]:
    """Two drawings of one map, wide and narrow: areas coloured by class, hatched where there is no figure.

    `areas` are rings in plane coordinates by name; `bounds` come from `classes`; `show` writes a figure
    without its unit. An area's name is written where it lies over no other words; its figure always, and the key
    beside the map has both.
    """
    wide = one_map(fit(dict(areas), WIDE), WIDE, values, bounds, show)
    narrow = one_map(fit(dict(areas), NARROW), NARROW, values, bounds, show)
    return (
        svg.frame((WIDE, wide[0]), label, wide[1], "pp-chart pp-wide"),
        svg.frame((NARROW, narrow[0]), label, narrow[1], "pp-chart pp-narrow"),
    )


def one_map(
    fitted: Fitted,
    width: float,
    values: Mapping[str, float | None],
    bounds: Sequence[float],
    show: Callable[[float], str],
) -> tuple[float, list[str]]:
    numbers = {name: number_of(values.get(name), bounds) for name in fitted.outlines}
    shapes = [shape(rings, numbers[name]) for name, rings in fitted.outlines.items()]
    said = {name: figure_of(values.get(name), show) for name in fitted.outlines}
    words = [
        written(label, numbers[label.name])
        for label in labels_on(fitted.outlines, said, width, fitted.height)
    ]
    return fitted.height, [*shapes, *words]


def number_of(value: float | None, bounds: Sequence[float]) -> int | None:
    """The class of a figure; None where there is none."""
    return class_of(value, bounds) if value is not None else None


def figure_of(value: float | None, show: Callable[[float], str]) -> str:
    return show(value) if value is not None else "no figure"


def shape(rings: Sequence[Sequence[svg.Place]], number: int | None) -> str:
    around = outline(rings)
    if number is None:
        edge = svg.element(
            "path", d=around, fill=svg.PAPER, fill_rule="evenodd", stroke=svg.AXIS, stroke_width=1
        )
        return edge + svg.element("path", d=hatch(rings), fill="none", stroke=svg.AXIS, stroke_width=1)
    return svg.element(
        "path", d=around, fill=FILLS[number], fill_rule="evenodd", stroke=svg.PAPER, stroke_width="1.5"
    )


def written(label: MapLabel, number: int | None) -> str:
    """The name over the figure; white on the two dark classes."""
    left, top, right, _ = label.box
    last = len(label.lines) - 1
    return "".join(
        halo(((left + right) / 2, top + 13 + LINE * i), words, number, 600 if i == last else 400)
        for i, words in enumerate(label.lines)
    )


def halo(place: svg.Place, words: str, number: int | None, weight: int) -> str:
    """Words with an edge of the class's own colour, so that they read where they cross a boundary."""
    colour = svg.INK if number is None else WORDS_ON[number]
    edge = svg.PAPER if number is None else FILLS[number]
    return svg.text(
        place, words, fill=colour, font_weight=weight, text_anchor="middle", stroke=edge, stroke_width=4,
        stroke_linejoin="round", paint_order="stroke",
    )  # fmt: skip


def link_map(areas: Mapping[str, Link], label: str) -> str:
    """The districts as links on the dark band; its colours come from the page's sheet (`pp-map`)."""
    fitted = fit({name: link.rings for name, link in areas.items()}, LINK_MAP)
    shapes, words = [], []
    for name, rings in fitted.outlines.items():
        path = svg.element("path", d=outline(rings), fill_rule="evenodd")
        shapes.append(svg.element("a", path, href=areas[name].href, aria_label=name))
        words.append(link_words(rings, name))
    box = f"0 0 {svg.short(LINK_MAP)} {svg.short(fitted.height)}"
    return svg.element(
        "svg", "".join([*shapes, *words]), class_="pp-map", viewBox=box, role="group", aria_label=label
    )


def link_words(rings: Sequence[Sequence[svg.Place]], name: str) -> str:
    (across, height), room = place_for_words(rings, 20)
    lines = in_lines(name, max(room, 60), 15, 600)
    start = height + 5 - 9 * (len(lines) - 1)
    spans = (svg.element("tspan", escape(words), x=across, y=start + 18 * i) for i, words in enumerate(lines))
    return svg.element("text", "".join(spans), aria_hidden="true")
