"""Specs: small tables in, a small table out, written as Markdown so that a finance officer can read them.

A file is one question; a second-level heading is one spec: what must hold. Under it come the tables that go
in, each named by a line of its own, and then `gives`. Columns that a table leaves out are null, and so is an
empty cell; `""` is the empty text. Instead of `gives`, `refuses: words` says that every engine refuses so.
`asks: most = 2` gives parameters.
"""

import re
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa

from placepact.spending.questions import question
from placepact.spending.questions.tables import SCHEMAS

FOLDER = Path(__file__).parent / "specs"
YES_OR_NO = {"yes": True, "no": False}


@dataclass
class Spec:
    """One spec: `tables` as tuples by name; `gives` as tuples in order, or None where it is refused."""

    question: str
    title: str
    tables: dict[str, list[tuple[Any, ...]]]
    asks: dict[str, Any] = field(default_factory=dict)
    gives: list[tuple[Any, ...]] | None = None
    refuses: str | None = None

    def __str__(self) -> str:
        return f"{self.question}: {self.title}"


def all_specs() -> list[Spec]:
    """Every spec of every file, in order."""
    return [spec for path in sorted(FOLDER.glob("*.md")) for spec in _file(path)]


def _file(path: Path) -> list[Spec]:
    sections = re.split(r"^## ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    return [_spec(path.stem, section) for section in sections]


def _spec(name: str, section: str) -> Spec:
    title, _, body = section.partition("\n")
    asked = question(name)
    schemas = {table: SCHEMAS[table] for table in asked.reads} | {"gives": asked.schema}
    spec = Spec(name, title.strip(), {table: [] for table in asked.reads})
    for block in re.split(r"\n\s*\n", body.strip()):
        head, *lines = block.splitlines()
        if head.startswith("asks:"):
            spec.asks = {k.strip(): _asked(v.strip()) for k, v in _pairs(head.removeprefix("asks:"))}
        elif head.startswith("refuses:"):
            spec.refuses = head.removeprefix("refuses:").strip()
        elif head == "gives":
            spec.gives = _rows(lines, schemas["gives"])
        elif head in schemas:
            spec.tables[head] = _rows(lines, schemas[head])
        else:
            raise ValueError(f"{name}: {title}: what is {head!r}?")
    assert (spec.gives is None) != (spec.refuses is None), f"{name}: {title}: it says no one outcome"
    return spec


def _pairs(text: str) -> list[tuple[str, str]]:
    return [tuple(one.split("=", 1)) for one in text.split(",")]  # type: ignore[misc]


def _asked(text: str) -> Any:
    if text in YES_OR_NO:
        return YES_OR_NO[text]
    return int(text) if re.fullmatch(r"-?\d+", text) else text.removeprefix('"').removesuffix('"')


def _rows(lines: list[str], schema: pa.Schema) -> list[tuple[Any, ...]]:
    if not lines:
        return []
    header, ruler, *rows = [[cell.strip() for cell in line.split("|")] for line in lines]
    assert set("".join(ruler)) <= set("-: "), f"a ruler belongs under {header}"
    assert set(header) <= set(schema.names), f"unknown columns: {set(header) - set(schema.names)}"
    assert all(len(row) == len(header) for row in rows), f"a row is longer or shorter than {header}"
    by_name = [dict(zip(header, row, strict=True)) for row in rows]
    return [tuple(_value(row.get(one.name, ""), one.type) for one in schema) for row in by_name]


def _value(cell: str, kind: pa.DataType) -> Any:
    if cell == "":
        return None
    if pa.types.is_integer(kind):
        return int(cell.replace(",", ""))
    if pa.types.is_date(kind):
        return date.fromisoformat(cell)
    if pa.types.is_boolean(kind):
        return YES_OR_NO[cell]
    return "" if cell == '""' else cell
