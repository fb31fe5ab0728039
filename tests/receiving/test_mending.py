"""What was refused goes back as a workbook, and comes in again once it is mended; rates are reckoned from their counts."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest
from django.test import Client

from placepact.cli import main
from placepact.indicators import actions, mending
from placepact.indicators.models import Value
from placepact.organisations.models import Organisation
from placepact.people.actions import operator
from placepact.places.models import Area
from placepact.roles.rules import Role
from tests import makers

pytestmark = pytest.mark.django_db

HEADER = ["areacd", "indicator", "period", "observation", "numerator", "denominator", "notes"]
GOOD = ["E08000004", "Employment rate", "2023-01-01/P1Y", 68.1, None, None, None]


@pytest.fixture
def oldham() -> Area:
    return makers.make_area(code="E08000004", name="Oldham")


@pytest.fixture
def council(oldham: Area) -> Organisation:
    actions.load_anchors(by=operator())
    return makers.make_organisation(slug="oldham-council", name="Oldham Council")


def figures(folder: Path, *rows: list[object], name: str = "figures.xlsx") -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Targets"
    for row in (HEADER, *rows):
        sheet.append(row)
    book.save(folder / name)
    return folder / name


def year(number: int, value: object, **different: object) -> list[object]:
    cells = dict(zip(HEADER, GOOD, strict=True))
    return list({**cells, "period": f"{number}-01-01/P1Y", "observation": value, **different}.values())


def receive(path: Path, council: Organisation) -> actions.Receipt:
    return actions.receive(path=path, organisation=council, by=operator())


def test_a_fault_in_a_workbook_is_told_by_its_sheet_and_cell(tmp_path: Path, council: Organisation) -> None:
    receipt = receive(figures(tmp_path, year(2022, 61.0), year(2023, 147)), council)
    assert [str(each) for each in receipt.checked.faults] == [
        "Targets!D3: 147 is above 100, the most that employment-rate can be; a percentage is expected."
        " Check the value and its unit."
    ]
    assert receipt.delivery is not None
    assert receipt.delivery.refused_cells.get().column == "observation (D3)"


def test_the_refused_rows_are_mended_in_a_workbook_and_delivered_again(
    tmp_path: Path, council: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    source = figures(tmp_path, year(2022, 61.0), year(2023, "6,2"), year(2024, "=1+1"), year(2025, 147))
    asked = ["receive", "indicators", str(source), "--from", "oldham-council", "--refused", "back.xlsx"]
    assert main(asked) == 3
    book = openpyxl.load_workbook("back.xlsx")
    sheet = book["Refused"]
    assert [cell.value for cell in sheet[1]] == ["file", "line", "column", "value", "reason", *HEADER]
    wrong = sheet["I2"]
    assert (wrong.value, wrong.fill.fgColor.rgb[-6:]) == ("6,2", "FFF2CC")
    assert "decimal comma" in wrong.comment.text
    sheet["I2"], sheet["I3"], sheet["I4"] = 62.0, 63.0, 64.0
    book.save("mended.xlsx")
    assert main(["receive", "indicators", "mended.xlsx", "--from", "oldham-council"]) == 0
    assert list(Value.objects.order_by("period_start").values_list("value", flat=True)) == [61, 62, 63, 64]


def test_the_workbook_of_refused_rows_stands_on_the_returns_page_for_those_who_may_see_them(
    tmp_path: Path, client: Client, council: Organisation
) -> None:
    receipt = receive(figures(tmp_path, year(2022, 61.0), year(2023, "high")), council)
    assert receipt.delivery is not None
    address = f"{receipt.delivery.get_absolute_url()}/refused.xlsx"
    assert client.get(address).status_code == 302
    officer = makers.make_user()
    makers.make_holding(officer, council, Role.CONTRIBUTOR)
    client.force_login(officer)
    assert f'href="{address}"' in client.get(receipt.delivery.get_absolute_url()).content.decode()
    answer = client.get(address)
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content))["Refused"]
    assert [cell.value for cell in sheet[2]][:4] == ["figures.xlsx", 3, "observation", "high"]
    assert (sheet["F2"].value, sheet["I2"].value, sheet.max_row) == ("E08000004", "high", 2)


def test_a_return_without_refused_rows_has_no_workbook(
    tmp_path: Path, client: Client, council: Organisation
) -> None:
    receipt = receive(figures(tmp_path, year(2022, 61.0)), council)
    assert receipt.delivery is not None
    with pytest.raises(mending.NothingToMend, match="has no refused rows"):
        mending.workbook(receipt.delivery)


def test_a_rate_left_out_is_reckoned_from_its_two_counts_and_kept_with_both(
    tmp_path: Path, council: Organisation
) -> None:
    rows = (
        year(2021, None, numerator=30, denominator=40),
        year(2022, None, numerator=30, denominator=0),
        year(2023, None, numerator=30),
        year(2024, None, numerator=41, denominator=40),
    )
    receipt = receive(figures(tmp_path, *rows), council)
    value = Value.objects.get()
    assert (value.value, value.numerator, value.denominator) == (75.0, 30.0, 40.0)
    codes = [(each.place, each.code) for each in receipt.checked.faults]
    assert codes == [
        ("Targets!D3", "value_missing"), ("Targets!F3", "denominator_not_positive"), ("Targets!D4", "value_missing"),
        ("Targets!D5", "value_too_high"), ("Targets!E5", "numerator_above_denominator"),
    ]  # fmt: skip


def test_what_only_asks_is_told_and_stops_nothing(
    tmp_path: Path, council: Organisation, capsys: pytest.CaptureFixture[str]
) -> None:
    receive(figures(tmp_path, *(year(2016 + n, 60.0 + n % 2) for n in range(6))), council)
    late = figures(tmp_path, year(2022, 80.0), name="late.xlsx")
    assert main(["receive", "indicators", str(late), "--from", "oldham-council", "--dry-run"]) == 0
    said = capsys.readouterr().out
    assert "asked about Targets!D2: 80 is 19 away from the 61 before it" in said
    assert "checked by release 1 of the checks" in said
    assert "W01 A change is not far beyond any of the last ten years. Found 1 times; it only asks." in said
    assert receive(late, council).tally.new == 1
