"""How long a million rows take from the file into the record: checked, compared with what stands, written, audited.

In a process of its own, on SQLite in a temporary home, against `duckdb.read_csv`
and pandas reading the same file in the same run.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROWS = 1_000_000
SEED = 20260401
HEADER = "areacd,indicator,period,observation,lci_95,uci_95,status,notes"


def main(folder: Path) -> None:
    """Fill a home, write the file, measure, print JSON: run by `run`, with the home in the environment."""
    import django

    django.setup()
    import duckdb
    import pandas as pd
    from django.core.management import call_command

    from placepact.demonstration import build
    from placepact.indicators import actions
    from placepact.organisations import actions as organisations
    from placepact.organisations.models import Organisation
    from placepact.people.actions import operator
    from placepact.places import actions as places

    call_command("migrate", verbosity=0)
    by = operator()
    places.register(tables=build.register(), source="bench", by=by)
    organisations.register(entries=build.bodies_in_tables(), source="bench", by=by)
    actions.load_anchors(by=by)
    path = folder / "million.csv"
    write(path)
    body = Organisation.objects.get(slug="gmca")
    seconds = {
        "duckdb.read_csv": timed(
            lambda: duckdb.sql(f"select count(*) from (from read_csv('{path}'))").fetchall()
        ),
        "pandas.read_csv": timed(lambda: pd.read_csv(path)),
        "received": timed(lambda: actions.receive(path=path, organisation=body, by=by)),
        "received again, nothing new": timed(lambda: actions.receive(path=path, organisation=body, by=by)),
    }
    print(json.dumps(seconds))


def write(path: Path) -> None:
    """A tidy file of real areas and indicators in which every key is different."""
    from placepact.indicators.definitions import load_definitions
    from placepact.places.models import Area

    chance = random.Random(SEED)
    names = [each.published_as for each in load_definitions().values()]
    codes = list(Area.objects.filter(valid_from=None, valid_to=None).values_list("code", flat=True))
    years = range(1905, 2026)
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(HEADER + "\n")
        written = 0
        for year in years:
            for name in names:
                for code in codes:
                    if written == ROWS:
                        return
                    value = chance.uniform(20, 80)
                    quoted = f'"{name}"' if "," in name else name
                    file.write(
                        f"{code},{quoted},{year}-01-01/P1Y,{value:.3f},{value - 2:.3f},{value + 2:.3f},,\n"
                    )
                    written += 1
    raise SystemExit(f"Only {written:,} different keys; more years are needed for {ROWS:,} rows.")


def timed(task: object) -> float:
    assert callable(task)
    began = time.perf_counter()
    task()
    return time.perf_counter() - began


def run() -> dict[str, float]:
    """Seconds by what was done, and the ratios to the bare readings."""
    with tempfile.TemporaryDirectory(prefix="placepact-bench-") as folder:
        environment = {
            **os.environ,
            "PLACEPACT_HOME": folder,
            "DJANGO_SETTINGS_MODULE": "placepact.config.settings",
        }
        environment.pop("DATABASE_URL", None)
        command = [sys.executable, "-m", "bench.storing", folder]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    seconds: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    against = {
        f"received / {name}": seconds["received"] / seconds[name]
        for name in ("duckdb.read_csv", "pandas.read_csv")
    }
    return seconds | against


if __name__ == "__main__":
    main(Path(sys.argv[1]))
