"""Help, scorecard, check and serve as they are typed; wrong words, wrong environments, terminals and pipes."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from placepact.audit import queries as audit
from placepact.demonstration.build import Built
from tests.cli.conftest import Run
from tools.demo_server import SAID, copy_demo

COMMAND = [sys.executable, "-c", "import sys; from placepact.cli import main; sys.exit(main(sys.argv[1:]))"]
NARROW = 80


@pytest.mark.parametrize(
    "words",
    [(), ("demo",), ("serve",), ("receive",), ("receive", "indicators"), ("scorecard",), ("check",)],
    ids=" ".join,
)
def test_every_command_says_how_it_is_written(run: Run, words: tuple[str, ...]) -> None:
    ran = run(*words, "--help")
    assert ran.code == 0
    assert ran.out.startswith(f"usage: placepact {' '.join(words)}".rstrip())


def test_the_help_of_receive_says_its_exit_codes_and_that_nothing_is_overwritten(run: Run) -> None:
    told = " ".join(run("receive", "indicators", "--help").out.split())
    assert "3 done in part: some rows were refused" in told
    assert "no file is ever overwritten" in told


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("nonsense",),
        ("receive",),
        ("receive", "indicators", "a.csv"),
        ("scorecard", "--format", "pdf"),
        ("serve", "--port", "99999"),
        ("serve", "--port", "0"),
        ("serve", "--port", "http"),
    ],
    ids=" ".join,
)
def test_a_command_that_is_written_wrongly_has_exit_code_2(run: Run, words: tuple[str, ...]) -> None:
    ran = run(*words)
    assert ran.code == 2
    assert "usage: placepact" in ran.err


@pytest.mark.django_db
class TestScorecard:
    def test_a_place_is_shown_with_its_verdict_and_every_target(self, world: Built, run: Run) -> None:
        ran = run("scorecard")
        assert ran.code == 0
        assert ran.out.startswith("Greater Manchester: scorecard\n")
        assert "18 targets." in ran.out
        assert "Healthy life expectancy, women" in ran.out
        assert "targets are illustrative" in ran.out
        assert "No room for" not in ran.out

    def test_one_part_is_shown_as_a_part(self, world: Built, run: Run) -> None:
        ran = run("scorecard", "--area", "E08000004")
        assert ran.out.startswith("Oldham, a part of Greater Manchester: scorecard\n")

    @pytest.mark.parametrize("area", [None, "E08000004"])
    def test_csv_and_json_hold_the_same_targets(self, world: Built, run: Run, area: str | None) -> None:
        part = ("--area", area) if area else ()
        rows = list(csv.DictReader(io.StringIO(run("scorecard", *part, "--format", "csv").out)))
        held = json.loads(run("scorecard", *part, "--format", "json").out)
        assert len(rows) == len(held) == 18
        assert {row["area_code"] for row in rows} == {area or "E47000001"}
        assert [row["status"] for row in rows] == [each["status"] for each in held]
        assert [row["value"] for row in rows] == ["" if e["value"] is None else str(e["value"]) for e in held]

    @pytest.mark.parametrize(
        ("words", "says"),
        [
            (("--place", "E99999999"), "No area has the code E99999999. Codes look like E08000004"),
            (("--area", "E07000001"), "E07000001"),
            (("--area", "E08000012"), "Liverpool is not a part of Greater Manchester. Its parts are: Bolton"),
            (("--place", "E08000012"), "Nothing has been agreed for Liverpool yet."),
            (
                ("--agreement", "nothing"),
                "It has: greater-manchester-settlement, greater-manchester-place-offer-2010, greater-manchester-maa-2008.",
            ),
            (("--scheme", "by_feel"), 'There is no scheme "by_feel". Choose one of: share_of_the_way'),
        ],
    )
    def test_what_is_not_there_is_refused_with_what_is(
        self, world: Built, run: Run, words: tuple[str, ...], says: str
    ) -> None:
        ran = run("scorecard", *words)
        assert (ran.code, ran.out) == (1, "")
        assert says in ran.err

    def test_80_columns_stay_readable_and_say_what_there_is_no_room_for(
        self, world: Built, run: Run, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("COLUMNS", str(NARROW))
        lines = run("scorecard").out.splitlines()
        assert max(map(len, lines)) <= NARROW
        assert any(re.match(r"Literacy at age 5 +66\.2% +66\.8% +Behind", each) for each in lines)
        assert any(each.startswith("No room for: ") and "England" in each for each in lines)
        assert not any("…" in each for each in lines)

    @pytest.mark.parametrize("width", [40, 60, 80, 100, 120, 160])
    def test_no_line_is_wider_than_the_terminal(
        self, world: Built, run: Run, monkeypatch: pytest.MonkeyPatch, width: int
    ) -> None:
        monkeypatch.setenv("COLUMNS", str(width))
        assert max(map(len, run("scorecard").out.splitlines())) <= width


@pytest.mark.django_db
class TestCheck:
    def test_every_proof_holds_and_the_head_is_printed_whole(self, world: Built, run: Run) -> None:
        ran = run("check")
        assert ran.code == 0
        assert audit.version()[1] in ran.out
        assert "BROKEN" not in ran.out

    def test_a_head_that_was_printed_earlier_is_found(self, world: Built, run: Run) -> None:
        assert run("check", "--head", audit.version()[1]).code == 0

    def test_a_head_that_is_not_in_the_chain_is_told(self, world: Built, run: Run) -> None:
        ran = run("check", "--head", "f" * 64)
        assert ran.code == 1
        assert "BROKEN The chain holds the head you gave: no entry has this hash" in ran.out

    def test_scripts_get_every_proof(self, world: Built, run: Run) -> None:
        proofs = json.loads(run("check", "--format", "json").out)
        assert len(proofs) >= 5
        assert all(set(each) == {"name", "holds", "detail"} and each["holds"] is True for each in proofs)


def alone(home: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """A command in a process and a home of its own, with its output in a pipe."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PLACEPACT_")}
    for name in ("DATABASE_URL", "DJANGO_SETTINGS_MODULE"):
        clean.pop(name, None)
    environment = {**clean, "PLACEPACT_HOME": str(home), **environment}
    return subprocess.run(
        [*COMMAND, *words], env=environment, capture_output=True, text=True, check=False, timeout=600
    )


