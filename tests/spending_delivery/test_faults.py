"""Every fault of a row is refused with its reason; what is only untidy is accepted."""

import csv
from pathlib import Path

import pytest

from placepact.spending.delivery.reasons import REASONS
from tests.spending_delivery.makers import HEADER, make_file, receive

GOOD = "2019-04-01,Acme Ltd,Roads,10.00"
FAULTS = {
    "lost_quote": ('2019-04-02,"Acme,Roads,5.00', 0),
    "too_many_cells": ("2019-04-02,Acme,Ltd,Roads,5.00", 0),
    "too_few_cells": ("2019-04-02,Acme,5.00", 0),
    "rows_in_a_cell": (
        '2019-04-02,"Acme,Roads,1.00\n2019-04-03,Acme,Roads,2.00\n2019-04-04,x",Roads,5.00',
        0,
    ),
    "date_missing": (",Acme,Roads,5.00", 500),
    "date_unreadable": ("soon,Acme,Roads,5.00", 500),
    "date_out_of_range": ("1919-04-01,Acme,Roads,5.00", 500),
    "amount_missing": ("2019-04-02,Acme,Roads,", 0),
    "amount_unreadable": ("2019-04-02,Acme,Roads,five", 0),
    "totals_row": (",,,10.00", 1000),
}


@pytest.mark.parametrize(("code", "row", "pence"), [(code, *case) for code, case in FAULTS.items()])
def test_a_fault_is_refused_with_its_reason(code: str, row: str, pence: int, tmp_path: Path) -> None:
    outcome = receive(make_file(tmp_path, GOOD, row, GOOD))
    assert (outcome.codes, outcome.checked.accepted) == ([code], 2)
    assert (outcome.checked.pence_accepted, outcome.checked.pence_refused) == (2000, pence)
    assert outcome.checked.amounts_unread == (0 if pence else 1)


def test_every_reason_has_a_case_here() -> None:
    assert {reason.code for reason in REASONS} == FAULTS.keys() | {"vat_unreadable"}


def test_vat_that_is_no_amount_is_refused_and_words_for_none_are_not(tmp_path: Path) -> None:
    rows = ("2019-04-01,A,1.00,0.20", "2019-04-01,A,1.00,N/A", "2019-04-01,A,1.00,", "2019-04-01,A,1.00,some")
    outcome = receive(make_file(tmp_path, *rows, header="Payment Date,Supplier,Net Amount,VAT"))
    assert [row["vat_pence"] for row in outcome.accepted] == [20, None, None]
    assert outcome.codes == ["vat_unreadable"]


@pytest.mark.parametrize("row", ["Total,,,10.00", ",Grand Total,,10.00", ",,Totals:,10.00", ",Total,,"])
def test_a_row_of_totals_is_refused_under_a_reason_of_its_own(row: str, tmp_path: Path) -> None:
    assert "totals_row" in receive(make_file(tmp_path, GOOD, row)).codes


def test_a_payee_named_total_with_a_day_is_a_payment(tmp_path: Path) -> None:
    assert receive(make_file(tmp_path, "2019-04-01,Total,Fuel,10.00")).checked.accepted == 1


def test_redacted_and_missing_payees_are_accepted_as_written_and_counted(tmp_path: Path) -> None:
    outcome = receive(make_file(tmp_path, "2019-04-01,REDACTED,Care,1.00", "2019-04-01,,Care,2.00"))
    assert [row["supplier"] for row in outcome.accepted] == ["REDACTED", None]
    assert "1 accepted rows name no supplier." in outcome.checked.warnings


def test_a_row_says_all_that_is_wrong_with_it(tmp_path: Path) -> None:
    outcome = receive(make_file(tmp_path, GOOD, "soon,Acme,Roads,five"))
    assert outcome.codes == ["date_unreadable", "amount_unreadable"]
    assert outcome.rows[1]["raw"] == ["soon", "Acme", "Roads", "five"]


def test_the_line_is_that_of_the_file_with_line_breaks_and_text_above(tmp_path: Path) -> None:
    rows = ('2019-04-01,"Acme\nLtd",Roads,1.00', "", "soon,Acme,Roads,5.00")
    path = make_file(tmp_path, *rows, header=f"Payments to suppliers\n\n{HEADER}")
    (fault,) = receive(path).checked.faults()
    assert fault.place == "line 7"
    assert path.read_text(encoding="utf-8").splitlines()[6].startswith("soon")


def test_refused_rows_are_written_for_mending_and_cannot_act_in_a_spreadsheet(tmp_path: Path) -> None:
    outcome = receive(make_file(tmp_path, GOOD, "soon,=cmd(),Roads,five"))
    target = tmp_path / "refused.csv"
    assert outcome.checked.write_refused(target) == 1
    with target.open(encoding="utf-8-sig", newline="") as file:
        header, row = csv.reader(file)
    assert header == ["file", "line", "column", "value", "reason", *HEADER.split(",")]
    assert row[:4] == ["payments.csv", "3", "Payment Date; Net Amount", "soon; five"]
    assert row[5:] == ["soon", "'=cmd()", "Roads", "five"]


def test_a_limit_keeps_the_faults_of_a_bad_file_few(tmp_path: Path) -> None:
    outcome = receive(make_file(tmp_path, GOOD, *["soon,Acme,Roads,1.00"] * 1, *["2019-04-01,A,B,x"] * 50))
    assert len(outcome.checked.faults(10)) == 10
    assert outcome.checked.refused == 51


def test_only_the_whole_record_is_left_beside_the_file(tmp_path: Path) -> None:
    receive(make_file(tmp_path, GOOD))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["payments.csv", "payments.parquet"]


def test_mended_rows_are_delivered_in_the_file_that_named_their_faults(tmp_path: Path) -> None:
    header = "Date,Supplier,Costcuk"
    outcome = receive(make_file(tmp_path, "2019-04-01,A,1.00", "2019-04-02,B,five", header=header))
    mended = tmp_path / "mended.csv"
    outcome.checked.write_refused(mended)
    mended.write_text(mended.read_text(encoding="utf-8-sig").replace(",B,five", ",B,5.00"), encoding="utf-8")
    assert [row["amount_pence"] for row in receive(mended).accepted] == [500]
