"""A count as JSON and as CSV, for programs: the command line and the pages give the same bytes."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

from placepact.returns.cells import harmless
from placepact.spending.count import Count, Row
from placepact.spending.counting.comparison import heads
from placepact.spending.money.payment_lines import PaidLines
from placepact.spending.queries.accounts import by_ids
from placepact.spending.rules.control import Control
from placepact.spending.rules.per_head import per_head_pence

SUMS = ("as_reported_pence", "counted_twice_pence", "counted_once_pence", "lines")
LINES = (
    "body", "body_name", "payee", "year", "code", "label", "theme", "area", "nature", "attribution", "amount_pence",
    "published", "unit", "published_for_body_pence", "return", "file", "line", "sheet", "cell",
)  # fmt: skip

PAID_LINES = (
    "body",
    "body_name",
    "payee",
    "theme",
    "amount_pence",
    "counted",
    "return",
    "file",
    "line",
)


def as_json(count: Count) -> str:
    """Everything of a count but its lines; sums in pence."""
    return json.dumps(as_dict(count), indent=2, ensure_ascii=False) + "\n"


def as_dict(count: Count) -> dict[str, Any]:
    return {
        "place": {"code": count.place.code, "name": count.place.name},
        "year": count.year,
        "level": count.level,
        "scope": {
            "slug": count.scope.slug,
            "title": count.scope.title,
            "left_out": list(count.scope.left_out),
        },
        "as_reported_pence": count.as_reported_pence,
        "counted_twice_pence": count.counted_twice_pence,
        "counted_once_pence": count.counted_once_pence,
        "difference_pence": count.difference_pence,
        "lines": count.lines,
        "coverage_share": count.coverage_share,
        "attribution_pence": dict(count.attribution),
        "vat_basis_pence": dict(count.bases),
        "bodies": [{"slug": body.slug, "name": body.name} for body in count.bodies],
        "control": [control_dict(each) for each in count.controls],
        "transfers": [
            {"payer": each.payer, "payee": each.payee, "levy": each.levy, "paid_pence": each.paid_pence}
            for each in count.transfers
        ],
        "levies": [
            {
                "levy": each.levy,
                "payee": each.payee,
                "payers": each.payers,
                "paid_pence": each.paid_pence,
                "received_pence": each.received_pence,
                "difference_pence": each.difference_pence,
            }
            for each in count.levies
        ],
        "frame": count.frame
        and {
            "known_pence": count.frame.known_pence,
            "is_estimate": count.frame.is_estimate,
            "words": count.frame.words,
        },
        "per_head": per_head(count),
        "notes": list(count.notes),
        "rows": [row_dict(row) for row in count.rows],
    }


def per_head(count: Count) -> dict[str, Any] | None:
    """What is counted once for each person, and when they were counted; None where nobody was."""
    people = heads(count.place, count.year)
    if people is None:
        return None
    many = people.count[count.place.code]
    pence = per_head_pence(count.counted_once_pence, many)
    return {
        "counted_once_pence": pence,
        "people": many,
        "people_in": people.year,
        "people_source": people.source,
    }


def control_dict(control: Control) -> dict[str, Any]:
    """A published total beside ours, in pence."""
    return {
        "name": control.name,
        "published": control.published_pence,
        "ours": control.ours_pence,
        "difference": control.difference_pence,
        "tolerance": control.tolerance_pence,
        "agrees": control.agrees,
        "explanation": control.explanation,
        "steps": [{"name": step.name, "pence": step.pence, "why": step.why} for step in control.steps],
    }


def row_dict(row: Row) -> dict[str, Any]:
    return {**row.keys, **{name: getattr(row, name) for name in SUMS}}


def as_csv(count: Count) -> str:
    """One row for each combination of what the count is split by; slugs and names, sums in pence."""
    by = list(count.rows[0].keys) if count.rows else []
    heads = [head for name in by for head in (name, f"{name}_name")]
    rows = [
        [each for name in by for each in (row.keys[name], row.names[name])]
        + [getattr(row, name) for name in SUMS]
        for row in count.rows
    ]
    return table([*heads, *SUMS], rows)


def lines_csv(count: Count) -> str:
    """Every line under the count, with the cell of the published file that it is from."""
    return table(LINES, [[each[name] for name in LINES] for each in opened(count)])


def opened(count: Count) -> list[dict[str, Any]]:
    """Every line under the count: what counts of it, what was published, and where it stands."""
    held = by_ids([line.line_id for line in count.under])
    made = []
    for line in count.under:
        row = held[line.line_id]
        made.append(
            {
                "body": line.payer,
                "body_name": row.owner.name,
                "payee": line.payee or "",
                "year": line.year,
                "code": line.code,
                "label": line.label,
                "theme": line.theme,
                "area": line.area,
                "nature": line.nature,
                "attribution": line.attribution,
                "amount_pence": line.amount_pence,
                "published": row.amount_text,
                "unit": row.unit,
                "published_for_body_pence": row.amount_pence,
                "return": row.delivery.reference,
                "file": row.delivery.file_name,
                "line": row.line,
                "sheet": row.sheet,
                "cell": f"{row.column}{row.row}" if row.sheet else "",
            }
        )
    return made


def paid_lines(found: PaidLines) -> list[dict[str, Any]]:
    """A page of payments: public names, whole pence of the payer's books, and where each stands."""
    return [
        {
            "body": each.body,
            "body_name": each.body_name,
            "payee": each.payee,
            "theme": each.theme,
            "amount_pence": each.amount_pence,
            "counted": "twice" if each.is_twice else "once",
            "return": each.reference,
            "file": each.file,
            "line": each.line,
        }
        for each in found.rows
    ]


def paid_lines_csv(found: PaidLines) -> str:
    """The same as CSV."""
    return table(PAID_LINES, [[each[name] for name in PAID_LINES] for each in paid_lines(found)])


def table(heads: Any, rows: Any) -> str:
    """CSV that a spreadsheet opens without running anything."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(heads)
    writer.writerows([[harmless(cell) for cell in row] for row in rows])
    return out.getvalue()
