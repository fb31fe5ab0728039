"""Receivers of payments that are killed, or two at once, never lose or double a penny."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from tools.postgres import own_database

CHECKOUT = Path(__file__).resolve().parents[2]
COMMAND = [sys.executable, "-c", "import sys; from placepact.cli import main; sys.exit(main(sys.argv[1:]))"]
HEADER = "Payment Date,Supplier Name,Net Amount"


def surroundings(home: Path, **different: str) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    return {
        **kept,
        "PLACEPACT_HOME": str(home),
        "DJANGO_SETTINGS_MODULE": "placepact.config.settings",
        **different,
    }


def killing(tmp_path: Path, rounds: int, **different: str) -> dict[str, object]:
    """So many rounds in a home of their own; what they told."""
    command = [sys.executable, "-m", "tests.receiving.killing", str(tmp_path), str(rounds), "20260401"]
    ran = subprocess.run(
        command,
        env=surroundings(tmp_path / "home", **different),
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    told: dict[str, object] = json.loads(ran.stdout.splitlines()[-1])
    return told


def test_fifty_receivers_killed_at_random_moments_and_one_after_each_step_lose_and_double_nothing(
    tmp_path: Path,
) -> None:
    told = killing(tmp_path, 50)
    assert told["wrong"] == []
    assert isinstance(told["killed"], int)
    assert told["killed"] >= 25, (
        "most receivers were done before they were killed: the moments are not random"
    )


def test_receivers_killed_on_postgresql_lose_and_double_nothing(tmp_path: Path) -> None:
    with own_database() as url:
        assert killing(tmp_path, 12, DATABASE_URL=url)["wrong"] == []


MAKE_A_BODY = """
import django; django.setup()
from tests.makers import make_organisation
make_organisation(slug="the-council", name="The Council")
"""


def run(told: dict[str, str], *words: str) -> str:
    ran = subprocess.run([*COMMAND, *words], env=told, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout


def test_receivers_at_once_for_one_body_on_postgresql_leave_one_return_standing(tmp_path: Path) -> None:
    """Two with one file, which can count once, and two with others for the same month."""
    with own_database() as url:
        told = surroundings(tmp_path / "home", DATABASE_URL=url)
        subprocess.run([*COMMAND, "register"], env=told, check=True, capture_output=True)
        subprocess.run([sys.executable, "-c", MAKE_A_BODY], env=told, cwd=CHECKOUT, check=True)
        files = [tmp_path / f"{number}.csv" for number in (1, 1, 2, 3)]
        for path in files:
            path.write_text(f"{HEADER}\n2019-04-01,Acme Ltd,{path.stem}.00\n")
        words = ["--body", "the-council", "--replace", "--format", "json"]
        running = [
            subprocess.Popen(
                [*COMMAND, "receive", "spending", str(path), *words],
                env=told,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            )
            for path in files
        ]
        ended = [(each.communicate(timeout=600), each.returncode) for each in running]
        assert [code for _, code in ended] == [0] * len(files), ended
        outcomes = [json.loads(out)[0]["outcome"] for (out, _), _ in ended]
        assert outcomes.count("accepted") >= 3
        proofs = json.loads(run(told, "check", "--format", "json"))
        assert all(proof["holds"] for proof in proofs), proofs
        stands = next(proof["detail"] for proof in proofs if "penny" in proof["name"])
        assert stands.split(", ")[1] in {f"£{pounds}.00 stand" for pounds in (1, 2, 3)}
