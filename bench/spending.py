"""How fast payments are received, counted and matched, and what that costs in memory: ratios in one run.

Made payments: names repeat as suppliers do (Zipf), 60 bodies, 5% of rows to be refused in the second file. Every
task is a process of its own, so that its peak memory is its own; where a task is short it is done three times in
turn with its rivals and its median told. `make bench-spending`, or with sizes: python -m bench.spending
--lines 1000000 --lines 10000000 --returns 10000 --count 10000000 --suppliers 0
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

SEED = 20260401
BODIES, SUPPLIERS = 60, 200_000
REFUSED_EVERY = 20
LINES_A_RETURN = 5_000
SMALL = 100_000
SHORT = 2_000_000
BATCH = 250_000
HEADER = "Payment Date,Supplier Name,Net Amount,Service Area,Expense Type,Transaction Number\n"
WORDS = [
    "Northern",
    "Central",
    "Park",
    "Green",
    "Bridge",
    "River",
    "Valley",
    "City",
    "Metro",
    "Royal",
    "Oak",
    "Stone",
    "Mill",
    "Hill",
    "Lane",
    "Cross",
]
COLUMNS = {
    "paid_on": "varchar", "supplier": "varchar", "amount": "varchar", "service": "varchar", "category": "varchar",
    "reference": "varchar",
}  # fmt: skip
# The same casts that receiving makes, without a check: what a person would write by hand.
BARE = """copy (
    select row_number() over () + 1 as line, strptime(paid_on, '%d/%m/%Y')::date as paid_on, supplier,
        (amount::decimal(18, 2) * 100)::bigint as amount_pence, service, category, reference
    from read_csv($path, header = true, auto_detect = false, delim = ',', quote = '"', columns = {columns})
) to '{target}' (format parquet)"""
SCHEMA = {
    "fields": [
        {"name": "Payment Date", "type": "date", "format": "%d/%m/%Y"},
        {"name": "Supplier Name", "type": "string"},
        {"name": "Net Amount", "type": "number"},
        *(
            {"name": name, "type": "string"}
            for name in ("Service Area", "Expense Type", "Transaction Number")
        ),
    ]
}


def write(path: Path, lines: int, *, refused_every: int = 0, seed: int = SEED) -> None:
    """Payments of 2019: names by Zipf's law, amounts by a log-normal one, every so many rows not readable."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.csv as pv

    chance = np.random.default_rng(seed)
    names = np.array([f"{WORDS[n % 16]} {WORDS[n // 16 % 16]} {n} Ltd" for n in range(SUPPLIERS)])
    days = np.array([f"{day:02d}/{month:02d}/2019" for month in range(1, 13) for day in range(1, 29)])
    with path.open("wb") as file:
        file.write(HEADER.encode())
        for first in range(0, lines, BATCH):
            size = min(BATCH, lines - first)
            numbers = np.arange(first, first + size)
            pence = np.maximum(1, np.round(np.exp(chance.normal(11, 2, size)))).astype(np.int64)
            amounts = np.char.add(
                np.char.add((pence // 100).astype(str), "."), np.char.zfill((pence % 100).astype(str), 2)
            )
            if refused_every:
                amounts = np.where(numbers % refused_every == 7, "see note", amounts)
            columns = [
                days[chance.integers(0, len(days), size)],
                names[(chance.zipf(1.3, size) - 1) % SUPPLIERS],
                amounts,
                np.char.add("Service ", chance.integers(1, 40, size).astype(str)),
                np.char.add("Type ", chance.integers(1, 200, size).astype(str)),
                np.char.add("T", numbers.astype(str)),
            ]
            table = pa.table([pa.array(each) for each in columns], names=[str(n) for n in range(6)])
            pv.write_csv(table, file, pv.WriteOptions(include_header=False, quoting_style="none"))


# --- tasks, each run in a process of its own --------------------------------------------------


def receive(path: Path, target: Path) -> None:
    """Look, understand, check, keep, accept: all of it, into a record of SQLite in a home of its own."""
    from placepact.organisations.models import Organisation
    from placepact.people.actions import operator
    from placepact.spending.actions import payments

    body = Organisation.objects.get(slug="body-0")
    receipt = payments.receive(file=payments.Incoming.at(path), body=body, by=operator())
    assert receipt.outcome == "accepted", receipt.sentence()


def receive_many(path: Path, target: Path) -> None:
    """Every file of a folder, each a return of one month of one of the bodies."""
    import datetime as dt

    from placepact.organisations.models import Organisation
    from placepact.people.actions import operator
    from placepact.returns.reading import one_engine
    from placepact.spending import store
    from placepact.spending.actions import payments
    from placepact.spending.actions.acceptance import Answers
    from placepact.spending.rules.coverage import Coverage, end_of_month, months_between

    bodies, by = list(Organisation.objects.filter(slug__startswith="body-").order_by("id")), operator()
    months = months_between(dt.date(2005, 1, 1), dt.date(2019, 12, 1))
    with one_engine(beside=store.workshop()):
        for number, file in enumerate(sorted(path.iterdir())):
            month = months[number // BODIES]
            answers = Answers(covers=Coverage(month, end_of_month(month)))
            receipt = payments.receive(
                file=payments.Incoming.at(file), body=bodies[number % BODIES], by=by, answers=answers
            )
            assert receipt.outcome == "accepted", receipt.sentence()


def ask_many(path: Path, target: Path) -> None:
    """One question over the many files of the record."""
    from placepact.spending import contents, store
    from placepact.spending.queries import payments

    ask(payments.parquets(), contents, store.folder())


def pack(path: Path, target: Path) -> None:
    """The packed copies of the years in which the payments are dated."""
    from placepact.spending.packing import packed

    assert packed("2018-19")
    assert packed("2019-20")


def ask_packed(path: Path, target: Path) -> None:
    """The same question over the packed copies."""
    from placepact.spending import contents, store
    from placepact.spending.packing import packed

    ask([*packed("2018-19"), *packed("2019-20")], contents, store.derived())


def ask(paths: list[Path], contents: object, folder: Path) -> None:
    from placepact.spending.contents import asking, names

    with asking(folder) as connection:
        began = time.perf_counter()
        connection.execute(
            "select body, supplier, sum(amount_pence) from read_parquet($paths) group by body, supplier",
            names(paths),
        ).fetchmany(1)
        sys.stderr.write(f"asked in {time.perf_counter() - began:.2f} s\n")


def bare(path: Path, target: Path) -> None:
    import duckdb

    duckdb.connect().execute(BARE.format(columns=COLUMNS, target=target), {"path": str(path)})


def pandas(path: Path, target: Path) -> None:
    import pandas as pd

    table = pd.read_csv(path, dtype=str)
    table["paid_on"] = pd.to_datetime(table["Payment Date"], format="%d/%m/%Y", errors="coerce")
    table["amount_pence"] = (
        (pd.to_numeric(table["Net Amount"], errors="coerce") * 100).round().astype("Int64")
    )
    table.to_parquet(target)


def frictionless(path: Path, target: Path) -> None:
    from frictionless import Resource, Schema

    resource = Resource(path.name, basepath=str(path.parent), schema=Schema.from_descriptor(SCHEMA))
    resource.validate(limit_errors=1_000_000)


TASKS: Mapping[str, Callable[[Path, Path], None]] = {
    each.__name__: each
    for each in (receive, receive_many, ask_many, pack, ask_packed, bare, pandas, frictionless)
}
OURS = {"receive", "receive_many", "ask_many", "pack", "ask_packed"}


def task(name: str, path: Path, target: Path) -> None:
    """Run one task and print seconds and peak memory: the child's side."""
    if name in OURS:
        import django

        django.setup()
        prepare()
    began = time.perf_counter()
    TASKS[name](path, target)
    seconds = time.perf_counter() - began
    print(json.dumps({"seconds": seconds, "peak_mb": peak_mb()}))


def peak_mb() -> float:
    """The most memory that this process has held. Linux counts the parent's in with ru_maxrss, and not in VmHWM."""
    import resource

    status = Path("/proc/self/status")
    told = status.read_text().split("VmHWM:")[1].split()[0] if status.exists() else None
    return int(told or resource.getrusage(resource.RUSAGE_SELF).ru_maxrss) / 1024


def prepare() -> None:
    """Tables and bodies, where the home is new."""
    from django.core.management import call_command

    from placepact.organisations.models import Organisation

    call_command("migrate", verbosity=0)
    if not Organisation.objects.filter(slug="body-0").exists():
        given = {"sector": "Local government", "legal_form": "Council"}
        Organisation.objects.bulk_create(
            Organisation(slug=f"body-{n}", name=f"Body {n}", short_name=f"Body {n}", **given)
            for n in range(BODIES)
        )


def measured(name: str, path: Path, home: Path) -> dict[str, float]:
    """Seconds and peak megabytes of one task in a process of its own."""
    home.mkdir(exist_ok=True)
    surroundings = {
        **os.environ,
        "PLACEPACT_HOME": str(home),
        "DJANGO_SETTINGS_MODULE": "placepact.config.settings",
    }
    surroundings.pop("DATABASE_URL", None)
    command = [
        sys.executable,
        "-m",
        "bench.spending",
        "--task",
        name,
        str(path),
        str(home / f"{name}.parquet"),
    ]
    ran = subprocess.run(command, env=surroundings, stdout=subprocess.PIPE, text=True, check=True)
    found: dict[str, float] = json.loads(ran.stdout.splitlines()[-1])
    return found


# --- tables ---------------------------------------------------------------------------------


def one_file(lines: int, folder: Path) -> list[dict[str, object]]:
    """One file of so many lines: receive against the bare copy of the same clean file."""
    clean, faulty = folder / "clean.csv", folder / "faulty.csv"
    write(clean, lines)
    write(faulty, lines, refused_every=REFUSED_EVERY)
    jobs = {
        "DuckDB's own COPY": ("bare", clean),
        "receive": ("receive", clean),
        "receive, 5% refused": ("receive", faulty),
    }
    found = in_turn(jobs, folder, times=3 if lines <= SHORT else 1)
    base = found["DuckDB's own COPY"]["seconds"]
    return [
        {"what": name, **each, "of COPY's throughput": base / each["seconds"]} for name, each in found.items()
    ]


def in_turn(jobs: Mapping[str, tuple[str, Path]], folder: Path, *, times: int) -> dict[str, dict[str, float]]:
    """The median seconds and the highest peak of each job, done in turn, each time in a home of its own."""
    told: dict[str, list[dict[str, float]]] = {name: [] for name in jobs}
    for turn in range(times):
        for number, (name, (work, path)) in enumerate(jobs.items()):
            home = folder / f"{number}-{turn}"
            told[name].append(measured(work, path, home))
            shutil.rmtree(home)
    return {
        name: {
            "seconds": median(each["seconds"] for each in some),
            "peak_mb": max(each["peak_mb"] for each in some),
        }
        for name, some in told.items()
    }


def others(folder: Path) -> list[dict[str, object]]:
    """The same job by others, at 100,000 lines."""
    path = folder / "small.csv"
    write(path, SMALL, refused_every=REFUSED_EVERY)
    found = in_turn({name: (name, path) for name in ("receive", "pandas", "frictionless")}, folder, times=3)
    base = found["receive"]["seconds"]
    return [{"what": name, **each, "times receive": each["seconds"] / base} for name, each in found.items()]


def many(returns: int, folder: Path) -> list[dict[str, object]]:
    """So many returns of 5,000 lines, and one question over them as they lie and packed."""
    files, home = folder / "files", folder / "many"
    files.mkdir()
    for number in range(returns):
        write(files / f"{number:05d}.csv", LINES_A_RETURN, seed=SEED + number)
    found = {name: measured(name, files, home) for name in ("receive_many", "ask_many", "pack", "ask_packed")}
    return [
        {"what": name, **each, "ms a return": each["seconds"] / returns * 1000}
        for name, each in found.items()
    ]


def told(found: Mapping[str, float]) -> list[dict[str, object]]:
    """A measurement of its own module, as a table."""
    return [{"what": name.replace("_", " "), "figure": value} for name, value in found.items()]


def counted(lines: int) -> list[dict[str, object]]:
    """The full count, in a process of its own."""
    command = [sys.executable, "-m", "bench.counting", str(lines)]
    ran = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    return told(json.loads(ran.stdout.splitlines()[-1]))


def asked() -> argparse.Namespace:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lines", type=int, action="append", help="lines of one file (default: 1,000,000)")
    parser.add_argument(
        "--returns", type=int, default=200, help="returns of 5,000 lines (default: %(default)s)"
    )
    parser.add_argument("--count", type=int, action="append", help="payments to count (default: 1,000,000)")
    parser.add_argument(
        "--suppliers",
        type=int,
        default=100_000,
        help="names to match to twice as many (default: %(default)s)",
    )
    parser.add_argument("--task", nargs=3, metavar=("NAME", "PATH", "TARGET"), help=argparse.SUPPRESS)
    return parser.parse_args()


def main() -> None:
    """Measure what was asked for, and print it. A size of 0 leaves a measurement out."""
    from bench import matching
    from bench.__main__ import show

    options = asked()
    if options.task:
        task(options.task[0], Path(options.task[1]), Path(options.task[2]))
        return
    works: list[tuple[str, Callable[[Path], Sequence[Mapping[str, object]]]]] = [
        *(
            (f"Receiving one file of {lines:,} lines", partial(one_file, lines))
            for lines in filter(None, options.lines or [1_000_000])
        ),
        (f"Receiving one file of {SMALL:,} lines, 5% refused", others),
    ]
    if options.returns:
        title = f"Receiving {options.returns:,} returns of {LINES_A_RETURN:,} lines"
        works.append((title, partial(many, options.returns)))
    for title, work in works:
        with tempfile.TemporaryDirectory(prefix="placepact-bench-") as folder:
            show(title, work(Path(folder)))
    for lines in filter(None, options.count or [1_000_000]):
        show(f"Counting {lines:,} payments by body, theme and area", counted(lines))
    if options.suppliers:
        names, register = options.suppliers, options.suppliers * 2
        show(f"Matching {names:,} names to {register:,} organisations", told(matching.run(names, register)))
    print(f"Load of the machine at the end: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")


if __name__ == "__main__":
    main()
