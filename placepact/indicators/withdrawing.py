"""Taking a return of figures out of what stands, by a return with no rows that says why."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from django.db import transaction

from placepact.audit.actions import hold, record
from placepact.errors import Refusal
from placepact.indicators.models import Value
from placepact.indicators.permissions import check_can_deliver
from placepact.people.models import User
from placepact.returns import originals
from placepact.returns.actions import Delivered, Tally, write_down
from placepact.returns.models import Return

KIND = "withdrawal"


class NothingToWithdraw(Refusal):
    """A return is withdrawn of which no figure stands, or without a reason."""


@transaction.atomic
def withdraw(*, delivery: Return, by: User, why: str) -> Return:
    """Let none of a return's figures stand. What they had replaced does not return by itself: deliver it again.

    The withdrawal is a return with no rows, whose file is the notice itself.
    Raises NotAllowed and NothingToWithdraw.
    """
    check_can_deliver(user=by, organisation=delivery.organisation)
    if not why.strip():
        raise NothingToWithdraw(f"Say why {delivery.reference} is withdrawn; it is shown with the figures.")
    hold()
    standing = Value.objects.filter(delivery=delivery, superseded_by=None)
    count = standing.count()
    if not count:
        raise NothingToWithdraw(
            f"No figure of {delivery.reference} stands: later returns have replaced all of them, or it brought none."
        )
    done = enter(delivery, by, why)
    standing.update(superseded_by=done)
    record(what="figures_withdrawn", about=done, by=by, withdraws=delivery.reference, values=count, why=why)
    return done


def enter(delivery: Return, by: User, why: str) -> Return:
    """Write the withdrawal down, numbered like every accepted return."""
    notice = {"withdraws": delivery.reference, "why": why}
    with tempfile.NamedTemporaryFile(suffix=".json") as file:
        file.write(json.dumps(notice, sort_keys=True, ensure_ascii=False).encode())
        file.flush()
        path = Path(file.name)
        name = f"withdrawal of {delivery.reference}.json"
        held = Delivered(path, name, originals.hash_of(path), path.stat().st_size, "utf-8", notice)
        return write_down(
            kind=KIND, file=held, tally=Tally.withdrawal(), organisation=delivery.organisation, by=by
        )
