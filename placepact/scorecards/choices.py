"""What a reader may choose on a scorecard: part of the place, block, status, lead, order."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from placepact.agreements.rules.facts import how_far
from placepact.agreements.rules.status import STATUSES, Status
from placepact.errors import Refusal
from placepact.indicators.rules.words import Direction
from placepact.scorecards.queries import Card, Judged


class UnknownChoice(Refusal):
    """An address asks for a block, status, lead or order that is not there."""


WORST_FIRST = (Status.OFF_TRACK, Status.BEHIND, Status.NO_REAL_CHANGE, Status.NO_FIGURE, Status.ON_TRACK)


def distance(judged: Judged) -> float:
    """Per cent beyond (above 0) or short of what is due; those without a figure come last."""
    if judged.at is None or judged.definition is None:
        return math.inf
    far = float(how_far(judged.value, judged.due, Direction(judged.definition.direction).sign))
    return math.inf if math.isnan(far) else far


def newest(judged: Judged) -> int:
    return -judged.period.ends_on.toordinal() if judged.period else 0


SORTS: dict[str, tuple[str, Callable[[Judged], object]]] = {
    "agreement": ("Order of the agreement", lambda each: 0),
    "worst": ("Worst status first", lambda each: WORST_FIRST.index(each.status)),
    "furthest": ("Furthest from target", distance),
    "name": ("Name", lambda each: each.target.wording.title.lower()),
    "lead": ("Lead", lambda each: each.target.lead.short_name.lower()),
    "newest": ("Newest figure", newest),
}


@dataclass(frozen=True)
class Choice:
    """One reader's choice; empty means any."""

    block: str = ""
    status: str = ""
    lead: str = ""
    sort: str = "agreement"

    def apply(self, card: Card) -> list[Judged]:
        """The targets that match, in the order chosen; within a block when it is shown by blocks."""
        kept = [
            each
            for each in card.rows
            if self.block in ("", each.target.wording.block.slug)
            and self.status in ("", each.status.value)
            and self.lead in ("", each.target.lead.slug)
        ]
        by_block = {slug: at for at, (slug, _) in enumerate(block_options(card))}
        key = SORTS[self.sort][1]
        return sorted(kept, key=lambda each: (by_block[each.target.wording.block.slug], key(each)))


def read(query: Mapping[str, str], card: Card) -> Choice:
    """A choice from an address. Raises UnknownChoice, which names what there is."""
    choice = Choice(
        block=query.get("block", ""),
        status=query.get("status", ""),
        lead=query.get("lead", ""),
        sort=query.get("sort", "") or "agreement",
    )
    check("block", choice.block, [slug for slug, _ in block_options(card)])
    check("status", choice.status, [status.value for status in STATUSES])
    check("lead", choice.lead, [slug for slug, _ in lead_options(card)])
    check("sort", choice.sort, list(SORTS))
    return choice


def check(what: str, given: str, known: Sequence[str]) -> None:
    if given and given not in known:
        raise UnknownChoice(f"There is no {what} {given!r} here. Choose one of: {', '.join(known)}.")


def block_options(card: Card) -> list[tuple[str, str]]:
    """Blocks as (slug, name), in the order of the agreement."""
    return list(
        {each.target.wording.block.slug: each.target.wording.block.name for each in card.rows}.items()
    )


def lead_options(card: Card) -> list[tuple[str, str]]:
    """Lead organisations as (slug, name), by name."""
    found = {each.target.lead.slug: each.target.lead.name for each in card.rows}
    return sorted(found.items(), key=lambda pair: pair[1])
