"""Why a target is off its way, in the words of those who deliver it."""

from __future__ import annotations

from typing import NamedTuple

from placepact.delivery.queries.whole import Whole
from placepact.delivery.rules.plans import Happened
from placepact.frameworks.models import Cell
from placepact.frameworks.rules.requests import State
from placepact.govuk.format import day

REASONS = (Happened.MOVED, Happened.DROPPED)


class Cause(NamedTuple):
    """What was said, and where."""

    words: str
    source: str


def causes(found: Whole) -> dict[int, Cause]:
    """By line id the newest comment on its figure that was accepted; else the newest reason given for a milestone: one query."""
    return {**of_milestones(found), **of_comments(found)}


def of_milestones(found: Whole) -> dict[int, Cause]:
    """The newest reason for which a milestone was moved or dropped."""
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


def of_comments(found: Whole) -> dict[int, Cause]:
    """What was said of the figure itself when it was delivered, once the partnership has accepted it."""
    lines = {
        each.judged.target.indicator_id: each.wording.line_id
        for each in found.rows
        if each.judged and each.judged.target.indicator_id
    }
    if not lines or found.card is None:
        return {}
    accepted = State.ACCEPTED.value
    cells = Cell.objects.filter(
        indicator__in=list(lines),
        area=found.card.shown,
        request__state=accepted,
        request__history__state=accepted,
        request__history__on__lte=found.on,
    ).exclude(comment="")
    made = {}
    for cell in cells.select_related("request__organisation").order_by("period_start", "pk"):
        source = f"{cell.request.organisation.short_name}, with the figure for {cell.period.label()}"
        assert cell.indicator_id is not None  # they were asked for by indicator
        made[lines[cell.indicator_id]] = Cause(cell.comment, source)
    return made
