"""The figures of a count and the lines under them as CSV, JSON and XLSX: the rows that the command line gives."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from dataclasses import replace

from placepact.spending.count import Count
from placepact.spending.money import files
from placepact.spending.money.lines import lines_under

SAID = "Amounts are whole pence: as_reported_pence = counted_twice_pence + counted_once_pence."
WHOLE = re.compile(r"-?[0-9]{1,18}")
Writers = dict[str, Callable[[Count], str | bytes]]


def under(found: Count, body: str, theme: str) -> Count:
    """The same count with only the lines under a figure: of a body, of a theme, of both, or all."""
    slugs = {each.slug for each in found.bodies}
    return replace(found, under=lines_under(found.under, slugs, body, theme))


def lines_json(found: Count) -> str:
    """The lines under a figure, as a list of objects."""
    return json.dumps(files.opened(found), indent=2, ensure_ascii=False) + "\n"


def figures_xlsx(found: Count) -> bytes:
    return as_xlsx(files.as_csv(found), f"{found.place.name}, {found.year}: {found.scope.title}. {SAID}")


def lines_xlsx(found: Count) -> bytes:
    return as_xlsx(
        files.lines_csv(found), f"{found.place.name}, {found.year}: the lines under a figure. {SAID}"
    )


def as_xlsx(table: str, said: str) -> bytes:
    """A table in CSV as a workbook: one sheet with the rows, numbers as numbers, and one that says what they are."""
    from openpyxl import Workbook
    from openpyxl.styles import Font

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Money"
    for row in csv.reader(io.StringIO(table)):
        sheet.append([int(cell) if WHOLE.fullmatch(cell) else cell for cell in row])
    for head in sheet[1]:
        head.font = Font(bold=True)
    sheet.freeze_panes = "A2"
    book.create_sheet("About").append([said])
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


FIGURES: Writers = {"csv": files.as_csv, "json": files.as_json, "xlsx": figures_xlsx}
LINES: Writers = {"csv": files.lines_csv, "json": lines_json, "xlsx": lines_xlsx}
