"""Disputes and competing priorities between partners, and their arbitration."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from placepact.audit.actions import hold, record
from placepact.organisations.models import Organisation
from placepact.partnerships.actions.refusals import Unfit, check_has_come, check_said, refuse
from placepact.partnerships.models import Arbitration, Dispute, Partnership
from placepact.partnerships.permissions import check_can_keep_minutes, check_can_manage
from placepact.partnerships.rules.words import About
from placepact.people.models import User


@dataclass(frozen=True)
class Raised:
    """What partners are at odds about, which of them, and since when."""

    about: About
    title: str
    words: str
    organisations: Sequence[Organisation]
    on: dt.date


@dataclass(frozen=True)
class Award:
    """How it was arbitrated: by whom (an office or a board), when, what came of it and why."""

    arbitrator: str
    on: dt.date
    outcome: str
    reason: str


@transaction.atomic
def raise_dispute(*, partnership: Partnership, raised: Raised, by: User) -> Dispute:
    """Put a dispute or competing priorities on record. Raises NotAllowed, Unfit."""
    hold()
    check_can_keep_minutes(user=by, partnership=partnership)
    check_has_come(raised.on, "The day")
    refuse(
        [
            *([] if raised.title.strip() else ["Write in a few words what it is about."]),
            *([] if raised.words.strip() else ["Write what each side wants."]),
            *([] if len(set(raised.organisations)) > 1 else ["Choose at least two organisations."]),
        ]
    )
    numbers = partnership.disputes.order_by("-number").values_list("number", flat=True)
    made = Dispute.objects.create(
        partnership=partnership, number=(numbers.first() or 0) + 1, about=raised.about.value,
        title=raised.title.strip(), words=raised.words.strip(), raised_on=raised.on,
    )  # fmt: skip
    made.organisations.set(raised.organisations)
    between = sorted(each.pk for each in raised.organisations)
    record(what="dispute_raised", about=made, by=by, partnership=partnership.pk, between=between)
    return made


@transaction.atomic
def arbitrate(*, dispute: Dispute, award: Award, by: User) -> Arbitration:
    """Put an arbitration on record, which is never changed. Raises NotAllowed, Unfit."""
    hold()
    check_can_manage(user=by, partnership=dispute.partnership)
    check_unsettled(dispute)
    check_said(award.arbitrator, "who arbitrated, by office or board")
    check_said(award.outcome, "what came of it")
    check_said(award.reason, "why")
    check_since(dispute, award.on)
    made = Arbitration.objects.create(
        dispute=dispute, arbitrator=award.arbitrator.strip(), on=award.on, outcome=award.outcome.strip(),
        reason=award.reason.strip(), recorded_by=by,
    )  # fmt: skip
    record(what="dispute_arbitrated", about=made, by=by, dispute=dispute.pk, on=award.on.isoformat())
    return made


@transaction.atomic
def withdraw_dispute(*, dispute: Dispute, on: dt.date, because: str, by: User) -> None:
    """Say that the partners have agreed, or that it no longer matters. Raises NotAllowed, Unfit."""
    hold()
    check_can_keep_minutes(user=by, partnership=dispute.partnership)
    check_unsettled(dispute)
    check_said(because, "why it is withdrawn")
    check_since(dispute, on)
    dispute.withdrawn_on, dispute.withdrawn_because = on, because.strip()
    dispute.save(update_fields=["withdrawn_on", "withdrawn_because"])
    record(what="dispute_withdrawn", about=dispute, by=by, on=on.isoformat())


def check_unsettled(dispute: Dispute) -> None:
    if hasattr(dispute, "arbitration") or dispute.withdrawn_on is not None:
        raise Unfit(f"“{dispute.title}” is settled already, and how it was stays on record.")


def check_since(dispute: Dispute, on: dt.date) -> None:
    check_has_come(on, "The day")
    if on < dispute.raised_on:
        raise Unfit(f"It was raised on {dispute.raised_on.isoformat()}. Write that day or a later one.")
