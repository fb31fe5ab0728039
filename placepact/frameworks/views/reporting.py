"""The tab Reporting: one row a figure, with every framework towards which it counts; and where lists conflict."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from placepact.agreements.frame import frame
from placepact.drawings.matrix import Mark, Matrix, matrix
from placepact.drawings.series import NothingToDraw
from placepact.frameworks.queries.answered import Figure, Standing, by_figure, by_framework
from placepact.frameworks.queries.around import owed_around
from placepact.frameworks.queries.conflicts import conflicts_around
from placepact.frameworks.rules.conflicts import Asked, Clash, Conflict
from placepact.frameworks.rules.fit import State
from placepact.frameworks.views.choosing import around_of, filters
from placepact.frameworks.views.rows import MARKS, reason
from placepact.govuk import format as say
from placepact.places.models import Area
from placepact.scorecards.views import area_or_404

SOME_MADE_UP = (
    "Some lists and targets on this page are made up and marked so. "
    "The figures are as they were delivered; each says from which return and row it comes."
)


@dataclass(frozen=True)
class Pair:
    """A figure in a framework: its mark, how many of its cells are met, why the others are not."""

    column: int
    framework: str
    href: str
    mark: str
    words: str
    reason: str


@dataclass(frozen=True)
class FigureRow:
    """A figure with every framework that asks for it; `blanks` holds a pair or nothing a column."""

    title: str
    href: str
    serves: int
    pairs: tuple[Pair, ...]
    blanks: tuple[Pair | None, ...]


def reporting(request: HttpRequest, code: str) -> HttpResponse:
    """What the figures of a place count towards, and what is still to be given."""
    place = area_or_404(code)
    found = around_of(request, place)
    owed = [each for each in owed_around(found) if each.ask.indicators()]
    columns = by_framework(owed)
    rows = [figure_row(each, columns, place) for each in by_figure(owed)]
    return render(
        request,
        "frameworks/reporting.html",
        {
            **frame_of(place, "reporting", columns),
            "title": "Reporting",
            "columns": list(enumerate(columns, 1)),
            "rows": rows,
            "lead": lead(rows, columns, found.year.label()),
            "picture": picture(rows, columns, place),
            **filters(found),
        },
    )


def frame_of(place: Area, tab: str, columns: Sequence[Standing]) -> dict[str, Any]:
    """The frame of a page about a place, which says that some of it is made up where some is."""
    held = frame(place, tab)
    if any(each.is_illustrative for each in columns):
        held["flag"] = {"kind": "Illustrative", "sentence": SOME_MADE_UP}
    return held


def figure_row(figure: Figure, columns: Sequence[Standing], place: Area) -> FigureRow:
    """One figure as a row."""
    blanks = [pair(at, each, figure) for at, each in enumerate(columns, 1)]
    return FigureRow(
        title=figure.title,
        href=f"{place.get_absolute_url()}/indicators/{figure.slug}",
        serves=figure.serves,
        pairs=tuple(each for each in blanks if each),
        blanks=tuple(blanks),
    )


def pair(column: int, standing: Standing, figure: Figure) -> Pair | None:
    """How a figure stands in a framework; None where the framework does not ask for it."""
    answer = figure.counts.get(standing.slug)
    if answer is None:
        return None
    several = answer.total > 1
    words = f"{answer.met} of {answer.total} met" if several else answer.state.words
    if several and answer.state is State.PARTLY and not answer.met:
        words = f"{State.PARTLY.words}, {answer.total}"
    return Pair(column, standing.title, standing.href, MARKS[answer.state], words, reason(answer))


def lead(rows: Sequence[FigureRow], columns: Sequence[Standing], year: str) -> str:
    """The verdict of the page in a sentence or two."""
    if not rows:
        return f"No list and no agreement asks for a figure of ours for {year}."
    most = max(rows, key=lambda each: each.serves)
    several = sum(each.serves > 1 for each in rows)
    said = (
        f"{say.count(len(rows), 'figure')} for {year}, asked for by {say.count(len(columns), 'framework')}."
    )
    if several:
        verb = "counts" if several == 1 else "count"
        said += (
            f" {several} {verb} towards more than one: {most.title} towards {most.serves}, from one delivery."
        )
    return said


def picture(rows: Sequence[FigureRow], columns: Sequence[Standing], place: Area) -> dict[str, Any] | None:
    """The matrix of figures and frameworks with its table; None where nothing is asked."""
    marks = tuple(tuple(Mark(each.mark) if each else Mark.NONE for each in row.blanks) for row in rows)
    drawn = Matrix(tuple(each.title for each in columns), tuple(each.title for each in rows), marks)
    try:
        wide, narrow = matrix(drawn, f"Which figures of {place.name} count towards which frameworks.")
    except NothingToDraw:
        return None
    heads = [{"text": "Figure"}, *({"text": f"{at} {each.title}"} for at, each in enumerate(columns, 1))]
    cells = [[row.title, *(each.words if each else say.NO_FIGURE for each in row.blanks)] for row in rows]
    table = {"caption": "Figures and the frameworks that they count towards", "columns": heads, "rows": cells}
    return {"wide": wide, "narrow": narrow, "table": table}


@dataclass(frozen=True)
class ConflictRow:
    """Two lines that are at odds, with both owners."""

    heading: str
    sentence: str
    figure: str
    href: str
    sides: tuple[tuple[str, str, str, str], ...]


def conflicts(request: HttpRequest) -> HttpResponse:
    """Where lists ask for the same thing differently, and where one target pulls against another."""
    found = around_of(request)
    owed = owed_around(found)
    made = conflicts_around(found, owed)
    groups = [
        (clash, [conflict_row(each, found.place) for each in made if each.clash is clash]) for clash in Clash
    ]
    return render(
        request,
        "frameworks/conflicts.html",
        {
            "title": "Conflicts and duplication",
            "groups": [(clash.words, rows) for clash, rows in groups if rows],
            "of_targets": sum(each.clash.is_of_targets for each in made),
            "total": len(made),
            "flag": {"kind": "Illustrative", "sentence": SOME_MADE_UP},
            **filters(found),
        },
    )


def conflict_row(conflict: Conflict, place: Area) -> ConflictRow:
    """One conflict as a row."""
    _, slug, title = next(each for each in conflict.one.ask.named if each[0] == conflict.one.indicator)
    return ConflictRow(
        heading=conflict.clash.words,
        sentence=say.first_up(conflict.sentence),
        figure=title,
        href=f"{place.get_absolute_url()}/indicators/{slug}",
        sides=(side(conflict.one), side(conflict.other)),
    )


def side(asked: Asked) -> tuple[str, str, str, str]:
    """One side of a conflict: framework, its address, the line, its owner."""
    ask = asked.ask
    return ask.framework_title, ask.href, f"{ask.number} {ask.title}", ask.owner
