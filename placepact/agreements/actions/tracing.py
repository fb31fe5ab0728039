"""Saying which priority of a strategy a line serves, and that it serves it no more."""

from __future__ import annotations

from django.db.models import Q

from placepact.agreements.actions.doing import Who, action
from placepact.agreements.models import Capacity, LineVersion, Trace, Version
from placepact.agreements.permissions import check_can_draft
from placepact.agreements.rulebooks.days import say
from placepact.audit.actions import hold, record
from placepact.errors import Refusal
from placepact.partnerships.models import Priority


class NotTraced(Refusal):
    """A trace that cannot be made or ended."""


@action
def trace(*, version: Version, reference: str, priority: Priority, why: str, who: Who) -> Trace:
    """Trace a line to a priority of a strategy, for the accountable body. Raises NotAllowed, NotTraced."""
    check_accountable(version, who)
    hold()
    wording = (
        LineVersion.objects.filter(version=version, line__reference=reference).select_related("line").first()
    )
    if wording is None:
        raise NotTraced(f"{reference or 'Nothing'} is no line of {version}. Choose one of its lines.")
    if not why.strip():
        raise NotTraced("A trace says why the line serves the priority. Write it.")
    gone = priority.strategy.replaced_on
    if gone is not None and gone < who.on:
        raise NotTraced(
            f"{priority.strategy} was replaced on {say(gone)}. Trace to the strategy that took its place."
        )
    held = Trace.objects.filter(line=wording.line, priority=priority)
    if held.filter(Q(ended_on=None)).exists():
        raise NotTraced(f"{reference} traces to {priority} already. There is nothing to do.")
    made = Trace.objects.create(line=wording.line, priority=priority, why=why.strip(), on=who.on, by=who.by)
    note("line_traced", made, version, who)
    return made


@action
def untrace(*, held: Trace, version: Version, reason: str, who: Who) -> Trace:
    """End a trace with the reason; that it was there stays on record. Raises NotAllowed, NotTraced."""
    check_accountable(version, who)
    hold()
    held.refresh_from_db()
    if held.ended_on is not None:
        raise NotTraced(f"{held} was ended on {say(held.ended_on)}. There is nothing to do.")
    if not reason.strip():
        raise NotTraced("A trace is ended with a reason. Write why the line serves the priority no more.")
    if who.on < held.on:
        raise NotTraced(f"{held} is of {say(held.on)}. Choose that day or a later one.")
    held.ended_on, held.ended_because = who.on, reason.strip()
    held.save(update_fields=["ended_on", "ended_because"])
    note("line_untraced", held, version, who)
    return held


def check_accountable(version: Version, who: Who) -> None:
    """Raise NotAllowed or NotTraced unless somebody drafts for the accountable body of the agreement."""
    check_can_draft(user=who.by, organisation=who.organisation)
    council = version.parties.select_related("organisation").get(capacity=Capacity.ACCOUNTABLE).organisation
    if council.pk != who.organisation.pk:
        raise NotTraced(
            f"{council.name} says what its agreement serves, not {who.organisation.name}. Act for the former."
        )


def note(what: str, held: Trace, version: Version, who: Who) -> None:
    """Write a trace into the account of changes, about the agreement."""
    record(
        what=what,
        about=version.agreement,
        by=who.by,
        organisation=who.organisation.pk,
        on=who.on.isoformat(),
        thing=[held._meta.label_lower, held.pk],
        reference=held.line.reference,
        priority=held.priority_id,
    )
