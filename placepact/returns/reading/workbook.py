"""Workbooks: the rows of one sheet as text, with the names of the others."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError

from placepact.returns.reading.profile import Profile
from placepact.returns.reading.refusals import UnreadableFile
from placepact.returns.reading.rows import HeaderWords, Record, split_header


def open_workbook(profile: Profile) -> CalamineWorkbook:
    """The workbook; UnreadableFile where it is protected or damaged."""
    name = profile.path.name
    try:
        return CalamineWorkbook.from_path(str(profile.path))
    except PasswordError:
        raise UnreadableFile(
            f"{name} is protected by a password. Save it without one and deliver it again."
        ) from None
    except (CalamineError, OSError) as error:
        raise UnreadableFile(
            f"{name} is a damaged workbook ({error}). Open it, save it and deliver it again."
        ) from error


def choose_sheet(profile: Profile, workbook: CalamineWorkbook, words: HeaderWords, named: str | None) -> str:
    """The sheet that was named, else the first with a header; UnreadableFile where there is none."""
    names, file = workbook.sheet_names, profile.path.name
    if named is not None:
        if named in names:
            return named
        raise UnreadableFile(f"{file} has no sheet “{named}”. Its sheets are: {', '.join(names)}.")
    reason = f"{file} has no sheet with rows in it."
    for name in names:
        try:
            split_header(sheet_records(profile, workbook, name), words, f"{file}, sheet {name},")
        except UnreadableFile as error:
            reason = str(error) if len(names) == 1 else _no_sheet(file, names)
        else:
            return name
    raise UnreadableFile(reason)


def _no_sheet(file: str, names: list[str]) -> str:
    return (
        f"None of the sheets of {file} ({', '.join(names)}) has a header row in its first 20 rows. Put the column"
        " names in the first row of the sheet with the figures."
    )


def sheet_records(profile: Profile, workbook: CalamineWorkbook, name: str) -> Iterator[Record]:
    """Every row of a sheet from its first, blank ones too; the row number is the line."""
    for number, cells in enumerate(_sheet(profile, workbook, name).to_python(skip_empty_area=False), start=1):
        texts = [cell if isinstance(cell, str) else _text(cell) for cell in cells]
        yield Record(number, 1, texts)


def _sheet(profile: Profile, workbook: CalamineWorkbook, name: str) -> CalamineSheet:
    try:
        return workbook.get_sheet_by_name(name)
    except CalamineError as error:
        raise UnreadableFile(
            f"{profile.path.name}, sheet {name}: cannot be read ({error}). Save it again as xlsx."
        ) from error


def _text(cell: Any) -> str:
    """A cell as it would stand in a CSV file: whole numbers without a point, days as ISO 8601."""
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, dt.datetime) and cell.time() == dt.time():
        return cell.date().isoformat()
    return cell.isoformat() if isinstance(cell, dt.date | dt.time) else str(cell)
