"""The figures of a count and the lines under them as CSV, JSON and XLSX, to the penny."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from typing import Any

from placepact.scorecards.downloads import harmless
from placepact.spending.money_figures import Money
from placepact.spending.money_lines import LineRow

Row = Mapping[str, Any]


def records(money: Money) -> list[Row]:
    """One row for each body and theme, and one for each levy that a body passes on."""
    rows = [
        record(money, body.slug, (theme.slug, theme.name), pence, twice=0)
        for body in money.bodies
        for theme in money.themes
        if (pence := money.spent.get((body.slug, theme.slug))) is not None
    ]
    rows += [
        record(
            money, each.payer, ("", f"{each.levy} to {each.payee}"), each.paid_pence, twice=each.paid_pence
        )
        for each in money.passed
    ]
    return rows


def record(money: Money, slug: str, theme: tuple[str, str], reported: int, *, twice: int) -> Row:
    """One row in pence; `theme` is a slug and a name."""
    body = money.body(slug)
    return {
        "place": money.place.code,
        "year": money.year,
        "scope": money.scope.slug,
        "body": slug,
        "body_name": body.full_name if body else slug,
        "theme": theme[0],
        "theme_name": theme[1],
        "as_reported_pence": reported,
        "counted_twice_pence": twice,
        "counted_once_pence": reported - twice,
    }


def line_records(money: Money, lines: Sequence[LineRow]) -> list[Row]:
    """The lines under a figure, each with its return, row and cell."""
    return [
        {
            "place": money.place.code,
            "year": money.year,
            "body": each.body_slug,
            "body_name": each.body,
            "code": each.code,
            "label": each.label,
            "theme": each.theme_slug,
            "amount_pence": each.amount_pence,
            "counted_twice": each.is_twice,
            "payee": each.payee,
            "attribution": each.attribution,
            "return": each.reference,
            "line": each.line,
            "cell": each.cell,
            "published": each.published,
        }
        for each in lines
    ]


def whole(money: Money, rows: Sequence[Row]) -> dict[str, Any]:
    """The count as JSON holds it: the sums, what they are held against, and the rows."""
    return {
        "place": money.place.code,
        "name": money.place.name,
        "year": money.year,
        "scope": money.scope.slug,
        "as_reported_pence": money.as_reported_pence,
        "counted_twice_pence": money.counted_twice_pence,
        "counted_once_pence": money.counted_once_pence,
        "difference_pence": money.difference_pence,
        "lines": money.lines,
        "coverage_share": money.coverage_share,
        "attribution": dict(money.attribution),
        "known": {"pence": money.known_pence, "is_estimate": True} if money.known_pence else None,
        "control": [
            {
                "name": each.name,
                "published_pence": each.published_pence,
                "ours_pence": each.ours_pence,
                "difference_pence": each.difference_pence,
            }
            for each in money.controls
        ],
        "rows": list(rows),
    }


def as_json(held: Any) -> str:
    return json.dumps(held, indent=2, ensure_ascii=False) + "\n"


def as_csv(rows: Sequence[Row]) -> str:
    """Rows as CSV; nothing at all where there are none."""
    text = io.StringIO()
    if rows:
        writer = csv.DictWriter(text, list(rows[0]), lineterminator="\r\n")
        writer.writeheader()
        writer.writerows({name: cell(value) for name, value in row.items()} for row in rows)
    return text.getvalue()


def cell(value: object) -> object:
    return str(value).lower() if isinstance(value, bool) else harmless(value)


def as_xlsx(rows: Sequence[Row], title: str, said: str) -> bytes:
    """A workbook: one sheet with the rows, one that says what they are."""
    from openpyxl import Workbook
    from openpyxl.styles import Font

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    if rows:
        sheet.append(list(rows[0]))
        for row in rows:
            sheet.append([harmless(value) for value in row.values()])
        for head in sheet[1]:
            head.font = Font(bold=True)
        sheet.freeze_panes = "A2"
    about = book.create_sheet("About")
    about.append([said])
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()
