"""`make test`: every test, on every database and in a real browser; nothing left out unsaid.

Three runs of pytest: all but the browser tests on SQLite, with a Spark cluster for the questions
over bulk facts; those of them that touch the database again on a real PostgreSQL; the browser
tests. A run that fails does not keep the next from running; the closing lines of all stand
together at the end.
"""

import os
import subprocess
import sys
import time
from contextlib import ExitStack
from dataclasses import dataclass, field

from tools import chromium, java
from tools.postgres import running_postgres

WORKERS = str(min(os.cpu_count() or 1, 4))
COMMON = ("--durations=5", "--durations-min=1.0")


@dataclass(frozen=True)
class Run:
    """One run of pytest: what it is called, which database it must find, what pytest is told."""

    title: str
    database: str
    arguments: tuple[str, ...]
    environment: dict[str, str] = field(default_factory=dict)


def all_runs(postgres: str) -> list[Run]:
    """The three runs; `postgres` is the DATABASE_URL of a PostgreSQL for the tests alone."""
    browserless = ("--ignore=tests/browser", "-n", WORKERS, "--dist", "loadfile")
    return [
        Run("Unit and integration on SQLite", "sqlite", browserless),
        Run(
            "Those that touch the database, on PostgreSQL",
            "postgresql",
            (*browserless, "--only-database"),
            {"DATABASE_URL": postgres},
        ),
        Run("In Chromium, on SQLite", "sqlite", ("tests/browser",)),
    ]


def main() -> int:
    """Run everything; 0 when every run passed."""
    try:
        os.environ["CHROMIUM"] = str(chromium.ensure())
        os.environ["JAVA_HOME"] = str(java.ensure())
    except (chromium.NoBrowserError, java.NoJavaError) as error:
        print(error, file=sys.stderr)
        return 1
    closing: list[tuple[str, bool, str]] = []
    with ExitStack() as stack:
        postgres = stack.enter_context(running_postgres())
        for run in all_runs(postgres):
            print(f"\n── {run.title} ──", flush=True)
            passed, last_line = _pytest(run)
            closing.append((run.title, passed, last_line))
    print()
    for title, passed, last_line in closing:
        print(f"{'passed' if passed else 'FAILED'}  {title}:\n{last_line}")
    return 0 if all(passed for _, passed, _ in closing) else 1


def _pytest(run: Run) -> tuple[bool, str]:
    """Run pytest, its output passed on as it comes; whether it passed, and its last line."""
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    environment |= run.environment
    environment |= {"PLACEPACT_TEST_DATABASE": run.database}
    began = time.monotonic()
    last = "no output"
    command = [sys.executable, "-m", "pytest", *COMMON, *run.arguments]
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            print(line, end="", flush=True)
            last = line.strip() or last
    print(f"({run.title}: {time.monotonic() - began:.0f} s)", flush=True)
    return process.returncode == 0, last


if __name__ == "__main__":
    sys.exit(main())
