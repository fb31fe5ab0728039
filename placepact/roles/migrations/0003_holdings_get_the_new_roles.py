"""Holdings of the first five roles become holdings of the roles that do the same; and back."""

from typing import ClassVar

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

NEW = {"partnership_manager": "coordinator", "data_officer": "contributor", "signatory": "approver"}
ONLY_NEW = ("regional_office", "department", "scrutiny", "administrator")


def forward(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    holdings = apps.get_model("roles", "Holding").objects
    for old, new in NEW.items():
        holdings.filter(role=old).update(role=new)


def backward(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Roles that were not there before end as nothing: going back, nobody may hold more than they did."""
    holdings = apps.get_model("roles", "Holding").objects
    holdings.filter(role__in=ONLY_NEW).delete()
    for old, new in NEW.items():
        holdings.filter(role=new).update(role=old)


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("roles", "0002_roles_lose_their_closed_list")]
    operations = [migrations.RunPython(forward, backward)]
