"""The words that placepact uses, in plain English, from `placepact/definitions/glossary.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

FILE = Path(__file__).resolve().parent.parent / "definitions" / "glossary.toml"


@dataclass(frozen=True)
class Term:
    """One word: its meaning, where it comes from when that is law or a published method, and words beside it."""

    slug: str
    word: str
    meaning: str
    source: str = ""
    see: tuple[str, ...] = ()


@lru_cache(maxsize=1)
def terms() -> dict[str, Term]:
    """Every term by its slug, in the order of the alphabet. ValueError where one points to a word that is not there."""
    listed = tomllib.loads(FILE.read_text(encoding="utf-8"))["term"]
    made = [Term(**{**each, "see": tuple(each.get("see", ()))}) for each in listed]
    found = {each.slug: each for each in sorted(made, key=lambda each: each.word.lower())}
    if len(found) != len(made):
        raise ValueError(f"{FILE.name} holds {len(made)} terms but {len(found)} slugs. Give each its own.")
    missing = sorted({slug for each in made for slug in each.see if slug not in found})
    if missing:
        raise ValueError(f"{FILE.name} points to words that are not in it: {', '.join(missing)}.")
    return found
