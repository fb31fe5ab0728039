"""`placepact agreement` and `placepact receive agreement` as they are typed, on the demonstration."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from placepact.agreements.models import Agreement, Designation, Version
from placepact.agreements.queries import timeline
from placepact.agreements.rules.canonical import sha256
from placepact.demonstration.build import Built
from placepact.site.proofs import prove
from tests.cli.conftest import Run

SLUG = "rochdale-laa-2008"


def test_a_version_is_shown_with_the_document_that_its_hash_is_of(world: Built, run: Run) -> None:
    ran = run("agreement", "show", SLUG, "--format", "json")
    shown = json.loads(ran.out)
    assert ran.code == 0
    assert shown["document"]["version"] == 2
    assert sha256(shown["document"]) == shown["sha256"]
    assert "version 1: signed" in run("agreement", "show", SLUG, "--version", "1").out


def test_the_refresh_is_the_one_line_that_differs(world: Built, run: Run) -> None:
    rows = json.loads(run("agreement", "compare", SLUG, "1", "2", "--format", "json").out)
    changed = [each for each in rows if each["what"] != "same"]
    assert [each["reference"] for each in changed] == ["CYP2"]
    assert changed[0]["sentences"] == ["The target for 2010 rises by 0.5, from 7.3 to 7.8."]
    assert "1 of 18 lines differ" in run("agreement", "compare", SLUG, "1", "2").out


def test_verify_proves_what_was_signed_and_knows_a_printed_hash(world: Built, run: Run) -> None:
    digest = Version.objects.get(agreement__slug=SLUG, number=1).sha256
    assert run("agreement", "verify", SLUG, "--hash", digest).code == 0
    ran = run("agreement", "verify", SLUG, "--hash", "0" * 64, "--format", "json")
    assert ran.code == 1
    assert [each["holds"] for each in json.loads(ran.out)][-1] is False


@pytest.mark.parametrize("words", [("show", "nowhere"), ("show", SLUG, "--version", "9")])
def test_what_is_not_there_is_refused_with_what_there_is(
    world: Built, run: Run, words: tuple[str, ...]
) -> None:
    ran = run("agreement", *words)
    assert ran.code == 1
    assert SLUG in ran.err or "It has: 1, 2." in ran.err


def test_the_demonstration_has_its_history_and_nothing_of_it_is_out_of_order(world: Built) -> None:
    agreement = Agreement.objects.get(slug=SLUG)
    events = [each.words for each in timeline(agreement)]
    assert events[0] == "Draft started"
    assert events.count("Countered") == 8
    assert (
        events.count("Target designated")
        == Designation.objects.filter(line__agreement=agreement).count()
        == 7
    )
    assert events[-1] == "Revision approved"
    assert {each.on for each in Designation.objects.all()} == {dt.date(2008, 7, 15)}
    assert all(each.holds for each in prove())


def test_an_empty_workbook_is_written_once_and_comes_in_filled(
    world: Built, run: Run, tmp_path: Path
) -> None:
    assert run("agreement", "workbook", "laa.xlsx").code == 0
    assert "nothing is overwritten" in run("agreement", "workbook", "laa.xlsx").err
    refused = run("receive", "agreement", "laa.xlsx")
    assert refused.code == 1
    assert "Agreement!B1: nothing is here" in refused.err
    fill(tmp_path / "laa.xlsx")
    tried = json.loads(run("receive", "agreement", "laa.xlsx", "--dry-run", "--format", "json").out)
    assert (tried["outcome"], tried["targets"]) == ("tried", 1)
    assert not Agreement.objects.filter(slug="bury-laa").exists()
    assert run("receive", "agreement", "laa.xlsx").code == 0
    assert Agreement.objects.get(slug="bury-laa").versions.get().state == "draft"


def fill(path: Path) -> None:
    """The least that an agreement of Bury's can be."""
    book = load_workbook(path)
    head = {
        "slug": "bury-laa", "title": "Bury's agreement", "sentence": "Better together.", "place": "E08000002",
        "starts_on": dt.date(2008, 4, 1), "ends_on": dt.date(2011, 3, 31), "drafted_on": dt.date(2008, 1, 15),
    }  # fmt: skip
    for row in book["Agreement"].iter_rows(max_col=2):
        row[1].value = head.get(str(row[0].value))
    held = {
        "Parties": {"organisation": "bury-council", "capacity": "accountable"},
        "Blocks": {"block": "safer", "name": "Safer"},
        "Targets": {
            "reference": "T1", "title": "Fewer fires", "block": "safer", "measure": "fires", "lead": "bury-council", "2008-09": 7,
        },
    }  # fmt: skip
    for name, cells in held.items():
        columns = {cell.value: cell.column for cell in book[name][1]}
        for key, value in cells.items():
            book[name].cell(2, columns[key], value)
    book.save(path)
