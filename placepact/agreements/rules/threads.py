"""The thread of a line, pure: which offer is on the table, who has agreed to it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

OFFERS = frozenset({"proposed", "countered"})


@dataclass(frozen=True)
class Said:
    """One move of a thread: `answers` is the id of the offer that it answers; `is_spent`: it has become wording in force."""

    id: int
    number: int
    kind: str
    change: str
    organisation: str
    answers: int | None = None
    is_spent: bool = False


def on_the_table(thread: Iterable[Said]) -> Said | None:
    """The newest offer that was neither withdrawn nor carried out, nor came before one that was carried out."""
    moves = sorted(thread, key=lambda each: each.number)
    done = max((each.number for each in moves if each.is_spent), default=0)
    withdrawn = {each.answers for each in moves if each.kind == "withdrawn"}
    open_ones = [e for e in moves if e.kind in OFFERS and e.number > done and e.id not in withdrawn]
    return open_ones[-1] if open_ones else None


def agreed_to(offer: Said, thread: Sequence[Said], consents: Iterable[str]) -> frozenset[str]:
    """Who has agreed to an offer: whoever made it, accepted it or consented to it."""
    accepted = {each.organisation for each in thread if each.kind == "accepted" and each.answers == offer.id}
    return frozenset({offer.organisation, *accepted, *consents})
