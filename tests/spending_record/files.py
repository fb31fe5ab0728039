"""Files of the record as tests make them: rows given as days and pence, in the shape that every return has."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from placepact.organisations.models import Organisation
from placepact.spending import contents, store
from placepact.spending.models import Delivery
from placepact.spending.rules.coverage import Coverage, parse
from tests import makers

TEXTS = ("supplier", "service", "category", "description", "reference", "nature", "company_number")
SHAPE = pa.schema(
    [
        ("line", pa.int64()),
        ("outcome", pa.uint8()),
        ("reasons", pa.uint32()),
        ("raw", pa.list_(pa.string())),
        ("body", pa.string()),
        ("file", pa.string()),
        ("paid_on", pa.date32()),
        ("is_month_only", pa.bool_()),
        ("amount_pence", pa.int64()),
        ("vat_pence", pa.int64()),
        ("amount_basis", pa.string()),
        *((name, pa.string()) for name in (*TEXTS, "charity_number", "procurement_class", "sercop")),
    ]
)
Row = tuple[str, int, str]


def row(number: int, given: Row, **different: Any) -> dict[str, Any]:
    day, pence, supplier = given
    return {
        "line": number + 2,
        "outcome": contents.ACCEPTED,
        "reasons": 0,
        "body": "a-body",
        "file": "payments.csv",
        "paid_on": dt.date.fromisoformat(day),
        "is_month_only": False,
        "amount_pence": pence,
        "amount_basis": "net",
        "supplier": supplier,
        **different,
    }


def write(path: Path, rows: Sequence[Row], refused: Sequence[int | None] = ()) -> Path:
    """A file of the record: accepted rows, then refused ones of so many pence, or of none that could be read."""
    bad = [
        row(len(rows) + number, ("2024-04-01", 0, "x"), outcome=1, reasons=1, raw=["x"], amount_pence=pence)
        for number, pence in enumerate(refused)
    ]
    listed = [row(number, given) for number, given in enumerate(rows)] + bad
    pq.write_table(pa.Table.from_pylist(listed, SHAPE), path)
    return path


def stand(body: Organisation, covers: str, *rows: Row, **different: Any) -> Delivery:
    """A delivery that stands, with its file in the record."""
    name = store.new_name()
    write(store.unfinished(name), rows)
    written = store.keep(name)
    totals = contents.totals(store.path_of(name))
    coverage: Coverage = parse(covers)
    days = [dt.date.fromisoformat(day) for day, _, _ in rows]
    given = {
        "covers_from": coverage.starts_on,
        "covers_to": coverage.ends_on,
        "first_paid_on": min(days),
        "last_paid_on": max(days),
        "parquet_name": name,
        "parquet_sha256": written.sha256,
        "parquet_bytes": written.size_bytes,
        **totals.as_dict(),
        **different,
    }
    return makers.make_payments(body=body, **given)
