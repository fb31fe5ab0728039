"""The days of a column: the meaning of each distinct text is found once, in Python, and given to SQL."""

from datetime import date
from itertools import count

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
from duckdb.func import FunctionNullHandling, PythonUDFType
from duckdb.sqltypes import DATE, VARCHAR

from placepact.returns.reading import Engine
from placepact.returns.reading.rows import INVISIBLE
from placepact.spending.delivery.dates import CONVENTIONS

NUMBERS = count(1)


def learn_days(engine: Engine, cell: str, convention: str, texts: dict[str, int]) -> str:
    """SQL that gives the day in a cell: an expression of DuckDB where one agrees on every text of the file.

    Where none does, the texts are looked up by a function of the engine, which is slower but keeps the order of rows.
    """
    read = CONVENTIONS[convention].read if convention else _nothing
    days = {text: read(text.strip(INVISIBLE)) for text in texts}
    if not any(days.values()):
        return "null::date"
    known, meant = pa.array(list(days), pa.string()), pa.array(list(days.values()), pa.date32())
    for form in CONVENTIONS[convention].sql:
        if _agrees(engine, form.format(cell="text"), pa.table({"text": known, "paid_on": meant})):
            return form.format(cell=cell)

    def day_of(cells: pa.Array) -> pa.Array:
        return meant.take(pc.index_in(cells, value_set=known))

    # An engine may serve several files, and an earlier one may still have to be checked.
    name = f"day_of_{next(NUMBERS)}"
    engine.connection.create_function(
        name,
        day_of,
        [VARCHAR],
        DATE,
        type=PythonUDFType.ARROW,
        null_handling=FunctionNullHandling.SPECIAL,
    )
    return f"{name}({cell})"


def _nothing(text: str) -> date | None:
    return None


def _agrees(engine: Engine, sql: str, texts: pa.Table) -> bool:
    """Whether an expression gives the day that was read from each text, and none where none was."""
    engine.connection.register("learnt_days", texts)
    try:
        return not engine.connection.execute(
            f"select 1 from learnt_days where ({sql}) is distinct from paid_on limit 1"
        ).fetchall()
    except duckdb.Error:
        return False
    finally:
        engine.connection.unregister("learnt_days")
