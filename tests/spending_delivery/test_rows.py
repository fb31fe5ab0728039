"""Every record of a file is accepted, refused, blank or a repeated header, and its money is accounted for."""

from datetime import date
from pathlib import Path

from tests.spending_delivery.makers import HEADER, make_file, receive


def test_a_plain_row_is_recorded_as_written(tmp_path: Path) -> None:
    outcome = receive(make_file(tmp_path, "2019-04-01,Acme Ltd,Roads,1200.50"))
    assert outcome.rows == [
        {
            "line": 2, "outcome": 0, "reasons": 0, "raw": None, "body": "anywhere", "file": "payments.csv",
            "paid_on": date(2019, 4, 1), "is_month_only": False, "supplier": "Acme Ltd", "amount_pence": 120050,
            "vat_pence": None, "amount_basis": "net", "service": "Roads", "category": None, "description": None,
            "reference": None, "nature": None, "company_number": None, "charity_number": None,
            "procurement_class": None, "sercop": None,
        }
    ]  # fmt: skip


def test_the_summary_balances_over_every_kind_of_row(tmp_path: Path) -> None:
    rows = (
        "2019-04-01,Acme Ltd,Roads,100.00",
        ",,,",
        HEADER,
        "2019-04-31,Acme Ltd,Roads,20.00",
        "2019-04-02,Acme Ltd,Roads,many",
        ",,,120.00",
    )
    checked = receive(make_file(tmp_path, *rows)).checked
    assert (checked.records, checked.accepted, checked.refused) == (6, 1, 3)
    assert (checked.blank, checked.repeated_headers) == (1, 1)
    assert (checked.pence_read, checked.pence_accepted, checked.pence_refused) == (24000, 10000, 14000)
    assert checked.amounts_unread == 1


def test_faults_name_line_column_value_and_reason(tmp_path: Path) -> None:
    outcome = receive(make_file(tmp_path, "2019-04-01,Acme,Roads,1.00", "2019-04-02,Acme,Roads,1.005"))
    (fault,) = outcome.checked.faults()
    assert (fault.line, fault.column, fault.value) == (3, "Net Amount", "1.005")
    assert str(fault) == (
        "line 3, column Net Amount: “1.005” has more than two decimals, and money is never rounded. Write it to"
        " the penny."
    )
