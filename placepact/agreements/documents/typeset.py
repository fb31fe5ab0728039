"""From plain data to an accessible PDF: Typst sets it, and refuses what PDF/UA-1 does not allow."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

FOLDER = Path(__file__).parent / "typst"
Paper = Literal["agreement", "memorandum", "comparison"]


def pdf(paper: Paper, data: Mapping[str, Any], *, of: dt.date) -> bytes:
    """One document as PDF. The same data of the same day give the same bytes; nothing outside the package is read."""
    import typst

    moment = dt.datetime.combine(of, dt.time(12), dt.UTC)
    made: bytes = typst.compile(
        FOLDER / f"{paper}.typ",
        root=FOLDER,
        font_paths=[],
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards="ua-1",
        sys_inputs={"data": json.dumps(data, ensure_ascii=False, default=str)},
        timestamp=int(moment.timestamp()),
    )
    return made
