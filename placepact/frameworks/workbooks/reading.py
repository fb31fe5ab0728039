"""A workbook that was sent back: which request it is for, and what was typed into which of its rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from placepact.errors import Refusal
from placepact.frameworks.actions.answering import Typed
from placepact.frameworks.workbooks.layout import ABOUT, COLUMNS, FIGURES, MARKS
from placepact.returns.cells import FORMULA_STARTS

MOST_BYTES = 20_000_000
MOST_ROWS = 100_000


class BadWorkbook(Refusal):
    """A file is not the workbook of a request, or was changed where it is locked."""


@dataclass(frozen=True)
class Row:
    """One row that was sent back: its line in the sheet, and what was typed."""

    line: int
    typed: Typed


@dataclass(frozen=True)
class Back:
    """A workbook as it came back: the request it names, and its rows."""

    reference: str
    rows: tuple[Row, ...]
    strangers: tuple[tuple[int, str], ...]
    """Lines whose key is of no cell, with what stands there."""


def read_back(path: Path) -> Back:
    """Read a workbook. Raises BadWorkbook with the sheet and cell that stop it."""
    if path.stat().st_size > MOST_BYTES:
        raise BadWorkbook(f"{path.name} is larger than 20 MB. Take a fresh workbook and fill that in.")
    try:
        book = CalamineWorkbook.from_path(str(path))
        names = book.sheet_names
        missing = [each for each in (ABOUT, FIGURES) if each not in names]
        if missing:
            raise BadWorkbook(
                f"{path.name} has no sheet {' and no sheet '.join(missing)}. Its sheets are: {', '.join(names)}. "
                "Send back the workbook that the request gives."
            )
        first = book.get_sheet_by_name(ABOUT).to_python(skip_empty_area=False, nrows=1)
        table = book.get_sheet_by_name(FIGURES).to_python(skip_empty_area=False, nrows=MOST_ROWS + 1)
    except PasswordError:
        raise BadWorkbook(
            f"{path.name} is protected by a password. Save it without one and send it again."
        ) from None
    except (CalamineError, OSError) as error:
        raise BadWorkbook(
            f"{path.name} is no workbook ({error}). Save it as xlsx and send it again."
        ) from error
    reference = text(first[0][1]) if first and len(first[0]) > 1 else ""
    check_headings(table[0] if table else [])
    rows, strangers = sorted_out(table[1:])
    return Back(reference, tuple(rows), tuple(strangers))


def check_headings(found: Sequence[object]) -> None:
    """Raise BadWorkbook where a locked heading reads otherwise."""
    from openpyxl.utils import get_column_letter

    for at, column in enumerate(COLUMNS, start=1):
        said = text(found[at - 1]) if at <= len(found) else ""
        if said != column.heading:
            raise BadWorkbook(
                f"{FIGURES}!{get_column_letter(at)}1: the heading is “{said}”, not “{column.heading}”. "
                "Put it back, or take a fresh workbook."
            )


def sorted_out(table: Sequence[Sequence[object]]) -> tuple[list[Row], list[tuple[int, str]]]:
    """Rows with a key, and lines that have none although something stands in them."""
    rows, strangers = [], []
    for line, cells in enumerate(table, start=2):
        key, _, was = text(cells[0]).partition(":") if cells else ("", "", "")
        fields = dict(typed_in(cells))
        if key.isdecimal():
            rows.append(Row(line, Typed(int(key), fields, was)))
        elif any(text(each) for each in cells):
            strangers.append((line, key or text(cells[1])[:60]))
    return rows, strangers


def typed_in(cells: Sequence[object]) -> Iterator[tuple[str, str]]:
    """The fields of a row as the page would send them."""
    for at, column in enumerate(COLUMNS):
        if column.field and at < len(cells):
            said = text(cells[at])
            yield column.field, MARKS.get(said.casefold(), said) if column.field == "presence" else said


def text(cell: object) -> str:
    """A cell as it would be typed: whole numbers without a point, days as ISO 8601; our own apostrophe taken off."""
    if isinstance(cell, bool):
        return "yes" if cell else ""
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat()
    said = str(cell).strip()
    return said[1:] if said.startswith("'") and said[1:].lstrip().startswith(FORMULA_STARTS) else said
