"""Reading files of definitions that experts review: each says what it shows, whose it is and when to look again."""

from __future__ import annotations

import datetime as dt
import tomllib
from pathlib import Path
from typing import Any

from placepact.errors import Refusal

FOLDER = Path(__file__).resolve().parent.parent / "definitions" / "classifications"
TEXTS = ("title", "what_it_shows", "source", "licence", "author", "checker", "caveats")


class BadReviewedFile(Refusal):
    """A reviewed file lacks a field, or holds one that cannot be understood; names the file and the field."""


def read_reviewed(path: Path) -> dict[str, Any]:
    """What a reviewed TOML file holds. Raises BadReviewedFile where it lacks who made it or when to review it."""
    try:
        held = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise BadReviewedFile(f"{path.name} cannot be read as TOML: {error}. Correct it.") from error
    for field in TEXTS:
        given = held.get(field)
        if not isinstance(given, str) or not given.strip():
            raise BadReviewedFile(f"{path.name}: {field} is missing or empty. Add it.")
    if type(held.get("review_date")) is not dt.date:
        raise BadReviewedFile(f"{path.name}: review_date is missing. Add it as a day, such as 2027-06-30.")
    return held
