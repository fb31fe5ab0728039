"""DuckDB, the engine of one machine: limited memory and disk, no doors but the folders that it is given."""

from __future__ import annotations

import os
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from placepact.analytics.answers import NotEnoughRoom, in_shape, too_large
from placepact.analytics.question import Question
from placepact.analytics.tables import Answers, Parquets, Table, as_arrow, laid_out
from placepact.analytics.translation import without_order


@dataclass
class DuckDB:
    """One connection a process, opened at the first question asked in it: threads do not survive a fork.

    `folders` are the only ones from which Parquet is read; `memory` and `spill` are sizes such as "2GB".
    Each question has a cursor of its own, whose tables no other sees, so that threads may ask at once.
    """

    temporary: Path
    folders: tuple[Path, ...] = ()
    memory: str = "2GB"
    spill: str = "20GB"
    name: str = field(default="duckdb", init=False)
    # By process. What a forked child inherits stays here untouched: closing it would wait for threads that the
    # child does not have.
    _opened: dict[int, duckdb.DuckDBPyConnection] = field(default_factory=dict, init=False, repr=False)
    _opening: threading.Lock = field(default_factory=threading.Lock, init=False, repr=False)

    def ask(self, question: Question, tables: Mapping[str, Table], **parameters: Any) -> pa.Table:
        """The answer of one question; see `Engine.ask`."""
        named = laid_out(question, tables)
        values = question.parameters(parameters)
        with self._connection().cursor() as cursor:
            for name, table in named.items():
                _lay_out(cursor, name, table)
            try:
                answer = cursor.sql(question.sql, params=values).to_arrow_table()
            except (duckdb.ConversionException, duckdb.OutOfRangeException) as error:
                raise too_large(question.name) from error
            except duckdb.OutOfMemoryException as error:
                raise self._no_room(question) from error
        return in_shape(answer, question.schema)

    def _connection(self) -> duckdb.DuckDBPyConnection:
        with self._opening:
            if os.getpid() not in self._opened:
                self._opened[os.getpid()] = self._open()
            return self._opened[os.getpid()]

    def _open(self) -> duckdb.DuckDBPyConnection:
        self.temporary.mkdir(parents=True, exist_ok=True)
        connection = duckdb.connect(
            ":memory:",
            config={
                "memory_limit": self.memory,
                # A folder for each process, since two of them would take each other's files for their own.
                "temp_directory": str(self.temporary / f"questions-{os.getpid()}"),
                "max_temp_directory_size": self.spill,
                "autoinstall_known_extensions": "false",
                "autoload_known_extensions": "false",
                "allow_community_extensions": "false",
                "python_enable_replacements": "false",
                "preserve_insertion_order": "false",
            },
        )
        allowed = ", ".join(f"'{_quoted(folder)}'" for folder in self.folders)
        connection.execute("set enable_progress_bar = false")
        connection.execute(f"set allowed_directories = [{allowed}]")
        connection.execute("set enable_external_access = false")
        connection.execute("set lock_configuration = true")
        return connection

    def _no_room(self, question: Question) -> NotEnoughRoom:
        return NotEnoughRoom(
            f"The question {question.name} needs more than the {self.memory} of memory and {self.spill} of disk that "
            "questions may use. Raise PLACEPACT_QUESTION_MEMORY or PLACEPACT_QUESTION_DISK, or use a cluster."
        )


def _lay_out(cursor: duckdb.DuckDBPyConnection, name: str, table: Table) -> None:
    held = as_arrow(table)
    if held is not None:
        cursor.register(name, held)
        return
    if isinstance(table, Answers):
        cursor.execute(f"create or replace temp view {name} as {without_order(table.question.sql)}")
        return
    assert isinstance(table, Parquets)
    # A view cannot have parameters; what `Parquets` lets through holds no quotes.
    paths = ", ".join(f"'{path}'" for path in table.names())
    columns = ", ".join(table.schema.names)
    cursor.execute(f"create or replace temp view {name} as select {columns} from read_parquet([{paths}])")


def _quoted(folder: Path) -> str:
    return str(folder.resolve()).replace("'", "''")
