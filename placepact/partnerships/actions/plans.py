"""Keeping the register of other plans and partnerships: what there is, what was merged into what, what ended, and why."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import transaction

from placepact.audit.actions import record
from placepact.organisations.models import Organisation
from placepact.partnerships.managing import Incomplete, asked
from placepact.partnerships.models import Partnership, Plan, PlanKind, PlanState
from placepact.partnerships.permissions import check_can_manage
from placepact.partnerships.rules.days import say
from placepact.people.models import User


@dataclass(frozen=True)
class PlanTerms:
    """A plan, partnership or strategy beside the partnership's own; `basis` its statute, empty where it has none."""

    name: str
    kind: str
    owner: Organisation
    starts_on: dt.date
    basis: str = ""


@transaction.atomic
def register_plan(*, partnership: Partnership, terms: PlanTerms, by: User) -> Plan:
    """Put a plan on the register, live."""
    check_can_manage(user=by, partnership=partnership)
    name = asked(terms.name, "The name")
    if terms.kind not in PlanKind.values:
        raise Incomplete(f"“{terms.kind}” is no kind. Choose plan, partnership or strategy.")
    if partnership.plans.filter(name__iexact=name).exists():
        raise Incomplete(
            f"{name} is on the register already. Correct the name, or end the one that is there."
        )
    made = Plan.objects.create(
        partnership=partnership,
        name=name,
        kind=terms.kind,
        owner=terms.owner,
        basis=terms.basis.strip(),
        starts_on=terms.starts_on,
    )
    record(what="plan_registered", about=made, by=by, name=name)
    return made


@transaction.atomic
def merge_plan(*, plan: Plan, into: Plan, on: dt.date, why: str, by: User) -> Plan:
    """Merge a plan into another live one of the same register; `on` is its last day of its own."""
    held = live(plan, by, on)
    target = Plan.objects.select_for_update().get(pk=into.pk)
    if target.pk == held.pk or target.partnership_id != held.partnership_id:
        raise Incomplete(f"{held.name} can be merged into another plan of its own register. Choose one.")
    if target.state != PlanState.LIVE or target.starts_on > on:
        raise Incomplete(
            f"{target.name} is not live on {say(on)}. Choose one that is, or end {held.name} instead."
        )
    held.merged_into = target
    return close(held, PlanState.MERGED, on=on, why=why, by=by)


@transaction.atomic
def end_plan(*, plan: Plan, on: dt.date, why: str, by: User) -> Plan:
    """End a plan that nothing takes over."""
    return close(live(plan, by, on), PlanState.ENDED, on=on, why=why, by=by)


def live(plan: Plan, by: User, on: dt.date) -> Plan:
    """A plan as it stands, while it is live on a day. Raises NotAllowed, Incomplete."""
    check_can_manage(user=by, partnership=plan.partnership)
    held = Plan.objects.select_for_update().get(pk=plan.pk)
    if held.state != PlanState.LIVE:
        raise Incomplete(
            f"{held.name} was {held.state} on {say(held.ended_on or on)} already. Nothing is left to do."
        )
    if on < held.starts_on:
        raise Incomplete(f"{held.name} starts on {say(held.starts_on)}. Write a day from then on.")
    return held


def close(held: Plan, state: PlanState, *, on: dt.date, why: str, by: User) -> Plan:
    """End a plan; one that was merged names what took it in already, in `held`."""
    Plan.objects.filter(pk=held.pk).update(
        state=state.value, ended_on=on, why=asked(why, "Why: the reason"), merged_into=held.merged_into
    )
    into = held.merged_into.name if held.merged_into else None
    record(what=f"plan_{state.value}", about=held, by=by, on=on.isoformat(), into=into)
    held.refresh_from_db()
    return held
