"""How fast figures are received and checked: ratios in one run.

The Department for Education's file of 641,070 rows through `receive` (looked at, understood, checked,
kept, placed in a record of SQLite), and checked alone, against DuckDB and pandas with the same casts and no
check; and a workbook of made figures checked with a message for every wrong cell, against frictionless.
Every task is a process of its own, so that its peak memory is its own. `make bench-returns`, or with sizes:
python -m bench.returns --rows 100000 --workbook 100000
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from statistics import median

from bench.spending import peak_mb

SHARED = Path(os.environ.get("PLACEPACT_SHARED", Path(__file__).parent.parent.parent / "shared" / "data"))
TABLES = Path(__file__).parent.parent / "placepact" / "demonstration" / "tables"
OUTCOMES = SHARED / "03_outcomes"
FIGURES, DICTIONARY = "lait_bds_long_0.parquet", "lait_lait_data_dictionary.csv"
COLUMNS = ("areacd", "areanm", "indicator", "period", "observation", "unit", "status")
REFUSED_EVERY = 100
FEW_SECONDS = 10
# What a person would write by hand who trusts the file: the year's first number, the mark as nothing.
CASTS = """copy (
    select "Short Desc" as series, "LA Number"::int as area, try_cast(left("Years", 4) as int) as year,
        case when contains("Years", 'Rev') then 'revised' when contains("Years", 'prov') then 'provisional'
            else 'final' end as finality,
        case when "Values" <> '-' then "Values"::double end as value
    from {reader}
) to '{target}' (format parquet)"""


def by_duckdb(reader: str, path: Path, target: Path) -> None:
    """DuckDB's own reader with the same casts."""
    import duckdb

    duckdb.connect().execute(CASTS.format(reader=reader.format(path=path), target=target))


def by_pandas(path: Path, target: Path) -> None:
    import pandas as pd

    table = pd.read_parquet(path)
    made = pd.DataFrame(
        {
            "series": table["Short Desc"],
            "area": table["LA Number"].astype(int),
            "year": pd.to_numeric(table["Years"].str[:4], errors="coerce"),
            "finality": table["Years"].str.extract("(Rev|prov)", expand=False).fillna("final"),
            "value": pd.to_numeric(table["Values"], errors="coerce"),
        }
    )
    made.to_parquet(target)


def receive(path: Path, target: Path) -> None:
    """All of it, into the record."""
    from placepact.indicators import actions
    from placepact.organisations.models import Organisation
    from placepact.people.actions import operator

    body = Organisation.objects.get(slug="the-department")
    receipt = actions.receive(path=path, organisation=body, by=operator())
    assert receipt.tally.outcome == "accepted", receipt.sentence()
    assert receipt.tally.read == receipt.tally.accepted + receipt.tally.refused + receipt.tally.blank


def check(path: Path, target: Path) -> None:
    """Read, understood and checked, with a message for every wrong cell; nothing is written."""
    from placepact.indicators.actions import vocabulary
    from placepact.indicators.delivery import check_file

    found = check_file(path, vocabulary())
    assert found.accepted.num_rows > found.refused_count > 0
    assert all("!" in each.place for each in found.faults) or not found.sheet


def frictionless(path: Path, target: Path) -> None:
    """The same workbook: numbers between 0 and 100, areas and periods by pattern, what must be there."""
    from frictionless import Resource, Schema

    kinds = {
        "areacd": {"pattern": "E0[6-9][0-9]{6}", "required": True},
        "period": {"pattern": "[0-9-]{10}/P1Y", "required": True},
        "indicator": {"enum": ["Employment rate"], "required": True},
    }
    fields = [{"name": name, "type": "string", "constraints": kinds.get(name, {})} for name in COLUMNS]
    fields[4] = {"name": "observation", "type": "number", "constraints": {"minimum": 0, "maximum": 100}}
    resource = Resource(
        path.name, basepath=str(path.parent), schema=Schema.from_descriptor({"fields": fields})
    )
    report = resource.validate(limit_errors=1_000_000)
    assert not report.valid


