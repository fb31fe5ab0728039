"""Why a target is off its way, in the words of those who deliver it."""

from __future__ import annotations

from typing import NamedTuple

from placepact.delivery.queries.whole import Whole
from placepact.delivery.rules.plans import Happened
from placepact.govuk.format import day

REASONS = (Happened.MOVED, Happened.DROPPED)


class Cause(NamedTuple):
    """What was said, and where."""

    words: str
    source: str


def causes(found: Whole) -> dict[int, Cause]:
    """By line id the newest reason that was given for a milestone that was moved or dropped."""
    made = {}
    for each in found.rows:
        said = [
            entry
            for milestone in each.plan.milestones
            for entry in milestone.entries
            if entry.happened in REASONS
        ]
        if said:
            newest = max(said, key=lambda entry: (entry.on, entry.pk))
            made[each.wording.line_id] = Cause(newest.words, f"said of a milestone on {day(newest.on)}")
    return made
