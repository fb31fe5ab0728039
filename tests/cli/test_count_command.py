"""`placepact count` and `placepact receive accounts` as they are typed."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from placepact.demonstration.build import Built
from tests.cli.conftest import Run

ASKED = ("count", "--place", "E47000001", "--year", "2017-18")
RECEIVE = ("receive", "accounts")


def test_the_table_shows_the_three_figures_and_every_difference(world: Built, run: Run) -> None:
    ran = run(*ASKED, "--by", "body")
    assert ran.code == 0
    words = " ".join(ran.out.split())
    for told in (
        "Greater Manchester, 2017-18",
        "13 bodies, 134 lines, £ million.",
        "As reported 5,331.820 − counted twice 351.366 = counted once 4,980.454",
        "10 bodies to GMCA, transport levy 103.891 103.870 0.021",
        "9 bodies to Waste authority, waste levy 247.475 247.295 0.180",
        "All levies 351.366 351.165 0.201",
        "Trading accounts −30.535",
        "Net current expenditure 5,871.199",
        "total service expenditure: published 4,980.454, counted 4,980.454, difference none",
        "Coverage 100% of lines in scope, all actual: none apportioned, none estimated",
        "of about £27.9 billion known",
        "Left out: Fees",
    ):
        assert told in words
    assert "\x1b" not in ran.out


@pytest.mark.parametrize("width", ["60", "80", "120", "200"])
def test_no_figure_is_cut_off_in_any_width(
    world: Built, run: Run, monkeypatch: pytest.MonkeyPatch, width: str
) -> None:
    monkeypatch.setenv("COLUMNS", width)
    ran = run(*ASKED, "--by", "body")
    row = next(line for line in ran.out.splitlines() if line.startswith("All together"))
    assert row.split()[-1] == "4,980.5"
    assert "…" not in row


def test_json_has_the_promised_keys(world: Built, run: Run) -> None:
    held = json.loads(run(*ASKED, "--by", "theme", "--format", "json").out)
    assert (
        held["as_reported_pence"],
        held["counted_twice_pence"],
        held["counted_once_pence"],
        held["difference_pence"],
        held["lines"],
        held["coverage_share"],
    ) == (533182039012, 35136600000, 498045439012, 20100000, 134, 1.0)
    control = held["control"][1]
    assert (control["name"], control["published"], control["ours"], control["difference"]) == (
        "Net current expenditure",
        587119939012,
        587119939012,
        0,
    )
    assert sum(row["counted_once_pence"] for row in held["rows"]) == 498045439012
    assert {row["theme"] for row in held["rows"]} >= {"education", "police", "fire_and_rescue"}


def test_csv_says_what_json_says(world: Built, run: Run) -> None:
    rows = list(csv.DictReader(io.StringIO(run(*ASKED, "--by", "body,theme", "--format", "csv").out)))
    held = json.loads(run(*ASKED, "--by", "body,theme", "--format", "json").out)["rows"]
    assert [(row["body"], row["theme"], int(row["counted_once_pence"])) for row in rows] == [
        (row["body"], row["theme"], row["counted_once_pence"]) for row in held
    ]
    assert rows[0]["body_name"] == "Greater Manchester Police"


def test_every_line_names_its_return_its_file_and_its_cell(world: Built, run: Run) -> None:
    rows = list(csv.DictReader(io.StringIO(run(*ASKED, "--lines", "--format", "csv").out)))
    assert len(rows) == 134
    assert sum(int(row["amount_pence"]) for row in rows) == 533182039012
    salford = next(row for row in rows if (row["body"], row["code"]) == ("salford-city-council", "190"))
    assert (salford["published"], salford["amount_pence"]) == ("219385.12339215004", "21938512339")
    assert (salford["sheet"], salford["cell"], salford["file"]) == (
        "RS LA Data 2017-18",
        "F9",
        "outturn-2017-18.csv",
    )
    assert (
        "RS LA Data 2017-18 F9" in " ".join(run(*ASKED, "--lines").out.split())
        or "F9" in run(*ASKED, "--lines").out
    )
    assert len(json.loads(run(*ASKED, "--lines", "--format", "json").out)["under"]) == 134


def test_a_year_without_lines_has_exit_code_4(world: Built, run: Run) -> None:
    ran = run("count", "--place", "E47000001", "--year", "2018-19")
    assert (ran.code, ran.out) == (4, "")
    assert ran.err == (
        "There is no count for 2018-19: no account lines have been received for it.\n"
        "Years that can be counted: 2017-18. To add one: placepact receive accounts FILE --year 2018-19\n"
    )


def test_another_scope_is_counted_by_its_name_and_an_unknown_one_refused(world: Built, run: Run) -> None:
    held = json.loads(run(*ASKED, "--scope", "service-expenditure", "--format", "json").out)
    assert (held["as_reported_pence"], held["counted_twice_pence"]) == (498045439012, 0)
    ran = run(*ASKED, "--scope", "everything")
    assert ran.code == 1
    assert "all-identified-spending, service-expenditure, service-expenditure-and-levies" in ran.err
    assert " 1 body, 29 lines," in run(*ASKED, "--scope", "all-identified-spending").out
    assert run(*ASKED, "--by", "colour").code == 1
    assert run(*ASKED, "--by", "body,body").code == 1


def test_accounts_are_received_and_then_counted(world: Built, run: Run, tmp_path: Path) -> None:
    path = tmp_path / "later.csv"
    path.write_text("body,form,code,amount\ngmca,RS,290,180000\ngmca,RS,698,...\n", encoding="utf-8")
    dry = run(*RECEIVE, str(path), "--year", "2018-19", "--dry-run")
    assert dry.code == 0
    assert "a dry run; nothing was changed. Receiving it would add its lines." in dry.out
    assert run("count", "--year", "2018-19").code == 4
    ran = run(*RECEIVE, str(path), "--year", "2018-19", "--format", "json")
    held = json.loads(ran.out)
    assert (ran.code, held["outcome"], held["new"], held["missing"]) == (0, "accepted", 2, 1)
    told = json.loads(run("count", "--year", "2018-19", "--format", "json").out)
    assert (told["as_reported_pence"], told["coverage_share"]) == (18000000000, 0.5)


def test_what_stands_is_replaced_only_with_replace(world: Built, run: Run, tmp_path: Path) -> None:
    path = tmp_path / "again.csv"
    path.write_text(
        "body,form,code,amount\ngmca,RS,290,1\nnobody,RS,290,1\ngmca,RS,602,x\n", encoding="utf-8"
    )
    refused = run(*RECEIVE, str(path), "--year", "2017-18")
    assert refused.code == 1
    assert "Standing: 65 lines, services £254,783,000.00" in refused.err
    assert "deliver it again with --replace" in refused.err
    ran = run(*RECEIVE, str(path), "--year", "2017-18", "--replace")
    assert ran.code == 3
    told = " ".join(ran.out.split())
    assert "3 lines read = 1 accepted + 2 refused or left out + 0 blank" in told
    assert "it replaced: 65 lines" in told
    assert "1 body is not in the register, and left out: nobody" in told
    assert "line 4, amount 'x': 'x' is no number" in told


def test_a_file_that_is_not_there_is_refused(world: Built, run: Run) -> None:
    ran = run(*RECEIVE, "nothing.csv", "--year", "2017-18")
    assert ran.code == 1
    assert "nothing.csv" in ran.err
