"""How often a board of each layer is expected to meet, and the warning where it does otherwise."""

from __future__ import annotations

from dataclasses import dataclass

from placepact.partnerships.rules.sources import LAYERS
from placepact.partnerships.rules.words import Layer

EXPECTED = {Layer.STRATEGIC: (3, 4), Layer.EXECUTIVE: (6, 12), Layer.OPERATIONAL: (12, 52)}
"""Least and most meetings a year. Source: Audit Commission, Working better together? (2009), table 8."""
DOES = {
    Layer.STRATEGIC: "sets vision and direction, represents and involves, leads and influences",
    Layer.EXECUTIVE: "commissions, aligns resources and performance, challenges",
    Layer.OPERATIONAL: "buys, pools and manages resources, reports on performance and finance",
}
"""What each layer is for. Source: the same report, figure 5."""


@dataclass(frozen=True)
class Warned:
    """A sentence that warns, and where what it rests on is written."""

    sentence: str
    source: str


def as_often_as_expected(layer: Layer, meetings: int) -> Warned | None:
    """A warning where a number of meetings a year lies outside what is expected of a layer; None inside.

    Source: Audit Commission, Working better together? (2009), table 8. The ends belong to the range.
    """
    least, most = EXPECTED[layer]
    if least <= meetings <= most:
        return None
    which = "fewer" if meetings < least else "more"
    times = "1 meeting" if meetings == 1 else f"{meetings} meetings"
    said = (
        f"{times} a year is {which} than the {least} to {most} expected of the {layer.words.lower()} layer."
    )
    return Warned(said, LAYERS)
