"""What an organisation does with its request: cells saved, the whole submitted and approved, sent back, corrected."""

from __future__ import annotations

import datetime as dt
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field

from django.db import transaction

from placepact.audit.actions import hold, record
from placepact.frameworks.actions.steps import CannotTake, check_step, held, move, who_extends, write_step
from placepact.frameworks.models import Cell, Remedy, Request
from placepact.frameworks.queries.requests import asked_of, cells_in, open_remedies
from placepact.frameworks.queries.tracks import tracks
from placepact.frameworks.request_permissions import can_run
from placepact.frameworks.rules.entries import FIELDS, Finding, Read, read
from placepact.frameworks.rules.requests import Step, said
from placepact.people.models import User

ANSWER = (
    "presence", "finality", "value", "numerator", "denominator", "parts", "overlap", "milestone", "comment",
    "explanation", "written", "faults", "questions",
)  # fmt: skip
BATCH = 500


class NotWhole(CannotTake):
    """A request cannot be submitted yet; `at` says of which cell what is missing."""

    def __init__(self, text: str, at: Sequence[tuple[int, str]] = ()) -> None:
        super().__init__(text)
        self.at = tuple(at)


@dataclass(frozen=True)
class Typed:
    """What somebody wrote in one cell; `was` is the mark of what stood there when they began, empty where not known."""

    cell: int
    fields: Mapping[str, str]
    was: str = ""


@dataclass
class Saved:
    """What became of cells that were written: ids of those taken, read with what is wrong or odd, and of those that
    somebody else changed meanwhile, which were left as they are."""

    taken: list[int] = field(default_factory=list)
    read: dict[int, Read] = field(default_factory=dict)
    meanwhile: list[Cell] = field(default_factory=list)

    @property
    def faulty(self) -> dict[int, list[Finding]]:
        return {pk: each.faults for pk, each in self.read.items() if each.faults}


def mark_of(cell: Cell) -> str:
    """A short mark of what stands in a cell, by which two people who write at once are told apart."""
    text = "\x1f".join(str(cell.written.get(name, "")) for name in FIELDS)
    return f"{zlib.crc32(text.encode()):08x}"


def as_written(fields: Mapping[str, str]) -> dict[str, str]:
    """What was typed, without what was left empty."""
    return {name: text for name in FIELDS if (text := fields.get(name, "").strip().replace("\r\n", "\n"))}


@transaction.atomic
def save(*, request: Request, typed: Sequence[Typed], on: dt.date, by: User) -> Saved:
    """Keep what was written as a draft: what is wrong too, so that nothing is lost. Raises NotAllowed, CannotTake.

    A cell that somebody else changed since is left as they wrote it and told in `meanwhile`.
    """
    return write(request=request, typed=typed, keep_faulty=True, on=on, by=by)


@transaction.atomic
def take_in(*, request: Request, typed: Sequence[Typed], on: dt.date, by: User) -> Saved:
    """Take the cells of a workbook: those that are right alone. Raises NotAllowed and CannotTake."""
    return write(request=request, typed=typed, keep_faulty=False, on=on, by=by)


def write(*, request: Request, typed: Sequence[Typed], keep_faulty: bool, on: dt.date, by: User) -> Saved:
    """Both of these."""
    hold()
    request = held(request)
    state = check_step(request, Step.SAVE, by=by, on=on)
    cells = {each.pk: each for each in cells_in(request)}
    saved, touched = sort_out(cells, typed)
    asked = asked_of([cells[each.cell] for each in touched])
    changed = []
    for each in touched:
        found = read(each.fields, asked[each.cell])
        saved.read[each.cell] = found
        if keep_faulty or not found.faults:
            answer(cells[each.cell], each.fields, found)
            changed.append(cells[each.cell])
            saved.taken.append(each.cell)
    if changed:
        Cell.objects.bulk_update(changed, ANSWER, batch_size=BATCH)
        request.given = request.cells.exclude(presence="").count()
        move(request, Step.SAVE, state, by=by, on=on, detail={"cells": [each.position for each in changed]})
        record(what="request_saved", about=request, by=by, cells=len(changed))
    return saved


