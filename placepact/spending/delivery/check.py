"""Check an understood file: every record goes to one Parquet file in file order, accepted or with its reasons."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from placepact.returns.reading import Progress
from placepact.spending.delivery.checked import Checked
from placepact.spending.delivery.dates import CONVENTIONS
from placepact.spending.delivery.question import HEADER, Asked
from placepact.spending.delivery.understanding import OpenQuestions, Understanding

BATCH = 122_880
SCHEMA = pa.schema(
    [
        ("line", pa.int64()),
        ("outcome", pa.uint8()),
        ("reasons", pa.uint32()),
        ("raw", pa.list_(pa.string())),
        ("body", pa.string()),
        ("file", pa.string()),
        ("paid_on", pa.date32()),
        ("is_month_only", pa.bool_()),
        ("supplier", pa.string()),
        ("amount_pence", pa.int64()),
        ("vat_pence", pa.int64()),
        ("amount_basis", pa.string()),
        ("service", pa.string()),
        ("category", pa.string()),
        ("description", pa.string()),
        ("reference", pa.string()),
        ("nature", pa.string()),
        ("company_number", pa.string()),
        ("charity_number", pa.string()),
        ("procurement_class", pa.string()),
        ("sercop", pa.string()),
    ]
)
SAME = ("body", "file", "amount_basis")
"""Texts that all rows of a file share: written as a dictionary of one, so that nothing is compared row by row."""
WRITTEN = pa.schema(
    [
        pa.field(each.name, pa.dictionary(pa.int32(), pa.string())) if each.name in SAME else each
        for each in SCHEMA
    ]
)
# Columns whose texts repeat; the others would only fill a dictionary and be written plainly after all.
REPEATING = [
    "outcome", "reasons", "body", "file", "paid_on", "is_month_only", "supplier", "amount_basis", "service",
    "category", "nature", "procurement_class", "sercop",
]  # fmt: skip


@dataclass
class Tally:
    """What has been written so far. Pence of refused rows are of those whose amount could be read."""

    outcomes: list[int] = field(default_factory=lambda: [0, 0, 0, 0])
    pence_accepted: int = 0
    pence_refused: int = 0
    amounts_unread: int = 0
    suppliers_empty: int = 0
    first: date | None = None
    last: date | None = None
    last_line: int = 0

    def add(self, batch: pa.RecordBatch) -> None:
        """Count one batch; AssertionError where its lines do not follow those before."""
        lines = batch.column("line").to_numpy()
        if len(lines) and (lines[0] <= self.last_line or (np.diff(lines) <= 0).any()):
            raise AssertionError("The rows were not written in file order")
        self.last_line = int(lines[-1]) if len(lines) else self.last_line
        outcome = batch.column("outcome").to_numpy()
        for number, count in enumerate(np.bincount(outcome, minlength=4)):
            self.outcomes[number] += int(count)
        counted = batch.select(["amount_pence", "supplier", "paid_on"])
        if not outcome.any():
            self._add_accepted(counted)
            return
        self._add_accepted(counted.filter(pa.array(outcome == 0)))
        refused = counted.column("amount_pence").filter(pa.array(outcome == 1))
        self.pence_refused += _sum(refused)
        self.amounts_unread += refused.null_count

    def _add_accepted(self, batch: pa.RecordBatch) -> None:
        if not batch.num_rows:
            return
        self.pence_accepted += _sum(batch.column("amount_pence"))
        self.suppliers_empty += batch.column("supplier").null_count
        days = pc.min_max(batch.column("paid_on")).as_py()
        self.first = min(filter(None, (self.first, days["min"])), default=None)
        self.last = max(filter(None, (self.last, days["max"])), default=None)


def _sum(amounts: pa.Array) -> int:
    """A sum of pence. A batch of amounts of 15 digits stays within 64 bits; larger ones are added as they are."""
    values = amounts.drop_null().to_numpy()
    if not len(values):
        return 0
    if np.abs(values).max() < 2**62 // len(values):
        return int(values.sum())
    return sum(int(value) for value in values)


def check(
    understood: Understanding, target: Path, *, body: str, file: str = "", progress: Progress | None = None
) -> Checked:
    """Write every record to `target`; OpenQuestions where something has not been answered.

    `file` is the name under which the file is recorded, else its own. The target is written in full or not at
    all, but not fsynced: who keeps it does so before naming it.
    """
    if understood.questions:
        sentences = " ".join(f"{each.sentence} {each.how_to_answer}" for each in understood.questions)
        raise OpenQuestions(f"{understood.reading.profile.path.name}: {sentences}")
    source = understood.reading
    name = file or source.profile.path.name
    tally, partial = Tally(), target.with_name(f"{target.name}.partial")
    try:
        with _writer(partial) as writer:
            for batch in _batches(understood, body, name):
                tally.add(batch)
                writer.write_batch(batch)
                if progress:
                    progress("checking", sum(tally.outcomes))
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)
    return Checked.of(understood, tally, target, name)


def _writer(path: Path) -> pq.ParquetWriter:
    """Without the Arrow schema: who reads the file finds plain texts, not dictionaries."""
    return pq.ParquetWriter(path, WRITTEN, compression="snappy", use_dictionary=REPEATING, store_schema=False)


def _batches(understood: Understanding, body: str, file: str) -> Iterator[pa.RecordBatch]:
    """Batches of all columns, the header's row of a bulk source left out and the lines counted."""
    asked, behind = understood.asked, 0
    for found in understood.engine.connection.sql(understood.rows).to_arrow_reader(BATCH):
        # The header of a bulk source is its first row; the rows of a careful source bring their own lines.
        rows = found if behind or not understood.reading.is_bulk else _without_header(found)
        end = behind + found.num_rows
        lines = np.arange(end - rows.num_rows + 1, end + 1) if understood.reading.is_bulk else None
        behind = end
        yield _complete(rows, lines, asked, body, file)


def _without_header(found: pa.RecordBatch) -> pa.RecordBatch:
    """AssertionError where the first row is not the file's header: the order of rows would be lost."""
    if not found.num_rows or found.column("outcome")[0].as_py() != HEADER:
        raise AssertionError("The rows were not read in file order")
    return found.slice(1)


def _complete(
    found: pa.RecordBatch, lines: "np.ndarray | None", asked: Asked, body: str, file: str
) -> pa.RecordBatch:
    rows, convention = found.num_rows, CONVENTIONS.get(asked.profile.date)
    zeros = pa.array(np.zeros(rows, dtype=np.int32))
    made = {
        name: pa.DictionaryArray.from_arrays(zeros, [value])
        for name, value in zip(SAME, (body, file, asked.profile.basis), strict=True)
    }
    made["is_month_only"] = pa.repeat(bool(convention and convention.is_month_only), rows)
    if lines is not None:
        made["line"] = pa.array(lines)
    columns = [made[name] if name in made else found.column(name) for name in SCHEMA.names]
    return pa.RecordBatch.from_arrays(columns, schema=WRITTEN)
