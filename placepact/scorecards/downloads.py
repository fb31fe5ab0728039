"""Exactly what is on the page, as CSV, JSON and XLSX."""

from __future__ import annotations

import csv
import io
import json
import math
import statistics
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from placepact.agreements.rules.status import Status
from placepact.indicators.rules.periods import day_in_words
from placepact.indicators.rules.travel import Travel
from placepact.returns.cells import harmless
from placepact.scorecards.queries import Card, Judged

COLUMNS = (
    "reference",
    "block",
    "target_title",
    "indicator",
    "area_code",
    "area_name",
    "period",
    "value",
    "lower",
    "upper",
    "unit",
    "target",
    "baseline",
    "baseline_period",
    "status",
    "reason",
    "direction_of_travel",
    "change_in_a_year",
    "england",
    "neighbours",
    "neighbours_with_a_figure",
    "lead",
    "illustrative_target",
    "scheme",
    "block_name",
    "status_word",
    "lead_name",
    "target_period",
)
DECIMALS = 10


def record(judged: Judged, card: Card) -> dict[str, Any]:
    """One row in plain figures, as published: None where there is no number, in the columns' order."""
    lower, upper = judged.limits
    similar = judged.of_similar()
    verdicts = judged.verdicts
    travel = Travel(int(verdicts.travel[0])) if verdicts else Travel.NONE
    return {
        "reference": judged.target.wording.line.reference,
        "block": judged.target.wording.block.slug,
        "target_title": judged.target.wording.title,
        "indicator": judged.definition.slug if judged.definition else None,
        "area_code": card.shown.code,
        "area_name": card.shown.name,
        "period": str(judged.period) if judged.period else None,
        "value": number(judged.value),
        "lower": number(lower),
        "upper": number(upper),
        "unit": judged.definition.unit if judged.definition else None,
        "target": number(judged.due),
        "baseline": judged.baseline[1] if judged.baseline else None,
        "baseline_period": str(judged.baseline[0]) if judged.baseline else None,
        "status": judged.status.value,
        "reason": judged.reason.sentence,
        "direction_of_travel": None if travel is Travel.NONE else travel.word.lower(),
        "change_in_a_year": change_in_a_year(float(verdicts.change[0])) if verdicts else None,
        "england": number(judged.of_england()),
        "neighbours": statistics.median(similar) if similar else None,
        "neighbours_with_a_figure": len(similar),
        "lead": judged.target.lead.slug,
        "illustrative_target": card.agreement.is_illustrative,
        "scheme": card.scheme.slug,
        "block_name": judged.target.wording.block.name,
        "status_word": judged.status.word,
        "lead_name": judged.target.lead.name,
        "target_period": str(judged.due_for) if judged.due_for else None,
    }


def number(value: float) -> float | None:
    """A number, or None where there is none: JSON has no NaN."""
    return None if math.isnan(value) else value


def change_in_a_year(value: float) -> float | None:
    """A difference of two figures without the dust of binary arithmetic: 0.1, not 0.09999999999999432."""
    return number(round(value, DECIMALS))


def as_json(card: Card, judged: Sequence[Judged]) -> str:
    """The rows as a JSON list of objects."""
    return (
        json.dumps([record(each, card) for each in judged], indent=2, ensure_ascii=False, allow_nan=False)
        + "\n"
    )


def as_csv(card: Card, judged: Sequence[Judged]) -> str:
    """The rows as CSV, with empty cells where there is no number."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    for each in judged:
        writer.writerow({name: as_cell(value) for name, value in record(each, card).items()})
    return text.getvalue()


def as_cell(value: object) -> object:
    """A value as CSV holds it: true and false are written as in JSON."""
    return str(value).lower() if isinstance(value, bool) else harmless(value)


def as_xlsx(card: Card, judged: Sequence[Judged]) -> bytes:
    """The rows as a workbook: one sheet with the figures, one that says what they are."""
    from openpyxl import Workbook
    from openpyxl.styles import Font

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Scorecard"
    sheet.append(COLUMNS)
    for each in judged:
        sheet.append([harmless(value) for value in record(each, card).values()])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    sheet.freeze_panes = "D2"
    about = book.create_sheet("About")
    for line in notes(card, judged):
        about.append([harmless(text) for text in line])
    # The same figures give the same bytes: a workbook otherwise carries the moment it was made.
    book.properties.created = book.properties.modified = datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def notes(card: Card, judged: Sequence[Judged]) -> list[list[str]]:
    """What the reader of a workbook must know, as rows of two cells."""
    real = (
        "The targets are illustrative: made up to show how placepact works."
        if card.agreement.is_illustrative
        else ""
    )
    return [
        ["Agreement", f"{card.agreement.title}, version {card.version.number}"],
        ["Area", f"{card.shown.name} ({card.shown.code})"],
        ["Status is judged by", f"{card.scheme.name}: {card.scheme.source}"],
        ["Targets", real or "As signed."],
        *([["As at", as_at_sentence(card)]] if card.as_at else []),
        *sources(judged),
        ["neighbours", "The middle (median) of the similar areas that have a figure for the same period."],
        [
            "An empty cell",
            f"There is no number; the status says {Status.NO_FIGURE.value} where there is no figure.",
        ],
    ]


def as_at_sentence(card: Card) -> str:
    """What a card of the past rests on, in one sentence; empty for today's."""
    if card.as_at is None:
        return ""
    day, last = day_in_words(card.as_at.day), card.as_at.last_return
    figures = (
        f"the figures of returns R-000001 to R-{last:06d}"
        if last
        else "no figure: no return had been accepted here"
    )
    return (
        f"As it stood at the end of {day}: {figures}, version {card.version.number} of the agreement, "
        "definitions and areas as they were then."
    )


def sources(judged: Sequence[Judged]) -> list[list[str]]:
    """Where the figures of the rows come from and under which licence, one row an indicator."""
    shown = {each.definition.slug: each.definition for each in judged if each.definition}
    return [
        [
            f"Figures: {each.title}",
            f"{each.publisher}: {each.source}, carried by {each.carried_by}. {each.licence}. {each.source_url}",
        ]
        for each in shown.values()
    ]
