"""What came of a delivered file: every record of it is accepted, refused, blank or a repeated header."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa

from placepact.indicators.delivery.vocabulary import Draft


class Fault(NamedTuple):
    """One thing wrong with one cell, or with a row where `column` is empty; `column` as the file writes it."""

    line: int
    column: str
    value: str
    code: str
    message: str
    place: str

    def __str__(self) -> str:
        where = f"{self.place}, column {self.column}" if self.column else self.place
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
    `source` names the source as which it was read (empty: the tidy shape), `drafts` are the series of it that
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

    def __post_init__(self) -> None:
        accounted = self.accepted.num_rows + len(self.refused) + self.blank + self.repeated_headers
        if accounted != self.records:
            raise AssertionError(f"{self.records} records were read and {accounted} accounted for")

    @property
    def refused_count(self) -> int:
        return len(self.refused)


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
