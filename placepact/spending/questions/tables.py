"""The tables that questions about money read: their columns, in order, with types."""

from __future__ import annotations

import pyarrow as pa

LINES = pa.schema(
    [
        ("payer", pa.string()),
        ("payee", pa.string()),
        ("year", pa.string()),
        ("theme", pa.string()),
        ("area", pa.string()),
        ("nature", pa.string()),
        ("attribution", pa.string()),
        ("amount_pence", pa.int64()),
        ("return_id", pa.int64()),
        ("line", pa.int64()),
        ("payee_is_inside", pa.bool_()),
    ]
)
"""Account lines or payments, one form: who paid whom, in which financial year ("2017-18"), for what and where.

`payee_is_inside`: whether the payee's own spending of that day is in the figure, where it is a counted body; no
where it has not delivered that day, so that what it was paid is in no book but the payer's. Null where the lines
are accounts, which hold a whole year.
"""

BODIES = pa.schema([("body", pa.string())])
"""The counted bodies: those whose own spending is inside the figure."""

PAYMENTS = pa.schema(
    [
        ("line", pa.int64()),
        ("body", pa.string()),
        ("file", pa.string()),
        ("paid_on", pa.date32()),
        ("supplier", pa.string()),
        ("amount_pence", pa.int64()),
        ("service", pa.string()),
        ("category", pa.string()),
        ("nature", pa.string()),
        ("return_id", pa.int64()),
        ("amount_basis", pa.string()),
    ]
)
"""Accepted payments with the return of each, as the packed copies of what stands hold them.

A return's own file in the record has refused rows too and no `return_id`, so that it cannot be taken for one.
"""

COVERED = pa.schema([("body", pa.string()), ("covered_from", pa.date32()), ("covered_to", pa.date32())])
"""The days, both included, that the payments of a body cover; two spans of one body never share a day."""

SUPPLIERS = pa.schema([("supplier", pa.string()), ("organisation", pa.string())])
"""Which organisation (its slug) a supplier as written is; a supplier that nobody has settled is not here."""

CLASSES = pa.schema(
    [("service", pa.string()), ("category", pa.string()), ("theme", pa.string()), ("cofog", pa.string())]
)
"""What a service and category of a body's file is for."""

FOOTPRINTS = pa.schema([("body", pa.string()), ("area", pa.string()), ("attribution", pa.string())])
"""The area that a body's payments are for, and how they came to it: actual, apportioned by …, estimate."""

ORGANISATIONS = pa.schema(
    [
        ("organisation", pa.string()),
        ("area", pa.string()),
        ("sector", pa.string()),
        ("size_band", pa.string()),
    ]
)
"""Where an organisation sits, its sector, and its size band; null where that is not known."""

AREAS = pa.schema([("area", pa.string())])
"""The areas inside the place."""

SCHEMAS = {
    "lines": LINES,
    "bodies": BODIES,
    "payments": PAYMENTS,
    "covered": COVERED,
    "suppliers": SUPPLIERS,
    "classes": CLASSES,
    "footprints": FOOTPRINTS,
    "organisations": ORGANISATIONS,
    "areas": AREAS,
}
