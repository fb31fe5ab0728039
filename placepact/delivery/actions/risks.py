"""Naming a risk, and scoring it again: each scoring is a new entry."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import transaction

from placepact.agreements.actions import Who
from placepact.agreements.models import LineVersion
from placepact.agreements.rulebooks.days import say
from placepact.delivery.actions.doing import NotInPlan, check_after, hold_to_plan, needed, next_number, note
from placepact.delivery.models import Risk, RiskEntry
from placepact.delivery.rules.risks import SCALE
from placepact.organisations.models import Organisation


@dataclass(frozen=True)
class Scored:
    """Two scores from 1 to 5, what is done, by which office of which organisation, and when it is looked at again."""

    likelihood: int
    impact: int
    mitigation: str
    organisation: Organisation
    office: str
    review_on: dt.date
    is_open: bool = True


@transaction.atomic
def name_risk(*, wording: LineVersion, words: str, scored: Scored, who: Who) -> Risk:
    """Say what may happen, and how likely and grave it is. Raises NotAllowed, NotInPlan."""
    hold_to_plan(wording, who)
    made = Risk.objects.create(
        line=wording.line,
        number=next_number(wording.line.risks),
        words=needed(words, "What may happen")[:300],
        on=who.on,
        by=who.by,
    )
    add_entry(made, scored, who, 1)
    note("risk_named", made, wording, who, score=scored.likelihood * scored.impact)
    return made


@transaction.atomic
def score_risk(*, wording: LineVersion, risk: Risk, scored: Scored, who: Who) -> RiskEntry:
    """Score a risk again, or close it. Raises NotAllowed, NotInPlan."""
    hold_to_plan(wording, who)
    if risk.line_id != wording.line_id:
        raise NotInPlan(f"“{risk}” is no risk of {wording.line.reference}. Choose one of its own.")
    newest = risk.entries.order_by("number").last()
    assert newest is not None  # every risk begins with a score
    check_after(who.on, newest.on, f"“{risk}”")
    made = add_entry(risk, scored, who, newest.number + 1)
    what = "risk_scored" if scored.is_open else "risk_closed"
    note(what, risk, wording, who, score=scored.likelihood * scored.impact)
    return made


def add_entry(risk: Risk, scored: Scored, who: Who, number: int) -> RiskEntry:
    for what, score in (("Likelihood", scored.likelihood), ("Impact", scored.impact)):
        if score not in SCALE:
            raise NotInPlan(f"{what} {score} is not on the scale. Choose 1 to 5.")
    if scored.is_open and scored.review_on < who.on:
        raise NotInPlan(f"{say(scored.review_on)} is past. Write the day on which it is looked at again.")
    return RiskEntry.objects.create(
        risk=risk,
        number=number,
        is_open=scored.is_open,
        likelihood=scored.likelihood,
        impact=scored.impact,
        mitigation=needed(scored.mitigation, "What is done about it"),
        organisation=scored.organisation,
        office=needed(scored.office, "The office")[:200],
        review_on=scored.review_on,
        on=who.on,
        by=who.by,
    )
