"""The same payments in every format that bodies publish give the same record."""

import gzip
import json
import zipfile
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from placepact.returns.reading import UnreadableFile
from placepact.spending.delivery import expand
from tests.spending_delivery.makers import HEADER, receive, understood

NAMES = HEADER.split(",")
ROWS = [["2019-04-01", "Café Ltd", "Roads", "1234.56"], ["2019-04-02", "B, C & Sons", "Care", "-0.30"]]
PENCE = [123456, -30]
CSV = "\r\n".join([HEADER, "2019-04-01,Café Ltd,Roads,1234.56", '2019-04-02,"B, C & Sons",Care,-0.30', ""])


def workbook(path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Payments over £500"])
    sheet.append(NAMES)
    sheet.append([datetime(2019, 4, 1), "Café Ltd", "Roads", 1234.56])  # noqa: DTZ001
    sheet.append([datetime(2019, 4, 2), "B, C & Sons", "Care", -(0.1 + 0.2)])  # noqa: DTZ001
    book.save(path)


def records() -> list[dict[str, str]]:
    return [dict(zip(NAMES, row, strict=True)) for row in ROWS]


def columnar(path: Path) -> None:
    cells: list[Any] = list(zip(*ROWS, strict=True))
    table = pa.table(dict(zip(NAMES, cells, strict=True)))
    amounts = pa.array([Decimal(text) for text in cells[3]], pa.decimal128(12, 2))
    days = table.column("Payment Date").cast(pa.date32())
    pq.write_table(table.set_column(3, "Net Amount", amounts).set_column(0, "Payment Date", days), path)


FORMATS: dict[str, Callable[[Path], Any]] = {
    "utf8.csv": lambda path: path.write_bytes(CSV.encode()),
    "mark.csv": lambda path: path.write_bytes(CSV.encode("utf-8-sig")),
    "cp1252.csv": lambda path: path.write_bytes(CSV.encode("cp1252")),
    "old mac.csv": lambda path: path.write_bytes(CSV.replace("\r\n", "\r").encode()),
    "tabs.tsv": lambda path: path.write_bytes("\n".join("\t".join(row) for row in [NAMES, *ROWS]).encode()),
    "packed.csv.gz": lambda path: path.write_bytes(gzip.compress(CSV.encode())),
    "packed cp1252.csv.gz": lambda path: path.write_bytes(gzip.compress(CSV.encode("cp1252"))),
    "title.csv": lambda path: path.write_bytes(f"Payments,,,\r\n,,,\r\n{CSV}".encode()),
    "book.xlsx": workbook,
    "list.json": lambda path: path.write_text(json.dumps(records()), encoding="utf-8"),
    "data.json": lambda path: path.write_text(json.dumps({"data": records()}), encoding="utf-8"),
    "lists.json": lambda path: path.write_text(json.dumps({"rows": [NAMES, *ROWS]}), encoding="utf-8"),
    "lines.json": lambda path: path.write_text("\n".join(map(json.dumps, records())), encoding="utf-8"),
    "columns.parquet": columnar,
}


@pytest.mark.parametrize("name", FORMATS)
def test_each_format_gives_the_same_payments(name: str, tmp_path: Path) -> None:
    folder = tmp_path / "delivered"
    folder.mkdir()
    FORMATS[name](folder / name)
    (folder / name).rename(tmp_path / f"{name}.delivered")
    outcome = receive(tmp_path / f"{name}.delivered")
    assert [row["supplier"] for row in outcome.accepted] == [row[1] for row in ROWS]
    assert [str(row["paid_on"]) for row in outcome.accepted] == [row[0] for row in ROWS]
    assert [row["amount_pence"] for row in outcome.accepted] == PENCE
    assert outcome.checked.refused == 0


def test_windows_1252_is_read_in_bulk(tmp_path: Path) -> None:
    path = tmp_path / "cp1252.csv"
    path.write_bytes(CSV.encode("cp1252"))
    assert understood(path).reading.reader == "bulk"


def test_numbers_of_json_keep_their_text(tmp_path: Path) -> None:
    path = tmp_path / "numbers.json"
    path.write_text(
        '[{"Payment Date": "2019-04-01", "Supplier": "A", "Net Amount": 1.005}]', encoding="utf-8"
    )
    assert receive(path).codes == ["amount_unreadable"]


def test_a_fault_in_a_workbook_names_sheet_and_row(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    workbook(path)
    book = openpyxl.load_workbook(path)
    book.active.append([None, "X", "Y", 5])  # type: ignore[union-attr]
    book.save(path)
    (fault,) = receive(path).checked.faults()
    assert fault.place == "sheet Sheet, row 5"


def test_a_fault_in_json_names_the_record(tmp_path: Path) -> None:
    path = tmp_path / "list.json"
    path.write_text(json.dumps([*records(), {"Supplier Name": "X", "Net Amount": "5"}]), encoding="utf-8")
    (fault,) = receive(path).checked.faults()
    assert fault.place == "record 3"


NO_LISTS = {
    "an index": '{"pages": 3, "title": "Payments"}',
    "broken": '[{"Payment Date": "2019-04-01"',
    "a name twice": '[{"Payment Date": "2019-04-01", "Amount": 1, "Amount": 2, "Supplier": "A"}]',
    "mixed": '[{"Payment Date": "2019-04-01"}, 5]',
    "other names": '[{"colour": "red"}]',
}


@pytest.mark.parametrize("case", NO_LISTS)
def test_json_without_payments_is_refused_with_its_name(case: str, tmp_path: Path) -> None:
    path = tmp_path / "file.json"
    path.write_text(NO_LISTS[case], encoding="utf-8")
    with pytest.raises(UnreadableFile, match=r"^file\.json"):
        understood(path)


def test_a_damaged_parquet_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "file.parquet"
    path.write_bytes(b"PAR1" + b"x" * 100 + b"PAR1")
    with pytest.raises(UnreadableFile, match="damaged Parquet"):
        understood(path)


def test_archives_and_folders_are_the_files_in_them(tmp_path: Path) -> None:
    folder = tmp_path / "months"
    folder.mkdir()
    (folder / "april.csv").write_text(CSV, encoding="utf-8")
    (folder / ".hidden").write_text("x", encoding="utf-8")
    with zipfile.ZipFile(folder / "rest.zip", "w") as archive:
        archive.writestr("june.csv", CSV)
        archive.writestr("may.csv", CSV)
        archive.writestr("__MACOSX/._may.csv", b"\0")
    workbook(tmp_path / "book.xlsx")
    found = list(expand([folder, tmp_path / "book.xlsx"], tmp_path / "into"))
    names = ["months/april.csv", "months/rest.zip/june.csv", "months/rest.zip/may.csv", "book.xlsx"]
    assert [each.name for each in found] == names
    assert [receive(each.path).checked.pence_accepted for each in found] == [sum(PENCE)] * 4
