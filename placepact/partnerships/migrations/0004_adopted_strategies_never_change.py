"""The database itself refuses to change an adopted strategy or its priorities, a closed plan, an ended right."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from django.db import migrations

from placepact.audit.triggers import triggers

ADOPTED = "an adopted strategy, its priorities and what it took account of are never changed"
CLOSED = "a plan that was merged or ended is never changed"
DECIDED = "who decides a matter is never rewritten: end it and record another"
PARTS = ("priority", "takenaccount")
STRATEGY_KEPT = (
    "slug", "partnership_id", "title", "kind", "vision", "basis", "starts_on", "ends_on", "adopted_on", "minute",
    "replaces_id", "is_illustrative",
)  # fmt: skip
RIGHT_KEPT = (
    "partnership_id",
    "matter",
    "by_partnership",
    "statutory_id",
    "partner_id",
    "basis",
    "starts_on",
)


def changed(columns: tuple[str, ...]) -> str:
    """A condition that holds where one of these columns is not what it was, on either database."""
    return " or ".join(
        f"not (new.{each} = old.{each} or (new.{each} is null and old.{each} is null))" for each in columns
    )


STRATEGY_WHEN = (
    "old.state <> 'draft' and not (old.state = 'adopted' and new.state = 'replaced' and not "
    f"({changed(STRATEGY_KEPT)}))"
)
RIGHT_WHEN = f"old.ended_on is not null or {changed(RIGHT_KEPT)}"


def is_kept(row: str) -> str:
    """A condition that holds for a row whose strategy is no draft."""
    return f"(select state from partnerships_strategy where id = {row}.strategy_id) <> 'draft'"


def sqlite_triggers() -> Iterator[tuple[str, str]]:
    """Name and statement of each trigger for SQLite."""

    def one(name: str, act: str, table: str, when: str, says: str) -> tuple[str, str]:
        return name, (
            f"create trigger {name} before {act} on partnerships_{table} "
            f"{f'when {when} ' if when else ''}begin select raise(abort, '{says}'); end"
        )

    yield one("strategy_update", "update", "strategy", STRATEGY_WHEN, ADOPTED)
    yield one("strategy_delete", "delete", "strategy", "old.state <> 'draft'", ADOPTED)
    for part in PARTS:
        yield one(f"{part}_insert", "insert", part, is_kept("new"), ADOPTED)
        yield one(f"{part}_update", "update", part, f"{is_kept('old')} or {is_kept('new')}", ADOPTED)
        yield one(f"{part}_delete", "delete", part, is_kept("old"), ADOPTED)
    for act in ("update", "delete"):
        yield one(f"closed_plan_{act}", act, "plan", "old.state <> 'live'", CLOSED)
    yield one("decisionright_update", "update", "decisionright", RIGHT_WHEN, DECIDED)
    yield one("decisionright_delete", "delete", "decisionright", "", DECIDED)
    for act in ("update", "delete"):
        yield one(f"heard_{act}", act, "heard", "", DECIDED)


def function(name: str, says: str, body: str = "") -> str:
    error = "using errcode = 'integrity_constraint_violation';"
    return (
        f"create function {name}() returns trigger language plpgsql as $$ begin "
        f"{body or f'raise exception {quoted(says)} {error}'} end $$;"
    )


def quoted(words: str) -> str:
    return "'" + words.replace("'", "''") + "'"


def postgresql_statements() -> Iterator[str]:
    """The functions, and the triggers that call them."""
    error = "using errcode = 'integrity_constraint_violation';"
    yield function("adopted_strategies_are_kept", ADOPTED)
    yield function("closed_plans_are_kept", CLOSED)
    yield function("rights_are_kept", DECIDED)
    is_adopted = "exists (select 1 from partnerships_strategy s where s.id = {row}.strategy_id and s.state <> 'draft')"
    yield function(
        "parts_of_adopted_strategies_are_kept",
        ADOPTED,
        f"if tg_op <> 'INSERT' then if {is_adopted.format(row='old')} then raise exception '{ADOPTED}' {error} end if; "
        f"end if; if tg_op <> 'DELETE' then if {is_adopted.format(row='new')} then raise exception '{ADOPTED}' {error} "
        "end if; return new; end if; return old;",
    )
    yield from (
        "create trigger strategy_update before update on partnerships_strategy for each row "
        f"when ({STRATEGY_WHEN}) execute function adopted_strategies_are_kept();",
        "create trigger strategy_delete before delete on partnerships_strategy for each row "
        "when (old.state <> 'draft') execute function adopted_strategies_are_kept();",
        "create trigger closed_plan_changes before update or delete on partnerships_plan for each row "
        "when (old.state <> 'live') execute function closed_plans_are_kept();",
        "create trigger decisionright_update before update on partnerships_decisionright for each row "
        f"when ({RIGHT_WHEN}) execute function rights_are_kept();",
        "create trigger decisionright_delete before delete on partnerships_decisionright for each row "
        "execute function rights_are_kept();",
        "create trigger heard_changes before update or delete on partnerships_heard for each row "
        "execute function rights_are_kept();",
    )
    for part in PARTS:
        yield (
            f"create trigger {part}_changes before insert or update or delete on partnerships_{part} "
            "for each row execute function parts_of_adopted_strategies_are_kept();"
        )
    for table, name in (
        ("strategy", "adopted_strategies_are_kept"),
        ("priority", "adopted_strategies_are_kept"),
        ("takenaccount", "adopted_strategies_are_kept"),
        ("plan", "closed_plans_are_kept"),
        ("decisionright", "rights_are_kept"),
        ("heard", "rights_are_kept"),
    ):
        yield (
            f"create trigger {table}_truncated before truncate on partnerships_{table} "
            f"for each statement execute function {name}();"
        )


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("partnerships", "0003_strategies")]
    operations: ClassVar[list[migrations.operations.base.Operation]] = [
        triggers(
            sqlite=dict(sqlite_triggers()),
            postgresql=list(postgresql_statements()),
            functions=[
                "adopted_strategies_are_kept",
                "closed_plans_are_kept",
                "rights_are_kept",
                "parts_of_adopted_strategies_are_kept",
            ],
        )
    ]
