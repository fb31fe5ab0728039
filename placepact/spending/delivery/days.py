"""The days of a column: their meaning is found once for each distinct text, and joined or computed by SQL."""

from datetime import date

import duckdb
import pyarrow as pa

from placepact.returns.reading import Engine, Source
from placepact.returns.reading.rows import INVISIBLE
from placepact.spending.delivery.dates import CONVENTIONS


def learn_days(engine: Engine, source: Source, cell: str, convention: str, texts: dict[str, int]) -> str:
    """Fill the table `date_words`; return SQL that gives the same days without it, empty where none does."""
    read = CONVENTIONS[convention].read if convention else _nothing
    days = {text: read(text.strip(INVISIBLE)) for text in texts}
    table = pa.table(
        {
            "text": pa.array(list(days), pa.string()),
            "paid_on": pa.array(list(days.values()), pa.date32()),
        }
    )
    engine.connection.register("learnt_days", table)
    engine.connection.execute("create or replace table date_words as from learnt_days")
    engine.connection.unregister("learnt_days")
    if not convention or not any(days.values()):
        return "null::date" if not any(days.values()) else ""
    for form in CONVENTIONS[convention].sql:
        sql = form.format(cell=cell)
        if source.is_bulk and _agrees(engine, form.format(cell="text")):
            return sql
    return ""


def _nothing(text: str) -> date | None:
    return None


def _agrees(engine: Engine, sql: str) -> bool:
    """Whether an expression gives the day that was read from each text of the file, and none where none was."""
    try:
        rows = engine.connection.execute(
            f"select 1 from date_words where ({sql}) is distinct from paid_on limit 1"
        ).fetchall()
    except duckdb.Error:
        return False
    return not rows
