"""Adding to the account of changes: the last statement of every action."""

from __future__ import annotations

from typing import Any

from django.db import models, transaction
from django.utils import timezone

from placepact.audit.models import Entry, Head
from placepact.audit.rules import Fact, chain_hash


@transaction.atomic
def record(*, what: str, about: models.Model, by: Any, **detail: Any) -> Entry:
    """Write who did what to what. The head's row is locked, so entries have one order on any database."""
    head = Head.objects.select_for_update().get_or_create(id=1)[0]
    fact = Fact(
        number=head.number + 1,
        at=timezone.now(),
        by=by.pk if by else None,
        what=what,
        about=(about._meta.label_lower, str(about.pk)),
        detail=detail,
    )
    entry = Entry.objects.create(
        number=fact.number,
        at=fact.at,
        by=by,
        what=what,
        about_kind=fact.about[0],
        about_id=fact.about[1],
        detail=detail,
        previous_hash=head.hash,
        hash=chain_hash(fact, head.hash),
    )
    Head.objects.filter(id=1).update(number=entry.number, hash=entry.hash)
    return entry


def hold() -> None:
    """Let one change be written at a time from here to the end of the transaction, so that order is one."""
    Head.objects.get_or_create(id=1)
    Head.objects.select_for_update().get(id=1)
