"""A move says whether it was made on a draft or on what was in force; the guards are lifted for it, as in 0003."""

from __future__ import annotations

from importlib import import_module
from typing import ClassVar

from django.db import migrations, models

GUARDS = import_module("placepact.agreements.migrations.0005_what_was_done_is_never_changed").Migration.operations[0]


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("agreements", "0005_what_was_done_is_never_changed")]
    operations: ClassVar[list[migrations.operations.base.Operation]] = [
        migrations.RunPython(GUARDS.reverse_code, GUARDS.code),
        migrations.AddField("move", "is_of_what_is_in_force", models.BooleanField(default=False)),
        migrations.RunPython(GUARDS.code, GUARDS.reverse_code),
    ]
