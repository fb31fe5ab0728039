"""Taking in a workbook that was sent back: what is right is kept, what is not goes back with its cell and what to do."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from placepact.audit.actions import record
from placepact.frameworks.actions.answering import Saved, take_in
from placepact.frameworks.actions.steps import CannotTake
from placepact.frameworks.models import Cell, Request, WorkbookIn
from placepact.frameworks.queries.requests import cells_in
from placepact.frameworks.workbooks.layout import FIGURES, address
from placepact.frameworks.workbooks.reading import Back, BadWorkbook, Row, read_back
from placepact.frameworks.workbooks.writing import write_refused
from placepact.people.models import User
from placepact.returns import originals


@dataclass(frozen=True)
class Message:
    """Something about one cell of a workbook: where it stands, the cell of the request, its field, a sentence."""

    at: str
    cell: int
    field: str
    code: str
    words: str

    def __str__(self) -> str:
        return f"{self.at}: {self.words}"


@dataclass(frozen=True)
class Receipt:
    """What became of a workbook, or would become of it: rows taken, what stopped others, and what is only asked."""

    request: Request
    read: int
    taken: int
    faults: tuple[Message, ...]
    questions: tuple[Message, ...]
    kept: WorkbookIn | None

    @property
    def refused(self) -> int:
        return self.read - self.taken

    def sentence(self) -> str:
        """The outcome in one sentence."""
        if not self.read:
            return "nothing in it is new; nothing was changed."
        would = "would be " if self.kept is None else ""
        rows = f"{self.taken} of {self.read} {'row' if self.read == 1 else 'rows'} {would}taken"
        return f"{rows}, {self.refused} {would}refused." if self.refused else f"{rows}."


def receive(*, request: Request, path: Path, on: dt.date, by: User, name: str = "") -> Receipt:
    """Take in what is right of a workbook and keep what is not, to be mended. Raises NotAllowed, CannotTake, BadWorkbook."""
    with transaction.atomic():
        made = compare(request, read_for(request, path), on, by)
        return keep(made, path, name or path.name, by)


def try_out(*, request: Request, path: Path, on: dt.date, by: User) -> Receipt:
    """Say what receiving a workbook would do, and change nothing. Raises what `receive` raises."""
    with transaction.atomic():
        made = compare(request, read_for(request, path), on, by)
        transaction.set_rollback(True)
    return made[0]


def read_for(request: Request, path: Path) -> Back:
    """A workbook, which must be that of this request. Raises BadWorkbook."""
    back = read_back(path)
    if back.reference != request.reference:
        raise BadWorkbook(
            f"About!B1: this workbook is for {back.reference or 'no request'}, not for {request.reference}. "
            "Send it back on the page of its own request."
        )
    return back


Made = tuple[Receipt, dict[int, Row]]


def compare(request: Request, back: Back, on: dt.date, by: User) -> Made:
    """Write what is right, inside the caller's transaction; every message with its cell."""
    own = set(request.cells.values_list("pk", flat=True))
    first: dict[int, Row] = {}
    faults: list[Message] = [
        Message(f"{FIGURES}!A{line}", 0, "", "not_asked_for",
                f"“{said}” is no row of this request. Take the row out, or copy it into a row that the workbook gave.")
        for line, said in back.strangers
    ]  # fmt: skip
    for row in back.rows:
        if row.typed.cell not in own:
            faults.append(Message(f"{FIGURES}!A{row.line}", 0, "", "not_asked_for",
                                  "this row is no row of this request. Take it out."))  # fmt: skip
        elif row.typed.cell in first:
            faults.append(Message(f"{FIGURES}!A{row.line}", 0, "", "given_twice",
                                  f"this row is row {first[row.typed.cell].line} again. Take one of the two out."))  # fmt: skip
        else:
            first[row.typed.cell] = row
    saved = take_in(request=request, typed=[each.typed for each in first.values()], on=on, by=by)
    faults += of_cells(saved, first)
    questions = tuple(
        Message(address(each.field, first[pk].line), pk, each.field, each.code, each.message)
        for pk, found in saved.read.items()
        if not found.faults and found.needs_words
        for each in found.questions
    )
    strange = sum(each.cell == 0 for each in faults)
    read = len(saved.read) + len(saved.meanwhile) + strange
    return Receipt(request, read, len(saved.taken), tuple(faults), questions, None), first


def of_cells(saved: Saved, rows: dict[int, Row]) -> list[Message]:
    """What stopped rows of the request."""
    found = [
        Message(address(each.field, rows[pk].line), pk, each.field, each.code, each.message)
        for pk, faults in saved.faulty.items()
        for each in faults
    ]
    for cell in saved.meanwhile:
        stands = cell.written.get("value") or cell.written.get("presence") or "nothing"
        words = (
            f"somebody wrote {stands} here after this workbook was made. Look at the page, then write yours there or "
            "into a fresh workbook."
        )
        found.append(Message(address("value", rows[cell.pk].line), cell.pk, "value", "meanwhile", words))
    return found


def keep(made: Made, path: Path, name: str, by: User) -> Receipt:
    """Keep the file's bytes, the rows that were refused and why."""
    receipt, rows = made
    sha256 = originals.hash_of(path)
    originals.keep(path, sha256)
    wrong = {each.cell for each in receipt.faults if each.cell}
    kept = WorkbookIn.objects.create(
        request=receipt.request,
        file_name=name[:255],
        sha256=sha256,
        rows_read=receipt.read,
        rows_taken=receipt.taken,
        rows_refused=receipt.refused,
        refused=[{"cell": pk, "fields": dict(rows[pk].typed.fields)} for pk in rows if pk in wrong],
        faults=[[each.at, each.cell, each.field, each.code, each.words] for each in receipt.faults],
        at=timezone.now(),
        by=by,
    )
    record(
        what="request_workbook_received", about=receipt.request, by=by, sha256=sha256, taken=receipt.taken,
        refused=receipt.refused,
    )  # fmt: skip
    return Receipt(receipt.request, receipt.read, receipt.taken, receipt.faults, receipt.questions, kept)


def refused_workbook(kept: WorkbookIn) -> bytes:
    """The rows that were refused as a workbook to mend and send again. Raises CannotTake where none was."""
    typed = {each["cell"]: each["fields"] for each in kept.refused}
    if not typed:
        raise CannotTake(f"No row of {kept.file_name} was refused that this request asks for.")
    faults: dict[int, list[tuple[str, str]]] = {}
    for _, cell, field, _, words in kept.faults:
        faults.setdefault(cell, []).append((field, words))
    cells: list[Cell] = [each for each in cells_in(kept.request) if each.pk in typed]
    made = BytesIO()
    write_refused(made, kept.request, cells, typed, faults)
    return made.getvalue()
