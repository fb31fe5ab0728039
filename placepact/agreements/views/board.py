"""The negotiation: lines by who must act next, the thread of one with the answer beside it, and what has changed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from placepact.agreements.models import Move, MoveKind, State
from placepact.agreements.queries.board import AGREED, OTHERS, YOU, Board, Row, board
from placepact.agreements.queries.threads import Thread
from placepact.agreements.rules.compare import Compared, Say, sentences, words_changed
from placepact.agreements.rules.lines import from_json
from placepact.agreements.rules.terms import LineTerms
from placepact.agreements.views.seat import Seat, around, at_own_lines
from placepact.agreements.views.thread import answer, said
from placepact.agreements.words import ago, sentence
from placepact.govuk import format as formats

FEW = 3
HEADINGS = {YOU: "Waiting for you", OTHERS: "Waiting for others", AGREED: "Agreed"}
ICONS = {"Proposed": "proposed", "Countered": "countered"}


@dataclass(frozen=True)
class Shown:
    """A row of the board in words."""

    row: Row
    sentence: str
    about: str
    icon: str
    by: str
    next: str
    when: str
    is_late: bool


@never_cache
@login_required
def negotiation(request: HttpRequest, slug: str) -> HttpResponse:
    """The board of the version that is worked on."""
    found = at_own_lines(request, slug)
    held = of_own(board(found.version, found.organisation, found.on), found)
    opened = chosen(request, held)
    rows = {name: [shown(each, held, found) for each in held.group(name)] for name in HEADINGS}
    agreed = rows[AGREED]
    if request.GET.get("agreed") != "all":
        rows[AGREED] = agreed[:FEW]
    page: dict[str, Any] = {
        **around(found, "board", heading(found)),
        "board": held,
        "lead": lead(held, found),
        "groups": [
            {"name": HEADINGS[name], "slug": name, "rows": rows[name]} for name in HEADINGS if rows[name]
        ],
        "turns": turns(held, found),
        "hidden": len(agreed) - len(rows[AGREED]),
        "opened": None,
        "changes": changes(held, found),
        "is_signed": found.version.state == State.SIGNED,
    }
    if opened is not None:
        page |= said(found, held.record, opened.terms, opened.reference)
        page |= {"opened": opened, **answer(found, held.record, opened.reference)}
    return render(request, "agreements/board.html", page)


def of_own(held: Board, found: Seat) -> Board:
    """The board as somebody may see it: of a department's people its own lines."""
    if found.own is None:
        return held
    return replace(held, rows=tuple(each for each in held.rows if each.reference in found.own))


def heading(found: Seat) -> str:
    if found.version.state == State.SIGNED:
        return f"Changes to version {found.version.number}"
    return f"Negotiation of version {found.version.number}"


def chosen(request: HttpRequest, held: Board) -> Row | None:
    """The line whose thread is open: the one that was asked for, else the first that waits for you, then for others."""
    wanted = request.GET.get("line")
    if wanted:
        row = next((each for each in held.rows if each.reference == wanted), None)
        if row is None:
            raise Http404(f"{wanted} is no line of this negotiation. The board names those there are.")
        return row
    waiting = [each for each in (*held.group(YOU), *held.group(OTHERS)) if each.moves]
    return waiting[0] if waiting else None


def lead(held: Board, found: Seat) -> str:
    """The state of the whole in a sentence."""
    counts = {name: len(held.group(name)) for name in HEADINGS}
    total = formats.count(len(held.rows), "line")
    said_of = [
        f"{formats.in_words(counts[AGREED])} {'standing' if found.version.state == State.SIGNED else 'agreed'}",
        f"{formats.in_words(counts[YOU]) if counts[YOU] else 'none'} waiting for you",
        f"{formats.in_words(counts[OTHERS]) if counts[OTHERS] else 'none'} for someone else",
    ]
    rest = "Nobody can sign while a line is open." if counts[YOU] + counts[OTHERS] else "No line is open."
    if found.version.state == State.DRAFT:
        rest = "The negotiation has not been opened: lines are still being written."
    if found.version.state == State.SIGNED:
        rest = "What is in force changes only by the steps that its rulebook knows."
    return f"{total}: {', '.join(said_of)}. {rest}"


