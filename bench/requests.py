"""How fast the board of a collection is: 300 organisations, 200 indicators, 12 periods, at 20 requests a second.

The server is the real one (gunicorn) on a record of its own, in SQLite, with 720,000 cells. Requests come at
fixed moments, whether or not those before have been answered, so that a slow answer is not hidden by a pause; each
has an address of its own, so that no page that was kept answers it.
`python -m bench.requests`, or with sizes: --organisations 300 --indicators 200 --periods 12 --seconds 20
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from pathlib import Path

from tools.demo_server import ROOT, serving

PER_SECOND = 20
WANTED_MS = 100.0
FILL = """
import sys, datetime as dt, django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0, interactive=False)
from django.db import connection, transaction
from django.utils import timezone
from placepact.people.actions import operator
from placepact.frameworks.models import Cell, Collection, Request
from placepact.indicators.models import Indicator
from placepact.organisations.models import Organisation
from placepact.places.models import Area
bodies, indicators, periods = map(int, sys.argv[1:])
by, today = operator(), timezone.localdate()
with transaction.atomic():
    area = Area.objects.create(code="E47000001", name="Greater Manchester", kind="combined_authority")
    made = Organisation.objects.bulk_create(
        Organisation(slug=f"body-{n}", name=f"Body {n}", short_name=f"Body {n}", sector="Local government")
        for n in range(bodies)
    )
    measured = Indicator.objects.bulk_create(
        Indicator(slug=f"figure-{n}", title=f"Figure {n}") for n in range(indicators)
    )
    collection = Collection.objects.create(
        slug="the-year", title="The year", place=area, accountable_body=made[0], period_start=dt.date(2025, 4, 1),
        period_length="P1Y", opens_on=today, closes_on=today + dt.timedelta(days=30), made_on=today, opened_by=by,
    )
    months = [dt.date(2025 + (n + 3) // 12, (n + 3) % 12 + 1, 1) for n in range(periods)]
    for number, body in enumerate(made):
        owed = indicators * periods
        given = owed * (number % 10) // 10
        asked = Request.objects.create(collection=collection, organisation=body, owed=owed, given=given)
        Cell.objects.bulk_create(
            (
                Cell(
                    request=asked, position=at + 1, title=measured[at % indicators].title,
                    indicator=measured[at % indicators], area=area, period_start=months[at // indicators],
                    period_length="P1M", due_on=collection.closes_on, presence="given" if at < given else "",
                    value=50.0 if at < given else None,
                )
                for at in range(owed)
            ),
            batch_size=2000,
        )
print(Cell.objects.count())
"""


class Ask(threading.Thread):
    """One request for the board, and how long its answer took."""

    def __init__(self, address: str) -> None:
        super().__init__(daemon=True)
        self.address = address
        self.milliseconds = float("inf")

    def run(self) -> None:
        began = time.perf_counter()
        with urllib.request.urlopen(self.address, timeout=30) as answer:
            answer.read()
        self.milliseconds = (time.perf_counter() - began) * 1000


def fill(home: Path, environment: dict[str, str], sizes: tuple[int, int, int]) -> int:
    """Make the record; how many cells it has."""
    done = subprocess.run(
        [sys.executable, "-c", FILL, *map(str, sizes)],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    return int(done.stdout.splitlines()[-1])


def ask_steadily(address: str, seconds: float) -> list[float]:
    """Milliseconds of each answer, PER_SECOND requests a second for a while."""
    asked: list[Ask] = []
    began = time.perf_counter()
    while time.perf_counter() - began < seconds:
        each = Ask(f"{address}?asked={time.monotonic_ns()}")
        each.start()
        asked.append(each)
        time.sleep(max(0.0, began + len(asked) / PER_SECOND - time.perf_counter()))
    for each in asked:
        each.join(timeout=60)
    return sorted(each.milliseconds for each in asked)


def main() -> int:
    """Print the figure; 1 where it is above what is wanted."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--organisations", type=int, default=300)
    parser.add_argument("--indicators", type=int, default=200)
    parser.add_argument("--periods", type=int, default=12)
    parser.add_argument("--seconds", type=float, default=20.0)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="placepact-board-") as home:
        environment = {
            **os.environ,
            "PLACEPACT_HOME": home,
            "DJANGO_SETTINGS_MODULE": "placepact.config.settings",
            "PYTHONPATH": str(ROOT),
        }
        environment.pop("DATABASE_URL", None)
        cells = fill(Path(home), environment, (options.organisations, options.indicators, options.periods))
        with serving(Path(home), environment) as address:
            board = f"{address}/collections/the-year"
            ask_steadily(board, 1.0)
            taken = ask_steadily(board, options.seconds)
    p95 = taken[max(0, int(len(taken) * 0.95) - 1)]
    median = taken[len(taken) // 2]
    print(
        f"The board of {options.organisations} organisations, {cells:,} cells, at {PER_SECOND} requests a second: "
        f"median {median:.0f} ms, p95 {p95:.0f} ms of {len(taken)} (wanted: under {WANTED_MS:.0f} ms)"
    )
    return int(p95 > WANTED_MS)


if __name__ == "__main__":
    sys.exit(main())
