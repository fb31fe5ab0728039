"""The addresses of those who have accounts already count as proven: an operator vouched for each."""

from typing import ClassVar

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def forward(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    addresses = apps.get_model("account", "EmailAddress").objects
    for user in apps.get_model("people", "User").objects.filter(is_operator=False).order_by("pk"):
        addresses.get_or_create(user_id=user.pk, email=user.email, defaults={"verified": True, "primary": True})


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [
        ("people", "0001_first"),
        ("account", "0009_emailaddress_unique_primary_email"),
    ]
    operations = [migrations.RunPython(forward, migrations.RunPython.noop)]
