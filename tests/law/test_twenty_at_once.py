"""Twenty people negotiate at once on PostgreSQL: no deadlock, one order of entries, and nobody waits long."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from tools.postgres import own_database

pytestmark = pytest.mark.django_db
SLOWEST_MS = 200
TIMES_ALONE = 12
ATTEMPTS = 3


def test_twenty_people_negotiate_at_once(tmp_path: Path) -> None:
    """Nobody waits long: 200 ms, or on a slower or busier machine a multiple of what one person alone waits.

    The machine may be taken up by something else just then, which tells nothing of the product. People who
    keep each other waiting do so each time, so that only three times in a row count.
    """
    if connection.vendor != "postgresql":
        assert connection.vendor == "sqlite"  # which writes for one at a time: nothing can deadlock
        return
    waits = []
    for _ in range(ATTEMPTS):
        with own_database() as url:
            found = negotiate(url, tmp_path)
        assert found["failed"] == []
        assert found["chain"] is None
        assert found["savers"] == ["saved", "told", "told", "told"]
        assert len(found["took"]) == 160
        p95 = statistics.quantiles(found["took"], n=20)[-1]
        most = max(SLOWEST_MS, TIMES_ALONE * statistics.median(found["alone"]))
        waits.append(f"{p95:.0f} ms, and {most:.0f} is the most")
        if p95 < most:
            return
    pytest.fail(f"95 of 100 acts took up to: {'; '.join(waits)}")


def negotiate(url: str, home: Path) -> dict[str, list[float]]:
    """What the crowd went through, in a database and a process of its own."""
    environment = {
        **os.environ,
        "DATABASE_URL": url,
        "PLACEPACT_HOME": str(home),
        "DJANGO_SETTINGS_MODULE": "placepact.config.settings",
    }
    done = subprocess.run(
        [sys.executable, "-m", "tests.law.crowd"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))
