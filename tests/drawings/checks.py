"""What every drawing must be, asked of the SVG itself."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

from placepact.drawings.series import Point

SVG = "{http://www.w3.org/2000/svg}"


def parsed(drawing: str) -> ET.Element:
    return ET.fromstring(drawing)


def words(drawing: str) -> str:
    """All text that people see in a drawing."""
    return " ".join("".join(text.itertext()) for text in parsed(drawing).iter(f"{SVG}text"))


def type_sizes(drawing: str) -> list[float]:
    return [float(size) for size in re.findall(r'font-size="([\d.]+)(?:px)?"', drawing)]


def lines_of(drawing: str, width: str) -> list[str]:
    """The `d` of each path with that stroke width."""
    return [p.get("d", "") for p in parsed(drawing).iter(f"{SVG}path") if p.get("stroke-width") == width]


def assert_fit_for_a_page(drawing: str) -> None:
    """Well-formed, labelled once, with nothing that a policy forbids or that clashes with another drawing."""
    root = parsed(drawing)
    assert root.get("role") == "img" and root.get("aria-label")
    for element in root.iter():
        assert element.get("style") is None
        assert element.get("id") is None
        assert not [name for name in element.attrib if name.startswith("on")]
        if element is not root:
            assert element.get("role") is None and element.get("aria-label") is None
    assert "<style" not in drawing and "<script" not in drawing and "url(" not in drawing


def years(start: int, *values: float | None, half: float | None = None) -> list[Point]:
    """A figure a year from `start`; `half` is half the width of the interval."""
    return [
        Point(
            start + i,
            str(start + i),
            v,
            None if v is None or half is None else v - half,
            None if v is None or half is None else v + half,
        )
        for i, v in enumerate(values)
    ]


def one_decimal(value: float) -> str:
    return f"{value:.1f}"
