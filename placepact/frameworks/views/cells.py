"""The cells of a request as its page shows them: what is typed, what is wrong, what it was before, how it would stand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.http import HttpRequest

from placepact.frameworks.actions import Saved
from placepact.frameworks.actions.answering import mark_of
from placepact.frameworks.forms import Reading
from placepact.frameworks.models import Cell, Remedy, Request
from placepact.frameworks.queries.requests import asked_of, definition_of, open_remedies
from placepact.frameworks.queries.tracks import Track, tracks
from placepact.frameworks.rules.entries import FIELDS, Asked, shown
from placepact.indicators.definitions import Definition

PER_PAGE = 20


@dataclass(frozen=True)
class Shown:
    """One cell on a page. `values` by field; `errors` and `questions` by field; `meanwhile`: what somebody else wrote."""

    cell: Cell
    was: str
    values: Mapping[str, str]
    errors: Mapping[str, str] = field(default_factory=dict)
    questions: Sequence[str] = ()
    meanwhile: str = ""
    before: str = ""
    unit: str = ""
    track: Track | None = None
    remedies: Sequence[Remedy] = ()

    @property
    def name(self) -> str:
        return f"{self.cell.title}, {self.cell.area.name}, {self.cell.period.label()}"

    @property
    def needs_plan(self) -> bool:
        return self.track is not None and self.track.is_red


def page_of(request: HttpRequest, cells: int) -> tuple[int, int]:
    """The page that is shown and how many there are; the first where the address names none."""
    pages = max(1, -(-cells // PER_PAGE))
    written = request.POST.get("page") or request.GET.get("page", "1")
    number = int(written) if written.isdecimal() and len(written) < 6 else 1
    return min(max(1, number), pages), pages


def shown_cells(
    held: Request, here: Sequence[Cell], read: Reading, saved: Saved | None, today: dt.date
) -> list[Shown]:
    """The cells of one page: a handful of queries however many."""
    asked = asked_of(here)
    judged = tracks(here, on=today)
    planned = open_remedies(held)
    changed = {each.pk for each in saved.meanwhile} if saved else set()
    return [
        one(
            each,
            asked[each.pk],
            judged.get(each.pk),
            planned.get((each.indicator_id or 0, each.area_id), ()),
            read.given if each.pk in changed else {},
        )
        for each in here
    ]


def one(
    cell: Cell, asked: Asked, track: Track | None, remedies: Sequence[Remedy], mine: Mapping[str, str]
) -> Shown:
    """One cell; `mine` is what was just sent for it where somebody else had written meanwhile."""
    definition = definition_of(cell)
    values = {name: str(cell.written.get(name, "")) for name in FIELDS}
    stands = values["value"] or values["milestone"] or values["presence"] or "nothing"
    if mine:
        values = {name: mine.get(f"c{cell.pk}_{name}", "") for name in FIELDS}
    start, before = asked.history[-1] if asked.history else (None, None)
    return Shown(
        cell=cell,
        was=mark_of(cell),
        values=values,
        errors={name: message for name, _, message in reversed(cell.faults)},
        questions=[message for _, _, message in cell.questions],
        meanwhile=f"somebody wrote {stands} while you wrote. Save again to keep yours, or put theirs back."
        if mine
        else "",
        before="" if before is None or start is None else f"{rounded(before, definition)} in {start.year}",
        unit=definition.unit_words if definition else "",
        track=track,
        remedies=remedies,
    )


def rounded(number: float, definition: Definition | None) -> str:
    """A figure with the decimals of its definition."""
    return shown(round(number, definition.decimals)) if definition else shown(number)
