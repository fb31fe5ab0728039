"""A question over bulk facts: its SQL, what it reads, what it is asked, and the columns it gives.

All of it stands in one file. The comments above the SQL are for people first, and for `read_question`:

    -- What: the sum paid to each payee.
    -- Unit: pence, whole.
    -- Source: payments as published by the bodies.
    -- Left out: payments that were refused.
    -- Reads: payments, suppliers
    -- Asks: most number
    -- Gives: payee text, amount_pence number
    -- One row for each: payee

The SQL is DuckDB's, and runs there as it is written.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from placepact.analytics.answers import EngineRefusal

KINDS = {"text": pa.string(), "number": pa.int64(), "day": pa.date32(), "yes_or_no": pa.bool_()}
ABOUT = ("What", "Unit", "Source", "Left out")
HEADINGS = (*ABOUT, "Reads", "Asks", "Gives", "One row for each")
OPTIONAL = {"Asks"}


class NoSuchQuestion(EngineRefusal):
    """There is no question of that name."""


class BadQuestion(EngineRefusal):
    """A question's file does not say what it has to say."""


@dataclass(frozen=True)
class Question:
    """What an engine needs to know: columns are names with one of `KINDS`, `key` makes a row the only one."""

    name: str
    sql: str
    about: dict[str, str]
    reads: tuple[str, ...]
    asks: tuple[tuple[str, str], ...]
    gives: tuple[tuple[str, str], ...]
    key: tuple[str, ...]

    @property
    def schema(self) -> pa.Schema:
        """The answer's columns, in order, as Arrow types."""
        return pa.schema([(name, KINDS[kind]) for name, kind in self.gives])

    def parameters(self, given: dict[str, Any]) -> dict[str, Any]:
        """Every parameter with its value, None where it was not given. BadQuestion where one is unknown."""
        known = [name for name, _ in self.asks]
        if unknown := sorted(set(given) - set(known)):
            raise BadQuestion(
                f"The question {self.name} was asked with {', '.join(unknown)}. "
                f"It can be asked with: {', '.join(known) or 'nothing'}."
            )
        return {name: given.get(name) for name in known}


def read_question(path: Path) -> Question:
    """The question in one file, named as the file is. BadQuestion where a heading is missing."""
    text = path.read_text(encoding="utf-8")
    said = _headings(text)
    if missing := [heading for heading in HEADINGS if heading not in said and heading not in OPTIONAL]:
        raise BadQuestion(f"{path.name} does not say: {', '.join(missing)}. Add it above the SQL.")
    return Question(
        name=path.stem,
        sql=text,
        about={heading: said[heading] for heading in ABOUT},
        reads=_names(said["Reads"]),
        asks=_typed(path, said.get("Asks", "")),
        gives=_typed(path, said["Gives"]),
        key=_names(said["One row for each"]),
    )


def _headings(text: str) -> dict[str, str]:
    """What follows each heading; a comment line without a heading goes on with the one before."""
    said: dict[str, str] = {}
    heading = None
    for line in text.splitlines():
        if not line.startswith("--"):
            break
        words = line.removeprefix("--").strip()
        if found := re.match(rf"({'|'.join(HEADINGS)}): *(.*)", words):
            heading, words = found.groups()
            said[heading] = words
        elif heading:
            said[heading] += " " + words
    return said


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(",") if name.strip())


def _typed(path: Path, text: str) -> tuple[tuple[str, str], ...]:
    found = []
    for one in _names(text):
        name, _, kind = one.partition(" ")
        if kind not in KINDS:
            raise BadQuestion(f"{path.name} says {one!r}. Write a name and one of: {', '.join(KINDS)}.")
        found.append((name, kind))
    return tuple(found)
