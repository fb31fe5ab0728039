"""A request goes out as a workbook and comes back: what is right is kept, each fault is told by its cell."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from placepact.cli.main import main
from placepact.frameworks import actions
from placepact.frameworks.actions import Typed
from placepact.frameworks.models import Request, WorkbookIn
from placepact.frameworks.queries.requests import cells_in
from placepact.frameworks.workbooks.layout import FIGURES, LETTER_OF
from placepact.frameworks.workbooks.reading import BadWorkbook
from placepact.frameworks.workbooks.receiving import Receipt, receive, refused_workbook, try_out
from placepact.frameworks.workbooks.writing import write
from placepact.people.actions import operator
from placepact.returns import originals
from tests.makers_of_requests import TODAY, Asked, given_asked

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> Asked:
    return given_asked()


def taken_out(request: Request, tmp_path: Path) -> Path:
    path = tmp_path / "out.xlsx"
    write(path, request, cells_in(request))
    return path


def fill(path: Path, **cells: object) -> Path:
    """Write cells of the figures by their addresses."""
    book = load_workbook(path)
    for at, value in cells.items():
        book[FIGURES][at] = value
    book.save(path)
    return path


def line_of(path: Path, title: str) -> int:
    sheet: Any = load_workbook(path)[FIGURES]
    return next(cell.row for cell in sheet["B"] if cell.value == title)


def back(request: Request, path: Path) -> Receipt:
    return receive(request=request, path=path, on=TODAY, by=operator())


def test_headings_and_what_is_known_are_locked_and_marks_are_chosen_from_a_list(
    world: Asked, tmp_path: Path
) -> None:
    sheet: Any = load_workbook(taken_out(world.request(world.council), tmp_path))[FIGURES]
    assert sheet.protection.sheet
    assert sheet["B1"].protection.locked
    assert sheet["B2"].protection.locked
    assert not sheet[f"{LETTER_OF['value']}2"].protection.locked
    listed = {str(rule.sqref)[0]: rule.formula1 for rule in sheet.data_validations.dataValidation}
    assert "suppressed" in listed[LETTER_OF["presence"]]
    assert sheet["F2"].value == 69.9
    assert sheet.column_dimensions["A"].hidden


def test_what_is_right_is_kept_and_what_is_not_goes_back_with_its_cell_to_be_mended_and_sent_again(
    world: Asked, tmp_path: Path
) -> None:
    request = world.request(world.partner)
    path = taken_out(request, tmp_path)
    skills, claims = line_of(path, world.level_3.title), line_of(path, world.claimants.title)
    fill(path, **{f"G{skills}": 147, f"H{claims}": 30, f"I{claims}": 600})
    receipt = back(request, path)
    assert [str(each) for each in receipt.faults] == [
        f"Figures!G{skills}: 147 is above 100; a percentage is expected"
    ]
    assert (receipt.read, receipt.taken, receipt.refused) == (2, 1, 1)
    cell = world.cell(world.partner, world.claimants)
    assert (cell.value, cell.numerator, cell.presence) == (5.0, 30.0, "given")
    assert world.cell(world.partner, world.level_3).written == {}
    kept = receipt.kept
    assert kept is not None
    assert originals.path_of(kept.sha256).read_bytes() == path.read_bytes()
    mend = tmp_path / "mend.xlsx"
    mend.write_bytes(refused_workbook(kept))
    sheet: Any = load_workbook(mend)[FIGURES]
    assert (sheet.max_row, sheet["G2"].value, sheet["G2"].comment is not None) == (2, 147, True)
    again = back(request, fill(mend, G2=47))
    assert (again.taken, again.faults) == (1, ())
    assert world.cell(world.partner, world.level_3).value == 47.0


FAULTS = {
    "words": ({"value": "abc"}, "G", "not a number"),
    "a percent sign": ({"value": "47%"}, "G", "percent sign"),
    "a mark beside a figure": ({"value": 4, "presence": "suppressed"}, "G", "stands beside the mark"),
    "no words for what is missing": ({"presence": "not available"}, "O", "Say in the comment why"),
    "half a fraction": ({"numerator": 4}, "I", "has no denominator"),
    "parts that do not add up": (
        {"numerator": 30, "denominator": 60, "parts": "Girls 10; Boys 17"},
        "J",
        "add up to 27",
    ),
    "a mark that is on no list": ({"presence": "lost"}, "L", "is none of"),
    "a value that is not its fraction": (
        {"value": 40, "numerator": 30, "denominator": 60},
        "G",
        "which makes 50",
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_page_and_workbook_refuse_the_same_in_the_same_words(world: Asked, tmp_path: Path, name: str) -> None:
    fields, letter, words = FAULTS[name]
    request = world.request(world.council)
    path = fill(
        taken_out(request, tmp_path), **{f"{LETTER_OF[field]}2": value for field, value in fields.items()}
    )
    receipt = try_out(request=request, path=path, on=TODAY, by=operator())
    found = next(each for each in receipt.faults if words in each.words)
    assert found.at == f"Figures!{letter}2"
    assert WorkbookIn.objects.count() == 0
    typed = {
        field: {"not available": "missing"}.get(str(value), str(value)) for field, value in fields.items()
    }
    saved = actions.save(request=request, typed=[Typed(found.cell, typed)], on=TODAY, by=operator())
    assert found.words in [each.message for each in saved.faulty[found.cell]]


def test_a_cell_that_was_written_on_the_page_meanwhile_is_told_and_kept(world: Asked, tmp_path: Path) -> None:
    request, cell = world.request(world.council), world.cell(world.council, world.employment)
    path = fill(taken_out(request, tmp_path), G2=71)
    actions.save(request=request, typed=[Typed(cell.pk, {"value": "72"})], on=TODAY, by=operator())
    receipt = back(request, path)
    assert "somebody wrote 72 here after this workbook was made" in str(receipt.faults[0])
    assert world.cell(world.council, world.employment).value == 72.0


def test_rows_that_nobody_asked_for_and_rows_sent_twice_are_refused(world: Asked, tmp_path: Path) -> None:
    request = world.request(world.council)
    path = taken_out(request, tmp_path)
    key = load_workbook(path)[FIGURES]["A2"].value
    fill(path, G2=71.5, A3=key, G3=71, B4="Something else", G4=3, A5="999999999:00000000", G5=4)
    receipt = back(request, path)
    assert {each.at: each.code for each in receipt.faults} == {
        "Figures!A3": "given_twice", "Figures!A4": "not_asked_for", "Figures!A5": "not_asked_for",
    }  # fmt: skip
    assert (receipt.taken, receipt.read) == (1, 4)


def test_a_changed_heading_another_request_and_no_workbook_stop_the_whole_file(
    world: Asked, tmp_path: Path
) -> None:
    request = world.request(world.council)
    path = fill(taken_out(request, tmp_path), G1="Result")
    with pytest.raises(BadWorkbook, match=r"Figures!G1: the heading is “Result”, not “Value”"):
        back(request, path)
    with pytest.raises(BadWorkbook, match="is for Q-"):
        back(world.request(world.partner), taken_out(request, tmp_path))
    path.write_bytes(b"no workbook")
    with pytest.raises(BadWorkbook, match="no workbook"):
        back(request, path)


def test_a_formula_in_a_comment_comes_back_as_the_text_that_was_typed(world: Asked, tmp_path: Path) -> None:
    request, cell = world.request(world.council), world.cell(world.council, world.employment)
    said = {"value": "72", "comment": "=1+1", "explanation": "Yes."}
    actions.save(request=request, typed=[Typed(cell.pk, said)], on=TODAY, by=operator())
    path = taken_out(request, tmp_path)
    assert load_workbook(path)[FIGURES][f"{LETTER_OF['comment']}2"].value == "'=1+1"
    assert back(request, path).read == 0


def test_the_commands_list_write_and_receive(
    world: Asked, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("django.utils.timezone.localdate", lambda: TODAY)
    request = world.request(world.partner)
    path = tmp_path / "out.xlsx"
    assert main(["requests", "--place", world.area.code, "--format", "csv"]) == 0
    assert (
        f"{request.reference},oldham-2025-26,The Partner,drafted,1,3,0,2026-06-30,29,contributor"
        in capsys.readouterr().out
    )
    assert main(["request", request.reference, "--workbook", str(path)]) == 0
    line = line_of(path, world.level_3.title)
    fill(path, **{f"G{line}": 147})
    mend = tmp_path / "mend.xlsx"
    assert main(["receive", "request", str(path), "--refused", str(mend)]) == 1
    assert f"Figures!G{line}: 147 is above 100; a percentage is expected" in capsys.readouterr().out
    assert main(["receive", "request", str(fill(mend, G2=47)), "--format", "json"]) == 0
    assert '"rows_taken": 1' in capsys.readouterr().out


def test_the_bytes_of_a_workbook_are_written_where_they_are_asked_for(world: Asked) -> None:
    made = BytesIO()
    write(made, world.request(world.council), cells_in(world.request(world.council)))
    made.seek(0)
    assert load_workbook(made).sheetnames == ["About", "Figures"]
