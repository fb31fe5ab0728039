"""Recording who decides a matter, and ending it: a right is never rewritten."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import transaction

from placepact.audit.actions import hold, record
from placepact.organisations.models import Organisation
from placepact.partnerships.managing import Incomplete, asked
from placepact.partnerships.models import DecisionRight, Heard, Hearing, Partnership
from placepact.partnerships.permissions import check_can_manage
from placepact.partnerships.rules.days import say
from placepact.partnerships.rules.rights import decider_of
from placepact.partnerships.rules.words import Kind
from placepact.people.models import User


class TwoDeciders(Incomplete):
    """A matter is to be decided by nobody, by two, or by another than the one who decides it already."""


@dataclass(frozen=True)
class RightTerms:
    """A matter, its one decider, who is consulted and told, and where that is written."""

    matter: str
    basis: str
    starts_on: dt.date
    by_partnership: bool = False
    statutory: Partnership | None = None
    partner: Organisation | None = None
    consulted: tuple[Organisation, ...] = ()
    told: tuple[Organisation, ...] = ()


@transaction.atomic
def record_right(*, partnership: Partnership, terms: RightTerms, by: User) -> DecisionRight:
    """Record who decides a matter from a day on. Raises TwoDeciders where another decides it already."""
    hold()
    check_can_manage(user=by, partnership=partnership)
    matter = asked(terms.matter, "The matter")
    check_decider(terms)
    check_free(partnership, matter)
    made = DecisionRight.objects.create(
        partnership=partnership,
        matter=matter,
        basis=asked(terms.basis, "Where it is written"),
        starts_on=terms.starts_on,
        by_partnership=terms.by_partnership,
        statutory=terms.statutory,
        partner=terms.partner,
    )
    Heard.objects.bulk_create(heard(made, terms))
    record(what="decision_right_recorded", about=made, by=by, matter=matter)
    return made


@transaction.atomic
def end_right(*, right: DecisionRight, on: dt.date, by: User) -> DecisionRight:
    """End a right; `on` is its last day."""
    check_can_manage(user=by, partnership=right.partnership)
    held = DecisionRight.objects.select_for_update().get(pk=right.pk)
    if held.ended_on:
        raise Incomplete(f"It ended on {say(held.ended_on)} already. Record a new one for the matter.")
    if on < held.starts_on:
        raise Incomplete(f"It starts on {say(held.starts_on)}. Write a day from then on.")
    DecisionRight.objects.filter(pk=held.pk).update(ended_on=on)
    record(what="decision_right_ended", about=held, by=by, on=on.isoformat())
    held.refresh_from_db()
    return held


def check_decider(terms: RightTerms) -> None:
    """Raise TwoDeciders unless one decides, and the statutory partnership is one."""
    try:
        decider_of(
            is_partnership=terms.by_partnership,
            statutory=terms.statutory.name if terms.statutory else "",
            partner=terms.partner.name if terms.partner else "",
        )
    except ValueError as wrong:
        raise TwoDeciders(str(wrong)) from wrong
    if terms.statutory and terms.statutory.kind != Kind.STATUTORY:
        raise TwoDeciders(
            f"{terms.statutory.name} is no statutory partnership, so the partnership itself decides. Choose that."
        )


def check_free(partnership: Partnership, matter: str) -> None:
    """Raise TwoDeciders where somebody decides a matter already."""
    held = partnership.rights.filter(matter__iexact=matter, ended_on=None)
    found = held.select_related("statutory", "partner", "partnership").first()
    if found:
        who = found.statutory or found.partner or found.partnership
        raise TwoDeciders(
            f"{who} decides “{found.matter}” since {say(found.starts_on)}. A matter has one decider: end that right "
            "first, or write another matter."
        )


def heard(right: DecisionRight, terms: RightTerms) -> list[Heard]:
    """Who is consulted and told; whoever decides is neither, and whoever is consulted is not told besides."""
    how = dict.fromkeys(terms.told, Hearing.TOLD) | dict.fromkeys(terms.consulted, Hearing.CONSULTED)
    how.pop(terms.partner, None) if terms.partner else None
    return [Heard(right=right, organisation=body, how=each.value) for body, each in how.items()]
