"""How long the full count of payments takes: by body, theme and area, with transfers between counted bodies removed.

The question `count_payments` against a hand-written DuckDB query over the same Parquet, and against pandas, on
made payments: 60 bodies, names repeated as Zipf's law has it. All three give the same pence.
Run: python -m bench.counting LINES
"""

from __future__ import annotations

import datetime as dt
import json
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from placepact.analytics import DuckDB
from placepact.spending import questions
from placepact.spending.questions.tables import SCHEMAS

LINES = 1_000_000
SEED = 20190401
BODIES, NAMES, SERVICES, CATEGORIES, COUNTED = 60, 100_000, 80, 40, 13
PART = 1_000_000
TIMES = 7
MOST_FOR_PANDAS = 10_000_000
THEMES = [
    "education",
    "adult_social_care",
    "childrens_social_care",
    "housing",
    "culture",
    "planning",
    "police",
    "other",
]

Count = list[tuple[str, str | None, str | None, int, int, int]]


@dataclass(frozen=True)
class Made:
    """Parquet files of payments, and the small tables beside them."""

    paths: list[Path]
    small: dict[str, pa.Table]


def make(folder: Path, lines: int, seed: int = SEED) -> Made:
    """Write payments in parts of a million lines; every tenth name is an organisation, 40 of them counted bodies'."""
    chance = np.random.default_rng(seed)
    paths = []
    for number, first in enumerate(range(0, lines, PART)):
        path = folder / f"payments-{number}.parquet"
        pq.write_table(_payments(chance, first, min(PART, lines - first)), path, compression="zstd")
        paths.append(path)
    return Made(paths, _small(chance))


def _payments(chance: np.random.Generator, first: int, size: int) -> pa.Table:
    def words(start: str, number: np.ndarray, most: int) -> pa.Array:
        return pa.DictionaryArray.from_arrays(
            pa.array(number, pa.int32()), [f"{start} {i}" for i in range(most)]
        ).cast(pa.string())

    names = np.minimum(chance.zipf(1.2, size) - 1, NAMES - 1)
    body = np.minimum(chance.geometric(0.06, size) - 1, BODIES - 1)
    columns = {
        "line": np.arange(first, first + size),
        "body": words("body", body, BODIES),
        "file": words("file", chance.integers(0, 12, size), 12),
        "paid_on": np.datetime64("2019-04-01") + chance.integers(0, 366, size).astype("timedelta64[D]"),
        "supplier": words("Supplier Limited", names, NAMES),
        "amount_pence": np.round(chance.lognormal(11, 2, size)).astype(np.int64) - 2000,
        "service": words("service", chance.integers(0, SERVICES, size), SERVICES),
        "category": words("category", chance.integers(0, CATEGORIES, size), CATEGORIES),
        "nature": words("nature", chance.integers(0, 2, size), 2),
        "return_id": np.arange(first, first + size) // 5000,
        "amount_basis": words("basis", chance.integers(0, 2, size), 2),
    }
    return pa.table(columns).cast(SCHEMAS["payments"])


