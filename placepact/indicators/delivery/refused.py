"""Refused rows as a file for the person who delivered them, to be mended and delivered again: CSV, or a workbook."""

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from placepact.indicators.delivery.checked import Checked, Fault
from placepact.indicators.delivery.shape import OUR_COLUMNS
from placepact.returns.cells import disarm

BETWEEN = "; "
WORKBOOK = ".xlsx"
WIDEST = 60
"""In characters, of a column of the workbook."""


class Refused(NamedTuple):
    """One refused row: its line, the columns, values and reasons of its faults, and its cells as delivered."""

    line: int
    faults: tuple[tuple[str, str, str], ...]
    cells: tuple[str, ...]


def refused_rows(checked: Checked) -> list[Refused]:
    """Every refused row once, however many of its figures are wrong, in the order of the file."""
    by_line = defaultdict[int, list[Fault]](list)
    for fault in checked.faults:
        by_line[fault.line].append(fault)
    cells = {row.line: row.cells for row in checked.refused}
    return [
        Refused(line, tuple((each.column, each.value, each.message) for each in by_line[line]), cells[line])
        for line in sorted(cells)
    ]


def write_refused(path: Path, checked: Checked) -> int:
    """One row a refused row: file, line, column, value, reason, then its cells, to be mended and delivered again.

    A row with several faults names their columns, values and reasons one after the other. A path that ends in
    .xlsx becomes a workbook, in which each wrong cell is marked. Returns the rows written.
    """
    rows = refused_rows(checked)
    if path.suffix.casefold() == WORKBOOK:
        write_workbook(path, checked.path.name, checked.columns, rows)
    else:
        write_csv(path, checked.path.name, checked.columns, rows)
    return len(rows)


def table(name: str, columns: Sequence[str], rows: Iterable[Refused]) -> Iterator[list[str]]:
    """The header and the rows as both kinds of file have them; no cell can be taken for a formula."""
    yield [*OUR_COLUMNS, *map(disarm, columns)]
    for row in rows:
        said = zip(*row.faults, strict=True) if row.faults else ((), (), ())
        told = (BETWEEN.join(dict.fromkeys(words)) for words in said)
        yield [disarm(cell) for cell in (name, str(row.line), *told, *row.cells)]


def write_csv(path: Path, name: str, columns: Sequence[str], rows: Sequence[Refused]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(table(name, columns, rows))


def write_workbook(path: Path, name: str, columns: Sequence[str], rows: Sequence[Refused]) -> None:
    """The same as a workbook: the wrong cells are coloured and say why, the header stays in sight."""
    from openpyxl import Workbook
    from openpyxl.comments import Comment
    from openpyxl.styles import Font, PatternFill

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Refused"
    wrong = PatternFill("solid", fgColor="FFF2CC")
    for cells in table(name, columns, rows):
        sheet.append([float(each) if at == 1 and each.isdecimal() else each for at, each in enumerate(cells)])
    for number, row in enumerate(rows, start=2):
        for column, _, reason in row.faults:
            if column in columns:
                cell = sheet.cell(number, len(OUR_COLUMNS) + columns.index(column) + 1)
                cell.fill = wrong
                cell.comment = Comment(reason, "placepact")
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for letter, width in (("A", 24), ("E", WIDEST)):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "F2"
    book.save(path)
