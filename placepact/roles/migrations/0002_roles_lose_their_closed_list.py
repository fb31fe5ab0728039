"""The list of roles is open while holdings get their new names."""

from typing import ClassVar

from django.db import migrations


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("roles", "0001_first")]
    operations = [
        migrations.RemoveConstraint(model_name="holding", name="role_is_a_known_one"),
    ]
