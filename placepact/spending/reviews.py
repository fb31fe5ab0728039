"""What the review pages read, worked out once whenever what stands changes: who paid whom, what has no purpose yet.

Kept as files that can be made again, beside the packed copies: a page over a hundred thousand suppliers must not add
up millions of payments while somebody waits. Names of suppliers are in them; they are for those who may decide.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from django.utils import timezone

from placepact.returns.originals import settle
from placepact.spending import store

SUPPLIERS = pa.schema(
    [("key", pa.string()), ("body", pa.string()), ("amount_pence", pa.int64()), ("payments", pa.int64())]
)
"""What each body paid to each supplier, by the supplier's one spelling."""
PURPOSES = pa.schema(
    [("body", pa.string()), ("theme", pa.string()), ("payments", pa.int64()), ("amount_pence", pa.int64())]
)
"""What each body paid for, by theme, null where nothing says; pence without their signs."""
PATTERNS = pa.schema(
    [
        ("body", pa.string()),
        ("field", pa.string()),
        ("text", pa.string()),
        ("payments", pa.int64()),
        ("amount_pence", pa.int64()),
    ]
)
"""What has no purpose yet, under each field that says something; pence without their signs."""
SHAPES = {"suppliers": SUPPLIERS, "purposes": PURPOSES, "patterns": PATTERNS}


@dataclass(frozen=True)
class AsOf:
    """Of what the kept sums are: the newest return, the newest rule of a person and how many stand, and when."""

    newest_return: int = 0
    newest_rule: int = 0
    rules: int = 0
    at: str = ""

    def is_of(self, other: AsOf) -> bool:
        return (self.newest_return, self.newest_rule, self.rules) == (
            other.newest_return,
            other.newest_rule,
            other.rules,
        )


def path_of(name: str) -> Path:
    """Where one of the tables is."""
    return store.derived() / f"{name}.parquet"


def as_of() -> AsOf:
    """Of what the tables are that are kept; of nothing where there are none."""
    path = store.derived() / "reviews.json"
    if not path.exists():
        return AsOf()
    return AsOf(**json.loads(path.read_text(encoding="utf-8")))


def keep(tables: dict[str, Iterable[Sequence[Any]]], of: AsOf) -> None:
    """Write the tables, each whole or not at all, and last of what they are."""
    for name, rows in tables.items():
        shape = SHAPES[name]
        columns = list(zip(*rows, strict=True)) or [()] * len(shape)
        arrays = [pa.array(column, field.type) for column, field in zip(columns, shape, strict=True)]
        partial = path_of(name).with_name(f".{name}.{os.getpid()}")
        pq.write_table(pa.Table.from_arrays(arrays, schema=shape), partial)
        partial.replace(path_of(name))
    told = asdict(of) | {"at": timezone.now().isoformat()}
    partial = store.derived() / f".reviews.{os.getpid()}"
    partial.write_text(json.dumps(told), encoding="utf-8")
    partial.replace(store.derived() / "reviews.json")
    settle(store.derived())


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Wait until nobody else on this machine's home is matching."""
    with (store.derived() / "matching.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
