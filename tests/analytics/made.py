"""Made payments with everything that questions join, small and awkward: doubles, unknowns, refunds, refusals."""

import random
from datetime import date, timedelta
from typing import Any

import pyarrow as pa

from placepact.spending.questions import question
from placepact.spending.questions.tables import SCHEMAS

BODIES = ["bolton", "bury", "gmca", "police", "waste"]
SUPPLIERS = ["Bolton Council", "GMCA", "gmca ", "Acme Ltd", "Straße GmbH", "Nobody", None]
SERVICES = ["Education", "Roads", None]


def tables_of_payments(*, rows: int, seed: int) -> dict[str, Any]:
    """The tables of `count_payments` by name; suppliers and classes hold doubles that must not count twice."""
    chance = random.Random(seed)
    first = date(2018, 3, 20)
    payments = [
        {
            "line": line,
            "body": chance.choice(BODIES),
            "file": f"{chance.randrange(4)}.csv",
            "paid_on": first + timedelta(days=chance.randrange(800)),
            "supplier": chance.choice(SUPPLIERS),
            "amount_pence": chance.randrange(-(10**9), 10**10),
            "service": chance.choice(SERVICES),
            "category": chance.choice(["x", None]),
            "nature": chance.choice(["capital", "revenue", None]),
            "return_id": chance.choice([7, 8, 1000, None]),
            "amount_basis": chance.choice(["net", "gross", "unknown", None]),
        }
        for line in range(1, rows + 1)
    ]
    others = {
        "suppliers": [
            ("Bolton Council", "bolton"),
            ("GMCA", "gmca"),
            ("gmca ", "gmca"),
            ("gmca ", "gmca"),
            ("Acme Ltd", "acme"),
            ("Nobody", None),
            (None, "gmca"),
        ],
        "classes": [
            ("Education", "x", "education", "09"),
            ("Roads", None, "roads_and_transport", "04"),
            ("Roads", None, "roads_and_transport", "04"),
            (None, None, "other", None),
            (None, "x", None, None),
        ],
        "footprints": [
            ("bolton", "bolton", "actual"),
            ("gmca", "gm", "actual"),
            ("police", "gm", "estimate"),
        ],
        "covered": [
            ("bolton", date(2018, 4, 1), date(2019, 3, 31)),
            ("bolton", date(2019, 6, 1), date(2019, 9, 30)),
            ("gmca", date(2018, 1, 1), date(2020, 12, 31)),
        ],
        "bodies": [("bolton",), ("gmca",), ("gmca",), ("waste",)],
    }
    from placepact.analytics import Rows

    made = {name: Rows(SCHEMAS[name], rows) for name, rows in others.items()}
    return {"payments": pa.Table.from_pylist(payments, schema=SCHEMAS["payments"]), **made}


def only_read(name: str, tables: dict[str, Any]) -> dict[str, Any]:
    """Those of the tables that a question reads."""
    return {table: tables[table] for table in question(name).reads}
