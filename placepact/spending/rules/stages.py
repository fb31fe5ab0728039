"""The stages of a delivery of payments, and which may follow which: one table."""

from __future__ import annotations

from enum import StrEnum


class Stage(StrEnum):
    """Where a delivery is on its way into the record, or out of it."""

    WAITING = "waiting"
    RECEIVING = "receiving"
    ACCEPTED = "accepted"
    UNCHANGED = "unchanged"
    REFUSED = "refused"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"
    FAILED = "failed"

    @property
    def words(self) -> str:
        return WORDS[self]


WORDS: dict[Stage, str] = {
    Stage.WAITING: "Waiting for an answer",
    Stage.RECEIVING: "Being received",
    Stage.ACCEPTED: "Accepted",
    Stage.UNCHANGED: "Nothing new",
    Stage.REFUSED: "Refused",
    Stage.REPLACED: "Replaced by a later return",
    Stage.WITHDRAWN: "Withdrawn",
    Stage.FAILED: "Not finished",
}

NEXT: dict[Stage, frozenset[Stage]] = {
    Stage.WAITING: frozenset({Stage.WAITING, Stage.RECEIVING, Stage.ACCEPTED, Stage.UNCHANGED, Stage.FAILED}),
    Stage.RECEIVING: frozenset({Stage.WAITING, Stage.ACCEPTED, Stage.UNCHANGED, Stage.REFUSED, Stage.FAILED}),
    Stage.ACCEPTED: frozenset({Stage.REPLACED, Stage.WITHDRAWN}),
    Stage.UNCHANGED: frozenset(),
    Stage.REFUSED: frozenset(),
    Stage.REPLACED: frozenset(),
    Stage.WITHDRAWN: frozenset(),
    Stage.FAILED: frozenset(),
}

OPEN = frozenset({Stage.WAITING, Stage.RECEIVING})
"""Stages of deliveries that can still become a return."""
