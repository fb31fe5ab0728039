"""The changes that are offered to an agreement in force: each with the steps that carry it out, or why they may not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from placepact.agreements.buttons import OF_AN_OFFER
from placepact.agreements.models import Move
from placepact.agreements.queries.cases import Record
from placepact.agreements.rulebooks.facts import Change
from placepact.agreements.rules.lines import from_json
from placepact.agreements.views.choices import GIVEN, Choice, choice
from placepact.agreements.views.seat import Seat
from placepact.agreements.words import sentence


@dataclass(frozen=True)
class Offered:
    """An offer in words, whose consent, consultation and approval are on record, and its steps."""

    move: Move
    words: str
    consents: str
    consulted: str
    approval: str
    steps: tuple[Choice, ...]


def offered_steps(
    found: Seat, record: Record, changes: Sequence[tuple[Move, Change]], reference: str = ""
) -> list[Offered]:
    """The offers on the table (of one line where it is named)."""
    return [
        offered(found, record, move, change)
        for move, change in changes
        if reference in ("", move.line.reference)
    ]


def offered(found: Seat, record: Record, move: Move, change: Change) -> Offered:
    case = replace(record.case, changes=(change,), named=change.consents, reason=GIVEN)
    steps = tuple(choice(found, case, step) for step in OF_AN_OFFER[move.change] if step in found.book.may)
    verb = {"amend": "Amend", "remove": "Remove", "add": "Add"}[move.change]
    words = sentence(from_json(move.terms)) if move.terms else ""
    return Offered(
        move=move,
        words=f"{verb} {move.line.reference}. {words}".strip(),
        consents=record.case.say(change.consents) or "nobody yet",
        consulted=record.case.say(change.consulted) or "nobody yet",
        approval=minute(change),
        steps=steps,
    )


def minute(change: Change) -> str:
    """The approval of a change that is on record, in words."""
    if change.approval is None:
        return "none on record"
    return f"{change.approval.minute}, {change.approval.on:%-d %B %Y}"


__all__ = ["Offered", "offered_steps"]
