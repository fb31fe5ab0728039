"""A version that was signed before hashes were kept gets the hash of what it says; from now on none is without."""

from __future__ import annotations

from importlib import import_module
from typing import ClassVar

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps
from django.db.models import Q

from placepact.agreements.queries.documents import document, heading
from placepact.agreements.rules.canonical import sha256

GUARDS = import_module("placepact.agreements.migrations.0002_signed_versions_never_change").Migration.operations[0]


def hash_what_is_signed(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    for version in apps.get_model("agreements", "Version").objects.filter(state="signed", sha256=""):
        version.heading = heading(version)
        version.sha256 = sha256(document(version))
        version.save(update_fields=["heading", "sha256"])


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("agreements", "0003_the_law_of_agreements")]
    operations: ClassVar[list[migrations.operations.base.Operation]] = [
        migrations.RunPython(GUARDS.reverse_code, GUARDS.code),
        migrations.RunPython(hash_what_is_signed, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="version",
            constraint=models.CheckConstraint(
                condition=~Q(state="signed") | ~Q(sha256=""), name="a_signed_version_carries_its_hash"
            ),
        ),
        migrations.RunPython(GUARDS.code, GUARDS.reverse_code),
    ]
