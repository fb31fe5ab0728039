"""A delivery that is killed half way leaves nothing behind, and can be made again."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from tests.receiving.test_receive import row, written
from tools.demo_server import copy_demo

KILLED = """
import os, sys, time
import django; django.setup()
from pathlib import Path
from placepact.indicators import actions, loading
from placepact.organisations.models import Organisation
from placepact.people.actions import operator
place = loading.place
def slow_place(delivery_id):
    place(delivery_id)
    print("half way", flush=True)
    time.sleep(3600)
loading.place = slow_place
actions.receive(path=Path(sys.argv[1]), organisation=Organisation.objects.get(slug="gmca"), by=operator())
"""


def test_a_delivery_killed_half_way_leaves_the_record_as_it_was(tmp_path):
    """In a home of its own, because the killed process needs a database that others can open."""
    home = tmp_path / "home"
    environment = {
        **os.environ,
        "PLACEPACT_HOME": str(home),
        "DJANGO_SETTINGS_MODULE": "placepact.config.settings",
    }
    environment.pop("DATABASE_URL", None)
    command = [
        sys.executable,
        "-c",
        "import sys; from placepact.cli import main; sys.exit(main(sys.argv[1:]))",
    ]
    copy_demo(home, Path(os.environ["PLACEPACT_TEST_SHELF"]))
    before = subprocess.run(
        [*command, "check", "--format", "json"], env=environment, capture_output=True, check=True
    )
    path = written(tmp_path, row("2023", "68.9"), row("2022", "69.9"))
    process = subprocess.Popen(
        [sys.executable, "-c", KILLED, str(path)], env=environment, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline().strip() == "half way"
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    after = subprocess.run(
        [*command, "check", "--format", "json"], env=environment, capture_output=True, check=True
    )
    assert after.stdout == before.stdout
    words = [*command, "receive", "indicators", str(path), "--from", "gmca"]
    again = subprocess.run(words, env=environment, capture_output=True, text=True, check=False)
    assert again.returncode == 0, again.stderr
    assert "accepted as R-0000" in again.stdout
