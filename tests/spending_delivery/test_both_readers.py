"""The bulk reader and the careful reader give one record, on plain files and on long ones read by several threads."""

import random
import tracemalloc
from pathlib import Path
from typing import Any

import pyarrow.compute as pc
import pyarrow.parquet as pq
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from placepact.returns.reading import look, open_carefully, open_engine
from placepact.spending.delivery import ReadingProfile, check, understand
from placepact.spending.delivery.question import Asked, judge
from placepact.spending.delivery.words import header_words
from tests.spending_delivery.makers import HEADER, TODAY, make_file, receive

CELLS = st.sampled_from(
    [
        "",
        " ",
        "Acme",
        "Roads & Co",
        "Total",
        '"quoted, cell"',
        '"two ""marks"""',
        "2019-04-01",
        "2019-13-01",
        "é£",
        "N/A",
    ]
)
DAYS = st.sampled_from(
    ["2019-04-01", "2019-04-30", "2019-02-30", "", "soon", " 2019-04-02", "1919-01-01", "Payment Date"]
)
AMOUNTS = st.sampled_from(
    ["1.00", '"1,000.00"', "(2.50)", "1.005", "", "x", "£3", "-0.10", "Net Amount", "7.8"]
)
ROWS = st.lists(st.tuples(DAYS, CELLS, CELLS, AMOUNTS).map(",".join), min_size=1, max_size=30)


def without_place(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows without their line and file, which differ between the two files."""
    return [{name: value for name, value in row.items() if name not in ("line", "file")} for row in rows]


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=ROWS)
def test_both_readers_give_the_same_rows(rows: list[str], tmp_path: Path) -> None:
    profile = ReadingProfile().with_answers({"date": "year_first", "sign": "as_written"})
    bulk = receive(make_file(tmp_path, *rows, name="bulk.csv"), profile)
    careful = receive(make_file(tmp_path, *rows, header=f"Payments\n{HEADER}", name="careful.csv"), profile)
    assert (bulk.checked.reading.reader, careful.checked.reading.reader) == ("bulk", "careful")
    assert without_place(bulk.rows) == without_place(careful.rows)
    assert [row["line"] + 1 for row in bulk.rows] == [row["line"] for row in careful.rows]


def make_long(path: Path, rows: int) -> int:
    """A file of so many payments, each with its number as reference; returns the pence in it."""
    chance, pence = random.Random(2019), 0
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(
            "Payment Date,Supplier,Service,Transaction Number,Cap/Rev,Company Number,VAT,Net Amount\r\n"
        )
        for number in range(rows):
            amount = chance.randint(-99999, 9999999)
            pence += amount
            day = f"{chance.randint(1, 28):02}/{chance.randint(1, 12):02}/2019"
            file.write(
                f"{day},Supplier {chance.randint(1, 9999)} Ltd,Service {number % 50},{number},R,N/A,N/A,"
                f"{amount / 100:.2f}\r\n"
            )
    return pence


def test_a_long_file_is_recorded_in_its_order_and_streams(tmp_path: Path) -> None:
    """The file is long enough for DuckDB to read it with several threads."""
    path = tmp_path / "long.csv"
    pence = make_long(path, 300_000)
    with open_engine() as engine:
        found = understand(path, engine=engine, today=TODAY)
        tracemalloc.start()
        checked = check(found, tmp_path / "long.parquet", body="body")
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert (checked.reading.reader, checked.accepted, checked.pence_accepted) == ("bulk", 300_000, pence)
    record = pq.read_table(checked.path, columns=["line", "reference"])
    assert pc.all(pc.equal(pc.subtract(record["line"], 2), pc.cast(record["reference"], "int64"))).as_py()
    assert peak < 20_000_000


def test_the_careful_reader_streams_a_long_file_too(tmp_path: Path) -> None:
    plain, titled = tmp_path / "plain.csv", tmp_path / "titled.csv"
    pence = make_long(plain, 200_000)
    titled.write_bytes(b"Payments,,\r\n" + plain.read_bytes())
    with open_engine() as engine:
        found = understand(titled, engine=engine, today=TODAY)
        checked = check(found, tmp_path / "titled.parquet", body="body")
    assert (checked.reading.reader, checked.accepted, checked.pence_accepted) == ("careful", 200_000, pence)
    assert pq.ParquetFile(checked.path).num_row_groups > 1


def test_no_question_is_answered_by_a_join_which_would_lose_the_order_of_rows(tmp_path: Path) -> None:
    header = "Payment Date,Supplier,Service,Category,Description,Cap/Rev,Company Number,Charity Number,VAT,Net Amount"
    path = make_file(
        tmp_path, "01-Apr-2019,A,B,C,D,R,1,2,0.20,1.00", "1 April 2019,A,B,C,D,C,1,2,,1.00", header=header
    )
    with open_engine() as engine:
        for careful in (False, True):
            found = understand(path, engine=engine, today=TODAY)
            asked = found.asked
            if careful:
                source = open_carefully(look(path), header_words(), engine)
                asked = Asked(source, found.columns, found.profile, asked.day, asked.last_year)
            plan = engine.connection.sql(f"explain {judge(asked)}").fetchall()[0][1]
            assert "Projection" in plan
            assert not any(word in plan.lower() for word in ("join", "aggregate", "cte"))
