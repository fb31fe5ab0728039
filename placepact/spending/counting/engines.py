"""Which engine answers the questions of the count, and its answer as cells."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import cache
from pathlib import Path

from django.conf import settings

from placepact.analytics import DuckDB, Engine, Spark
from placepact.errors import Refusal
from placepact.spending.questions import ask
from placepact.spending.rules.lines import Line
from placepact.spending.rules.rollup import Cell, Total

ENGINES = ("duckdb", "spark")


class UnknownEngine(Refusal):
    """No engine has this name."""


def engine_named(name: str) -> Engine:
    """The engine of a name, one a process and home. Spark's cluster is a setting. Raises UnknownEngine."""
    return opened(name, Path(settings.PLACEPACT_HOME))


@cache
def opened(name: str, home: Path) -> Engine:
    """The engine that reads the record of a home."""
    if name == "duckdb":
        return DuckDB(
            temporary=home / "spill",
            folders=(home / "record", home / "derived"),
            memory=settings.QUESTION_MEMORY,
            spill=settings.QUESTION_DISK,
        )
    if name == "spark":
        return Spark(settings.SPARK_MASTER, settings.SPARK_OPTIONS)
    raise UnknownEngine(f"No engine is called {name!r}. There are: {', '.join(ENGINES)}.")


def cells_of(lines: Iterable[Line], bodies: Collection[str], engine: str) -> list[Cell]:
    """The finest sums of lines, by an engine."""
    rows = [
        (line.payer, line.payee, line.year, line.theme, line.area, line.nature, line.attribution, line.amount_pence,
         line.return_id, line.line, None)
        for line in lines
    ]  # fmt: skip
    tables = {"lines": rows, "bodies": [(body,) for body in sorted(bodies)]}
    answer = ask("count", on=engine_named(engine), tables=tables)
    return [
        Cell(
            body=row["payer"],
            theme=row["theme"],
            area=row["area"],
            nature=row["nature"],
            attribution=row["attribution"],
            total=Total(row["as_reported_pence"], row["counted_twice_pence"], row["lines"]),
        )
        for row in answer.to_pylist()
    ]
