"""A revision may be directed, and a proposal sent back to be modified; what was done stays guarded."""

from __future__ import annotations

from importlib import import_module
from typing import ClassVar

from django.db import migrations, models
from django.db.models import Q

GUARDS = import_module("placepact.agreements.migrations.0005_what_was_done_is_never_changed").Migration.operations[0]
DIRECTIONS = [
    ("given", "Given"), ("varied", "Varied"), ("revoked", "Revoked"), ("revision", "To prepare a revision"),
]  # fmt: skip
DECISIONS = [
    ("proposed", "Proposed"), ("approved", "Approved"), ("rejected", "Rejected"), ("to_modify", "Sent back to be modified"),
]  # fmt: skip
DECIDED = (
    Q(decision="proposed", decided_on__isnull=True, made__isnull=True)
    | Q(decision="approved", decided_on__isnull=False, made__isnull=False)
    | Q(decision__in=["rejected", "to_modify"], decided_on__isnull=False, made__isnull=True)
)


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("agreements", "0008_offers")]
    operations: ClassVar[list[migrations.operations.base.Operation]] = [
        migrations.RunPython(GUARDS.reverse_code, GUARDS.code),
        migrations.RemoveConstraint("direction", "direction_is_of_a_known_kind"),
        migrations.RemoveConstraint("revisionproposal", "a_decided_proposal_has_its_day"),
        migrations.AlterField("direction", "kind", models.CharField(choices=DIRECTIONS, max_length=10)),
        migrations.AlterField(
            "revisionproposal", "decision", models.CharField(choices=DECISIONS, default="proposed", max_length=10)
        ),
        migrations.AddConstraint(
            "direction",
            models.CheckConstraint(
                condition=Q(kind__in=[name for name, _ in DIRECTIONS]), name="direction_is_of_a_known_kind"
            ),
        ),
        migrations.AddConstraint(
            "revisionproposal",
            models.CheckConstraint(condition=DECIDED, name="a_decided_proposal_has_its_day"),
        ),
        migrations.RunPython(GUARDS.code, GUARDS.reverse_code),
    ]
