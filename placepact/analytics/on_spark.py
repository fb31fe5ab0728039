"""Apache Spark, the engine for a place that has outgrown one machine: the same questions on a cluster."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from placepact.analytics.answers import EngineRefusal, in_shape, too_large
from placepact.analytics.question import Question
from placepact.analytics.tables import Answers, Parquets, Table, as_arrow, laid_out
from placepact.analytics.translation import for_spark, without_order

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

# What makes Spark answer as DuckDB does: overflow is an error, and a moment has no time zone of its own.
ALWAYS = {
    "spark.sql.ansi.enabled": "true",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.caseSensitive": "false",
    "spark.ui.showConsoleProgress": "false",
}
OVERFLOWS = (
    "ARITHMETIC_OVERFLOW",
    "CAST_OVERFLOW",
    "NUMERIC_VALUE_OUT_OF_RANGE",
    "BINARY_ARITHMETIC_OVERFLOW",
)


class NoSpark(EngineRefusal):
    """Spark is not installed, or cannot be reached."""


@dataclass
class Spark:
    """One session a process; `master` is a cluster's address, `options` further settings of Spark by name.

    Settings of object storage go among the options (`spark.hadoop.fs.s3a.…`). Parquet must lie where every
    worker can read it.
    """

    master: str
    options: Mapping[str, str] = field(default_factory=dict)
    name: str = field(default="spark", init=False)
    _session: SparkSession | None = field(default=None, init=False, repr=False)
    # Temporary tables belong to the session, so that questions go one after the other.
    _turn: threading.Lock = field(default_factory=threading.Lock, init=False, repr=False)

    def ask(self, question: Question, tables: Mapping[str, Table], **parameters: Any) -> pa.Table:
        """The answer of one question; see `Engine.ask`."""
        from pyspark.errors import PySparkException

        named = laid_out(question, tables)
        values = question.parameters(parameters)
        with self._turn:
            session = self.session()
            for name, table in named.items():
                _frame(session, table).createOrReplaceTempView(name)
            try:
                answer = session.sql(for_spark(question.sql, values), args=values).toArrow()
            except PySparkException as error:
                if (error.getCondition() or "").startswith(OVERFLOWS):
                    raise too_large(question.name) from error
                raise
        return in_shape(answer, question.schema)

    def session(self) -> SparkSession:
        """The session, opened at the first call. NoSpark where PySpark is missing."""
        if self._session is None:
            self._session = self._open()
        return self._session

    def stop(self) -> None:
        """End the session; the next question opens another."""
        if self._session is not None:
            self._session.stop()
            self._session = None

    def _open(self) -> SparkSession:
        try:
            from pyspark.sql import SparkSession
        except ImportError as error:
            raise NoSpark(
                "The engine spark needs PySpark and Java 17. Install placepact[spark], or ask with --engine duckdb."
            ) from error
        builder = SparkSession.builder.master(self.master).appName("placepact")
        for name, value in {**self.options, **ALWAYS}.items():
            builder = builder.config(name, value)
        return builder.getOrCreate()


def _frame(session: SparkSession, table: Table) -> DataFrame:
    held = as_arrow(table)
    if held is not None:
        return session.createDataFrame(held)
    if isinstance(table, Answers):
        return session.sql(for_spark(without_order(table.question.sql), {}))
    assert isinstance(table, Parquets)
    return session.read.parquet(*table.names()).select(*table.schema.names)
