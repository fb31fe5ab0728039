"""Every kind of page with 20 visitors: with a second's pause between pages, and once without.

The server is the real one (gunicorn, a worker a core) on the demonstration, on a
free port of this machine. Visitors are threads with a kept connection each; the
load is bounded in pages and in time. Queries are counted in this process with
Django's own client, cold, since a warm page asks one question.
"""

from __future__ import annotations

import gzip
import http.client
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

from tools.demo_server import running_demo

VISITORS = 20
PAUSE_SECONDS = 1.0
SECONDS = 8.0
WITHOUT_PAUSE_SECONDS = 4.0
PAGES = {
    "home": "/",
    "scorecard": "/places/E47000001/scorecard",
    "scorecard of a district": "/places/E47000001/scorecard?area=E08000004",
    "indicator, whole place": "/places/E47000001/indicators/healthy-life-expectancy-women",
    "indicator, district": "/places/E08000004/indicators/employment-rate",
    "area": "/places/E08000004",
    "agreement": "/places/E47000001/agreement",
    "organisation": "/organisations/gmca",
    "organisations": "/organisations",
    "indicators": "/places/E08000004/indicators",
    "places": "/places",
    "returns": "/returns",
    "search": "/search?q=oldham",
    "glossary": "/glossary",
}


class Visitor(threading.Thread):
    """Somebody who opens one page again and again for a while."""

    def __init__(self, address: str, path: str, pause: float, until: float) -> None:
        super().__init__(daemon=True)
        self.place, self.path, self.pause, self.until = urlsplit(address), path, pause, until
        self.seconds: list[float] = []
        self.sizes: list[int] = []
        self.failures = 0

    def run(self) -> None:
        connection = http.client.HTTPConnection(
            self.place.hostname or "127.0.0.1", self.place.port, timeout=30
        )
        while time.monotonic() < self.until:
            began = time.perf_counter()
            connection.request("GET", self.path, headers={"Accept-Encoding": "gzip"})
            answer = connection.getresponse()
            body = answer.read()
            self.seconds.append(time.perf_counter() - began)
            self.failures += answer.status != 200
            self.sizes.append(
                len(gzip.decompress(body) if answer.headers.get("Content-Encoding") == "gzip" else body)
            )
            time.sleep(self.pause)
        connection.close()


def visit(address: str, path: str, pause: float, seconds: float) -> dict[str, float]:
    """Latencies of one page in milliseconds over a bounded load."""
    until = time.monotonic() + seconds
    visitors = [Visitor(address, path, pause, until) for _ in range(VISITORS)]
    for at, visitor in enumerate(visitors):
        visitor.start()
        time.sleep(pause / VISITORS if at < VISITORS - 1 else 0)
    for visitor in visitors:
        visitor.join(timeout=seconds + 60)
    taken = sorted(second * 1000 for visitor in visitors for second in visitor.seconds)
    return {
        "requests": len(taken),
        "failures": sum(visitor.failures for visitor in visitors),
        "median_ms": statistics.median(taken),
        "p95_ms": taken[int(len(taken) * 0.95) - 1],
        "kilobytes": max(size for visitor in visitors for size in visitor.sizes) / 1000,
    }


def final_address(address: str, path: str) -> str:
    """The path that a page's redirects end at, asked for once so that the page is warm."""
    place = urlsplit(address)
    for _ in range(5):
        connection = http.client.HTTPConnection(place.hostname or "127.0.0.1", place.port, timeout=60)
        connection.request("GET", path)
        answer = connection.getresponse()
        answer.read()
        connection.close()
        if answer.status not in (301, 302):
            return path
        path = urlsplit(answer.headers["Location"])._replace(scheme="", netloc="").geturl()
    return path


COUNTING = """
import json, sys, time
import django; django.setup()
from django.conf import settings
settings.ALLOWED_HOSTS.append("testserver")
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
found = {}
client = Client()
for path in json.loads(sys.argv[1]):
    with CaptureQueriesContext(connection) as asked:
        began = time.perf_counter(); status = client.get(path, headers={"Accept-Encoding": "identity"}).status_code
    found[path] = [len(asked), status, (time.perf_counter() - began) * 1000]
print(json.dumps(found))
"""


def queries(home: Path, paths: Sequence[str]) -> dict[str, list[float]]:
    """Queries, status and milliseconds of each page when nothing of it has been kept."""
    import json

    environment = {
        **os.environ,
        "PLACEPACT_HOME": str(home),
        "DJANGO_SETTINGS_MODULE": "placepact.config.settings",
    }
    done = subprocess.run(
        [sys.executable, "-c", COUNTING, json.dumps(paths)],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    found: dict[str, list[float]] = json.loads(done.stdout.splitlines()[-1])
    return found


def run() -> list[dict[str, float | str]]:
    """One row a page."""
    rows: list[dict[str, float | str]] = []
    with (
        tempfile.TemporaryDirectory(prefix="placepact-bench-") as folder,
        running_demo(Path(folder)) as address,
    ):
        paths = {name: final_address(address, path) for name, path in PAGES.items()}
        counted = queries(Path(folder), list(paths.values()))
        for name, path in paths.items():
            for _ in range(8):
                final_address(address, path)
            paced = visit(address, path, PAUSE_SECONDS, SECONDS)
            pressed = visit(address, path, 0.0, WITHOUT_PAUSE_SECONDS)
            rows.append(
                {
                    "page": name,
                    "queries_cold": counted[path][0],
                    "cold_ms": counted[path][2],
                    "kilobytes": paced["kilobytes"],
                    "median_ms": paced["median_ms"],
                    "p95_ms": paced["p95_ms"],
                    "failures": paced["failures"] + pressed["failures"],
                    "without_pause_median_ms": pressed["median_ms"],
                    "without_pause_p95_ms": pressed["p95_ms"],
                    "without_pause_a_second": pressed["requests"] / WITHOUT_PAUSE_SECONDS,
                }
            )
    return rows


if __name__ == "__main__":
    for each in run():
        print(each)
