"""The board pack as an accessible PDF (PDF/UA-1) of at most six pages."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from placepact.delivery.documents.contents import WORDS
from placepact.errors import Refusal

PAPER = Path(__file__).parent / "typst" / "board_pack.typ"
MOST_PAGES = 6


class TooLong(Refusal):
    """A pack that no shortening brings to six pages."""


def settings(data: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "root": PAPER.parent,
        "font_paths": [],
        "ignore_system_fonts": True,
        "sys_inputs": {"data": json.dumps(data, ensure_ascii=False)},
    }


def pages_of(data: Mapping[str, Any]) -> int:
    """How many A4 pages a pack fills."""
    import typst

    found = typst.query(PAPER, "<pages>", field="value", one=True, **settings(data))
    return int(json.loads(found))


def fitted(make: Callable[[int], dict[str, Any]]) -> dict[str, Any]:
    """The pack with the longest texts with which it fills at most six pages. Raises TooLong."""
    for letters in WORDS:
        data = make(letters)
        if pages_of(data) <= MOST_PAGES:
            return data
    raise TooLong(
        f"{data['title']} does not fit {MOST_PAGES} pages, however short its texts. Shorten the titles of its targets."
    )


def pdf(data: Mapping[str, Any], *, of: dt.date) -> bytes:
    """The pack as PDF. The same data give the same bytes; nothing outside the package is read."""
    import typst

    moment = dt.datetime.combine(of, dt.time(12), dt.UTC)
    made: bytes = typst.compile(
        PAPER, format="pdf", pdf_standards="ua-1", timestamp=int(moment.timestamp()), **settings(data)
    )
    return made
