"""Files as bodies really published them are read without a profile, and their sums are those of another reading."""

import csv
import io
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple
from zipfile import ZipFile

import pytest

from placepact.errors import Refusal
from placepact.returns.reading import open_engine
from placepact.spending.delivery import check, expand, understand
from tests.spending_delivery.makers import TODAY

FOLDERS = ("greater_manchester", "west_yorkshire", "north_east")
MANCHESTER = ("Invoice Payment Date", "Supplier Name", "Net Amount")
SALFORD = ("Date of Payment", "Supplier Name", "Net")
NWOD = ("payment_date", "beneficiary_name", "amount")
CALDERDALE = ("Date", "Supplier(Beneficiary) Name", "Net Amount")
TRAFFORD = ("PaymentDate", "BeneficiaryName", "Amount")
NEWCASTLE = ("Paid Date", "Supplier Name", "Total (excludes VAT)")
BRADFORD = ("Payment date", "Supplier Name", "Net Amount")
# What a person finds in each file's header: the day, the payee and the amount. The longest beginning decides.
EXPECTED = {
    "manchester_": MANCHESTER,
    "manchester_2010": (*MANCHESTER[:2], "Amount"),
    "salford_": SALFORD,
    "salford_2022": ("Date of Payment", "Vendor Name", "Net"),
    "nwod_": NWOD,
    "trafford": TRAFFORD,
    "wigan_": ("Date", "Supplier", "Amount"),
    "bradford_": BRADFORD,
    "bradford_2013": ("Payment Date", "Beneficiary Name", "Amount"),
    "calderdale_": CALDERDALE,
    "calderdale_2011": ("Date", "Supplier Name", "Amount"),
    "calderdale_2013": ("Date", "Supplier Name", "Amount"),
    "calderdale_2019-06-card": ("Transaction Date", "Supplier Name", "Net Amount"),
    "calderdale_2022-08-card": ("Transaction Date", "Supplier Name", "Net Amount"),
    "leeds_processed": ("Payment Date", "Beneficiary Name", "Amount"),
    "leeds_raw_2013": ("DatePaid", "SupplierName", "NetAmount"),
    "leeds_raw_2020": ("Payment Date", "Beneficiary Name", "Amount"),
    "wakefield_": ("Payment Date", "Supplier Name", "Net Amount"),
    "gateshead_2011": ("Updated", "Supplier id(T)", "Amount"),
    "gateshead_2019": ("Updated", "Supplier ID(T)", "Amount"),
    "newcastle_": NEWCASTLE,
    "newcastle_2017": (*NEWCASTLE[:2], "Total"),
    "northtyneside_": ("Payment Date", "Supplier (Beneficiary) Name", "Net Amount"),
}
NOT_PAYMENTS = (".json", ".md")
DAYS = {"leeds_raw_2013": "%d-%b-%y", "leeds_raw_2020": "%d/%m/%Y"}


class Read(NamedTuple):
    """Rows with anything in them, blank rows, pence, first and last day, and the payees in file order."""

    rows: int
    blank: int
    pence: int
    first: date
    last: date
    payees: list[str]


def longest(name: str, table: dict[str, object]) -> object:
    """The value under the longest beginning of a name, None where there is none."""
    found = [start for start in table if name.startswith(start)]
    return table[max(found, key=len)] if found else None