def sort_out(cells: Mapping[int, Cell], typed: Sequence[Typed]) -> tuple[Saved, list[Typed]]:
    """Those of some cells that were touched and that nobody else changed since; the others are told."""
    saved, touched = Saved(), []
    for each in typed:
        cell = cells.get(each.cell)
        if cell is None:
            raise CannotTake(f"Cell {each.cell} is not of this request. Open the request again.")
        is_changed = bool(each.was) and each.was != mark_of(cell)
        mine = Cell(written=as_written(each.fields))
        if as_written(each.fields) == as_written(cell.written) and (cell.presence or cell.faults):
            continue
        if is_changed and each.was == mark_of(mine):
            continue
        if is_changed:
            saved.meanwhile.append(cell)
        elif as_written(each.fields) or cell.written:
            touched.append(each)
    return saved, touched


def answer(cell: Cell, fields: Mapping[str, str], found: Read) -> None:
    """Put what was read into a cell; where something is wrong, what was typed and what is wrong with it alone."""
    made = found.answer
    is_right = not found.faults
    cell.written = as_written(fields)
    cell.faults = [[each.field, each.code, each.message] for each in found.faults]
    cell.questions = [[each.field, each.code, each.message] for each in found.questions]
    cell.presence = made.presence if is_right else ""
    cell.finality = made.finality if is_right else "final"
    cell.value = made.value if is_right else None
    cell.numerator = made.numerator if is_right else None
    cell.denominator = made.denominator if is_right else None
    cell.parts = [asdict(each) for each in made.parts] if is_right else []
    cell.overlap = made.overlap
    cell.milestone = made.milestone if is_right else ""
    cell.comment, cell.explanation = made.comment, made.explanation


@dataclass(frozen=True)
class RemedyTerms:
    """What is done about a figure that is off track: what, by which office, by when."""

    what: str
    owner: str
    due_on: dt.date


@transaction.atomic
def plan_remedy(*, request: Request, cell: Cell, terms: RemedyTerms, on: dt.date, by: User) -> Remedy:
    """Say what is done about a figure. It is carried until it is closed. Raises NotAllowed and CannotTake."""
    hold()
    request = held(request)
    check_step(request, Step.SAVE, by=by, on=on)
    if cell.indicator is None or cell.request_id != request.pk:
        raise CannotTake("A plan is about a figure of this request. Choose one of its cells.")
    if not terms.what.strip() or not terms.owner.strip():
        raise CannotTake(
            "Say what is done and which office owns it, such as Director of children's services."
        )
    if terms.due_on <= on:
        raise CannotTake(f"{said(terms.due_on)} is not after today. Write the day by which it is done.")
    made = Remedy.objects.create(
        organisation=request.organisation,
        indicator=cell.indicator,
        area=cell.area,
        what=terms.what.strip(),
        owner=terms.owner.strip(),
        due_on=terms.due_on,
        begun_in=request,
        begun_by=by,
    )
    record(what="remedy_planned", about=made, by=by, request=request.reference)
    return made


@transaction.atomic
def close_remedy(*, remedy: Remedy, request: Request, outcome: str, on: dt.date, by: User) -> None:
    """Say what came of a plan, in the request of the period in which it ended. Raises NotAllowed and CannotTake."""
    hold()
    request = held(request)
    check_step(request, Step.SAVE, by=by, on=on)
    if remedy.organisation_id != request.organisation_id:
        raise CannotTake("This plan is another organisation's. Open your own request.")
    if not outcome.strip():
        raise CannotTake("Say what came of it: the plan is carried until somebody does.")
    done = Remedy.objects.filter(pk=remedy.pk, closed_on=None).update(
        closed_on=on, closed_in=request, outcome=outcome.strip()
    )
    if not done:
        raise CannotTake("This plan is closed already. Open the request again.")
    record(what="remedy_closed", about=remedy, by=by, request=request.reference)


