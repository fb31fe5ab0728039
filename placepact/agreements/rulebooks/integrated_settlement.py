"""Integrated settlements, as far as the demonstration needs them: written, then signed. Minimal, and all assumed.

What such a settlement may hold, who approves it and how it is changed has not been taken from a source; only
what no agreement can do without is here.
"""

from __future__ import annotations

import datetime as dt

from placepact.agreements.rulebooks.engine import LegalEffect, Rulebook, Source, Standing
from placepact.agreements.rulebooks.facts import Body, Capacity, Case, Change, State, Step

SOURCE = Source(
    "a rule of placepact", Standing.ASSUMED, "The terms of settlements have not been read as rules."
)
COUNCIL = frozenset({Capacity.ACCOUNTABLE})


def holder(body: Body) -> str | None:
    """Nobody is refused: who may hold a settlement is not on record here."""
    return None


def duty(body: Body) -> tuple[str, Source]:
    """What a body owes: nothing by statute that is known here."""
    return f"{body.name} owes no statutory duty under this agreement that is known here.", SOURCE


def owes(body: Body) -> bool:
    """Nobody is known to have a statutory duty."""
    return False


def must_agree(case: Case, change: Change) -> frozenset[str]:
    """Nobody: a settlement is not negotiated here."""
    return frozenset()


STEPS = (Step.START_DRAFT, Step.WRITE_LINE, Step.PUT_INTO_FORCE, Step.REVIEW, Step.CLOSE)
RULEBOOK = Rulebook(
    kind="integrated_settlement",
    name="integrated settlement",
    effect=LegalEffect.HONOUR,
    effect_words="A settlement between government and a combined authority, held to agreed outcomes. "
    "Its rules here are minimal and assumed.",
    valid_from=dt.date(2021, 1, 1),
    valid_to=None,
    dates=SOURCE,
    holders=SOURCE,
    next={
        State.NOT_STARTED: {Step.START_DRAFT: State.DRAFTING},
        State.DRAFTING: {
            Step.WRITE_LINE: State.DRAFTING,
            Step.PUT_INTO_FORCE: State.IN_FORCE,
            Step.CLOSE: State.CLOSED,
        },
        State.IN_FORCE: {
            Step.START_DRAFT: State.IN_FORCE,
            Step.REVIEW: State.IN_FORCE,
            Step.CLOSE: State.CLOSED,
        },
        State.CLOSED: {},
    },
    may=dict.fromkeys(STEPS, COUNCIL),
    sources=dict.fromkeys(STEPS, SOURCE),
    rules=(),
    holder=holder,
    duty=duty,
    owes=owes,
    must_agree=must_agree,
    lines=("priority", "target", "contribution", "freedom", "pledge", "clause"),
    limits={},
)