def read_otherwise(name: str, content: bytes) -> Read:
    """The file by Python's csv and Decimal, knowing its columns beforehand."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252")
    header, *rows = csv.reader(io.StringIO(text, newline=""))
    day, payee, amount = (header.index(column) for column in expected_columns(name))
    filled = [row for row in rows if any(cell.strip() for cell in row)]
    form = str(longest(name, DAYS) or "%Y-%m-%d")  # type: ignore[arg-type]
    days = [datetime.strptime(row[day].strip(), form).replace(tzinfo=UTC).date() for row in filled]
    pence = sum(Decimal(row[amount].strip().rstrip(".").replace(",", "")) * 100 for row in filled)
    assert pence == int(pence)
    return Read(
        rows=len(filled),
        blank=len(rows) - len(filled),
        pence=int(pence),
        first=min(days),
        last=max(days),
        payees=[row[payee] for row in filled],
    )


def expected_columns(name: str) -> tuple[str, ...]:
    """The three columns of a file by its name."""
    found = longest(name, EXPECTED)  # type: ignore[arg-type]
    assert isinstance(found, tuple), f"{name} is not known to this test"
    return found


def contents(path: Path) -> dict[str, bytes]:
    """The bytes of a file, or of each in an archive, by the names under which they are recorded."""
    if path.suffix != ".zip":
        return {path.name: path.read_bytes()}
    with ZipFile(path) as archive:
        return {f"{path.name}/{name}": archive.read(name) for name in archive.namelist()}


def published(shared_data: Path) -> list[Path]:
    """Every file of the three folders."""
    return sorted(path for folder in FOLDERS for path in (shared_data / "02_spend" / folder).iterdir())


def test_every_published_file_of_payments_is_read_to_the_penny(shared_data: Path, tmp_path: Path) -> None:
    paths = [path for path in published(shared_data) if path.suffix not in NOT_PAYMENTS]
    assert len(paths) > 50
    for path in paths:
        known = contents(path)
        for delivered in expand([path], tmp_path / path.stem):
            expected = read_otherwise(path.name, known[delivered.name])
            with open_engine() as engine:
                found = understand(delivered.path, engine=engine, today=TODAY)
                assert found.questions == (), delivered.name
                columns = found.profile.columns
                assert tuple(columns[role] for role in ("paid_on", "supplier", "amount")) == expected_columns(
                    path.name
                )
                checked = check(found, tmp_path / "record.parquet", body="body", file=delivered.name)
                ((different,),) = engine.connection.execute(
                    "select count(*) from (select supplier, row_number() over () as place from read_parquet($record)"
                    " where outcome = 0) as ours join (select unnest($payees) as payee, unnest(range(1, len($payees)"
                    " + 1)) as place) as theirs using (place) where coalesce(supplier, '') <> payee",
                    {"record": lend(engine.folder, checked.path), "payees": expected.payees},
                ).fetchall()
            assert (checked.accepted, checked.refused) == (expected.rows, 0), delivered.name
            assert checked.blank == expected.blank, delivered.name
            assert checked.pence_accepted == checked.pence_read == expected.pence, delivered.name
            assert (checked.first_paid_on, checked.last_paid_on) == (expected.first, expected.last)
            assert different == 0, delivered.name


def lend(folder: Path, record: Path) -> str:
    """The record under a name that the engine may open."""
    lent = folder / "record.parquet"
    lent.write_bytes(record.read_bytes())
    return str(lent)


@pytest.mark.parametrize("folder", ["national_finance", *FOLDERS])
def test_files_that_hold_no_payments_are_refused_with_a_sentence(
    folder: str, shared_data: Path, tmp_path: Path
) -> None:
    paths = sorted((shared_data / "02_spend" / folder).iterdir())
    others = [path for path in paths if folder == "national_finance" or path.suffix in NOT_PAYMENTS]
    for delivered in expand(others, tmp_path):
        with open_engine() as engine, pytest.raises(Refusal) as refused:
            understand(delivered.path, engine=engine, today=TODAY)
        assert str(refused.value).startswith((delivered.path.name, "None of the sheets of"))


def test_cards_are_told_from_payments_and_capital_from_revenue(shared_data: Path, tmp_path: Path) -> None:
    west, manchester = (shared_data / "02_spend" / name for name in ("west_yorkshire", "greater_manchester"))
    kinds = {}
    for path in (manchester / "trafford_purchase_cards_2024-25.csv", west / "calderdale_2019-06.csv"):
        with open_engine() as engine:
            kinds[path.name] = understand(path, engine=engine, today=TODAY).profile.kind
    assert kinds == {"trafford_purchase_cards_2024-25.csv": "cards", "calderdale_2019-06.csv": "payments"}
