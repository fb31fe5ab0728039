"""The database itself refuses to rewrite or remove a return, or a fault of its rows."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

from placepact.audit.triggers import triggers

TOLD = (
    "number, kind, organisation_id, outcome, file_name, sha256, size_bytes, encoding, received_at, received_by_id, "
    "source, rows_read, rows_accepted, rows_refused, rows_blank, rows_repeated_header, rows_new, rows_superseding, "
    "rows_unchanged"
)
CELL = "delivery_id, line, \"column\", value, code, message"
SQLITE = {
    f"{table}_{act.split()[0]}": f"create trigger {table}_{act.split()[0]} before {act} on {table} "
    "begin select raise(abort, 'a return is never rewritten or removed'); end"
    for table, columns in (("returns_return", TOLD), ("returns_refusedcell", CELL))
    for act in (f"update of {columns}", "delete")
}
POSTGRESQL = [
    """create function returns_are_never_rewritten() returns trigger language plpgsql as $$
    begin raise exception 'a return is never rewritten or removed'
        using errcode = 'integrity_constraint_violation';
    end $$""",
    *(
        f"create trigger {table}_{act.split()[0]} before {act} on {table} {each} "
        "execute function returns_are_never_rewritten()"
        for table, columns in (("returns_return", TOLD), ("returns_refusedcell", CELL))
        for act, each in (
            (f"update of {columns}", "for each row"),
            ("delete", "for each row"),
            ("truncate", "for each statement"),
        )
    ),
]


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("returns", "0001_first")]
    operations: ClassVar[list[migrations.operations.base.Operation]] = [
        triggers(sqlite=SQLITE, postgresql=POSTGRESQL, functions=["returns_are_never_rewritten"])
    ]
