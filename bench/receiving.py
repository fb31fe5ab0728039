"""How fast a delivered file of a million indicator rows is read and checked, without a database.

Each row of the table is the best of a few runs, taken in turn within one process, so that a busy
machine slows all of them alike. Ratios are to `duckdb.read_csv` into a table of its own guessing.
"""

import datetime as dt
import random
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import duckdb
import pandas as pd

from placepact.indicators.delivery import Area, Indicator, Vocabulary, check_file
from placepact.indicators.delivery.shape import HEADER_WORDS
from placepact.returns.reading import look, open_engine, read

ROWS = 1_000_000
AREAS, INDICATORS = 350, 72
HEADER = "areacd,areanm,geography,indicator,period,observation,measure,unit,lci_95,uci_95,status,notes"
SEED = 20260401


def vocabulary() -> Vocabulary:
    """The made-up areas and indicators of the made-up file."""
    return Vocabulary(
        areas=[Area(f"E0{6_000_000 + number}", f"Area {number}", id=number) for number in range(AREAS)],
        indicators=[
            Indicator(f"Indicator {number}", f"indicator-{number}", number, "Percentage", 0, 100)
            for number in range(INDICATORS)
        ],
        today=dt.date(2026, 4, 1),
    )


def write_tidy(path: Path, rows: int = ROWS, faults: int = 0) -> None:
    """A tidy file in which every key is different; `faults` rows, evenly spread, have no number."""
    chance = random.Random(SEED)
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(HEADER + "\n")
        for number in range(rows):
            rest, area = divmod(number, AREAS)
            year, indicator = divmod(rest, INDICATORS)
            value = chance.uniform(20, 80)
            text = "47x" if faults and number % (rows // faults) == 0 else f"{value:.4f}"
            file.write(
                f"E0{6_000_000 + area},Area {area},Local authority,Indicator {indicator},{1980 + year}-04-01/P1Y,"
                f"{text},Percentage,%,{value - 2:.4f},{value + 2:.4f},,\n"
            )


def run(rows: int = ROWS, times: int = 3) -> dict[str, float]:
    """Seconds by what was done, and ratios to the bare reading."""
    with tempfile.TemporaryDirectory() as folder:
        clean, faulty = Path(folder) / "clean.csv", Path(folder) / "faulty.csv"
        write_tidy(clean, rows)
        write_tidy(faulty, rows, faults=rows // 1000)
        seconds = _best_of(
            times,
            {
                "duckdb.read_csv into a table": lambda: _duckdb(clean),
                "pandas.read_csv": lambda: pd.read_csv(clean),
                "look and read": lambda: _read(clean),
                "check_file": lambda: check_file(clean, vocabulary()),
                "check_file, one row in 1,000 wrong": lambda: check_file(faulty, vocabulary()),
            },
        )
    bare = seconds["duckdb.read_csv into a table"]
    return seconds | {f"{name} (ratio)": value / bare for name, value in seconds.items()}


def _best_of(times: int, tasks: dict[str, Callable[[], object]]) -> dict[str, float]:
    best = dict.fromkeys(tasks, float("inf"))
    for _ in range(times):
        for name, task in tasks.items():
            start = time.perf_counter()
            task()
            best[name] = min(best[name], time.perf_counter() - start)
    return best


def _duckdb(path: Path) -> None:
    with duckdb.connect() as connection:
        connection.execute("create table bare as from read_csv($path)", {"path": str(path)})
        connection.execute("select count(*) from bare").fetchall()


def _read(path: Path) -> None:
    with open_engine() as engine:
        read(look(path), HEADER_WORDS, engine)


def main() -> None:
    """Print the table."""
    found = run()
    print(f"{ROWS:,} rows{'seconds':>37}{'ratio':>8}")
    for name in [name for name in found if not name.endswith("(ratio)")]:
        print(f"{name:<40}{found[name]:>10.2f}{found[f'{name} (ratio)']:>8.2f}")


if __name__ == "__main__":
    main()
