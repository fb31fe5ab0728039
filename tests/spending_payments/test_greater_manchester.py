"""Payments as five councils really published them in 2019: received, matched, counted, held against another reading."""

from __future__ import annotations

import csv
import io
from datetime import date
from decimal import Decimal
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from placepact.demonstration.build import Built
from placepact.organisations.models import Organisation
from placepact.people.actions import operator
from placepact.spending import upkeep
from placepact.spending.actions import payments
from placepact.spending.actions.payments import Incoming
from placepact.spending.count import PAYMENTS, Count, count
from placepact.spending.counting.engines import engine_named
from placepact.spending.packing import packed
from placepact.spending.queries.classification import classes_table, grouped
from placepact.spending.queries.matching import suppliers_table
from placepact.spending.queries.paid import files_that_stand, paid_by_body
from placepact.spending.questions import ask
from placepact.spending.questions.tables import PAYMENTS as COLUMNS
from tests.analytics.referee import Referee

YEAR, FROM, TO = "2019-20", "2019-04-01", "2020-03-31"
# Files, the paying body, and the columns of the day and of the amount.
FILES = (
    ("manchester_2019-*.csv", "manchester-city-council", "Invoice Payment Date", "Net Amount"),
    ("salford_2019-*.csv", "salford-city-council", "Date of Payment", "Net"),
    ("nwod_tameside_2019.csv", "tameside-council", "payment_date", "amount"),
    ("nwod_bolton_2019.csv", "bolton-council", "payment_date", "amount"),
    ("nwod_oldham_2019.csv", "oldham-council", "payment_date", "amount"),
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def received(built: Built, shared_data: Path, tmp_path: Path) -> Path:
    """Every file received for its body, and the suppliers matched."""
    folder = shared_data / "02_spend" / "greater_manchester"
    for pattern, slug, _, _ in FILES:
        paths = sorted(folder.glob(pattern))
        assert paths, pattern
        for path in paths:
            body = Organisation.objects.get(slug=slug)
            receipt = payments.receive(file=Incoming.at(path), body=body, by=operator())
            assert receipt.outcome == "accepted", (path.name, receipt.questions)
    upkeep.match_now(by=operator())
    return folder


def read_plainly(folder: Path) -> dict[str, tuple[int, int]]:
    """Pence and payments of each body in the year, read by Python's own reader of CSV."""
    found = {}
    for pattern, slug, day, amount in FILES:
        rows = [row for path in folder.glob(pattern) for row in csv.DictReader(io.StringIO(text_of(path)))]
        inside = [row for row in rows if FROM <= row[day][:10] <= TO]
        pence = sum(round(Decimal(row[amount].replace(",", "").replace("£", "")) * 100) for row in inside)
        found[slug] = (pence, len(inside))
    return found


def text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        return path.read_text(encoding="cp1252")


def refereed() -> tuple[int, int]:
    """As reported and counted twice, by the plain reading of the same question."""
    held = pq.read_table(packed(YEAR)[0]).select(COLUMNS.names).cast(COLUMNS)
    bodies = [(slug,) for _, slug, _, _ in FILES]
    tables = {
        "payments": held,
        "suppliers": suppliers_table({each.supplier for each in paid_by_body() if each.supplier}),
        "classes": classes_table(grouped(files_that_stand())),
        "footprints": [],
        "covered": [(slug, date.fromisoformat(FROM), date.fromisoformat(TO)) for (slug,) in bodies],
        "bodies": bodies,
    }
    plain, duck = (
        ask("count_payments", on=engine, tables=tables).to_pylist()
        for engine in (Referee(), engine_named("duckdb"))
    )
    assert plain == duck
    return sum(row["as_reported_pence"] for row in plain), sum(row["counted_twice_pence"] for row in plain)


def test_payments_of_five_councils_are_counted_once_to_the_penny(received: Path) -> None:
    made: Count = count("E47000001", YEAR, level=PAYMENTS, by=["body"])
    plainly = read_plainly(received)
    assert {row.keys["body"]: (row.as_reported_pence, row.lines) for row in made.rows} == plainly
    assert made.as_reported_pence == sum(pence for pence, _ in plainly.values())
    assert made.as_reported_pence - made.counted_twice_pence == made.counted_once_pence
    assert made.counted_twice_pence > 0
    assert made.counted_twice_pence == sum(each.paid_pence for each in made.transfers)
    counted = set(plainly)
    assert all(each.payer in counted and each.payee in counted for each in made.transfers)
    assert (made.as_reported_pence, made.counted_twice_pence) == refereed()
