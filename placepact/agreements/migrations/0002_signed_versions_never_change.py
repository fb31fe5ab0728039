"""The database itself refuses to change a signed version, its parties, its lines or their terms."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from django.db import migrations

from placepact.audit.triggers import triggers

SAYS = "a signed version of an agreement never changes"
OF_LINE = "select version_id from agreements_lineversion where id = {row}.wording_id"
# A part of a version, and the SQL that finds the version of one of its rows.
VERSION_OF = {
    "party": "{row}.version_id",
    "lineversion": "{row}.version_id",
    "target": f"({OF_LINE})",
    "involvement": f"({OF_LINE})",
    "yeartarget": "(select l.version_id from agreements_lineversion l"
    " join agreements_target t on t.wording_id = l.id where t.id = {row}.target_id)",
}
ROWS = {"insert": ("new",), "update": ("old", "new"), "delete": ("old",)}


def sqlite_triggers() -> Iterator[tuple[str, str]]:
    """Name and statement of each trigger for SQLite."""
    refuse = f"begin select raise(abort, '{SAYS}'); end"
    for act in ("update", "delete"):
        name = f"signed_version_{act}"
        yield (
            name,
            f"create trigger {name} before {act} on agreements_version when old.state = 'signed' {refuse}",
        )
    for part, version in VERSION_OF.items():
        for act, rows in ROWS.items():
            name = f"signed_{part}_{act}"
            found = " or ".join(
                f"exists (select 1 from agreements_version where id = {version.format(row=row)}"
                " and state = 'signed')"
                for row in rows
            )
            yield name, f"create trigger {name} before {act} on agreements_{part} when {found} {refuse}"


def postgresql_functions() -> Iterator[str]:
    """A function for versions, one for truncation, and one a part; each with its triggers.

    A part's function locks the version, so that nobody can sign it before the part is committed.
    """
    error = f"raise exception '{SAYS}' using errcode = 'integrity_constraint_violation';"
    yield f"""
    create function signed_version_changes() returns trigger language plpgsql as $$ begin {error} end $$;
    create trigger signed_version_changes before update or delete on agreements_version
        for each row when (old.state = 'signed') execute function signed_version_changes();
    create function signed_versions_truncated() returns trigger language plpgsql as $$ begin
        if exists (select 1 from agreements_version where state = 'signed') then {error} end if;
        return null;
    end $$;
    """
    for part in ("version", *VERSION_OF):
        yield f"""create trigger signed_{part}_truncated before truncate on agreements_{part}
            for each statement execute function signed_versions_truncated();"""
    for part, version in VERSION_OF.items():
        yield f"""
        create function signed_{part}_changes() returns trigger language plpgsql as $$
        declare found text;
        begin
            for found in select state from agreements_version
                where id in ({version.format(row="old")}, {version.format(row="new")}) for share
            loop
                if found = 'signed' then {error} end if;
            end loop;
            return case when tg_op = 'DELETE' then old else new end;
        end $$;
        create trigger signed_{part}_changes before insert or update or delete on agreements_{part}
            for each row execute function signed_{part}_changes();
        """

FUNCTIONS = [f"signed_{part}_changes" for part in ("version", *VERSION_OF)] + ["signed_versions_truncated"]


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("agreements", "0001_first")]
    operations: ClassVar[list[migrations.operations.base.Operation]] = [
        triggers(sqlite=dict(sqlite_triggers()), postgresql=list(postgresql_functions()), functions=FUNCTIONS)
    ]
