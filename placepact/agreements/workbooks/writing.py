"""An empty workbook to fill in: every sheet with its columns, what each holds, and lists to choose from."""

from __future__ import annotations

from pathlib import Path

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from placepact.agreements.rulebooks.engine import Rulebook
from placepact.agreements.workbooks.cells import letters
from placepact.agreements.workbooks.layout import AGREEMENT, EXAMPLE_YEARS, SHEETS, Field, Holds

LAST_ROW = 400


def write_workbook(path: Path, book: Rulebook) -> None:
    """Write an empty workbook for a kind of agreement. OSError where it cannot be written."""
    made = Workbook()
    made.remove(made.worksheets[0])
    for name, fields in SHEETS.items():
        sheet = made.create_sheet(name)
        if name == "Agreement":
            write_head(sheet, book)
        else:
            write_table(sheet, fields, EXAMPLE_YEARS if name == "Targets" else ())
    made.save(path)


def write_head(sheet: Worksheet, book: Rulebook) -> None:
    """A field a row, with what it is beside; the kind above nothing, so that every row is a field."""
    for at, each in enumerate(AGREEMENT, start=1):
        sheet.cell(at, 1, each.name).font = Font(bold=True)
        sheet.cell(at, 3, f"{each.says}{'' if each.is_needed else ' (may be empty)'}")
    sheet.cell(len(AGREEMENT) + 2, 1, f"{book.name}: {book.effect_words}")
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 24, 60


def write_table(sheet: Worksheet, fields: tuple[Field, ...], years: tuple[str, ...]) -> None:
    """A heading a column, with what it holds as a note, and a list where it is one of some words."""
    for at, each in enumerate(fields):
        cell = sheet.cell(1, at + 1, each.name)
        cell.font = Font(bold=True)
        needed = "needed" if each.is_needed else "may be empty"
        cell.comment = Comment(f"{each.says} ({each.holds.value}; {needed})", "placepact")
        choices = ("yes", "no") if each.holds is Holds.YES else each.choices
        if choices:
            listed = DataValidation(type="list", formula1=f'"{",".join(choices)}"', allow_blank=True)
            listed.add(f"{letters(at)}2:{letters(at)}{LAST_ROW}")
            sheet.add_data_validation(listed)
        sheet.column_dimensions[letters(at)].width = max(14, len(each.name) + 4)
    for at, year in enumerate(years, start=len(fields)):
        sheet.cell(1, at + 1, year).font = Font(bold=True)
    sheet.freeze_panes = "B2"