def turns(held: Board, found: Seat) -> list[dict[str, str]]:
    """The three tallies on top of the board."""
    yours = held.group(YOU)
    name = found.organisation.short_name if found.organisation else "You"
    asks = sorted({each.ask for each in yours})
    waits = ", ".join(f"{who} {count}" for who, count in held.waits())
    return [
        {
            "head": f"{HEADINGS[YOU]}: {len(yours)}",
            "say": f"{name} is asked to {' and to '.join(asks)}." if yours else f"Nothing waits for {name}.",
        },
        {"head": f"{HEADINGS[OTHERS]}: {len(held.group(OTHERS))}", "say": f"{waits}." if waits else "Nothing waits for anybody else."},
        {
            "head": f"{HEADINGS[AGREED]}: {len(held.group(AGREED))}",
            "say": "They stand as they are in force. Any party can propose a change, with a reason."
            if found.version.state == State.SIGNED
            else "Nothing to do until signature. Any party can reopen a line with a reason.",
        },
    ]  # fmt: skip


def shown(row: Row, held: Board, found: Seat) -> Shown:
    about = ". ".join(each for each in [*(row.marks or (row.kind,)), row.block] if each)
    late = held.days_left is not None and held.days_left < 0 and row.group != AGREED
    when = ""
    if row.group != AGREED and held.deadline:
        when = (
            f"late by {formats.count(-(held.days_left or 0), 'day')}"
            if late
            else f"by {formats.day(held.deadline)}"
        )
    is_agreed = row.group == AGREED
    return Shown(
        row=row,
        sentence=sentence(row.terms),
        about=about,
        icon="agreed" if is_agreed else ICONS.get(row.state, "proposed"),
        by=f"by {row.by}, {ago(row.on, found.on)}" if row.by and row.on and not is_agreed else "",
        next=next_of(row, found),
        when=when,
        is_late=late,
    )


def next_of(row: Row, found: Seat) -> str:
    """Who must act on a line, and how many have."""
    if row.group == AGREED:
        return "Nothing until signature" if found.version.state != State.SIGNED else "Nothing"
    have = (
        f"{row.have} of {row.needed} have {'consented' if row.ask == 'consent' else 'agreed'}"
        if row.needed > 1
        else ""
    )
    if row.group == YOU:
        name = found.organisation.short_name if found.organisation else "You"
        others = len(row.waiting_for) - 1
        beside = f", and {formats.count(others, 'other')}" if others else ""
        return f"{name}: {row.ask}{beside}. {have}".strip(" .")
    return f"{', '.join(row.waiting_for)}. {have}".strip(" .")


def changes(held: Board, found: Seat) -> dict[str, Any]:
    """What the negotiation would change: each line as it was first put, or stands in force, beside what is on the table."""
    signed = found.version.state == State.SIGNED
    stands = {each.reference: each for each in held.record.terms.values()}
    rows: list[Compared] = []
    for row in held.rows:
        thread = next(
            (
                t
                for t in held.record.threads.values()
                if t.moves and t.moves[0].line.reference == row.reference
            ),
            None,
        )
        if thread is None or thread.offer is None:
            continue
        before = stands.get(row.reference) if signed else first_put(thread)
        after = None if thread.offer.terms is None else row.terms
        if before != after:
            rows.append(
                differing(row.reference, before, after, lambda slug: held.record.case.body(slug).name)
            )
    return {
        "rows": rows,
        "old": f"Version {found.version.number}" if signed else "As first proposed",
        "old_note": f"signed, hash {found.version.sha256[:4]} {found.version.sha256[4:8]}"
        if signed
        else "when it was put on the table",
        "new": "On the table",
        "new_note": "not signed",
    }


def first_put(thread: Thread) -> LineTerms | None:
    """The terms of the first offer of a thread."""
    first: Move = next(each for each in thread.moves if each.kind in (MoveKind.PROPOSED, MoveKind.COUNTERED))
    return from_json(first.terms) if first.terms else None


def differing(reference: str, before: LineTerms | None, after: LineTerms | None, say: Say) -> Compared:
    """One line in two wordings, each as its sentence, and what the change means."""
    left, right = words_changed(sentence(before) if before else "", sentence(after) if after else "")
    here = after or before
    what = "added" if before is None else "removed" if after is None else "changed"
    told = tuple(sentences(before, after, say))
    return Compared(reference, here.kind if here else "", what, left, right, told)
