"""Migrations that let the database itself refuse: triggers on both databases, and their way back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def triggers(
    *, sqlite: Mapping[str, str], postgresql: Sequence[str], functions: Sequence[str]
) -> migrations.RunPython:
    """An operation that puts triggers in place, and on the way back takes them away.

    sqlite: statements by the names of their triggers. postgresql: statements;
    functions: the names of the functions that they make, with which the triggers go.
    """

    def forbid(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
        for statement in sqlite.values() if editor.connection.vendor == "sqlite" else postgresql:
            editor.execute(statement)

    def allow(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
        if editor.connection.vendor == "sqlite":
            for name in sqlite:
                editor.execute(f"drop trigger {name}")
        else:
            for name in functions:
                editor.execute(f"drop function {name}() cascade")

    return migrations.RunPython(forbid, allow)
