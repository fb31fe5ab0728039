"""What a question reads: an Arrow table, rows with a schema, or Parquet files that we made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import pyarrow as pa

from placepact.analytics.answers import PathWithSigns, UnknownTable
from placepact.analytics.question import Question

PATTERN_SIGNS = frozenset("*?[]{}\\'\"\n")


@dataclass(frozen=True)
class Rows:
    """Rows as tuples in the order of the schema's columns."""

    schema: pa.Schema
    rows: Sequence[tuple[Any, ...]]

    def arrow(self) -> pa.Table:
        """The same as an Arrow table, typed by the schema also where there is no row."""
        columns = zip(*self.rows, strict=True) if self.rows else ((),) * len(self.schema)
        arrays = [pa.array(column, field.type) for column, field in zip(columns, self.schema, strict=True)]
        return pa.Table.from_arrays(arrays, schema=self.schema)


def plain_paths(paths: Iterable[str | Path]) -> list[str]:
    """Paths as text. PathWithSigns where an engine would take one for a pattern, or not as a text in quotes."""
    found = [str(path) for path in paths]
    for path in found:
        if signs := "".join(sorted(PATTERN_SIGNS & set(path))):
            raise PathWithSigns(
                f"{path} holds {signs}, which an engine would take for a pattern. "
                "Keep the record in a folder whose name holds none of these."
            )
    return found


@dataclass(frozen=True)
class Parquets:
    """Files named by us, read by this explicit list: engines take a path for a pattern, even as a parameter.

    `schema` names the columns that are read; others in the files are not opened. Paths are absolute, or
    addresses of object storage (`s3a://…`) where the engine is Spark.
    """

    paths: tuple[str | Path, ...]
    schema: pa.Schema

    def __post_init__(self) -> None:
        plain_paths(self.paths)

    def names(self) -> list[str]:
        """The paths as text."""
        return [str(path) for path in self.paths]


@dataclass(frozen=True)
class Answers:
    """The answer of another question, without parameters: payments read as lines of the count, for one.

    The engine puts the one question inside the other, so that nothing in between is made or held.
    """

    question: Question
    tables: Mapping[str, Table]

    def __post_init__(self) -> None:
        check_tables(self.question, self.tables)


Table: TypeAlias = Rows | Parquets | Answers | pa.Table


def check_tables(question: Question, tables: Mapping[str, Table]) -> None:
    """UnknownTable where the tables handed over are not exactly those that the question reads."""
    missing = sorted(set(question.reads) - set(tables))
    spare = sorted(set(tables) - set(question.reads))
    if missing or spare:
        raise UnknownTable(
            f"The question {question.name} reads {', '.join(question.reads)}. "
            f"Missing: {', '.join(missing) or 'none'}; not read by it: {', '.join(spare) or 'none'}."
        )


def as_arrow(table: Table) -> pa.Table | None:
    """The table as Arrow where it is held in memory, or is a list of no files; None where it lies in files or is to be asked for."""
    if isinstance(table, Rows):
        return table.arrow()
    if isinstance(table, Answers):
        return None
    if isinstance(table, Parquets):
        return None if table.paths else table.schema.empty_table()
    return table


def laid_out(question: Question, tables: Mapping[str, Table]) -> dict[str, Table]:
    """Every table by name in the order in which an engine can lay them out: those inside `Answers` before it.

    UnknownTable where a name would stand for two tables.
    """
    check_tables(question, tables)
    found: dict[str, Table] = {}
    for name in question.reads:
        table = tables[name]
        inner = laid_out(table.question, table.tables) if isinstance(table, Answers) else {}
        for key, one in (inner | {name: table}).items():
            if found.get(key, one) is not one:
                raise UnknownTable(
                    f"The question {question.name} would read two tables named {key}. Hand over the same one in both places."
                )
            found[key] = one
    return found
