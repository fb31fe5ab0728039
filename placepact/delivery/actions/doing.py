"""What every action of delivery does: ask leave, refuse what is empty or out of order, number it, note it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Manager, Max, Model

from placepact.agreements.actions import Who
from placepact.agreements.models import LineKind, LineVersion
from placepact.agreements.rulebooks.days import say
from placepact.audit.actions import hold, record
from placepact.delivery.permissions import check_can_plan
from placepact.errors import Refusal


class NotInPlan(Refusal):
    """What a plan of delivery does not take."""


def hold_to_plan(wording: LineVersion, who: Who) -> None:
    """Leave to plan, then the lock. Raises NotAllowed, NotInPlan."""
    check_can_plan(user=who.by, organisation=who.organisation, wording=wording)
    check_is_target(wording)
    hold()


def check_is_target(wording: LineVersion) -> None:
    """Raise NotInPlan where a line promises no figure: only targets have a plan."""
    if wording.line.kind != LineKind.TARGET:
        raise NotInPlan(
            f"{wording.line.reference} is no target. Plans, risks and evidence belong to targets."
        )


def needed(words: str, what: str) -> str:
    """Text without its edges. Raises NotInPlan where nothing is left."""
    if not words.strip():
        raise NotInPlan(f"{what} is missing. Write it.")
    return words.strip()


def check_after(day: dt.date, newest: dt.date, what: str) -> None:
    """Raise NotInPlan where a day is before the newest entry's: history goes one way."""
    if day < newest:
        raise NotInPlan(
            f"The newest entry of {what} is of {say(newest)}. Choose that day or a later one, not {say(day)}."
        )


def next_number(rows: Manager[Any]) -> int:
    return (rows.aggregate(newest=Max("number"))["newest"] or 0) + 1


def note(what: str, made: Model, wording: LineVersion, who: Who, **detail: object) -> None:
    """Write an act into the account of changes, about its agreement: the last statement of an action."""
    record(
        what=f"delivery_{what}",
        about=wording.version.agreement,
        by=who.by,
        reference=wording.line.reference,
        organisation=who.organisation.pk,
        on=who.on.isoformat(),
        thing=[made._meta.label_lower, made.pk],
        **detail,
    )
