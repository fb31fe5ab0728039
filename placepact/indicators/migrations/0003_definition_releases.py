"""Every wording of a definition is kept, so that a past report can be rebuilt by the words of its day."""

from __future__ import annotations

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models

from placepact.audit.triggers import triggers

TABLE = "indicators_definitionrelease"
SQLITE = {
    f"definition_release_is_never_{done}": f"create trigger definition_release_is_never_{done} before {act} "
    f"on {TABLE} begin select raise(abort, 'a release of a definition is never {done}'); end"
    for act, done in (("update", "edited"), ("delete", "removed"))
}
POSTGRESQL = f"""
create function definition_releases_are_never_edited() returns trigger language plpgsql as $$
begin raise exception 'a release of a definition is never edited or removed'
    using errcode = 'integrity_constraint_violation';
end $$;
create trigger definition_release_is_never_edited before update or delete on {TABLE}
    for each row execute function definition_releases_are_never_edited();
create trigger definition_release_is_never_truncated before truncate on {TABLE}
    for each statement execute function definition_releases_are_never_edited();
"""


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("indicators", "0002_values_are_never_edited")]
    operations: ClassVar[list[migrations.operations.base.Operation]] = [
        migrations.CreateModel(
            name="DefinitionRelease",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("words", models.JSONField()),
                ("sha256", models.CharField(max_length=64)),
                ("source", models.SlugField(blank=True, max_length=80)),
                ("recorded_at", models.DateTimeField()),
                (
                    "indicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="releases", to="indicators.indicator"
                    ),
                ),
            ],
            options={
                "ordering": ["indicator", "number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=["indicator", "number"], name="definition_releases_are_numbered_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 1)), name="definition_releases_count_from_one"
                    ),
                ],
            },
        ),
        triggers(sqlite=SQLITE, postgresql=[POSTGRESQL], functions=["definition_releases_are_never_edited"]),
    ]