def prepare(path: Path, target: Path) -> None:
    """Tables, areas, a body and the definitions, and the Department's dictionary, in a home that is copied for each task."""
    from django.core.management import call_command

    from placepact.demonstration.build import register
    from placepact.indicators import actions, dictionaries
    from placepact.organisations.models import Organisation
    from placepact.people.actions import operator
    from placepact.places.actions import register as register_areas

    call_command("migrate", verbosity=0)
    register_areas(tables=register(), source="bench", by=operator())
    actions.load_anchors(by=operator())
    body = Organisation.objects.create(
        slug="the-department", name="The department", short_name="Department", sector="Central government",
        legal_form="Department",
    )  # fmt: skip
    if (OUTCOMES / DICTIONARY).exists():
        dictionaries.receive(path=OUTCOMES / DICTIONARY, organisation=body, by=operator())


TASKS: Mapping[str, Callable[[Path, Path], None]] = {
    "prepare": prepare,
    "receive": receive,
    "check": check,
    "frictionless": frictionless,
    "pandas": by_pandas,
    "read_parquet": partial(by_duckdb, "read_parquet('{path}')"),
    "read_csv": partial(by_duckdb, "read_csv('{path}', all_varchar = true)"),
}
OURS = {"receive", "check"}


def task(name: str, path: Path, target: Path) -> None:
    """Run one task and print seconds and peak memory: the child's side."""
    if name in OURS | {"prepare"}:
        import django

        django.setup()
    began, worked = time.perf_counter(), time.process_time()
    TASKS[name](path, target)
    spent = {"seconds": time.perf_counter() - began, "processor_seconds": time.process_time() - worked}
    print(json.dumps({**spent, "peak_mb": peak_mb()}))


def measured(name: str, path: Path, folder: Path) -> dict[str, float]:
    """Seconds and peak megabytes of one task in a process of its own, with a home of its own."""
    with tempfile.TemporaryDirectory(dir=folder) as parent:
        home = Path(parent) / "home"
        if name in OURS:
            shutil.copytree(prepared(folder), home)
        home.mkdir(exist_ok=True)
        return run(name, path, home)


def prepared(folder: Path) -> Path:
    """The home that every task of ours begins with, made once."""
    home = folder / "prepared"
    if not home.exists():
        home.mkdir()
        run("prepare", home, home)
    return home


def run(name: str, path: Path, home: Path) -> dict[str, float]:
    """Run one task as a process, in a home."""
    surroundings = {
        **os.environ, "PLACEPACT_HOME": str(home), "DJANGO_SETTINGS_MODULE": "placepact.config.settings",
    }  # fmt: skip
    surroundings.pop("DATABASE_URL", None)
    command = [sys.executable, "-m", "bench.returns", "--task", name, str(path), f"{home}/{name}.parquet"]
    ran = subprocess.run(command, env=surroundings, stdout=subprocess.PIPE, text=True, check=True)
    found: dict[str, float] = json.loads(ran.stdout.splitlines()[-1])
    return found


def in_turn(jobs: Mapping[str, tuple[str, Path]], folder: Path, *, times: int) -> list[dict[str, object]]:
    """Each job so many times, in turn with the others: the median seconds, the highest peak, and the ratio to the first."""
    told: dict[str, list[dict[str, float]]] = {name: [] for name in jobs}
    for _ in range(times):
        for name, (work, path) in jobs.items():
            told[name].append(measured(work, path, folder))
    seconds = {name: median(each["seconds"] for each in some) for name, some in told.items()}
    first = next(iter(seconds.values()))
    return [
        {
            "what": name,
            "seconds": seconds[name],
            "processor seconds": median(each["processor_seconds"] for each in some),
            "peak_mb": max(each["peak_mb"] for each in some),
            "times the first": seconds[name] / first,
        }
        for name, some in told.items()
    ]


