"""Set-based writing of values: a temporary table takes the rows, three statements place them. Called by actions only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

from django.db import connection

KEY = ("indicator_id", "area_id", "period_start", "period_length", "breakdown")
FACTS = ("presence", "finality", "value", "numerator", "denominator", "lower", "upper", "note")
COLUMNS = (*KEY, *FACTS, "line")

TABLE = """create temporary table incoming (
    indicator_id bigint not null, area_id bigint not null, period_start date not null,
    period_length varchar(8) not null, breakdown text not null,
    presence varchar(20) not null, finality varchar(20) not null,
    value double precision, numerator double precision, denominator double precision,
    lower double precision, upper double precision, note text not null, line integer not null)"""


class Outcome(NamedTuple):
    """What rows would do, or did, to the values that stand."""

    new: int
    superseding: int
    unchanged: int


def same() -> str:
    """The operator that holds for equal values and for two nulls."""
    return "is" if connection.vendor == "sqlite" else "is not distinct from"


@contextmanager
def incoming(rows: Iterable[Sequence[Any]]) -> Iterator[None]:
    """Hold rows (in the order of COLUMNS) in the temporary table `incoming` while the block runs."""
    with connection.cursor() as cursor:
        cursor.execute(TABLE)
        try:
            fill(cursor, rows)
            if connection.vendor == "postgresql":
                cursor.execute("analyze incoming")
            yield
        finally:
            if not connection.needs_rollback:
                cursor.execute("drop table incoming")


def fill(cursor: Any, rows: Iterable[Sequence[Any]]) -> None:
    """By COPY on PostgreSQL, by one executemany on SQLite."""
    if connection.vendor == "postgresql":
        with cursor.copy(f"copy incoming ({', '.join(COLUMNS)}) from stdin") as copy:
            for row in rows:
                copy.write_row(row)
        return
    marks = ", ".join(["?"] * len(COLUMNS))
    # Past Django's wrapper, which would rewrite the statement's placeholders row by row.
    connection.connection.executemany(f"insert into incoming ({', '.join(COLUMNS)}) values ({marks})", rows)


def matching(columns: Sequence[str]) -> str:
    """A condition: row i of incoming and the standing value v agree in these columns."""
    return " and ".join(
        f"i.{each} {same()} v.{each}" if each in FACTS else f"i.{each} = v.{each}" for each in columns
    )


def compare() -> Outcome:
    """Count what `incoming` would do, and take out of it the rows that equal what stands."""
    with connection.cursor() as cursor:
        cursor.execute(
            "delete from incoming as i where exists (select 1 from indicators_value v "
            f"where v.superseded_by_id is null and {matching((*KEY, *FACTS))})"
        )
        unchanged = cursor.rowcount
        cursor.execute("select count(*) from incoming")
        left = cursor.fetchone()[0]
        cursor.execute(
            "select count(*) from incoming i join indicators_value v "
            f"on v.superseded_by_id is null and {matching(KEY)}"
        )
        superseding = cursor.fetchone()[0]
    return Outcome(new=left - superseding, superseding=superseding, unchanged=unchanged)


def place(delivery_id: int) -> None:
    """Supersede what `incoming` replaces, then write its rows as values of a return."""
    with connection.cursor() as cursor:
        cursor.execute(
            "update indicators_value set superseded_by_id = %s where id in (select v.id from incoming i "
            f"join indicators_value v on v.superseded_by_id is null and {matching(KEY)})",
            [delivery_id],
        )
        names = ", ".join(COLUMNS)
        cursor.execute(
            f"insert into indicators_value ({names}, delivery_id) select {names}, %s from incoming order by {', '.join(KEY)}",
            [delivery_id],
        )
        if connection.vendor == "postgresql":
            # Rows of this transaction are not yet counted in the planner's statistics, and the next
            # comparison would be planned as if the table were empty.
            cursor.execute("analyze indicators_value")
