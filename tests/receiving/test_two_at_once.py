"""Two terminals on one new home."""

import os
import subprocess
import sys
from pathlib import Path

PREPARE = """
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "placepact.config.settings"
import django
django.setup()
from placepact.cli.serve import prepare
prepare()
"""


def test_a_new_home_can_be_prepared_by_two_commands_at_once(tmp_path: Path) -> None:
    surroundings = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    surroundings["PLACEPACT_HOME"] = str(tmp_path)
    both = [
        subprocess.Popen([sys.executable, "-c", PREPARE], env=surroundings, stderr=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    assert [(each.communicate()[1], each.returncode) for each in both] == [("", 0), ("", 0)]
