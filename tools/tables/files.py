"""Reading source files and writing tables: the same bytes whenever the same sources are read."""

import csv
import gzip
import io
import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("PLACEPACT_SHARED", CHECKOUT.parent / "shared" / "data"))
TABLES = CHECKOUT / "placepact" / "demonstration" / "tables"
Row = dict[str, str]


def read(name: str) -> list[Row]:
    """The rows of a source file. FileNotFoundError names the folder to set."""
    path = DATA / name
    if not path.exists():
        raise FileNotFoundError(
            f"{path} is not there. Say where the source files are with PLACEPACT_SHARED=folder."
        )
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def series() -> list[Path]:
    """The files of indicator values, by name."""
    return sorted((DATA / "03_outcomes" / "els").glob("*.csv"))


def text_of(columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> str:
    """A table as CSV with plain newlines."""
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def write(name: str, columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> None:
    """Write a table; one whose name ends in .gz is packed without a moment or a name in its head."""
    pack(name, text_of(columns, rows))


def pack(name: str, text: str) -> None:
    """Write text to a file of the tables, packed where the name ends in .gz."""
    path = TABLES / name
    path.parent.mkdir(parents=True, exist_ok=True)
    raw = text.encode("utf-8")
    path.write_bytes(gzip.compress(raw, compresslevel=9, mtime=0) if path.suffix == ".gz" else raw)
