"""Reading a register of organisations from a CSV: every row is accepted, or refused with its line and reason."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from placepact.errors import Refusal
from placepact.organisations.names import normalise

NEEDED = ("name", "scheme", "value")
OPTIONAL = ("other_names", "sector", "legal_form", "size_band", "size_scheme", "area_code")
LONGEST = {"name": 255, "scheme": 20, "value": 60, "sector": 60, "legal_form": 120, "size_band": 60,
           "size_scheme": 120, "area_code": 9}  # fmt: skip
SCHEME = re.compile(r"[A-Z]{2,3}-[A-Z0-9]{2,12}")
AREA = re.compile(r"[A-Z]\d{8}")


class UnreadableRegister(Refusal):
    """A file is no register: a column is missing, or it is no text."""


class Fault(NamedTuple):
    """A row that was refused. The line is that on which the row ends, as an editor counts."""

    line: int
    column: str
    value: str
    reason: str


class Row(NamedTuple):
    """One body, in the order in which it is written; other names one a line."""

    scheme: str
    value: str
    name: str
    other_names: str
    key: str
    sector: str
    legal_form: str
    size_band: str
    size_scheme: str
    area_code: str


@dataclass
class RegisterFile:
    """What a file holds: rows read = accepted + refused."""

    rows: list[Row] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    @property
    def rows_read(self) -> int:
        return len(self.rows) + len(self.faults)


def read_register(path: Path) -> RegisterFile:
    """A register with the columns name, scheme and value, and where known those of OPTIONAL.

    Scheme and value are an identifier as org-id.guide has it: GB-CHC and 1090968. Other names are divided
    by semicolons. Raises UnreadableRegister.
    """
    reader = csv.reader(io.StringIO(text_of(path), newline=""))
    columns = [each.strip().lower().replace(" ", "_") for each in next(reader, [])]
    missing = [each for each in NEEDED if each not in columns]
    if missing:
        raise UnreadableRegister(
            f"{path.name} has no column {' or '.join(missing)}. The first line must name {', '.join(NEEDED)}, "
            f"and may name {', '.join(OPTIONAL)}."
        )
    found, seen = RegisterFile(), dict[tuple[str, str], int]()
    for cells in reader:
        if any(cell.strip() for cell in cells):
            take(found, seen, dict(zip(columns, map(str.strip, cells), strict=False)), reader.line_num)
    return found


def text_of(path: Path) -> str:
    """The text of a file in UTF-8 or, where it is not that, Windows' western alphabet."""
    try:
        held = path.read_bytes()
    except OSError as error:
        raise UnreadableRegister(
            f"{path} cannot be read: {error.strerror}. Name a file that is there."
        ) from error
    if b"\0" in held:
        raise UnreadableRegister(f"{path.name} is no text. Save it as CSV (UTF-8) and bring it in again.")
    try:
        return held.decode("utf-8-sig")
    except UnicodeDecodeError:
        return held.decode("cp1252", errors="replace")


def take(found: RegisterFile, seen: dict[tuple[str, str], int], cells: dict[str, str], line: int) -> None:
    """Accept a row, or refuse it for its first fault."""
    fault = next(faults(cells, seen, line), None)
    if fault:
        found.faults.append(fault)
        return
    seen[cells["scheme"], cells["value"]] = line
    others = [each.strip() for each in cells.get("other_names", "").split(";")]
    given = {each: cells.get(each, "") for each in OPTIONAL}
    given["other_names"] = "\n".join(each for each in others if each)
    found.rows.append(
        Row(
            name=cells["name"],
            scheme=cells["scheme"],
            value=cells["value"],
            key=key_of(cells["name"]),
            **given,
        )
    )


def key_of(name: str) -> str:
    """The name in one spelling, as long as the table takes."""
    return normalise(name).key[:400]


def faults(cells: dict[str, str], seen: dict[tuple[str, str], int], line: int) -> Iterator[Fault]:
    """What is wrong with a row."""
    for column in NEEDED:
        if not cells.get(column):
            yield Fault(line, column, "", f"{column} is empty. Every body needs one.")
    for column, longest in LONGEST.items():
        if len(cells.get(column, "")) > longest:
            yield Fault(
                line, column, cells[column][:40], f"{column} is longer than {longest} letters. Shorten it."
            )
    if not SCHEME.fullmatch(cells["scheme"]):
        yield Fault(
            line, "scheme", cells["scheme"], "A scheme is written as in org-id.guide, such as GB-CHC."
        )
    if not normalise(cells["name"]).whole:
        yield Fault(line, "name", cells["name"], "The name holds no letter or digit.")
    if cells.get("area_code") and not AREA.fullmatch(cells["area_code"]):
        yield Fault(line, "area_code", cells["area_code"], "An area is written as a code such as E08000003.")
    first = seen.get((cells["scheme"], cells["value"]))
    if first:
        yield Fault(line, "value", cells["value"], f"The same identifier stands on line {first}. Keep one.")
