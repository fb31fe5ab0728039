"""Boundaries on paper: fitted to a drawing, with a place for the name and a hatch for no figure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import cos, radians

from placepact.drawings import svg
from placepact.drawings.series import NothingToDraw

Ring = Sequence[tuple[float, float]]
Rings = Sequence[Ring]


@dataclass(frozen=True)
class Fitted:
    """The rings of each area in px, and the height of the whole for the width asked for."""

    outlines: dict[str, list[list[svg.Place]]]
    height: float


def plane(rings: Rings, latitude: float) -> list[list[tuple[float, float]]]:
    """Longitudes and latitudes as plane coordinates: east and west are squeezed as they are at `latitude`.

    Good for one city or county; use one latitude for all areas of a map.
    """
    squeeze = cos(radians(latitude))
    return [[(x * squeeze, y) for x, y in ring] for ring in rings]


def fit(areas: dict[str, Rings], width: float, margin: float = 4) -> Fitted:
    """Rings in plane coordinates (north is up) moved and scaled into a drawing `width` px wide."""
    every = [place for rings in areas.values() for ring in rings for place in ring]
    if not every:
        raise NothingToDraw(
            "No boundary is held for these areas. Receive boundaries first, or show the table alone."
        )
    left, right = min(x for x, _ in every), max(x for x, _ in every)
    low, top = min(y for _, y in every), max(y for _, y in every)
    scale = (width - 2 * margin) / (right - left or 1)

    def put(ring: Ring) -> list[svg.Place]:
        return thinned([(margin + (x - left) * scale, margin + (top - y) * scale) for x, y in ring])

    outlines = {name: [put(ring) for ring in rings] for name, rings in areas.items()}
    return Fitted(outlines, (top - low) * scale + 2 * margin)


def thinned(ring: Sequence[svg.Place], apart: float = 1.0) -> list[svg.Place]:
    """A ring without corners that are nearer than `apart` px to the one before."""
    kept: list[svg.Place] = []
    for x, y in ring:
        if not kept or abs(x - kept[-1][0]) + abs(y - kept[-1][1]) >= apart:
            kept.append((x, y))
    return kept


def outline(rings: Sequence[Sequence[svg.Place]]) -> str:
    """The `d` of a path around all rings; holes stay open by the even-odd rule."""
    return "".join(steps(ring) for ring in rings if len(ring) > 2)


def steps(ring: Sequence[svg.Place]) -> str:
    """A ring as steps from corner to corner, half the size of places; whole tenths, so that no error
    adds up.
    """
    tenths = [(round(x * 10), round(y * 10)) for x, y in ring]
    written = f"M{svg.short(tenths[0][0] / 10)} {svg.short(tenths[0][1] / 10)}l"
    moves = [f"{svg.short((x - a) / 10)} {svg.short((y - b) / 10)}" for (a, b), (x, y) in pairwise(tenths)]
    return written + " ".join(moves).replace(" -", "-").replace("0.", ".") + "Z"


def crossings(rings: Sequence[Sequence[svg.Place]], height: float) -> list[tuple[float, float]]:
    """Where a horizontal line at `height` runs inside the rings: pairs of px from and to."""
    cuts = []
    for ring in rings:
        for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True):
            if (y1 <= height) != (y2 <= height):
                cuts.append(x1 + (height - y1) / (y2 - y1) * (x2 - x1))
    cuts.sort()
    return list(zip(cuts[::2], cuts[1::2], strict=False))


def place_for_words(rings: Sequence[Sequence[svg.Place]], tall: float = 30) -> tuple[svg.Place, float]:
    """The middle of the widest room for words `tall` px high inside an area, and how wide that room is."""
    heights = [y for ring in rings for _, y in ring]
    top, low = min(heights), max(heights)
    best, width = ((0.0, (top + low) / 2), 0.0)
    for step in range(1, 24):
        height = top + (low - top) * step / 24
        for room in crossings(rings, height):
            start, end = narrowed(rings, room, height, tall)
            # A little for the middle of the shape, so that words do not hug one side for a few px of width.
            worth = (end - start) - 0.25 * abs(height - (top + low) / 2)
            if worth > width:
                best, width = ((start + end) / 2, height), worth
    return best, room_at(rings, best, tall)


def narrowed(
    rings: Sequence[Sequence[svg.Place]], room: tuple[float, float], height: float, tall: float
) -> tuple[float, float]:
    """The part of `room` that is also inside a little above and below it."""
    start, end = room
    for offset in (-tall / 2, tall / 2):
        overlaps = [(max(start, a), min(end, b)) for a, b in crossings(rings, height + offset)]
        start, end = max(overlaps, key=lambda o: o[1] - o[0], default=(start, start))
    return (start, max(start, end))


def room_at(rings: Sequence[Sequence[svg.Place]], place: svg.Place, tall: float) -> float:
    across, height = place
    around = [room for room in crossings(rings, height) if room[0] <= across <= room[1]]
    start, end = narrowed(rings, around[0], height, tall) if around else (across, across)
    return end - start


def hatch(rings: Sequence[Sequence[svg.Place]], apart: float = 6) -> str:
    """The `d` of slanting lines inside the rings.

    Worked out here rather than as a pattern, because a pattern needs an id and several maps may share a page.
    """
    turned = [[((x + y) / 2, (y - x) / 2) for x, y in ring] for ring in rings]
    heights = [v for ring in turned for _, v in ring]
    lines, height = [], min(heights) + apart / 2
    while height < max(heights):
        lines += [
            svg.path([(a - height, a + height), (b - height, b + height)])
            for a, b in crossings(turned, height)
        ]
        height += apart / 2
    return "".join(lines)
