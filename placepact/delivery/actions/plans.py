"""Writing a plan: milestones and what becomes of them, who does what, money behind it, decisions asked."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import transaction

from placepact.agreements.actions import Who
from placepact.agreements.models import Line, LineKind, LineVersion
from placepact.agreements.rulebooks.days import say
from placepact.delivery.actions.doing import NotInPlan, check_after, hold_to_plan, needed, next_number, note
from placepact.delivery.models import (
    Activity,
    Backing,
    DecisionAsked,
    DecisionTaken,
    Milestone,
    MilestoneEntry,
)
from placepact.delivery.rules.plans import Happened, Standing, standing
from placepact.organisations.models import Organisation


@dataclass(frozen=True)
class Planned:
    """A milestone: what, by when, which office of which organisation."""

    words: str
    due_on: dt.date
    organisation: Organisation
    office: str


@dataclass(frozen=True)
class Backed:
    """Money behind a target: whose, how many pence, in words; the reference of the contribution it comes from, if any."""

    organisation: Organisation
    amount_pence: int
    words: str
    contribution: str = ""


@dataclass(frozen=True)
class Asked:
    """What the board is asked to decide, and by when."""

    words: str
    needed_by: dt.date


@transaction.atomic
def plan_milestone(*, wording: LineVersion, planned: Planned, who: Who) -> Milestone:
    """Promise a milestone. Raises NotAllowed, NotInPlan."""
    hold_to_plan(wording, who)
    words, office = needed(planned.words, "What is to be done"), needed(planned.office, "The office")
    made = Milestone.objects.create(
        line=wording.line,
        number=next_number(wording.line.milestones),
        words=words[:300],
        organisation=planned.organisation,
        office=office[:200],
        on=who.on,
        by=who.by,
    )
    add_entry(made, Said(Happened.PROMISED, planned.due_on), who)
    note("milestone_promised", made, wording, who, due_on=str(planned.due_on))
    return made


@transaction.atomic
def move_milestone(
    *, wording: LineVersion, milestone: Milestone, due_on: dt.date, words: str, who: Who
) -> MilestoneEntry:
    """Promise another day, with the reason; the earlier day stays on record. Raises NotAllowed, NotInPlan."""
    newest = open_entry(wording, milestone, who)
    if due_on == newest.due_on:
        raise NotInPlan(f"“{milestone}” is due on {say(due_on)} already. Write another day.")
    said = Said(Happened.MOVED, due_on, words=needed(words, "Why it is moved"), newest=newest)
    made = add_entry(milestone, said, who)
    note("milestone_moved", milestone, wording, who, due_on=str(due_on))
    return made


@transaction.atomic
def finish_milestone(
    *, wording: LineVersion, milestone: Milestone, done_on: dt.date, who: Who, words: str = ""
) -> MilestoneEntry:
    """Say on which day it was done. Raises NotAllowed, NotInPlan."""
    newest = open_entry(wording, milestone, who)
    if done_on > who.on:
        raise NotInPlan(f"{say(done_on)} has not come by {say(who.on)}. Write the day on which it was done.")
    made = add_entry(milestone, Said(Happened.DONE, newest.due_on, done_on, words, newest), who)
    note("milestone_done", milestone, wording, who, done_on=str(done_on))
    return made


@transaction.atomic
def drop_milestone(*, wording: LineVersion, milestone: Milestone, words: str, who: Who) -> MilestoneEntry:
    """Say that it will not be done, and why. Raises NotAllowed, NotInPlan."""
    newest = open_entry(wording, milestone, who)
    why = needed(words, "Why it is dropped")
    said = Said(Happened.DROPPED, newest.due_on, words=why, newest=newest)
    made = add_entry(milestone, said, who)
    note("milestone_dropped", milestone, wording, who)
    return made


def open_entry(wording: LineVersion, milestone: Milestone, who: Who) -> MilestoneEntry:
    """The newest entry of a milestone that is still to be done, under the lock. Raises NotAllowed, NotInPlan."""
    hold_to_plan(wording, who)
    if milestone.line_id != wording.line_id:
        raise NotInPlan(f"“{milestone}” is no milestone of {wording.line.reference}. Choose one of its own.")
    newest = milestone.entries.order_by("number").last()
    assert newest is not None  # every milestone begins with a promise
    if not standing(newest.happened, newest.due_on, who.on).is_open:
        word = Standing(newest.happened).words.lower()
        raise NotInPlan(f"“{milestone}” is {word} since {say(newest.on)}. Promise another milestone.")
    check_after(who.on, newest.on, f"“{milestone}”")
    return newest


@dataclass(frozen=True)
class Said:
    """What is said of a milestone: for which day, done on which, in which words, and what was said before."""

    happened: Happened
    due_on: dt.date
    done_on: dt.date | None = None
    words: str = ""
    newest: MilestoneEntry | None = None


def add_entry(milestone: Milestone, said: Said, who: Who) -> MilestoneEntry:
    return MilestoneEntry.objects.create(
        milestone=milestone,
        number=said.newest.number + 1 if said.newest else 1,
        happened=said.happened.value,
        due_on=said.due_on,
        done_on=said.done_on,
        words=said.words.strip(),
        organisation=who.organisation,
        on=who.on,
        by=who.by,
    )


@transaction.atomic
def plan_activity(*, wording: LineVersion, organisation: Organisation, words: str, who: Who) -> Activity:
    """Say what an organisation does for a target; empty words say that it does nothing any more. Raises NotAllowed, NotInPlan."""
    hold_to_plan(wording, who)
    held = wording.line.activities.filter(organisation=organisation).order_by("number").last()
    if not words.strip() and (held is None or not held.words):
        raise NotInPlan(f"{organisation.name} does nothing on record for it. Write what it does.")
    made = Activity.objects.create(
        line=wording.line,
        number=next_number(wording.line.activities),
        organisation=organisation,
        words=words.strip(),
        on=who.on,
        by=who.by,
    )
    note("activity_planned", made, wording, who)
    return made


@transaction.atomic
def back(*, wording: LineVersion, backed: Backed, who: Who) -> Backing:
    """Put money behind a target; an amount of 0 takes it away. Raises NotAllowed, NotInPlan."""
    hold_to_plan(wording, who)
    if backed.amount_pence < 0:
        raise NotInPlan("An amount is not below zero. Write 0 to take money away.")
    contribution = None
    if backed.contribution:
        lines = Line.objects.filter(agreement=wording.version.agreement_id, kind=LineKind.CONTRIBUTION)
        contribution = lines.filter(reference=backed.contribution).first()
        if contribution is None:
            known = ", ".join(lines.order_by("reference").values_list("reference", flat=True)) or "none"
            raise NotInPlan(
                f"{backed.contribution} is no contribution of {wording.version.agreement}. There are: {known}."
            )
    made = Backing.objects.create(
        line=wording.line,
        number=next_number(wording.line.backings),
        organisation=backed.organisation,
        contribution=contribution,
        words=needed(backed.words, "Which money this is")[:300],
        amount_pence=backed.amount_pence,
        on=who.on,
        by=who.by,
    )
    note("target_backed", made, wording, who, amount_pence=backed.amount_pence)
    return made


@transaction.atomic
def ask_decision(*, wording: LineVersion, asked: Asked, who: Who) -> DecisionAsked:
    """Ask the board for a decision. Raises NotAllowed, NotInPlan."""
    hold_to_plan(wording, who)
    if asked.needed_by < who.on:
        raise NotInPlan(f"{say(asked.needed_by)} is past. Write the day by which the decision is needed.")
    made = DecisionAsked.objects.create(
        line=wording.line,
        number=next_number(wording.line.decisions_asked),
        words=needed(asked.words, "What is to be decided"),
        organisation=who.organisation,
        needed_by=asked.needed_by,
        on=who.on,
        by=who.by,
    )
    note("decision_asked", made, wording, who, needed_by=str(asked.needed_by))
    return made


@transaction.atomic
def take_decision(*, wording: LineVersion, asked: DecisionAsked, words: str, who: Who) -> DecisionTaken:
    """Write what was decided, once. Raises NotAllowed, NotInPlan."""
    hold_to_plan(wording, who)
    if asked.line_id != wording.line_id:
        raise NotInPlan(f"“{asked}” was not asked about {wording.line.reference}. Choose one of its own.")
    held = DecisionTaken.objects.filter(asked=asked).first()
    if held is not None:
        raise NotInPlan(f"“{asked}” was decided on {say(held.on)}. Ask for another decision.")
    check_after(who.on, asked.on, f"“{asked}”")
    made = DecisionTaken.objects.create(
        asked=asked,
        words=needed(words, "What was decided"),
        organisation=who.organisation,
        on=who.on,
        by=who.by,
    )
    note("decision_taken", made, wording, who)
    return made
