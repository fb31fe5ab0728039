"""Writing down what an item costs, and which inspections a body has."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import transaction

from placepact.audit.actions import hold, record
from placepact.errors import Refusal
from placepact.frameworks.models import BurdenSetting, Framework, Inspection
from placepact.frameworks.permissions import check_can_record_burden
from placepact.organisations.models import Organisation
from placepact.people.models import User

MOST_MINUTES = 6000


class CannotRecord(Refusal):
    """What was to be recorded of the burden makes no sense; the text names the value."""


@dataclass(frozen=True)
class Cost:
    """Minutes that an item costs a body (every body where none is named) in a framework (in every one where none is)."""

    minutes: int
    evidence: str
    is_assumed: bool
    on: dt.date
    framework: Framework | None = None


@transaction.atomic
def set_minutes(*, organisation: Organisation, cost: Cost, by: User) -> BurdenSetting:
    """Say what an item costs a body. Raises NotAllowed and CannotRecord."""
    hold()
    check_can_record_burden(user=by, organisation=organisation)
    return written(cost, organisation, by)


@transaction.atomic
def set_minutes_for_all(*, cost: Cost, by: User) -> BurdenSetting:
    """The setting for every body: only from the command line of the installation. Raises CannotRecord."""
    hold()
    if not by.is_operator:
        raise CannotRecord("Minutes for every body are set by whoever runs this installation.")
    return written(cost, None, by)


def written(cost: Cost, organisation: Organisation | None, by: User) -> BurdenSetting:
    """A checked setting as a row and an entry in the account of changes."""
    if not 0 <= cost.minutes <= MOST_MINUTES:
        raise CannotRecord(f"{cost.minutes} minutes an item. Write 0 to {MOST_MINUTES:,}.")
    if not cost.evidence.strip():
        raise CannotRecord("Say how you know: who was timed, when, on how many items; or that it is assumed.")
    row = BurdenSetting.objects.create(
        organisation=organisation,
        framework=cost.framework,
        minutes=cost.minutes,
        evidence=cost.evidence.strip(),
        is_assumed=cost.is_assumed,
        on=cost.on,
        set_by=by,
    )
    record(what="minutes_set", about=row, by=by, minutes=cost.minutes, is_assumed=cost.is_assumed)
    return row


@dataclass(frozen=True)
class Visited:
    """An inspection as it is recorded: who inspects what from when to when, for how many of the inspectors' days."""

    inspectorate: str
    scope: str
    starts_on: dt.date
    ends_on: dt.date
    days: int
    source: str
    recorded_on: dt.date
    items_asked: int = 0
    is_illustrative: bool = False


@transaction.atomic
def record_inspection(
    *, organisation: Organisation, visited: Visited, by: User, replaces: Inspection | None = None
) -> Inspection:
    """Record an inspection, or put another right by replacing it. Raises NotAllowed and CannotRecord."""
    hold()
    check_can_record_burden(user=by, organisation=organisation)
    check_visit(visited, organisation, replaces)
    row = Inspection.objects.create(
        organisation=organisation, replaces=replaces, recorded_by=by, **vars(visited)
    )
    record(what="inspection_recorded", about=row, by=by, replaces=replaces.pk if replaces else None)
    return row


def check_visit(visited: Visited, organisation: Organisation, replaces: Inspection | None) -> None:
    """Refuse an inspection that makes no sense. Raises CannotRecord."""
    if visited.ends_on < visited.starts_on:
        raise CannotRecord(
            f"It ends on {visited.ends_on}, before it starts on {visited.starts_on}. Correct one."
        )
    if not (visited.inspectorate.strip() and visited.scope.strip() and visited.source.strip()):
        raise CannotRecord("Say who inspects, about what, and how you know.")
    if not 0 <= visited.days <= 1000 or not 0 <= visited.items_asked <= 10_000:
        raise CannotRecord(
            f"{visited.days} days and {visited.items_asked} items. Write at most 1,000 days and 10,000 items."
        )
    if replaces and (replaces.organisation_id != organisation.pk or hasattr(replaces, "replaced_by")):
        raise CannotRecord("Only an inspection of the same organisation that still stands can be put right.")
