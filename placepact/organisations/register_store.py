"""Set-based writing of register entries: a temporary table takes the rows, two statements place them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from django.db import connection

from placepact.organisations.register_file import Row

TABLE = "organisations_registerentry"
COLUMNS = Row._fields
FACTS = COLUMNS[2:]


class Placed(NamedTuple):
    """What rows did to the register."""

    new: int
    changed: int
    unchanged: int


def place(rows: Sequence[Row], source: str) -> Placed:
    """Write rows by their identifiers. Entries that the rows do not name stay as they are."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"create temporary table incoming_bodies ({', '.join(f'{each} text' for each in COLUMNS)})"
        )
        fill(rows)
        theirs = "e.scheme = i.scheme and e.value = i.value"
        cursor.execute(f"select count(*) from incoming_bodies i join {TABLE} e on {theirs}")
        known = cursor.fetchone()[0]
        differ = " or ".join(f"e.{each} <> i.{each}" for each in FACTS)
        sets = ", ".join(f"{each} = i.{each}" for each in FACTS)
        cursor.execute(
            f"update {TABLE} as e set {sets}, source = %s from incoming_bodies as i where {theirs} and ({differ})",
            [source],
        )
        changed = cursor.rowcount
        names = ", ".join(COLUMNS)
        cursor.execute(
            f"insert into {TABLE} ({names}, source) select {names}, %s from incoming_bodies i "
            f"where not exists (select 1 from {TABLE} e where {theirs})",
            [source],
        )
        point_at_ours(cursor)
        cursor.execute("drop table incoming_bodies")
    return Placed(len(rows) - known, changed, known - changed)


def fill(rows: Sequence[Row]) -> None:
    """By COPY on PostgreSQL, by one executemany on SQLite."""
    names = ", ".join(COLUMNS)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            with cursor.copy(f"copy incoming_bodies ({names}) from stdin") as copy:
                for row in rows:
                    copy.write_row(row)
            cursor.execute("analyze incoming_bodies")
        return
    marks = ", ".join(["?"] * len(COLUMNS))
    # Past Django's wrapper, which would rewrite the statement's placeholders row by row.
    connection.connection.executemany(f"insert into incoming_bodies ({names}) values ({marks})", rows)


def point_at_ours(cursor: object) -> None:
    """Entries that have an identifier of one of our organisations point at it."""
    cursor.execute(  # type: ignore[attr-defined]
        f"update {TABLE} as e set organisation_id = i.organisation_id from organisations_identifier i "
        "where i.valid_to is null and i.scheme = e.scheme and i.value = e.value and e.organisation_id is null"
    )
