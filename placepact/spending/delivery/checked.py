"""What came of a file of payments: each record is accepted, refused, blank or a repeated header."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pyarrow.compute as pc
import pyarrow.parquet as pq

from placepact.returns.cells import disarm
from placepact.returns.reading import Source
from placepact.returns.reading.rows import INVISIBLE
from placepact.spending.delivery.question import Asked
from placepact.spending.delivery.reasons import STRUCTURE, Reason, Told, named
from placepact.spending.delivery.understanding import Understanding
from placepact.spending.delivery.words import OUR_COLUMNS

if TYPE_CHECKING:
    from placepact.spending.delivery.check import Tally

BETWEEN = "; "


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


@dataclass(frozen=True)
class Checked:
    """The outcome of a whole file. Pence are of amounts that could be read; `amounts_unread` refused rows had none.

    `path` is the Parquet file with every record. Days are those of accepted rows, None where there are none.
    """

    path: Path
    file: str
    sha256: str
    asked: Asked
    reading: Source
    records: int
    accepted: int
    refused: int
    blank: int
    repeated_headers: int
    pence_accepted: int
    pence_refused: int
    amounts_unread: int
    first_paid_on: date | None
    last_paid_on: date | None
    warnings: tuple[str, ...]

    def __post_init__(self) -> None:
        accounted = self.accepted + self.refused + self.blank + self.repeated_headers
        if accounted != self.records:
            raise AssertionError(f"{self.records} records were read and {accounted} accounted for")

    @property
    def pence_read(self) -> int:
        """All amounts that could be read."""
        return self.pence_accepted + self.pence_refused

    @classmethod
    def of(cls, understood: Understanding, tally: "Tally", path: Path, file: str) -> "Checked":
        """The outcome that a tally of all batches gives."""
        accepted, refused, blank, headers = tally.outcomes
        warnings = understood.warnings
        if tally.suppliers_empty:
            warnings += (f"{tally.suppliers_empty:,} accepted rows name no supplier.",)
        return cls(
            path=path,
            file=file,
            sha256=understood.reading.profile.sha256,
            asked=understood.asked,
            reading=understood.reading,
            records=understood.reading.records,
            accepted=accepted,
            refused=refused,
            blank=blank,
            repeated_headers=headers,
            pence_accepted=tally.pence_accepted,
            pence_refused=tally.pence_refused,
            amounts_unread=tally.amounts_unread,
            first_paid_on=tally.first,
            last_paid_on=tally.last,
            warnings=warnings,
        )

    def faults(self, limit: int | None = None) -> list[Fault]:
        """What is wrong with the refused rows, in file order; at most `limit`."""
        if not self.refused:
            return []
        return list(islice((fault for row in self._refused_rows() for fault in self._say(row)), limit))

    def _refused_rows(self) -> Iterator[tuple[int, int, list[str]]]:
        """Line, mask and cells of each refused row, a batch at a time."""
        file = pq.ParquetFile(self.path)
        for batch in file.iter_batches(columns=["line", "outcome", "reasons", "raw"]):
            refused = batch.filter(pc.equal(batch.column("outcome"), 1))
            for line, mask, raw in zip(
                *(refused.column(name).to_pylist() for name in ("line", "reasons", "raw")), strict=True
            ):
                yield line, mask, [cell or "" for cell in raw]

    def _say(self, row: tuple[int, int, list[str]]) -> Iterator[Fault]:
        line, mask, cells = row
        for reason in named(mask):
            if mask & STRUCTURE and reason.role:
                continue
            yield self._fault(line, reason, cells)

    def _fault(self, line: int, reason: Reason, cells: list[str]) -> Fault:
        columns = self.asked.columns
        position = columns.position.get(reason.role)
        cell = cells[position].strip(INVISIBLE) if position is not None else ""
        told = Told(cell, len(cells), len(columns.labels), self.asked.profile.date, self.asked.last_year)
        message = reason.says(told)
        return Fault(line, columns.label(reason.role), cell, reason.code, message, self.reading.place(line))

    def write_refused(self, path: Path) -> int:
        """A CSV file of refused rows to be mended: file, line, column, value, reason, then the row's own cells."""
        count = 0
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow([*OUR_COLUMNS, *map(disarm, self.asked.columns.labels)])
            for row in self._refused_rows():
                said = zip(*((each.column, each.value, each.message) for each in self._say(row)), strict=True)
                texts = (BETWEEN.join(dict.fromkeys(words)) for words in said)
                cells = (self.file, str(row[0]), *texts, *row[2])
                writer.writerow([disarm(cell) for cell in cells])
                count += 1
        return count
