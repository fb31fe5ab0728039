"""`make test`: every test, on every database and in a real browser; nothing left out unsaid.

Three runs of pytest: all but the browser tests on SQLite, with a Spark cluster for the questions
over bulk facts; those of them that touch the database again on a real PostgreSQL; the browser
tests. A run that fails does not keep the next from running; the closing lines of all stand
together at the end, with the time of each run and the files that took most of it.
"""

import os
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from tools import chromium, java
from tools.postgres import running_postgres
from tools.time_by_file import slowest

WORKERS = str(min(os.cpu_count() or 1, 4))
COMMON = ("-n", WORKERS, "--durations=5", "--durations-min=1.0")
FILES_SHOWN = 10


@dataclass(frozen=True)
class Run:
    """One run of pytest: what it is called, which database it must find, what pytest is told."""

    title: str
    database: str
    arguments: tuple[str, ...]
    environment: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Ended:
    """How a run ended: pytest's last line, its time in seconds, and its slowest files with theirs."""

    title: str
    passed: bool
    last_line: str
    seconds: float
    files: tuple[tuple[str, float], ...]


def all_runs(postgres: str) -> list[Run]:
    """The three runs; `postgres` is the DATABASE_URL of a PostgreSQL for the tests alone."""
    # A file stays with one worker, because what it builds for its tests is built once. The files come
    # as tests/conftest.py orders them, the longest first, so that no worker is left with one at the end.
    browserless = ("--ignore=tests/browser", "--dist", "loadfile", "--no-loadscope-reorder")
    return [
        Run("Unit and integration on SQLite", "sqlite", browserless, {"PLACEPACT_TEST_POSTGRES": postgres}),
        Run(
            "Those that touch the database, on PostgreSQL",
            "postgresql",
            (*browserless, "--only-database"),
            {"DATABASE_URL": postgres, "PLACEPACT_TEST_POSTGRES": postgres},
        ),
        Run("In Chromium, on SQLite", "sqlite", ("tests/browser", "--dist", "worksteal")),
    ]


def main() -> int:
    """Run everything; 0 when every run passed."""
    try:
        os.environ["CHROMIUM"] = str(chromium.ensure())
        os.environ["JAVA_HOME"] = str(java.ensure())
    except (chromium.NoBrowserError, java.NoJavaError) as error:
        print(error, file=sys.stderr)
        return 1
    closing: list[Ended] = []
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="placepact-tests-")))
        postgres = stack.enter_context(running_postgres())
        for run in all_runs(postgres):
            print(f"\n── {run.title} ──", flush=True)
            closing.append(_pytest(run, folder))
    print("\n".join(["", *map(_sentence, closing)]))
    return 0 if all(ended.passed for ended in closing) else 1


def surroundings(run: Run, folder: Path) -> dict[str, str]:
    """What a run finds in its environment; `folder` is there for all runs, and for them alone.

    The many processes that tests start would each compile every module anew where the machine is told
    not to keep what Python compiles; here it is kept in `folder`. The demonstration is built there once.
    """
    left_out = {"DATABASE_URL", "PYTHONDONTWRITEBYTECODE"}
    environment = {name: value for name, value in os.environ.items() if name not in left_out}
    return {
        **environment,
        **run.environment,
        "PLACEPACT_TEST_DATABASE": run.database,
        "PLACEPACT_TEST_SHELF": str(folder),
        "PYTHONPYCACHEPREFIX": str(folder / "compiled"),
    }


def _pytest(run: Run, folder: Path) -> Ended:
    """Run pytest, its output passed on as it comes."""
    began = time.monotonic()
    last = "no output"
    report = folder / f"{run.title}.xml"
    command = [sys.executable, "-m", "pytest", *COMMON, f"--junit-xml={report}", *run.arguments]
    with subprocess.Popen(
        command,
        env=surroundings(run, folder),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            print(line, end="", flush=True)
            last = line.strip() or last
    seconds = time.monotonic() - began
    files = slowest(report, FILES_SHOWN)
    return Ended(run.title, process.returncode == 0, last, seconds, tuple(files))


def _sentence(ended: Ended) -> str:
    """What is said of a run at the end of all."""
    lines = [
        f"{'passed' if ended.passed else 'FAILED'}  {ended.title}, in {ended.seconds:.0f} s:",
        ended.last_line,
    ]
    if ended.files:
        lines.append(f"The files that took longest, in seconds of one of {WORKERS} workers:")
    lines += [f"{seconds:8.1f}  {name}" for name, seconds in ended.files]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
