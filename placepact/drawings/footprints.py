"""Small maps of where a partner acts and where its partnership is: in both, in one alone, in neither."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from placepact.drawings import svg
from placepact.drawings.classes import FILLS
from placepact.drawings.shapes import Rings, fit, hatch, outline

WIDTH = 240.0
BOTH, OWN = FILLS[2], FILLS[0]


def footprint(areas: Mapping[str, Rings], own: Collection[str], partner: Collection[str], label: str) -> str:
    """One map: damson where both are, pale where the partnership is alone, hatched where the partner goes beyond.

    `areas` are rings in plane coordinates by name; the partnership's own have a thick edge. NothingToDraw
    where there is none.
    """
    fitted = fit(dict(areas), WIDTH)
    plain = [
        one(rings, is_own=name in own, is_partners=name in partner) for name, rings in fitted.outlines.items()
    ]
    edges = [
        svg.element("path", d=outline(rings), fill="none", stroke=svg.INK, stroke_width="1.6")
        for name, rings in fitted.outlines.items()
        if name in own
    ]
    return svg.frame((WIDTH, fitted.height), label, [*plain, *edges], "pp-chart")


def one(rings: list[list[svg.Place]], *, is_own: bool, is_partners: bool) -> str:
    """An area with the fill that says whose it is."""
    fill = BOTH if is_own and is_partners else OWN if is_own else svg.PAPER
    drawn = svg.element(
        "path", d=outline(rings), fill=fill, fill_rule="evenodd", stroke=svg.AXIS, stroke_width=1
    )
    if is_partners and not is_own:
        drawn += svg.element("path", d=hatch(rings, 7), fill="none", stroke=svg.DAMSON, stroke_width=1)
    return drawn


def key() -> list[tuple[str, str]]:
    """The swatches of the maps with their words."""
    corners = [(0.5, 0.5), (33.5, 0.5), (33.5, 21.5), (0.5, 21.5)]
    return [
        (
            swatch(one([corners], is_own=True, is_partners=True)),
            "The partner acts here, and the partnership is for it",
        ),
        (
            swatch(one([corners], is_own=True, is_partners=False)),
            "The partnership is for it; the partner does not act here",
        ),
        (
            swatch(one([corners], is_own=False, is_partners=True)),
            "The partner acts here too; the partnership is not for it",
        ),
        (swatch(one([corners], is_own=False, is_partners=False)), "Near by; neither"),
    ]


def swatch(content: str) -> str:
    return svg.element("svg", content, viewBox="0 0 34 22", width=34, height=22, aria_hidden="true")
