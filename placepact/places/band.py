"""The tabs on the band of every page about a place."""

from __future__ import annotations

from typing import Any

from placepact.places.models import Area

TABS = (
    ("overview", "Overview", ""),
    ("scorecard", "Scorecard", "/scorecard"),
    ("money", "Money", "/money"),
    ("indicators", "Indicators", "/indicators"),
    ("reporting", "Reporting", "/reporting"),
    ("agreement", "Agreement", "/agreement"),
    ("partnerships", "Partnerships", "/partnerships"),
    ("organisations", "Organisations", "/organisations"),
)


def tabs(area: Area, here: str) -> list[dict[str, Any]]:
    """The tabs of an area, of which `here` is open."""
    start = area.get_absolute_url()
    return [{"text": text, "href": start + path, "current": slug == here} for slug, text, path in TABS]
