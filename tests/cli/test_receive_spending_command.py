"""`placepact receive spending`, `withdraw` and `tidy`: exit codes, sums that balance, questions, folders and zips."""

from __future__ import annotations

import csv
import datetime as dt
import json
import zipfile
from pathlib import Path

import pytest
from django.utils import timezone

from placepact.people.models import User
from placepact.spending import store
from placepact.spending.models import Delivery
from placepact.spending.queries import payments as queries
from tests import makers
from tests.cli.conftest import Ran, Run
from tests.spending_record.test_receive_payments import APRIL, written

pytestmark = pytest.mark.django_db
MAY, BAD = "2019-05-09,Acme Ltd,7.00,Roads", "2019-04-09,Acme Ltd,five,Roads"
DOUBTFUL = "03/04/2019,Acme Ltd,1.00,Roads"


@pytest.fixture(autouse=True)
def council(tmp_path: Path, settings: object) -> None:
    settings.PLACEPACT_HOME = tmp_path / "home"  # type: ignore[attr-defined]
    body = makers.make_organisation(slug="the-council", name="The Council")
    makers.make_service(body, makers.make_area(code="E08000003", name="Manchester"))


def receive(run: Run, *words: object) -> Ran:
    return run("receive", "spending", *map(str, words), "--body", "E08000003")


def standing() -> list[tuple[str, int]]:
    return [(str(each.coverage), each.pence_accepted) for each in queries.standing()]


def test_a_clean_file_is_accepted_with_sums_that_balance_and_the_profile(run: Run, tmp_path: Path) -> None:
    ran = receive(run, written(tmp_path, *APRIL))
    assert ran.code == 0
    assert "payments.csv: accepted as R-000001: 2 payments of £97.50 for April 2019." in ran.out
    assert "2 rows read = 2 accepted + 0 refused + 0 blank + 0 repeated header" in ran.out
    assert "£97.50 read = £97.50 accepted + £0.00 refused" in ran.out
    assert "Read as: paid_on=Payment Date, supplier=Supplier Name, amount=Net Amount" in ran.out


def test_refused_rows_give_exit_code_3_and_a_file_of_them(run: Run, tmp_path: Path) -> None:
    ran = receive(run, written(tmp_path, *APRIL, BAD))
    assert ran.code == 3
    assert "line 4, Net Amount: " in ran.out
    assert "besides 1 row whose amount could not be read" in ran.out
    with (tmp_path / "payments-refused.csv").open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["line"], row["value"]) == ("4", "five")


def test_a_file_without_a_good_row_gives_exit_code_1(run: Run, tmp_path: Path) -> None:
    assert receive(run, written(tmp_path, BAD)).code == 1


def test_a_question_gives_exit_code_4_with_its_rows_and_answers_and_the_answer_is_taken(
    run: Run, tmp_path: Path
) -> None:
    path = written(tmp_path, DOUBTFUL)
    ran = receive(run, path)
    assert ran.code == 4
    assert "line 2: 03/04/2019" in ran.out
    answers = [line.split()[1] for line in ran.out.splitlines() if "--profile date=" in line]
    assert len(answers) == 2
    assert receive(run, path, "--profile", answers[0]).code == 0
    assert standing() == [("April 2019", 100)]
    assert receive(run, path).code == 0


def test_another_body_s_profile_can_be_used(run: Run, tmp_path: Path) -> None:
    makers.make_organisation(slug="the-other", name="The Other")
    path = written(tmp_path, DOUBTFUL)
    option = next(
        line.split()[1] for line in receive(run, path).out.splitlines() if "--profile date=" in line
    )
    receive(run, path, "--profile", option)
    words = ("receive", "spending", str(path), "--body", "the-other")
    assert run(*words).code == 4
    assert run(*words, "--profile", "the-council").code == 0


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--profile", "colour=red"], "no setting “colour”"),
        (["--covers", "spring"], "2019-04:2019-06"),
        (["--profile", "nobody"], "No organisation is known as 'nobody'"),
    ],
)
def test_an_answer_that_is_none_is_refused_before_anything_is_read(
    run: Run, tmp_path: Path, words: list[str], says: str
) -> None:
    ran = receive(run, written(tmp_path, *APRIL), *words)
    assert ran.code == 1
    assert says in ran.err
    assert Delivery.objects.count() == 0


def test_a_month_once_more_gives_exit_code_4_with_both_totals_and_nothing_waits(
    run: Run, tmp_path: Path
) -> None:
    receive(run, written(tmp_path, *APRIL))
    ran = receive(run, written(tmp_path, APRIL[0]))
    assert ran.code == 4
    assert "R-000001 stands for April 2019 with 2 rows and £97.50. This file has 1 row and £100.00" in ran.out
    assert standing() == [("April 2019", 9750)]
    assert not Delivery.objects.filter(stage="waiting").exists()


