"""The questions about money: one SQL file each, asked by name of whichever engine."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa

from placepact.analytics import Answers, Engine, Parquets, Question, Rows, Table
from placepact.analytics.question import NoSuchQuestion, read_question
from placepact.spending.questions.tables import SCHEMAS

FOLDER = Path(__file__).parent


@cache
def question(name: str) -> Question:
    """The question of that name. NoSuchQuestion with the names that there are."""
    if name not in names():
        raise NoSuchQuestion(f"There is no question {name}. There are: {', '.join(names())}.")
    return read_question(FOLDER / f"{name}.sql")


@cache
def names() -> tuple[str, ...]:
    """The names of all questions."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.sql")))


def table(name: str, given: Table | list[tuple[Any, ...]] | list[str | Path]) -> Table:
    """A table as questions read it: columns and types by `SCHEMAS[name]`.

    From an Arrow table (further columns are left out), tuples in the order of the schema, or paths of Parquet
    files. An empty list is an empty table.
    """
    schema = SCHEMAS[name]
    if isinstance(given, list):
        if given and isinstance(given[0], (str, Path)):
            return Parquets(tuple(given), schema)  # type: ignore[arg-type]
        return Rows(schema, given)  # type: ignore[arg-type]
    if isinstance(given, pa.Table):
        return given.select(schema.names).cast(schema)
    return given


def lines_of_payments(tables: dict[str, Any]) -> Answers:
    """Payments as the table `lines` of other questions, read where they lie; tables as `ask` takes them."""
    inner = question("payments_as_lines")
    return Answers(inner, {key: table(key, tables[key]) for key in inner.reads})


def ask(name: str, *, on: Engine, tables: dict[str, Any], **parameters: Any) -> pa.Table:
    """The answer of the question `name` over tables by name, each as `table` takes it."""
    asked = question(name)
    made = {key: table(key, given) for key, given in tables.items()}
    return on.ask(asked, made, **parameters)