def _small(chance: np.random.Generator) -> dict[str, pa.Table]:
    counted = [f"body {i}" for i in range(COUNTED)]
    known = sorted(set(chance.integers(0, NAMES, NAMES // 10).tolist()) | set(range(40)))
    rows: dict[str, list[tuple[Any, ...]]] = {
        "bodies": [(body,) for body in counted],
        "suppliers": [
            (f"Supplier Limited {i}", counted[i % COUNTED] if i < 40 else f"org {i}") for i in known
        ],
        "classes": [
            (f"service {s}", f"category {c}", THEMES[(s + c) % len(THEMES)], None)
            for s in range(SERVICES)
            for c in range(CATEGORIES)
            if (s * c) % 11
        ],
        "covered": [(body, dt.date(1990, 1, 1), dt.date(2100, 1, 1)) for body in counted],
        "footprints": [(f"body {i}", f"area {i % 10}", "actual") for i in range(BODIES)],
    }
    return {name: questions.table(name, value).arrow() for name, value in rows.items()}


def by_placepact(made: Made, engine: DuckDB) -> Count:
    """The question, which also keeps years, nature and attribution apart; added up further in Python."""
    answer = questions.ask("count_payments", on=engine, tables={"payments": list(made.paths), **made.small})
    sums: dict[tuple[str, str | None, str | None], list[int]] = {}
    for row in answer.to_pylist():
        total = sums.setdefault((row["payer"], row["theme"], row["area"]), [0, 0, 0])
        for i, name in enumerate(("as_reported_pence", "counted_twice_pence", "lines")):
            total[i] += row[name]
    return _in_order([(*key, *total) for key, total in sums.items()])


def by_hand(made: Made, connection: duckdb.DuckDBPyConnection) -> Count:
    """What somebody would write who needs this one figure: joins first, then sums; no doubles foreseen."""
    for name, table in made.small.items():
        connection.register(name, table)
    rows = connection.execute(
        """
        select p.body, c.theme, f.area, sum(p.amount_pence),
            sum(case when payer.body is not null and payee.body is not null and s.organisation <> p.body
                then p.amount_pence else 0 end),
            count(*)
        from read_parquet($paths) p
        left join suppliers s on s.supplier = p.supplier
        left join classes c on c.service = p.service and c.category = p.category
        left join footprints f on f.body = p.body
        left join bodies payer on payer.body = p.body
        left join bodies payee on payee.body = s.organisation
        group by p.body, c.theme, f.area
        """,
        {"paths": [str(path) for path in made.paths]},
    ).fetchall()
    return _in_order([(*row[:3], *map(int, row[3:])) for row in rows])


def by_pandas(made: Made) -> Count:
    """The same with merges and one groupby."""
    import pandas as pd

    wanted = ["body", "supplier", "amount_pence", "service", "category"]
    frame = pd.concat([pd.read_parquet(path, columns=wanted) for path in made.paths])
    for name, on in (
        ("suppliers", ["supplier"]),
        ("classes", ["service", "category"]),
        ("footprints", ["body"]),
    ):
        frame = frame.merge(made.small[name].to_pandas(), how="left", on=on)
    counted = set(made.small["bodies"]["body"].to_pylist())
    passed = frame["body"].isin(counted) & frame["organisation"].isin(counted)
    passed &= frame["body"] != frame["organisation"]
    frame["twice"] = frame["amount_pence"].where(passed, 0)
    sums = frame.groupby(["body", "theme", "area"], dropna=False).agg(
        reported=("amount_pence", "sum"), twice=("twice", "sum"), lines=("amount_pence", "size")
    )
    rows = sums.reset_index().itertuples(index=False)
    return _in_order(
        [(r.body, None if pd.isna(r.theme) else r.theme, r.area, r.reported, r.twice, r.lines) for r in rows]
    )


def _in_order(count: Count) -> Count:
    return sorted(count, key=lambda row: tuple(str(cell) for cell in row[:3]))


def run(lines: int = LINES) -> dict[str, float | int]:
    """Make, check that all agree, and time in turn; seconds are medians."""
    with tempfile.TemporaryDirectory(prefix="placepact-counting-") as name:
        folder = Path(name).resolve()
        made = make(folder, lines)
        engine = DuckDB(folder / "spill", folders=(folder,), memory="2GB")
        connection = duckdb.connect(":memory:", config={"memory_limit": "2GB"})
        works: dict[str, Callable[[], Count]] = {
            "count": lambda: by_placepact(made, engine),
            "hand_written": lambda: by_hand(made, connection),
        }
        if lines <= MOST_FOR_PANDAS:
            works["pandas"] = lambda: by_pandas(made)
        taken = _times(works)
    seconds = {f"{what}_seconds": median(times) for what, times in taken.items()}
    found: dict[str, float | int] = {"lines": lines, **seconds}
    found["ratio_to_hand_written"] = seconds["count_seconds"] / seconds["hand_written_seconds"]
    if "pandas" in works:
        found["ratio_to_pandas"] = seconds["count_seconds"] / seconds["pandas_seconds"]
    return found | {"lines_a_second": lines / seconds["count_seconds"]}


def _times(works: dict[str, Callable[[], Count]]) -> dict[str, list[float]]:
    """Seconds of each, in turn, so that a busy moment of the machine meets all; AssertionError where they differ."""
    taken: dict[str, list[float]] = {what: [] for what in works}
    first: Count | None = None
    for _ in range(TIMES):
        for what, work in works.items():
            if what == "pandas" and len(taken[what]) >= 3:
                continue
            began = time.perf_counter()
            count = work()
            taken[what].append(time.perf_counter() - began)
            first = first or count
            assert count == first, f"{what} counts otherwise"
    return taken


def main() -> None:
    results = run(int(sys.argv[1]) if len(sys.argv) > 1 else LINES)
    for name, value in results.items():
        print(f"{name:24}{value:>16,.3f}" if isinstance(value, float) else f"{name:24}{value:>16,}")
    print(json.dumps(results))


if __name__ == "__main__":
    main()
