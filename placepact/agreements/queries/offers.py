"""The offers on the table of an agreement in force, as the changes that its rulebook is asked about."""

from __future__ import annotations

from placepact.agreements.models import Move, State
from placepact.agreements.queries.cases import Record, change_of
from placepact.agreements.rulebooks.facts import Change


def changes_offered(record: Record) -> list[tuple[Move, Change]]:
    """Every open offer to change what is in force, with its consents, consultations and approval: no query."""
    if record.version.state != State.SIGNED:
        return []
    open_ones = [each.offer for each in record.threads.values() if each.offer is not None]
    return [(move, change_of(move, record)) for move in open_ones]