@pytest.mark.parametrize(
    ("environment", "says"),
    [
        ({"PLACEPACT_DEBUG": "maybe"}, "PLACEPACT_DEBUG is 'maybe'. Write 1 for yes or 0 for no."),
        ({"PLACEPACT_HTTPS": "2"}, "PLACEPACT_HTTPS is '2'."),
        ({"DATABASE_URL": "nonsense"}, "DATABASE_URL cannot be read."),
        ({"DATABASE_URL": "oracle9i://x"}, "DATABASE_URL cannot be read."),
        ({"DATABASE_URL": "postgresql://a:b@host:port/x"}, "DATABASE_URL cannot be read."),
        ({"DATABASE_URL": "postgresql:///x?host=/nowhere"}, "The database does not answer as it should"),
        ({"PLACEPACT_SECRET_KEY": "short"}, "PLACEPACT_SECRET_KEY is shorter than 32 characters."),
        (
            {"PLACEPACT_HOME": "/proc/nothing"},
            "PLACEPACT_HOME is /proc/nothing, which cannot be made or written",
        ),
        ({}, "Where this home is new, build it with placepact demo or placepact serve"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_a_wrong_environment_stops_with_a_sentence(
    tmp_path: Path, environment: dict[str, str], says: str
) -> None:
    ran = alone(tmp_path, "scorecard", **environment)
    assert ran.returncode == 1
    assert says in ran.stderr
    assert "Traceback" not in ran.stderr
    assert "\x1b" not in ran.stderr


def test_a_port_that_is_taken_is_refused_before_anything_is_prepared(tmp_path: Path) -> None:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        port = holder.getsockname()[1]
        ran = alone(tmp_path, "serve", "--port", str(port))
    assert ran.returncode == 1
    assert f"Port {port} is taken. Name another with --port" in ran.stderr
    assert not (tmp_path / "static").exists()


def test_an_address_that_is_not_this_machines_is_refused(tmp_path: Path) -> None:
    ran = alone(tmp_path, "serve", "--host", "192.0.2.1", "--port", "8123")
    assert ran.returncode == 1
    assert "192.0.2.1 port 8123 cannot be listened on" in ran.stderr


def test_pipes_get_plain_text(tmp_path: Path) -> None:
    copy_demo(tmp_path, Path(os.environ["PLACEPACT_TEST_SHELF"]))
    assert "\x1b" not in (tmp_path / SAID).read_text(encoding="utf-8")
    for words in (("scorecard",), ("check",), ("scorecard", "--place", "nowhere")):
        ran = alone(tmp_path, *words, TERM="xterm-256color")
        assert ran.returncode in (0, 1)
        assert ran.stdout or ran.stderr
        assert "\x1b" not in ran.stdout + ran.stderr


def test_no_colour_is_no_colour_on_a_terminal_too(tmp_path: Path) -> None:
    """FORCE_COLOR makes the library take the pipe for a terminal; NO_COLOR still takes all colour out."""
    told = alone(tmp_path, "scorecard", FORCE_COLOR="1", TERM="xterm-256color").stderr
    plain = alone(tmp_path, "scorecard", FORCE_COLOR="1", NO_COLOR="1", TERM="xterm-256color").stderr
    assert "\x1b[1;31m" in told
    assert "31m" not in plain