def department(rows: int, times: int, folder: Path) -> list[dict[str, object]]:
    """The Department's file, or its first rows, against readers that check nothing."""
    import duckdb

    source = OUTCOMES / FIGURES
    path, text = folder / "figures.parquet", folder / "figures.csv"
    some = f"(from '{source}' limit {rows})" if rows else f"'{source}'"
    duckdb.connect().execute(f"copy (from {some}) to '{path}' (format parquet)")
    duckdb.connect().execute(f"copy (from {some}) to '{text}' (format csv, header)")
    return in_turn(
        {
            "receive, into the record": ("receive", path),
            "checked alone": ("check", path),
            "duckdb.read_parquet": ("read_parquet", path),
            "duckdb.read_csv": ("read_csv", text),
            "pandas": ("pandas", path),
        },
        folder,
        times=times,
    )


def workbook(rows: int, folder: Path) -> list[dict[str, object]]:
    """A workbook of so many rows, one in a hundred wrong, with a message for each wrong cell."""
    path = folder / "figures.xlsx"
    write_workbook(path, rows)
    found = in_turn({"check": ("check", path), "frictionless": ("frictionless", path)}, folder, times=1)
    took = float(str(found[0]["seconds"]))
    worked = float(str(found[0]["processor seconds"]))
    said = "under" if took < FEW_SECONDS else "OVER"
    print(f"{rows:,} rows in {took:.1f} s ({worked:.1f} s of a processor): {said} {FEW_SECONDS} s")
    return found


def write_workbook(path: Path, rows: int) -> None:
    """Employment rates of the districts of a register, one year after another, with wrong cells among them."""
    import csv

    from openpyxl import Workbook

    with (TABLES / "areas.csv").open(encoding="utf-8", newline="") as file:
        areas = [
            (row["code"], row["name"]) for row in csv.DictReader(file) if row["code"][:3] in ("E07", "E08")
        ]
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Targets")
    sheet.append(COLUMNS)
    for number in range(rows):
        code, name = areas[number % len(areas)]
        turn = number // len(areas)
        day = f"{1960 + turn % 50}-{1 + turn // 50 % 12:02d}-{1 + turn // 600:02d}/P1Y"
        value: object = round(40 + number * 7 % 500 / 10, 1)
        if number % REFUSED_EVERY == 7:
            value = (147, "see note", "1,5")[number % 3]
        sheet.append((code, name, "Employment rate", day, value, "%", ""))
    book.save(path)


def works(options: argparse.Namespace) -> list[tuple[str, Callable[[Path], Sequence[Mapping[str, object]]]]]:
    """What is measured, in order: a title and the work, given a folder. Other measurements of returns are added here."""
    found: list[tuple[str, Callable[[Path], Sequence[Mapping[str, object]]]]] = []
    if (OUTCOMES / FIGURES).exists():
        title = f"The Department's file, {options.rows or 641_070:,} rows"
        found.append((title, partial(department, options.rows, options.times)))
    else:
        print(f"{OUTCOMES / FIGURES} is not there: name the folder of the files in PLACEPACT_SHARED.")
    if options.workbook:
        found.append((f"A workbook of {options.workbook:,} rows", partial(workbook, options.workbook)))
    return found


def asked() -> argparse.Namespace:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--rows", type=int, default=0, help="only the first so many rows of the file (default: all)"
    )
    parser.add_argument(
        "--workbook", type=int, default=100_000, help="rows of the workbook (default: %(default)s)"
    )
    parser.add_argument(
        "--times",
        type=int,
        default=3,
        help="how often each reading of the file is done (default: %(default)s)",
    )
    parser.add_argument("--task", nargs=3, metavar=("NAME", "PATH", "TARGET"), help=argparse.SUPPRESS)
    return parser.parse_args()


def main() -> None:
    """Measure what was asked for, and print it."""
    from bench.__main__ import show

    options = asked()
    if options.task:
        task(options.task[0], Path(options.task[1]), Path(options.task[2]))
        return
    for title, work in works(options):
        with tempfile.TemporaryDirectory(prefix="placepact-bench-") as folder:
            show(title, work(Path(folder)))
    print(f"Load of the machine at the end: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")


if __name__ == "__main__":
    main()
