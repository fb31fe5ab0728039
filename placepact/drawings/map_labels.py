"""Where the name and figure of each area stand on a map, so that no words lie over others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from placepact.drawings import svg
from placepact.drawings.labels import Box, overlap
from placepact.drawings.shapes import place_for_words
from placepact.drawings.type_widths import in_lines, width_of

TYPE, LINE, APART = 14.0, 16.0, 4.0
NUDGES = (
    (0, 0),
    (0, -8),
    (0, 8),
    (0, -16),
    (0, 16),
    (-10, 0),
    (10, 0),
    (-10, 12),
    (10, 12),
    (-10, -12),
    (10, -12),
)

Outlines = Mapping[str, Sequence[Sequence[svg.Place]]]


@dataclass(frozen=True)
class MapLabel:
    """The words of an area, one line each, the last its figure, and the box around them in px."""

    name: str
    lines: tuple[str, ...]
    box: Box


def labels_on(outlines: Outlines, figures: Mapping[str, str], width: float, height: float) -> list[MapLabel]:
    """A label for each area: its name and figure where they lie over no other words, else the figure alone.

    Areas with the most room are served first. A name may cross its own boundary, as on a printed map.
    """
    homes = {name: place_for_words(rings) for name, rings in outlines.items()}
    order = sorted(outlines, key=lambda name: -homes[name][1])
    taken: dict[str, MapLabel] = {name: around(name, (figures[name],), homes[name][0]) for name in order}
    for name in order:
        others = [each.box for each in taken.values() if each.name != name]
        lines = (*in_lines(name, max(homes[name][1], 60), TYPE), figures[name])
        tries = [around(name, lines, (homes[name][0][0] + x, homes[name][0][1] + y)) for x, y in NUDGES]
        free = [each for each in tries if is_free(each.box, others, (width, height))]
        taken[name] = free[0] if free and len(lines) <= 3 else taken[name]
    return [taken[name] for name in outlines]


def around(name: str, lines: tuple[str, ...], middle: svg.Place) -> MapLabel:
    """A label with its middle at a place."""
    half = (
        max(width_of(words, TYPE, 600 if at == len(lines) - 1 else 400) for at, words in enumerate(lines)) / 2
    )
    tall = LINE * len(lines)
    x, y = middle
    return MapLabel(name, lines, (x - half, y - tall / 2, x + half, y + tall / 2))


def is_free(box: Box, others: Sequence[Box], size: tuple[float, float]) -> bool:
    """Whether a box lies inside the drawing and over no other."""
    widened = (box[0] - APART, box[1], box[2] + APART, box[3])
    inside = box[0] >= 0 and box[1] >= 0 and box[2] <= size[0] and box[3] <= size[1]
    return inside and not any(overlap(widened, other) for other in others)
