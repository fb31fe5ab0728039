"""Several at once: two terminals on one new home, several deliveries to one database."""

import json
import os
import subprocess
import sys
from pathlib import Path

from tools.postgres import own_database

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


COMMAND = [sys.executable, "-c", "import sys; from placepact.cli import main; sys.exit(main(sys.argv[1:]))"]
DELIVERERS = 4


def test_deliveries_at_once_on_postgresql_are_numbered_without_a_gap(tmp_path: Path) -> None:
    """Four of them: two with one file, which can count once; all with a correction of the same figure."""
    with own_database() as url:
        surroundings = {**os.environ, "PLACEPACT_HOME": str(tmp_path / "home"), "DATABASE_URL": url}
        subprocess.run([*COMMAND, "register"], env=surroundings, check=True, capture_output=True)
        files = [tmp_path / f"{min(number, DELIVERERS - 2)}.csv" for number in range(DELIVERERS)]
        for number, path in enumerate(files):
            figure = 70 + min(number, DELIVERERS - 2)
            path.write_text(
                f"areacd,indicator,period,observation\nE08000004,Employment rate,2023-01-01/P1Y,{figure}\n"
            )
        running = [
            subprocess.Popen(
                [
                    *COMMAND,
                    "receive",
                    "indicators",
                    str(path),
                    "--from",
                    "oldham-council",
                    "--format",
                    "json",
                ],
                env=surroundings,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            )
            for path in files
        ]
        ended = [(each.communicate(timeout=600), each.returncode) for each in running]
        assert [code for _, code in ended] == [0] * DELIVERERS, ended
        outcomes = sorted(json.loads(out)[0]["outcome"] for (out, _), _ in ended)
        proofs = subprocess.run(
            [*COMMAND, "check", "--format", "json"],
            env=surroundings,
            capture_output=True,
            text=True,
            check=False,
        )
        assert all(proof["holds"] for proof in json.loads(proofs.stdout)), proofs.stdout
        assert outcomes.count("accepted") >= DELIVERERS - 1
