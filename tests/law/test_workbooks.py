"""An agreement from a workbook: every cell is checked, and every step of its way is held against the rulebook."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from openpyxl import Workbook, load_workbook

from placepact.agreements import actions
from placepact.agreements.models import Agreement, Memorandum, Version
from placepact.agreements.queries.cases import designated_lines
from placepact.agreements.rulebooks import rulebook
from placepact.agreements.rulebooks.engine import Refused
from placepact.agreements.workbooks.cells import letters
from placepact.agreements.workbooks.layout import SHEETS
from placepact.agreements.workbooks.reading import UnreadableWorkbook, Written, read_workbook
from placepact.agreements.workbooks.writing import write_workbook
from placepact.organisations.queries import find
from placepact.people.actions import operator
from tests.law.world import World, given_world

pytestmark = pytest.mark.django_db
Rows = dict[str, list[dict[str, Any]]]
HEAD: dict[str, Any] = {
    "slug": "our-laa-2008",
    "title": "Our agreement",
    "sentence": "We will do better together.",
    "place": "E08000004",
    "starts_on": dt.date(2008, 4, 1),
    "ends_on": dt.date(2011, 3, 31),
    "drafted_on": dt.date(2008, 1, 15),
    "directed_on": dt.date(2008, 1, 20),
    "direction": "Letter 1",
    "submit_by": dt.date(2008, 5, 30),
    "council_approved_on": dt.date(2008, 5, 21),
    "council_minute": "Minute 17",
    "submitted_on": dt.date(2008, 5, 28),
    "approved_on": dt.date(2008, 6, 30),
    "approval": "Letter 9",
}


def rows(count: int = 35) -> Rows:
    """Every sheet of a whole agreement with so many targets."""
    party = {
        "consulted_on": dt.date(2008, 2, 1),
        "signed_on": dt.date(2008, 5, 14),
        "authority": "Delegation 3.2",
    }
    return {
        "Parties": [
            {"organisation": "council", "capacity": "accountable", **party},
            {"organisation": "The Police", "capacity": "partner", **party},
            {"organisation": "office", "capacity": "government"},
        ],
        "Blocks": [{"block": "safer", "name": "Safer"}],
        "Priorities": [{"reference": "P1", "block": "safer", "wording": "People are safe"}],
        "Targets": [
            {"reference": f"T{n}", "title": f"Less of crime {n}", "block": "safer", "measure": "offences", "unit": "percent",
             "lead": "council", "priority": "P1", "designated": "yes", "designated_on": dt.date(2008, 7, 29),
             "2008-09": 40.0, "2009-10": 39.5, "2010-11": 39}
            for n in range(1, count + 1)
        ],
        "Related": [
            {"reference": "T1", "organisation": "police", "closeness": "supports"},
            {"reference": "T2", "organisation": "charity", "closeness": "delivers", "consented_on": dt.date(2008, 4, 1), "evidence": "Letter"},
        ],
        "Contributions": [
            {"reference": "C1", "kind": "contribution", "title": "A burglary team", "block": "safer", "organisation": "police", "amount": 250000.5}
        ],
    }  # fmt: skip


def workbook(path: Path, head: dict[str, Any] | None = None, sheets: Rows | None = None) -> Path:
    """A filled workbook, from an empty one as the command writes it."""
    write_workbook(path, rulebook("laa_2008"))
    book = load_workbook(path)
    for row in book["Agreement"].iter_rows(max_col=2):
        if row[0].value in {**HEAD, **(head or {})}:
            row[1].value = {**HEAD, **(head or {})}[row[0].value]
    for name, held in (sheets or rows()).items():
        columns = {cell.value: cell.column for cell in book[name][1]}
        for at, each in enumerate(held, start=2):
            for key, value in each.items():
                book[name].cell(at, columns[key], value)
    book.save(path)
    return path


@pytest.fixture
def world() -> World:
    return given_world()


def read(path: Path) -> Written:
    return read_workbook(path, kind="laa_2008", find_body=lambda text: find(text).slug)


def receive(world: World, path: Path) -> Version:
    return actions.receive_agreement(written=read(path), place=world.place, by=operator())


def test_thirty_five_targets_come_in_whole_signed_and_designated(world: World, tmp_path: Path) -> None:
    version = receive(world, workbook(tmp_path / "laa.xlsx"))
    assert (version.state, version.signed_on) == ("signed", dt.date(2008, 6, 30))
    assert version.lines.filter(line__kind="target").count() == 35
    assert len(designated_lines(version.agreement_id)) == 35
    assert Memorandum.objects.count() == 35
    assert version.lines.get(line__reference="C1").amount_pence == 25_000_050
    target = version.lines.get(line__reference="T1").target
    assert list(target.year_targets.values_list("period_start", "value")) == [
        (dt.date(2008, 4, 1), 40.0), (dt.date(2009, 4, 1), 39.5), (dt.date(2010, 4, 1), 39.0),
    ]  # fmt: skip


def test_without_a_day_of_approval_it_comes_in_as_a_draft(world: World, tmp_path: Path) -> None:
    path = workbook(tmp_path / "laa.xlsx", {"approved_on": None}, rows(2))
    assert receive(world, path).state == "draft"


WRONG: list[tuple[str, str, Any, str]] = [
    ("Targets", "2008-09", 470, "Targets!U3: 470 is above 100; a percentage is expected."),
    ("Targets", "2008-09", "47%", "Targets!U3: '47%' is text; a number is expected."),
    ("Targets", "lead", "nobody", "Targets!H3: No organisation is known as 'nobody'."),
    ("Targets", "block", "health", "Targets!C3: health is no block of the sheet Blocks."),
    ("Targets", "title", None, "Targets!B3: nothing is here; what is to change. Fill it in."),
    ("Targets", "level", "street", "Targets!G3: street is none of: neighbourhood, local_area"),
    ("Targets", "designated", "perhaps", "Targets!P3: perhaps is neither yes nor no."),
    ("Targets", "designated_on", "July", "Targets!Q3: July is no day."),
    ("Targets", "indicator", "happiness", "Targets!J3: happiness is no indicator that is kept here."),
    ("Targets", "baseline_period", "2008-10", "Targets!N3: 2008-10 is no period."),
    ("Related", "reference", "T99", "Related!A3: T99 is no target of the sheet Targets."),
    ("Contributions", "amount", -1, "Contributions!F2: -1 is no amount in pounds and pence."),
    ("Parties", "capacity", "friend", "Parties!B3: friend is none of: accountable, partner"),
]


@pytest.mark.parametrize(
    ("sheet", "column", "value", "says"), WRONG, ids=[f"{s}.{c}" for s, c, _, _ in WRONG]
)
def test_a_wrong_cell_is_named_by_its_address(
    world: World, tmp_path: Path, sheet: str, column: str, value: Any, says: str
) -> None:
    held = rows(2)
    at = min(1, len(held[sheet]) - 1)
    held[sheet][at][column] = value
    with pytest.raises(UnreadableWorkbook) as refused:
        read(workbook(tmp_path / "laa.xlsx", sheets=held))
    (only,) = refused.value.faults
    assert only.startswith(says)


def test_every_fault_is_said_at_once(world: World, tmp_path: Path) -> None:
    held = rows(3)
    held["Targets"][0]["2008-09"], held["Targets"][2]["lead"] = 101, "nobody"
    with pytest.raises(UnreadableWorkbook) as refused:
        read(workbook(tmp_path / "laa.xlsx", {"starts_on": "soon"}, held))
    assert len(refused.value.faults) == 3
    assert refused.value.faults[0].startswith("Agreement!B6: soon is no day.")


def test_what_is_no_workbook_and_a_missing_sheet_are_refused(world: World, tmp_path: Path) -> None:
    path = tmp_path / "notes.xlsx"
    path.write_text("not a workbook")
    with pytest.raises(UnreadableWorkbook, match="cannot be read as a workbook"):
        read(path)
    empty = Workbook()
    empty.save(path)
    with pytest.raises(UnreadableWorkbook, match="Targets: there is no such sheet"):
        read(path)


def test_the_rulebook_refuses_what_the_workbook_says_was_done(world: World, tmp_path: Path) -> None:
    held = rows(2)
    held["Targets"][1]["designated_on"] = dt.date(2008, 7, 30)
    with (
        pytest.raises(Refused, match="T2 could be designated from 30 June 2008 to 29 July 2008"),
        transaction.atomic(),
    ):
        receive(world, workbook(tmp_path / "late.xlsx", sheets=held))
    with pytest.raises(Refused, match="36 targets are put forward"), transaction.atomic():
        receive(world, workbook(tmp_path / "many.xlsx", sheets=rows(36)))
    assert not Agreement.objects.exists()


def test_an_agreement_comes_in_once(world: World, tmp_path: Path) -> None:
    path = workbook(tmp_path / "laa.xlsx", {"approved_on": None}, rows(1))
    with pytest.raises(UnreadableWorkbook, match="T2 is no target"):
        read(path)
    path = workbook(tmp_path / "laa2.xlsx", {"approved_on": None}, rows(2))
    receive(world, path)
    with pytest.raises(actions.IncompleteAgreement, match="there is an agreement our-laa-2008 already"):
        receive(world, path)


def test_an_empty_workbook_has_every_sheet_and_column(tmp_path: Path) -> None:
    write_workbook(tmp_path / "empty.xlsx", rulebook("laa_2008"))
    book = load_workbook(tmp_path / "empty.xlsx")
    assert book.sheetnames == list(SHEETS)
    assert [cell.value for cell in book["Related"][1]] == [each.name for each in SHEETS["Related"]]


@pytest.mark.parametrize(("column", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_columns_are_lettered_as_spreadsheets_letter_them(column: int, name: str) -> None:
    assert letters(column) == name