def test_a_month_once_more_with_a_bad_row_is_still_a_question_with_its_faults(
    run: Run, tmp_path: Path
) -> None:
    receive(run, written(tmp_path, *APRIL))
    ran = receive(run, written(tmp_path, APRIL[0], BAD), "--format", "json")
    assert (ran.code, ran.err) == (4, "")
    (told,) = json.loads(ran.out)
    assert [each["code"] for each in told["questions"]] == ["replace"]
    assert [each["value"] for each in told["faults"]] == ["five"]
    assert standing() == [("April 2019", 9750)]


def test_replace_says_yes_in_scripts(run: Run, tmp_path: Path) -> None:
    receive(run, written(tmp_path, *APRIL))
    ran = receive(run, written(tmp_path, APRIL[0]), "--replace")
    assert ran.code == 0
    assert "accepted as R-000002: 1 payment of £100.00 for April 2019; it replaces R-000001." in ran.out


@pytest.mark.parametrize(("said", "code", "pence"), [("y", 0, 10000), ("n", 1, 9750), ("", 1, 9750)])
def test_on_a_terminal_a_person_is_asked(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: str, code: int, pence: int
) -> None:
    receive(run, written(tmp_path, *APRIL))
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda asked: said)
    assert receive(run, written(tmp_path, APRIL[0])).code == code
    assert standing() == [("April 2019", pence)]


def test_a_dry_run_shows_the_first_rows_as_understood_and_writes_nothing(run: Run, tmp_path: Path) -> None:
    ran = receive(run, written(tmp_path, *APRIL), "--dry-run")
    assert ran.code == 0
    assert "Receiving it would bring 2 payments of £97.50 for April 2019." in ran.out
    assert "2019-04-03  Acme Ltd" in ran.out
    assert (Delivery.objects.count(), User.objects.count()) == (0, 0)
    assert list(store.workshop().iterdir()) == []


def test_a_folder_and_a_zip_are_received_file_by_file_and_named_whole(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "2019"
    folder.mkdir()
    with zipfile.ZipFile(folder / "late.zip", "w") as archive:
        archive.write(written(tmp_path, MAY), "may.csv")
    written(folder, *APRIL, name="april.csv")
    ran = receive(run, folder, "--format", "json")
    assert ran.code == 0
    told = json.loads(ran.out)
    assert [(each["file"], each["covers"], each["pence_accepted"]) for each in told] == [
        ("2019/april.csv", "2019-04:2019-04", 9750),
        ("2019/late.zip/may.csv", "2019-05:2019-05", 700),
    ]
    may = Delivery.objects.get(covers_from=dt.date(2019, 5, 1))
    assert may.source["archive"] == "late.zip"
    assert list(store.workshop().iterdir()) == []


def test_one_file_that_cannot_be_read_does_not_keep_back_the_others(run: Run, tmp_path: Path) -> None:
    page = tmp_path / "page.csv"
    page.write_text("<!DOCTYPE html><html></html>")
    ran = receive(run, page, tmp_path / "nowhere.csv", written(tmp_path, *APRIL), "--format", "json")
    assert ran.code == 1
    assert [each["outcome"] for each in json.loads(ran.out)] == ["refused", "refused", "accepted"]


def test_json_tells_scripts_everything(run: Run, tmp_path: Path) -> None:
    (told,) = json.loads(receive(run, written(tmp_path, *APRIL, BAD), "--format", "json").out)
    assert (told["rows_read"], told["rows_accepted"], told["rows_refused"], told["amounts_unread"]) == (
        3,
        2,
        1,
        1,
    )
    assert (told["pence_read"], told["pence_accepted"], told["pence_refused"]) == (9750, 9750, 0)
    assert told["profile"]["columns"]["amount"] == "Net Amount"
    assert told["faults"][0]["line"] == 4


def test_a_return_is_withdrawn_with_a_reason(run: Run, tmp_path: Path) -> None:
    receive(run, written(tmp_path, *APRIL))
    ran = run("withdraw", "R-000001", "--reason", "Sent by mistake")
    assert ran.code == 0
    assert "R-000001 is withdrawn by R-000002: 2 payments of £97.50 for April 2019 stand no more." in ran.out
    assert standing() == []
    assert run("withdraw", "R-000009", "--reason", "x").code == 1


def test_tidy_says_what_it_would_do_and_then_does_it(run: Run) -> None:
    assert "There is nothing to tidy." in run("tidy").out
    left = makers.make_payments(
        stage="receiving", accepted_as=None, parquet_name="", rows_read=0, rows_accepted=0, pence_read=0,
        pence_accepted=0, heartbeat_at=timezone.now() - dt.timedelta(hours=1),
    )  # fmt: skip
    would = run("tidy", "--dry-run", "--format", "json")
    assert json.loads(would.out) == {
        "dry_run": True, "given_up": [left.reference], "files": [], "size_bytes": 0,
    }  # fmt: skip
    assert f"{left.reference} given up: its receiver is silent" in run("tidy").out
    assert "There is nothing to tidy." in run("tidy").out