@transaction.atomic
def submit(*, request: Request, on: dt.date, by: User) -> Request:
    """Put a whole request to the organisation's approver. Raises NotAllowed, CannotTake and NotWhole."""
    hold()
    request = held(request)
    state = check_step(request, Step.SUBMIT, by=by, on=on)
    cells = cells_in(request)
    missing = missing_of(request, cells, on)
    if missing:
        raise NotWhole(
            f"{len(missing)} of {len(cells)} cells of {request.reference} are not ready. Each says what to do.",
            missing,
        )
    request.submitted_by = by
    move(request, Step.SUBMIT, state, by=by, on=on)
    record(what="request_submitted", about=request, by=by, round=request.round)
    return request


def missing_of(request: Request, cells: Sequence[Cell], on: dt.date) -> list[tuple[int, str]]:
    """What each cell lacks before a request can be submitted, by the cell's id."""
    planned = open_remedies(request)
    judged = tracks(cells, on=on)
    found = []
    for cell in cells:
        name = f"{cell.title}, {cell.area.name}, {cell.period.label()}"
        track = judged.get(cell.pk)
        if cell.faults:
            found += [(cell.pk, f"{name}: {message}") for _, _, message in cell.faults]
        elif not cell.presence:
            found.append((cell.pk, f"{name}: nothing is written. Write it, or choose why there is none."))
        elif cell.questions and not cell.explanation:
            found.append((cell.pk, f"{name}: {cell.questions[0][2]} Explain it in a word, or correct it."))
        elif track and track.is_red and not cell.comment:
            found.append((cell.pk, f"{name}: it would be off track. Say in the comment what lies behind it."))
        elif track and track.is_red and not planned.get((cell.indicator_id or 0, cell.area_id)):
            found.append((cell.pk, f"{name}: it would be off track. Add a plan with an owner and a day."))
    return found


@transaction.atomic
def approve(*, request: Request, on: dt.date, by: User) -> Request:
    """Approve for the organisation what somebody else submitted. Raises NotAllowed and CannotTake."""
    hold()
    request = held(request)
    state = check_step(request, Step.APPROVE, by=by, on=on)
    move(request, Step.APPROVE, state, by=by, on=on)
    record(what="request_approved", about=request, by=by, round=request.round)
    return request


@transaction.atomic
def send_back(
    *, request: Request, because: str, on: dt.date, by: User, until: dt.date | None = None
) -> Request:
    """Return a request for correction, with the reason; after its window closed with the day until which it may be sent
    again, which the accountable body alone can give. Raises NotAllowed and CannotTake."""
    hold()
    request = held(request)
    state = check_step(request, Step.SEND_BACK, by=by, on=on, because=because)
    reopen(request, until, because, on=on, by=by)
    move(request, Step.SEND_BACK, state, by=by, on=on, because=because.strip())
    record(what="request_returned", about=request, by=by, round=request.round)
    return request


@transaction.atomic
def correct(
    *, request: Request, because: str, on: dt.date, by: User, until: dt.date | None = None
) -> Request:
    """Begin another round of what was accepted, with the reason: what it changes supersedes. Raises NotAllowed, CannotTake."""
    hold()
    request = held(request)
    state = check_step(request, Step.CORRECT, by=by, on=on, because=because)
    reopen(request, until, because, on=on, by=by)
    request.round += 1
    move(request, Step.CORRECT, state, by=by, on=on, because=because.strip())
    record(what="request_correction_begun", about=request, by=by, round=request.round)
    return request


def reopen(request: Request, until: dt.date | None, because: str, *, on: dt.date, by: User) -> None:
    """Give a request a day in which it can be written, where its window has closed."""
    if until is None and request.window.is_open(on):
        return
    if not can_run(user=by, organisation=request.collection.accountable_body):
        raise CannotTake(
            f"The window of {request.reference} closed on {said(request.window.last_day)}. Ask {who_extends(request)} "
            "to send it back with a day until which it may be corrected."
        )
    if until is None or until < on:
        raise CannotTake(
            f"The window of {request.reference} closed on {said(request.window.last_day)}. "
            "Say until which day it may be sent again."
        )
    request.extended_to = until
    request.is_released = False
    request.save(update_fields=["extended_to", "is_released"])
    write_step(
        request, Step.EXTEND, by=by, on=on, because=because.strip(), detail={"until": until.isoformat()}
    )
