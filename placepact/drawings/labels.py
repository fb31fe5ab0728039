"""Where a label can stand beside its line without touching another label or a line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from placepact.drawings.svg import Place

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Label:
    """Words of a size that want to stand at one of several places, the first preferred.

    A place is the left end of the words at the middle of their height, in px.
    """

    wide: float
    tall: float
    places: Sequence[Place]


def box(place: Place, label: Label) -> Box:
    """Left, top, right, bottom."""
    x, y = place
    return (x, y - label.tall / 2, x + label.wide, y + label.tall / 2)


def overlap(one: Box, other: Box) -> float:
    """The area two boxes share."""
    across = min(one[2], other[2]) - max(one[0], other[0])
    up = min(one[3], other[3]) - max(one[1], other[1])
    return across * up if across > 0 and up > 0 else 0.0


def along(path: Sequence[Place], thick: float = 5, every: float = 4) -> list[Box]:
    """A line as small boxes, so that a label can be held against it."""
    boxes = []
    for (x1, y1), (x2, y2) in pairwise(path):
        steps = max(1, int(max(abs(x2 - x1), abs(y2 - y1)) / every))
        for i in range(steps + 1):
            x, y = x1 + (x2 - x1) * i / steps, y1 + (y2 - y1) * i / steps
            boxes.append((x - thick / 2, y - thick / 2, x + thick / 2, y + thick / 2))
    return boxes


def settle(labels: Sequence[Label], taken: Iterable[Box], within: Box) -> list[Place]:
    """A place for each label, in the order given: the first of its places that touches nothing, else
    the least bad.
    """
    used = list(taken)
    chosen = []
    for label in labels:
        place = min(label.places, key=lambda where: cost(box(where, label), used, within))
        chosen.append(place)
        used.append(box(place, label))
    return chosen


def cost(one: Box, used: Sequence[Box], within: Box) -> float:
    """How much of a label lies over something, with what lies outside the drawing counted ten times."""
    outside = (one[2] - one[0]) * (one[3] - one[1]) - overlap(one, within)
    return sum(overlap(one, other) for other in used) + 10 * outside
