"""`placepact receive indicators`: exit codes, what is printed, what is written, and several files at once."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from placepact.indicators.models import Value
from placepact.returns.models import Return
from tests.cli.conftest import Ran, Run
from tests.indicators_delivery.test_faults import FAULTS
from tests.indicators_delivery.tidy import line, tidy
from tests.receiving.test_receive import row, written

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world")]

OLD, NEW = row("1995", "61.1", "60.0", "62.0"), row("1996", "62.1", "61.0", "63.0")
BAD = row("1997", "high")


def receive(run: Run, *words: object) -> Ran:
    return run("receive", "indicators", *map(str, words), "--from", "oldham-council")


def test_a_clean_file_is_accepted_with_exit_code_0_and_once_more_changes_nothing(
    run: Run, tmp_path: Path
) -> None:
    path = written(tmp_path, OLD, NEW)
    first, again = receive(run, path), receive(run, path)
    assert (first.code, again.code) == (0, 0)
    assert "figures.csv: accepted as R-" in first.out
    assert "2 rows read = 2 accepted + 0 refused + 0 blank + 0 repeated header" in first.out
    assert "every value in it stands already; nothing was changed." in again.out


def test_a_file_that_is_refused_whole_has_exit_code_1(run: Run, tmp_path: Path) -> None:
    before = Value.objects.count()
    ran = receive(run, written(tmp_path, BAD))
    assert ran.code == 1
    assert "refused: no row could be accepted, and nothing was changed." in ran.out
    assert "line 2, observation: high is not a number." in ran.out
    assert Value.objects.count() == before


def test_a_file_that_is_refused_in_part_has_exit_code_3_and_its_rows_are_written(
    run: Run, tmp_path: Path
) -> None:
    ran = receive(run, written(tmp_path, OLD, BAD))
    assert ran.code == 3
    assert "Every refused row is in figures-refused.csv. Mend them there and deliver that file." in ran.out
    with (tmp_path / "figures-refused.csv").open(encoding="utf-8-sig", newline="") as file:
        (refused,) = csv.DictReader(file)
    assert (refused["line"], refused["column"], refused["value"]) == ("3", "observation", "high")


def test_a_refused_file_never_overwrites_another(run: Run, tmp_path: Path) -> None:
    path = written(tmp_path, BAD)
    for _ in range(3):
        receive(run, path)
    assert sorted(each.name for each in tmp_path.glob("*-refused*")) == [
        "figures-refused-2.csv",
        "figures-refused-3.csv",
        "figures-refused.csv",
    ]


def test_refused_rows_go_where_they_are_told_to(run: Run, tmp_path: Path) -> None:
    place = tmp_path / "mine.csv"
    assert receive(run, written(tmp_path, OLD, BAD), "--refused", place).code == 3
    assert "high" in place.read_text(encoding="utf-8-sig")
    before = Return.objects.count()
    again = receive(run, written(tmp_path, OLD, BAD), "--refused", place)
    assert again.code == 1
    assert "mine.csv is there already and is not overwritten. Name another, or remove it." in again.err
    assert Return.objects.count() == before


@pytest.mark.parametrize(
    ("files", "place", "says"),
    [(1, "nowhere/mine.csv", "There is no folder"), (2, "mine.csv", "--refused names one file, and several are delivered")],
)  # fmt: skip
def test_a_place_for_refused_rows_that_cannot_be_is_refused_before_anything_is_received(
    run: Run, tmp_path: Path, files: int, place: str, says: str
) -> None:
    before = Return.objects.count()
    ran = receive(run, *[written(tmp_path, OLD)] * files, "--refused", tmp_path / place)
    assert ran.code == 1
    assert says in ran.err
    assert Return.objects.count() == before


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("nowhere.csv", None, "nowhere.csv"),
        ("empty.csv", b"", "empty.csv"),
        ("page.csv", b"<!DOCTYPE html><html></html>", "page.csv is a web page"),
        ("list.json", b'[\n  {"a": 1}\n]', "list.json is a JSON file. Deliver the table itself"),
        ("book.xlsx", b"PK\x03\x04 no workbook", "book.xlsx"),
        ("other.csv", b"name,colour\nx,red\n", "other.csv has no header row"),
    ],
)
def test_a_file_that_cannot_be_read_is_reported_in_a_sentence(
    run: Run, tmp_path: Path, name: str, content: bytes | None, says: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    ran = receive(run, tmp_path / name)
    assert (ran.code, ran.out) == (1, "")
    assert says in ran.err
    assert ran.err.rstrip().endswith(".")
    assert "Traceback" not in ran.err


def test_a_folder_is_no_file(run: Run, tmp_path: Path) -> None:
    ran = receive(run, tmp_path)
    assert ran.code == 1
    assert str(tmp_path.name) in ran.err


def test_an_organisation_that_is_not_known_is_refused_with_those_that_are(run: Run, tmp_path: Path) -> None:
    ran = run("receive", "indicators", str(written(tmp_path, OLD)), "--from", "Oldham Borough")
    assert ran.code == 1
    assert "No organisation is known as 'Oldham Borough'. Known ones are: oldham-council" in ran.err


def test_each_of_several_files_is_received_by_itself_and_the_worst_gives_the_exit_code(
    run: Run, tmp_path: Path
) -> None:
    good, part = written(tmp_path, OLD, name="good.csv"), written(tmp_path, NEW, BAD, name="part.csv")
    bad = tmp_path / "bad.csv"
    bad.write_text("name,colour\nx,red\n", encoding="utf-8")
    assert receive(run, good, part).code == 3
    before = Return.objects.filter(number__isnull=False).count()
    third = written(tmp_path, row("1994", "60.1", "60.0", "62.0"), name="third.csv")
    ran = receive(run, bad, part, tmp_path / "nowhere.csv", third)
    assert ran.code == 1
    assert "bad.csv has no header row" in ran.err
    assert "nowhere.csv" in ran.err
    assert "third.csv: accepted as R-" in ran.out
    assert Return.objects.filter(number__isnull=False).count() == before + 1


def test_a_dry_run_says_what_would_happen_and_writes_nothing_down(run: Run, tmp_path: Path) -> None:
    before = Return.objects.count(), Value.objects.count()
    ran = receive(run, written(tmp_path, OLD, NEW), "--dry-run")
    assert ran.code == 0
    assert "a dry run; nothing was changed. Receiving it would add 2 values and supersede 0." in ran.out
    whole = receive(run, written(tmp_path, BAD), "--dry-run")
    assert whole.code == 1
    assert "No row of it could be accepted." in whole.out
    assert (Return.objects.count(), Value.objects.count()) == before


def test_scripts_get_one_object_a_file(run: Run, tmp_path: Path) -> None:
    ran = receive(
        run,
        written(tmp_path, OLD, BAD),
        written(tmp_path, NEW, name="b.csv"),
        tmp_path / "no.csv",
        "--format",
        "json",
    )
    first, second, third = json.loads(ran.out)
    assert ran.code == 1
    assert {key: first[key] for key in ("file", "outcome", "rows_read", "accepted", "new", "refused", "dry_run")} == {
        "file": "figures.csv", "outcome": "accepted", "rows_read": 2, "accepted": 1, "new": 1, "refused": 1,
        "dry_run": False,
    }  # fmt: skip
    assert first["refused_file"] == "figures-refused.csv"
    assert set(first["faults"][0]) == {"line", "column", "value", "code", "message"}
    assert (second["refused_file"], second["return"][:2]) == (None, "R-")
    assert (third["outcome"], "no.csv" in third["error"]) == ("refused", True)


def test_a_file_with_many_faults_gets_a_different_message_for_each(run: Run, tmp_path: Path) -> None:
    """Of the faults that every vocabulary knows, through the command: each is said, each in its own words."""
    rows = [line(**{"breakdown": f"group {at}", **cells}) for at, (cells, _, _) in enumerate(FAULTS)]
    (tmp_path / "faulty.csv").write_bytes(tidy(*rows))
    ran = receive(run, tmp_path / "faulty.csv", "--format", "json")
    (told,) = json.loads(ran.out)
    assert len({fault["message"] for fault in told["faults"]}) >= 40
    assert len({fault["code"] for fault in told["faults"]}) >= 30
    assert told["rows_read"] == len(FAULTS) == told["accepted"] + told["refused"]
    shown = receive(run, tmp_path / "faulty.csv")
    assert sum(each.startswith("  line ") for each in shown.out.splitlines()) == 20
    assert f"and {len(told['faults']) - 20} more" in shown.out


def test_a_remark_is_made_once(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "more.csv"
    path.write_text(
        "areacd,indicator,period,observation,colour\nE08000004,Employment rate,2015-01-01/P1Y,61,red\n"
    )
    assert receive(run, path, "--dry-run").out.count("colour") == 1
