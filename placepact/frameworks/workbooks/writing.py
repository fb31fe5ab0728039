"""The workbook of a request: headings and what is known locked, the cells to fill open, lists where there is a choice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from placepact.frameworks.actions.answering import mark_of
from placepact.frameworks.models import Cell, Request
from placepact.frameworks.queries.requests import asked_of, definition_of
from placepact.frameworks.rules.entries import Asked, shown
from placepact.frameworks.rules.requests import said
from placepact.frameworks.workbooks.layout import (
    ABOUT,
    COLUMNS,
    FIGURES,
    FINALITIES,
    KEY,
    LETTER_OF,
    MARKS,
    MEND,
)
from placepact.frameworks.workbooks.layout import WORDS_OF_MARK as WORDS
from placepact.returns.cells import harmless

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

HOW = (
    "Fill in the white cells of the sheet Figures; those with a colour are locked.",
    "Write a value, or a numerator and a denominator. Zero is written 0.",
    "Where there is no figure, choose a mark that says why; not available and pending need a comment.",
    "Parts are written as name and count: Girls 30 of 100; Boys 17 of 80. They add up, or say yes to Parts overlap.",
    "Send the file back on the page of the request, or with: placepact receive request FILE.xlsx",
)


def write(path: Path | BytesIO, request: Request, cells: Sequence[Cell]) -> None:
    """Write the cells of a request, with what is typed in them already."""
    save(path, request, cells, {}, {})


def write_refused(
    path: Path | BytesIO,
    request: Request,
    cells: Sequence[Cell],
    typed: Mapping[int, Mapping[str, str]],
    faults: Mapping[int, Sequence[tuple[str, str]]],
) -> None:
    """Write the rows that were refused as they were sent, each wrong cell marked with what to mend.

    typed and faults (field, message) by the cell's id.
    """
    save(path, request, cells, typed, faults)


def save(
    path: Path | BytesIO,
    request: Request,
    cells: Sequence[Cell],
    typed: Mapping[int, Mapping[str, str]],
    faults: Mapping[int, Sequence[tuple[str, str]]],
) -> None:
    """Both of these."""
    from openpyxl import Workbook

    book = Workbook()
    about(book, request)
    sheet = book.create_sheet(FIGURES)
    book.active = 1
    columns = (*COLUMNS, MEND) if faults else COLUMNS
    sheet.append([each.heading for each in columns])
    asked = asked_of(cells)
    for line, cell in enumerate(cells, start=2):
        row = [*known(cell, asked[cell.pk]), *filled(typed.get(cell.pk, cell.written)), asked_by(cell)]
        told = faults.get(cell.pk, ())
        sheet.append(
            [harmless(each) for each in (row if not faults else [*row, " ".join(m for _, m in told)])]
        )
        mark(sheet, line, told)
    shape(sheet, len(cells) + 1, len(columns))
    lists(sheet, len(cells) + 1)
    book.save(path)


def about(book: Workbook, request: Request) -> None:
    """The first sheet: which request this is, until when, and how it is filled."""
    sheet = book.active
    assert sheet is not None
    sheet.title = ABOUT
    held = request.collection
    for row in (
        ("Request", request.reference),
        ("Organisation", request.organisation.name),
        ("Collection", held.title),
        ("Accepted by", held.accountable_body.name),
        ("To be given by", said(request.window.last_day)),
        *(("How", sentence) for sentence in HOW),
    ):
        sheet.append([harmless(each) for each in row])
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 18, 100
    sheet.protection.sheet = True


def known(cell: Cell, asked: Asked) -> list[Any]:
    """The locked cells of a row."""
    definition = definition_of(cell)
    before = asked.history[-1][1] if asked.history else None
    return [
        f"{cell.pk}:{mark_of(cell)}",
        cell.title,
        cell.area.name,
        cell.period.label(),
        "milestone" if cell.is_milestone else definition.unit_words if definition else "",
        "" if before is None else before,
    ]


def filled(written: Mapping[str, str]) -> list[Any]:
    """The cells to fill, numbers as numbers and marks in words."""
    row: list[Any] = []
    for column in COLUMNS:
        if not column.field:
            continue
        text = str(written.get(column.field, ""))
        if column.field == "presence":
            text = WORDS.get(text, text)
        row.append(as_number(text) if column.field in ("value", "numerator", "denominator") else text)
    return row


def as_number(text: str) -> float | str:
    try:
        found = float(text)
    except ValueError:
        return text
    return found if shown(found) not in ("nan", "inf", "-inf") else text


def asked_by(cell: Cell) -> str:
    return "; ".join(f"{each['title']}, {each['number']}" for each in cell.asked_by)


def mark(sheet: Worksheet, line: int, faults: Sequence[tuple[str, str]]) -> None:
    """Colour what is wrong and say why beside it."""
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    for field, message in faults:
        cell = sheet[f"{LETTER_OF.get(field, 'B')}{line}"]
        cell.fill = PatternFill("solid", fgColor="FFF2CC")
        cell.comment = Comment(message, "placepact")


def shape(sheet: Worksheet, last: int, width: int) -> None:
    """Lock headings and what is known, open the rest, keep the headings in sight, hide the key."""
    from openpyxl.styles import Alignment, Font, PatternFill, Protection
    from openpyxl.utils import get_column_letter

    grey, free = PatternFill("solid", fgColor="EFEFEF"), Protection(locked=False)
    for at, column in enumerate((*COLUMNS, MEND)[:width], start=1):
        letter = get_column_letter(at)
        sheet.column_dimensions[letter].width = column.width
        sheet.column_dimensions[letter].hidden = column.heading == KEY
        sheet[f"{letter}1"].font = Font(bold=True)
        for line in range(2, last + 1):
            cell = sheet[f"{letter}{line}"]
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if column.field:
                cell.protection = free
            else:
                cell.fill = grey
    sheet.freeze_panes = "C2"
    sheet.protection.sheet = True
    sheet.protection.formatColumns = False
    sheet.protection.formatRows = False


def lists(sheet: Worksheet, last: int) -> None:
    """What may be chosen in the columns that have a choice."""
    from openpyxl.worksheet.datavalidation import DataValidation

    for field, words in (("presence", list(MARKS)), ("finality", FINALITIES), ("overlap", ["yes"])):
        rule = DataValidation(type="list", formula1=f'"{",".join(words)}"', allow_blank=True)
        rule.error = f"Choose one of: {', '.join(words)}."
        rule.errorTitle = "Not on the list"
        rule.showErrorMessage = True
        rule.add(f"{LETTER_OF[field]}2:{LETTER_OF[field]}{max(2, last)}")
        sheet.add_data_validation(rule)
