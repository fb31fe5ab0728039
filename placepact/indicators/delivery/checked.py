"""What came of a delivered file: every record of it is accepted, refused, blank or a repeated header."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa

from placepact.indicators.delivery.vocabulary import Draft


class Fault(NamedTuple):
    """One thing wrong with one cell, or with a row where `column` is empty; `column` as the file writes it.

    `place` is the line, or in a workbook the cell itself: Targets!D14.
    """

    line: int
    column: str
    value: str
    code: str
    message: str
    place: str

    def __str__(self) -> str:
        is_cell = "!" in self.place
        where = f"{self.place}, column {self.column}" if self.column and not is_cell else self.place
        return f"{where}: {self.message}"


class RefusedRow(NamedTuple):
    """A refused row as it was delivered; a cell is empty text where it was empty."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Checked:
    """The whole outcome. `encoding` is that of the text, or the kind of the workbook.

    `accepted` has the columns line, area_id, area_code, indicator_id, indicator (its slug), period_start
    (a day), period_length (such as P1Y, empty for a point), breakdown (empty: everyone), presence, finality,
    value, numerator, denominator, lower, upper (null where not given) and note, in file order.
    `written` gives the file's own names of the tidy columns. `source` names the source as which it was read (empty: the tidy shape), `drafts` are the series of it that
    nobody has defined: their indicator_id is -1, -2 and so on, in order.
    """

    path: Path
    sha256: str
    encoding: str
    reader: str
    sheet: str | None
    other_sheets: tuple[str, ...]
    columns: tuple[str, ...]
    columns_not_used: tuple[str, ...]
    lines_read: int
    records: int
    blank: int
    repeated_headers: int
    accepted: pa.Table
    refused: tuple[RefusedRow, ...]
    faults: tuple[Fault, ...]
    warnings: tuple[str, ...]
    source: str = ""
    drafts: tuple[Draft, ...] = ()
    written: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        accounted = self.accepted.num_rows + len(self.refused) + self.blank + self.repeated_headers
        if accounted != self.records:
            raise AssertionError(f"{self.records} records were read and {accounted} accounted for")

    def place(self, line: int, column: str = "") -> str:
        """Where a cell stands, in the words of the program in which its owner sees it; `column` as the file writes it."""
        if self.sheet is None:
            return f"line {line}" if self.encoding != "parquet" else f"record {line}"
        return cell_address(self.sheet, line, self.columns, column)

    @property
    def refused_count(self) -> int:
        return len(self.refused)


def cell_address(sheet: str, line: int, columns: Sequence[str], column: str) -> str:
    """Targets!D14; "sheet Targets, row 14" where the whole row is meant."""
    if column not in columns:
        return f"sheet {sheet}, row {line}"
    letters, number = "", columns.index(column) + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    named = f"'{sheet}'" if " " in sheet else sheet
    return f"{named}!{letters}{line}"


def together(parts: Sequence[Checked]) -> Checked:
    """The outcomes of the columns of figures of one file as one: every figure is a record."""
    return replace(
        parts[0],
        records=sum(each.records for each in parts),
        blank=sum(each.blank for each in parts),
        repeated_headers=sum(each.repeated_headers for each in parts),
        accepted=pa.concat_tables([each.accepted for each in parts]),
        refused=tuple(row for each in parts for row in each.refused),
        faults=tuple(fault for each in parts for fault in each.faults),
        warnings=tuple(dict.fromkeys(words for each in parts for words in each.warnings)),
        drafts=tuple(draft for each in parts for draft in each.drafts),
    )
