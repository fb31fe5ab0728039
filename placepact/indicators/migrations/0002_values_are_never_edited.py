"""The database itself refuses to edit or remove a value; only the return that supersedes it may be named, once."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

from placepact.audit.triggers import triggers

FACTS = (
    "indicator_id, area_id, period_start, period_length, breakdown, presence, finality, value, numerator, "
    "denominator, lower, upper, note, delivery_id, line"
)
SQLITE = {
    "value_is_never_edited": f"create trigger value_is_never_edited before update of {FACTS} on indicators_value "
    "begin select raise(abort, 'a value is never edited'); end",
    "value_is_superseded_once": "create trigger value_is_superseded_once before update of superseded_by_id "
    "on indicators_value when old.superseded_by_id is not null "
    "begin select raise(abort, 'a value is superseded once'); end",
    "value_is_never_removed": "create trigger value_is_never_removed before delete on indicators_value "
    "begin select raise(abort, 'a value is never removed'); end",
}
POSTGRESQL = f"""
create function values_are_never_edited() returns trigger language plpgsql as $$
begin raise exception 'a value is never edited or removed, and is superseded once'
    using errcode = 'integrity_constraint_violation';
end $$;
create trigger value_is_never_edited before update of {FACTS} on indicators_value
    for each row execute function values_are_never_edited();
create trigger value_is_superseded_once before update of superseded_by_id on indicators_value
    for each row when (old.superseded_by_id is not null) execute function values_are_never_edited();
create trigger value_is_never_removed before delete on indicators_value
    for each row execute function values_are_never_edited();
create trigger value_is_never_truncated before truncate on indicators_value
    for each statement execute function values_are_never_edited();
"""


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("indicators", "0001_first")]
    operations: ClassVar[list[migrations.operations.base.Operation]] = [triggers(sqlite=SQLITE, postgresql=[POSTGRESQL], functions=["values_are_never_edited"])]
