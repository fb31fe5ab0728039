"""The way of a freedom: asked before it is granted, granted before it is used, granted only by government. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

ASKED, GRANTED, REFUSED, USED, WITHDRAWN = "asked", "granted", "refused", "used", "withdrawn"

NEXT: Mapping[str, frozenset[str]] = {
    "": frozenset({ASKED}),
    ASKED: frozenset({GRANTED, REFUSED, WITHDRAWN}),
    GRANTED: frozenset({USED, WITHDRAWN}),
    USED: frozenset({USED, WITHDRAWN}),
    REFUSED: frozenset({ASKED}),
    WITHDRAWN: frozenset({ASKED}),
}
"""From a state (none: nothing has been said yet) to the states that the next entry may give it."""

GOVERNMENT_ALONE = frozenset({GRANTED, REFUSED})
"""What only government says; it may withdraw what it granted too, as may whoever asked."""

STEPS = (ASKED, GRANTED, USED)
"""The way as it is drawn; a refusal or a withdrawal ends it where it stands."""
BEFORE = {GRANTED: "asked for", REFUSED: "asked for", USED: "granted", WITHDRAWN: "asked for"}
VERBS = {ASKED: "asked for", GRANTED: "granted", REFUSED: "refused", USED: "used", WITHDRAWN: "withdrawn"}


@dataclass(frozen=True)
class Said:
    """One entry as the rules see it: amounts in pence, None where the entry names none."""

    state: str
    amount_pence: int | None = None
    lifted: int = 0


@dataclass(frozen=True)
class Sums:
    """The ledger added up: how many freedoms stand so, what was un-ring-fenced and spent, indicators lifted."""

    asked: int
    granted: int
    used: int
    refused: int
    withdrawn: int
    freed_pence: int
    used_pence: int
    lifted: int


def why_not(name: str, so_far: Sequence[Said], new: Said) -> str | None:
    """Why an entry cannot follow those there are, in a sentence; None where it can."""
    stands = so_far[-1].state if so_far else ""
    if new.state not in NEXT[stands]:
        has = f"is {VERBS[stands]}" if stands else "has not been asked for"
        able = ", ".join(VERBS[each] for each in VERBS if each in NEXT[stands])
        need = f" It must be {BEFORE[new.state]} first." if new.state in BEFORE and stands != USED else ""
        return (
            f"{name} {has}, so it cannot be {VERBS[new.state]} now.{need} What can be said of it now: {able}."
        )
    if new.state == USED and new.amount_pence is not None:
        freed, spent = of_this_round(so_far)
        if freed is not None and spent + new.amount_pence > freed:
            return (
                f"{name} frees {pounds(freed)}, of which {pounds(spent)} is used; {pounds(new.amount_pence)} more is beyond it. "
                "Enter what was used of it."
            )
    return None


def of_this_round(so_far: Sequence[Said]) -> tuple[int | None, int]:
    """What the newest grant frees (None: no amount was named), and what was used of it so far."""
    at = max((n for n, each in enumerate(so_far) if each.state == GRANTED), default=None)
    if at is None:
        return None, 0
    return so_far[at].amount_pence, sum(each.amount_pence or 0 for each in so_far[at + 1 :])


def sums(freedoms: Iterable[Sequence[Said]]) -> Sums:
    """The ledger added up: of freedoms that stand granted or used, what is free and what was lifted."""
    ledgers = [each for each in freedoms if each]
    counted = {state: sum(each[-1].state == state for each in ledgers) for state in VERBS}
    standing = [each for each in ledgers if each[-1].state in (GRANTED, USED)]
    grants = [next(e for e in reversed(each) if e.state == GRANTED) for each in standing]
    return Sums(
        **counted,
        freed_pence=sum(each.amount_pence or 0 for each in grants),
        used_pence=sum(e.amount_pence or 0 for each in ledgers for e in each if e.state == USED),
        lifted=sum(each.lifted for each in grants),
    )


def pounds(pence: int) -> str:
    """Pence as they are written in a sentence, to the penny."""
    return f"£{pence // 100:,}.{pence % 100:02d}"
