"""Small files of payments and their whole way through the reader."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from placepact.returns.reading import open_engine
from placepact.spending.delivery import Checked, ReadingProfile, Understanding, check, understand

TODAY = date(2026, 6, 30)
HEADER = "Payment Date,Supplier Name,Service Area,Net Amount"


@dataclass(frozen=True)
class Outcome:
    """A checked file with all rows of its record."""

    checked: Checked
    rows: list[dict[str, Any]]

    @property
    def accepted(self) -> list[dict[str, Any]]:
        return [row for row in self.rows if row["outcome"] == 0]

    @property
    def codes(self) -> list[str]:
        return [fault.code for fault in self.checked.faults()]


def make_file(folder: Path, *rows: str, header: str = HEADER, name: str = "payments.csv") -> Path:
    """A CSV file of a header and rows."""
    path = folder / name
    path.write_text("\n".join((header, *rows)) + "\n", encoding="utf-8")
    return path


def understood(path: Path, remembered: ReadingProfile | None = None) -> Understanding:
    """What is understood of a file. Its engine is closed: it can be looked at and not checked."""
    with open_engine() as engine:
        return understand(path, engine=engine, remembered=remembered, today=TODAY)


def receive(path: Path, remembered: ReadingProfile | None = None) -> Outcome:
    """A file understood and checked; its record stands beside it."""
    with open_engine() as engine:
        found = understand(path, engine=engine, remembered=remembered, today=TODAY)
        checked = check(found, path.with_suffix(".parquet"), body="anywhere")
    return Outcome(checked, pq.read_table(checked.path).to_pylist())
