"""A reward as CSV and JSON: pounds to the penny, shares in per cent, for scripts and spreadsheets."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal

from placepact.budgets.queries.reward import Row, Statement, percent

HEAD = (
    "target", "part", "title", "weight", "without", "with", "achieved", "share_percent", "potential_pounds",
    "claimed_pounds", "verified_pounds", "on_account_pounds", "recovered_pounds", "is_verified",
)  # fmt: skip


def in_pounds(pence: int) -> str:
    return f"{Decimal(pence) / 100:.2f}"


def cells(row: Row) -> dict[str, str]:
    """One target by column; what is not known is empty."""
    return {
        "target": row.stretch.line.reference,
        "part": row.stretch.part,
        "title": row.title,
        "weight": str(row.stretch.weight),
        "without": f"{row.stretch.without.normalize():f}",
        "with": f"{row.stretch.target.normalize():f}",
        "achieved": f"{row.final.value.normalize():f}" if row.final else "",
        "share_percent": percent(row.claimed.share).removesuffix("%")
        if row.claimed.share is not None
        else "",
        "potential_pounds": in_pounds(row.claimed.potential_pence),
        "claimed_pounds": in_pounds(row.claimed.entitlement_pence),
        "verified_pounds": in_pounds(row.verified.entitlement_pence),
        "on_account_pounds": in_pounds(row.verified.on_account_pence),
        "recovered_pounds": in_pounds(row.verified.recovered_pence),
        "is_verified": "yes" if row.is_verified else "no",
    }


def as_csv(held: Statement) -> str:
    """Every target, a row each."""
    out = io.StringIO()
    writer = csv.DictWriter(out, HEAD, lineterminator="\n")
    writer.writeheader()
    writer.writerows(cells(each) for each in held.rows)
    return out.getvalue()


def as_json(held: Statement) -> str:
    """The whole statement, with how each figure was worked out."""
    made = {
        "agreement": held.scheme.agreement.slug,
        "potential_pounds": in_pounds(held.potential_pence),
        "claimed_pounds": in_pounds(held.claimed_pence),
        "verified_pounds": in_pounds(held.verified_pence),
        "left_pounds": in_pounds(held.left_pence) if held.left_pence is not None else None,
        "worked_out": list(held.workings),
        "targets": [{**cells(each), "worked_out": list(each.workings)} for each in held.rows],
        "payments": [{"year": e.year, "what": e.what, "pounds": in_pounds(e.pence)} for e in held.payments],
    }
    return json.dumps(made, indent=2, ensure_ascii=False) + "\n"
