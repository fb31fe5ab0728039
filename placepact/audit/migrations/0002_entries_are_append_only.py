"""The database itself refuses to change, remove or truncate audit entries."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

from placepact.audit.triggers import triggers

SQLITE = {
    "entry_is_never_changed": "create trigger entry_is_never_changed before update on audit_entry "
    "begin select raise(abort, 'audit entries are never changed'); end",
    "entry_is_never_removed": "create trigger entry_is_never_removed before delete on audit_entry "
    "begin select raise(abort, 'audit entries are never removed'); end",
}
POSTGRESQL = """
create function audit_entries_are_append_only() returns trigger language plpgsql as $$
begin raise exception 'audit entries are never changed or removed' using errcode = 'integrity_constraint_violation';
end $$;
create trigger entry_is_never_changed before update or delete on audit_entry
    for each row execute function audit_entries_are_append_only();
create trigger entry_is_never_truncated before truncate on audit_entry
    for each statement execute function audit_entries_are_append_only();
"""


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("audit", "0001_first")]
    operations: ClassVar[list[migrations.operations.base.Operation]] = [triggers(sqlite=SQLITE, postgresql=[POSTGRESQL], functions=["audit_entries_are_append_only"])]
