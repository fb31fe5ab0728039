"""The database itself refuses to edit or remove who was paid and what for; an entry may be superseded, once."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

from placepact.audit.triggers import triggers

FACTS = {
    "suppliermatch": "key, written, how, organisation_id, entry_id, likeness, margin, doubts, method, amount_pence, "
    "payments, at",
    "supplierdecision": "key, kind, organisation_id, entry_id, match_id, decided_for_id, by_id, why, at",
    "paymentrule": "field, text, theme, cofog, decided_for_id, by_id, why, at",
}
SAID = "who was paid and what for is never edited or removed, and is superseded once"


def sqlite() -> dict[str, str]:
    """The triggers of SQLite by their names."""
    found = {}
    for table, columns in FACTS.items():
        whole = f"spending_{table}"
        raised = f"begin select raise(abort, '{SAID}'); end"
        found[f"{table}_is_never_edited"] = f"before update of {columns} on {whole} {raised}"
        found[f"{table}_is_superseded_once"] = (
            f"before update of superseded_at on {whole} when old.superseded_at is not null {raised}"
        )
        found[f"{table}_is_never_removed"] = f"before delete on {whole} {raised}"
    found["candidate_is_never_edited"] = f"before update on spending_candidate begin select raise(abort, '{SAID}'); end"
    found["candidate_is_never_removed"] = f"before delete on spending_candidate begin select raise(abort, '{SAID}'); end"
    return {name: f"create trigger {name} {rest}" for name, rest in found.items()}


def postgresql() -> str:
    """One statement with the function and every trigger."""
    does = "execute function who_was_paid_is_never_edited()"
    lines = [
        "create function who_was_paid_is_never_edited() returns trigger language plpgsql as $$ "
        f"begin raise exception '{SAID}' using errcode = 'integrity_constraint_violation'; end $$;"
    ]
    for table, columns in FACTS.items():
        whole = f"spending_{table}"
        lines += [
            f"create trigger {table}_is_never_edited before update of {columns} on {whole} for each row {does};",
            f"create trigger {table}_is_superseded_once before update of superseded_at on {whole} for each row "
            f"when (old.superseded_at is not null) {does};",
        ]
    lines.append(f"create trigger candidate_is_never_edited before update on spending_candidate for each row {does};")
    for table in (*FACTS, "candidate"):
        whole = f"spending_{table}"
        lines += [
            f"create trigger {table}_is_never_removed before delete on {whole} for each row {does};",
            f"create trigger {table}_is_never_truncated before truncate on {whole} for each statement {does};",
        ]
    return "\n".join(lines)


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("spending", "0004_matching")]
    operations: ClassVar[list[migrations.operations.base.Operation]] = [
        triggers(sqlite=sqlite(), postgresql=[postgresql()], functions=["who_was_paid_is_never_edited"])
    ]
