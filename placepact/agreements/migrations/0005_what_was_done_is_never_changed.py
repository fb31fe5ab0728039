"""The database itself refuses to change or remove what was said, consented, approved, signed, designated, published."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from django.db import migrations

from placepact.audit.triggers import triggers

KEPT = (
    "move", "consent", "consultation", "direction", "review", "approval", "signature", "designation", "memorandum",
)  # fmt: skip
SAYS = "what was done on the way to an agreement is never changed or removed"
DECIDED = "a decided proposal is never changed or removed"


def sqlite_triggers() -> Iterator[tuple[str, str]]:
    """Name and statement of each trigger for SQLite."""
    for part in KEPT:
        for act in ("update", "delete"):
            name = f"{part}_{act}"
            yield name, f"create trigger {name} before {act} on agreements_{part} begin select raise(abort, '{SAYS}'); end"
    for act in ("update", "delete"):
        name = f"decided_proposal_{act}"
        yield name, (
            f"create trigger {name} before {act} on agreements_revisionproposal when old.decision <> 'proposed' "
            f"begin select raise(abort, '{DECIDED}'); end"
        )


def postgresql_statements() -> Iterator[str]:
    """Two functions, and the triggers that call them."""
    error = "using errcode = 'integrity_constraint_violation';"
    yield f"""
    create function agreement_acts_are_kept() returns trigger language plpgsql as $$
    begin raise exception '{SAYS}' {error} end $$;
    create function decided_proposals_are_kept() returns trigger language plpgsql as $$
    begin raise exception '{DECIDED}' {error} end $$;
    create trigger decided_proposal_changes before update or delete on agreements_revisionproposal
        for each row when (old.decision <> 'proposed') execute function decided_proposals_are_kept();
    """
    for part in KEPT:
        yield f"""
        create trigger {part}_changes before update or delete on agreements_{part}
            for each row execute function agreement_acts_are_kept();
        create trigger {part}_truncated before truncate on agreements_{part}
            for each statement execute function agreement_acts_are_kept();
        """


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("agreements", "0004_signed_versions_carry_their_hash")]
    operations: ClassVar[list[migrations.operations.base.Operation]] = [
        triggers(
            sqlite=dict(sqlite_triggers()),
            postgresql=list(postgresql_statements()),
            functions=["agreement_acts_are_kept", "decided_proposals_are_kept"],
        )
    ]
