"""The ministry's own workbook: Revenue Outturn, summary (RS), by local authority. One row a body, one column a line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from placepact.errors import Refusal
from placepact.returns.reading.profile import Profile
from placepact.returns.reading.workbook import open_workbook, sheet_records
from placepact.spending.accounts.entries import Checked, Directory, Entry, Fault
from placepact.spending.accounts.meaning import role_of
from placepact.spending.definitions import Known, Themes
from placepact.spending.rules.amounts import NoAmount, pence_of

FORM = "RS"
SHEET = re.compile(r"RS LA Data (\d{4}-\d{2})( \(\d\))?")
E_CODE = re.compile(r"E\d{4}")
SCHEME = "GB-ECODE"
FIRST_VALUE = 5
NO_FIGURE = ("", "...", "..", "…", "-", "–", ":", "[x]", "[z]", "n/a", "N/A")
"""What the ministry writes where a body has no figure."""


class OtherYear(Refusal):
    """The workbook is of another year, or of a layout whose codes mean something else."""


@dataclass(frozen=True)
class Sheet:
    """The sheet of values: its name, the known line of each column that has one, and the rows of bodies."""

    name: str
    columns: dict[int, Known]
    others: int
    rows: list[tuple[int, Sequence[str]]]


def year_of(profile: Profile) -> str | None:
    """The year of a workbook that looks like the ministry's, by the name of its sheet; None for any other file."""
    if not profile.is_workbook:
        return None
    named = [SHEET.fullmatch(name.strip()) for name in open_workbook(profile).sheet_names]
    return next((found[1] for found in named if found), None)


def read_workbook(profile: Profile, year: str, directory: Directory, themes: Themes) -> Checked:
    """The lines of every body that the register knows; the others counted and named. Raises OtherYear."""
    sheet = sheet_of(profile, year, themes)
    entries: list[Entry] = []
    faults: list[Fault] = []
    unreadable: list[Fault] = []
    for number, cells in sheet.rows:
        body = directory.find(f"{SCHEME}-{cells[0]}", cells[1])
        if body is None or body not in directory.footprint:
            faults.append(left_out(number, cells, len(sheet.columns)))
        else:
            entries += entries_of(body, number, cells, sheet, directory)
            unreadable += faults_of(number, cells, sheet)
    lines = len(sheet.columns)
    return Checked(
        sha256=profile.sha256,
        encoding=profile.encoding,
        records=len(sheet.rows) * lines,
        entries=tuple(entries),
        refused=len(faults) * lines + len(unreadable),
        faults=(*faults, *unreadable),
        left_out=tuple(value for _, _, value, _, _ in faults),
        warnings=(
            f"{sheet.others} columns of the sheet {sheet.name} are no part of the form's definition here.",
        ),
    )


def sheet_of(profile: Profile, year: str, themes: Themes) -> Sheet:
    """The sheet of values with its codes understood. Raises OtherYear."""
    form, written = themes.forms[FORM], year_of(profile)
    if written != year:
        raise OtherYear(
            f"{profile.path.name} is the workbook of {written}, not of {year}. Receive it with --year {written}."
        )
    if not form.first_year <= year <= form.last_year:
        raise OtherYear(
            f"{profile.path.name} is the workbook of {year}. Its lines are understood from {form.first_year} to {form.last_year} only: in other "
            "years the same codes mean other things. Deliver the year in the tidy shape (docs/reference/account-lines.md)."
        )
    name = f"RS LA Data {year}"
    rows = [(record.line, record.cells) for record in sheet_records(profile, open_workbook(profile), name)]
    head = next(
        (cells for _, cells in rows[:12] if len(cells) > FIRST_VALUE and cells[FIRST_VALUE] == "190"), None
    )
    if head is None:
        raise OtherYear(
            f"{profile.path.name}, sheet {name}: no row of line codes (190, 290, …) above the figures."
        )
    columns: dict[int, Known] = {}
    for at, code in enumerate(head):
        known = themes.lines.get((FORM, code))
        if known and known not in columns.values():
            columns[at] = known
    others = sum(1 for code in head[FIRST_VALUE:] if code) - len(columns)
    return Sheet(name, columns, others, [row for row in rows if E_CODE.fullmatch(row[1][0].strip())])


def entries_of(
    body: int, number: int, cells: Sequence[str], sheet: Sheet, directory: Directory
) -> Iterator[Entry]:
    """One entry a known column of a body's row; a cell that says that there is no figure is missing, not nothing."""
    for at, known in sheet.columns.items():
        text = text_of(cells, at)
        if is_unreadable(text):
            continue
        pence = None if text in NO_FIGURE else pence_of(text, "£ thousand")
        yield Entry(
            body=body, form=FORM, code=known.code, label=known.label, role=role_of(known.role, pence),
            theme=known.theme, nature=known.nature, area=directory.footprint[body], amount_pence=pence,
            amount_text=text, unit="£ thousand", sheet=sheet.name, row=number, column=letters(at), line=number,
        )  # fmt: skip


def text_of(cells: Sequence[str], at: int) -> str:
    return cells[at].strip() if at < len(cells) else ""


def is_unreadable(text: str) -> bool:
    """Whether a cell is neither a figure nor one of the marks that stand for none."""
    if text in NO_FIGURE:
        return False
    try:
        pence_of(text, "£ thousand")
    except NoAmount:
        return True
    return False


def faults_of(number: int, cells: Sequence[str], sheet: Sheet) -> Iterator[Fault]:
    """The cells of a body's row that cannot be read: refused, since a figure may stand behind them."""
    for at, known in sheet.columns.items():
        text = text_of(cells, at)
        if is_unreadable(text):
            words = (
                f"{text!r} in {letters(at)}{number} ({known.code} {known.label}) is no figure and no mark for a missing "
                "one. Write the figure, or leave the cell empty where it is missing."
            )
            yield (number, letters(at), text, "not_a_number", words)


def left_out(number: int, cells: Sequence[str], lines: int) -> Fault:
    """A body's row that is left out whole."""
    code, gss, name = (cell.strip() for cell in cells[:3])
    words = f"{name} ({', '.join(each for each in (code, gss) if each)}) is not in the register of organisations: its {lines} lines are left out."
    return (number, "body", name, "unknown_body", words)


def letters(column: int) -> str:
    """The name of a column, counted from 0, as a spreadsheet shows it: A, Z, AA."""
    return (letters(column // 26 - 1) if column >= 26 else "") + chr(ord("A") + column % 26)
