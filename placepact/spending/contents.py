"""What files of the record hold, asked of DuckDB: totals, months, equal rows. Files are read, never written."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

import duckdb

from placepact.analytics.tables import plain_paths

MEMORY_LIMIT = "1GB"
ACCEPTED, REFUSED, BLANK, REPEATED_HEADER = range(4)

# What makes a payment the payment that it is: everything but where its row stood in its file.
FACTS = (
    "paid_on", "is_month_only", "supplier", "amount_pence", "vat_pence", "amount_basis", "service", "category",
    "description", "reference", "nature", "company_number", "charity_number", "procurement_class", "sercop",
)  # fmt: skip
COLUMNS = ("line", "body", "file", *FACTS)

# Unit: rows and pence. Left out: nothing; a row that is neither accepted nor refused has no amount.
TOTALS = f"""
select
    count(*),
    count(*) filter (outcome = {ACCEPTED}),
    count(*) filter (outcome = {REFUSED}),
    count(*) filter (outcome = {BLANK}),
    count(*) filter (outcome = {REPEATED_HEADER}),
    coalesce(sum(amount_pence) filter (outcome in ({ACCEPTED}, {REFUSED})), 0)::bigint,
    coalesce(sum(amount_pence) filter (outcome = {ACCEPTED}), 0)::bigint,
    coalesce(sum(amount_pence) filter (outcome = {REFUSED}), 0)::bigint,
    count(*) filter (outcome = {REFUSED} and amount_pence is null)
from read_parquet($paths)"""

# Unit: rows. Left out: rows that were not accepted.
MONTHS = f"""
select date_trunc('month', paid_on)::date as month, count(*)
from read_parquet($paths) where outcome = {ACCEPTED} group by month order by month"""

# The sum of the hashes of all accepted rows does not depend on their order, and counts equal rows as often as they
# are there. MD5 is the same in every version of the engine, which its own hash() is not.
CELLS = ", ".join(f"coalesce({each}::varchar, chr(30))" for each in FACTS)
FINGERPRINT = f"""
select count(*), sum(md5_number_lower(cells)::hugeint), sum(md5_number_upper(cells)::hugeint)
from (select concat_ws(chr(31), {CELLS}) as cells from read_parquet($paths) where outcome = {ACCEPTED})"""


@dataclass(frozen=True)
class Totals:
    """Rows and pence: read = accepted + refused (+ blank + repeated headers, which have no pence)."""

    rows_read: int = 0
    rows_accepted: int = 0
    rows_refused: int = 0
    rows_blank: int = 0
    rows_repeated_header: int = 0
    pence_read: int = 0
    pence_accepted: int = 0
    pence_refused: int = 0
    amounts_unread: int = 0

    def as_dict(self) -> dict[str, int]:
        return asdict(self)


@contextmanager
def asking(*folders: Path, memory_limit: str = MEMORY_LIMIT) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection that can open files of these folders and no others, with a limit to its memory."""
    with tempfile.TemporaryDirectory(prefix="placepact-asking-") as spill:
        settings: dict[str, str | bool | int | float | list[str]] = {
            "memory_limit": memory_limit,
            "temp_directory": spill,
            "python_enable_replacements": "false",
        }
        with duckdb.connect(":memory:", config=settings) as connection:
            allowed = ", ".join("'" + str(each.resolve()).replace("'", "''") + "'" for each in folders)
            connection.execute("set enable_progress_bar = false")
            connection.execute(f"set allowed_directories = [{allowed}]")
            connection.execute("set enable_external_access = false")
            connection.execute("set lock_configuration = true")
            yield connection


def names(paths: Sequence[Path]) -> dict[str, list[str]]:
    """The parameter of a question: the files that it is asked of. Raises PathWithSigns, as a path is a pattern."""
    return {"paths": plain_paths(path.resolve() for path in paths)}


def totals(path: Path) -> Totals:
    """Rows and pence of one file, counted from its rows."""
    with asking(path.parent) as connection:
        row = connection.execute(TOTALS, names([path])).fetchone()
    assert row is not None
    return Totals(*row)


def months(path: Path) -> dict[dt.date, int]:
    """Accepted rows of one file by the first day of their month."""
    with asking(path.parent) as connection:
        return dict(connection.execute(MONTHS, names([path])).fetchall())


def fingerprint(path: Path) -> tuple[int, int, int]:
    """A number of the accepted rows of a file that any other set of rows would not have; order does not matter."""
    with asking(path.parent) as connection:
        row = connection.execute(FINGERPRINT, names([path])).fetchone()
    assert row is not None
    return row[0], row[1] or 0, row[2] or 0
