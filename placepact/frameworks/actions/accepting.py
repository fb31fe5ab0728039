"""Acceptance by the partnership: an approved request becomes one return, so that its values stand in the record."""

from __future__ import annotations

import csv
import datetime as dt
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from django.db import transaction

from placepact.audit.actions import hold, record
from placepact.frameworks.actions.steps import CannotTake, check_step, held, move
from placepact.frameworks.models import Cell, Request
from placepact.frameworks.queries.requests import cells_in
from placepact.frameworks.rules.requests import Step
from placepact.indicators import actions as indicators
from placepact.indicators.delivery import check_file
from placepact.indicators.rules.words import Finality, Presence
from placepact.people.models import User
from placepact.returns.actions import Delivered
from placepact.returns.models import Return

HEAD = (
    "areacd", "areanm", "indicator", "period", "observation", "status", "numerator", "denominator", "breakdown", "notes",
)  # fmt: skip
MARKS = {
    Presence.MISSING.value: "x",
    Presence.SUPPRESSED.value: "c",
    Presence.NOT_APPLICABLE.value: "z",
    Presence.PENDING.value: "pending",
}


@transaction.atomic
def accept(*, request: Request, on: dt.date, by: User) -> Request:
    """Accept an approved request for the partnership: one return, by the organisation, of all its figures.

    What a correction left as it was stands as it is; what it changed supersedes. Raises NotAllowed and CannotTake.
    """
    hold()
    request = held(request)
    state = check_step(request, Step.ACCEPT, by=by, on=on)
    cells = [each for each in cells_in(request) if each.indicator_id and each.presence]
    delivery = deliver(request, cells, by) if cells else None
    request.delivery = delivery or request.delivery
    move(request, Step.ACCEPT, state, by=by, on=on, delivery=delivery)
    about = delivery.reference if delivery else ""
    record(what="request_accepted", about=request, by=by, round=request.round, delivery=about)
    return request


def deliver(request: Request, cells: Sequence[Cell], by: User) -> Return:
    """Hand a request's figures to the record as one file. Raises CannotTake where one of them cannot stand there."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{request.reference}-{request.round}.csv"
        number = write_file(path, cells)
        checked = check_file(path, indicators.vocabulary())
        if checked.faults:
            first = checked.faults[0]
            raise CannotTake(
                f"{request.reference}, {first.column} “{first.value}”: {first.message} Send it back with this reason."
            )
        file = Delivered(
            path=path,
            name=path.name,
            sha256=checked.sha256,
            size_bytes=path.stat().st_size,
            encoding=checked.encoding,
            source={
                "request": request.reference,
                "collection": request.collection.slug,
                "round": request.round,
                "href": request.get_absolute_url(),
            },
        )
        receipt = indicators.place(checked, file, request.organisation, by)
    assert receipt.delivery is not None
    Cell.objects.bulk_update(numbered(cells, number), ["line"], batch_size=500)
    return receipt.delivery


def numbered(cells: Sequence[Cell], number: dict[int, int]) -> list[Cell]:
    for cell in cells:
        cell.line = number[cell.pk]
    return list(cells)


def write_file(path: Path, cells: Sequence[Cell]) -> dict[int, int]:
    """Write the figures in the tidy shape; the line of each cell's own row, by its id."""
    number: dict[int, int] = {}
    line = 1
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEAD)
        for cell in cells:
            for at, row in enumerate(rows_of(cell)):
                line += 1
                if at == 0:
                    number[cell.pk] = line
                writer.writerow(row)
    return number


def rows_of(cell: Cell) -> Iterator[list[str]]:
    """A cell's own row, and one for each part that says of how many it is."""
    assert cell.indicator is not None
    where = [cell.area.code, cell.area.name, cell.indicator.slug, str(cell.period)]
    value = cell.written.get("value") or ("" if cell.value is None else repr(cell.value))
    note = " ".join(filter(None, (cell.comment, cell.explanation, parts_in_words(cell)))).replace("\n", " ")
    mark = MARKS.get(cell.presence, "" if cell.finality == Finality.FINAL.value else cell.finality)
    yield [
        *where,
        value if cell.value is not None else "",
        mark,
        text(cell.numerator),
        text(cell.denominator),
        "",
        note,
    ]
    for part in cell.parts:
        if part["of"] and cell.value is not None and cell.numerator and cell.denominator:
            scale = cell.value / (cell.numerator / cell.denominator)
            made = repr(part["count"] / part["of"] * scale)
            yield [*where, made, mark, text(part["count"]), text(part["of"]), part["name"], ""]


def parts_in_words(cell: Cell) -> str:
    """Parts that have a count alone are told in words, since no figure can be made of them."""
    bare = [f"{part['name']} {part['count']:g}" for part in cell.parts if not part["of"]]
    overlap = ", which overlap" if cell.overlap and bare else ""
    return f"Of these: {'; '.join(bare)}{overlap}." if bare else ""


def text(number: float | None) -> str:
    return "" if number is None else f"{number:.15g}"
