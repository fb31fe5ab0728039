"""What stands around every page about an area: its name, its tabs, and what on the page is real."""

from __future__ import annotations

from typing import Any

from placepact.agreements.models import Agreement
from placepact.places.band import tabs
from placepact.places.models import Area

REAL = "Figures are as they were delivered; each says from which return and row it comes."
MADE_UP = (
    "The targets, leads and dates are made up to show how placepact works. "
    "The figures are as they were delivered; each says from which return and row it comes."
)


def frame(area: Area, tab: str, agreement: Agreement | None = None) -> dict[str, Any]:
    """The variables of the base template for a page about an area; `tab` is the one that is open."""
    here = area.get_absolute_url()
    illustrative = agreement is not None and agreement.is_illustrative
    return {
        "place": area.name,
        "place_url": here,
        "tabs": tabs(area, tab),
        "flag": {
            "kind": "Illustrative" if illustrative else "Published",
            "sentence": MADE_UP if illustrative else REAL,
        },
    }
