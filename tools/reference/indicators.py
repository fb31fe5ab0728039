"""The page of indicators: what each shows, where it is from, and who checked it."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

from tools.reference import HEAD

DEFINITIONS = Path(__file__).resolve().parents[2] / "placepact" / "definitions" / "indicators"
COLUMNS = ("title", "unit", "direction", "source", "licence", "checker", "review_date")


def page() -> str | None:
    """The page, or None while no indicator is defined."""
    rows = sorted(_rows(), key=lambda row: row[0].casefold())
    if not rows:
        return None
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    heading = "| " + " | ".join(column.replace("_", " ") for column in COLUMNS) + " |"
    rule = "|" + "---|" * len(COLUMNS)
    return "\n\n".join([HEAD, "# Indicators", "\n".join([heading, rule, *lines])]) + "\n"


def _rows() -> Iterator[list[str]]:
    for path in DEFINITIONS.glob("*.toml"):
        definition = tomllib.loads(path.read_text(encoding="utf-8"))
        yield [_cell(definition.get(column, "")) for column in COLUMNS]


def _cell(value: object) -> str:
    """A value on one line, its bars kept from ending the cell."""
    return " ".join(str(value).split()).replace("|", "\\|")
