"""The referee: what each question means, read plainly in Python, knowing nothing of SQL.

Slow and simple on purpose. A reading takes lists of dictionaries and gives one; where rows are put in order,
what is not known comes last.
"""

from collections.abc import Mapping
from typing import Any

import pyarrow as pa

from placepact.analytics.answers import too_large
from placepact.analytics.question import Question
from placepact.analytics.tables import Answers, Table, as_arrow, check_tables
from tests.analytics import readings

READINGS = readings.ALL


class Referee:
    """An engine that has one small function a question, for tables held in memory."""

    name = "referee"

    def ask(self, question: Question, tables: Mapping[str, Table], **parameters: Any) -> pa.Table:
        check_tables(question, tables)
        rows = {name: self.rows(table) for name, table in tables.items()}
        answer = READINGS[question.name](**rows, **question.parameters(parameters))
        try:
            return pa.Table.from_pylist(answer, schema=question.schema)
        except (OverflowError, pa.ArrowInvalid) as error:
            raise too_large(question.name) from error

    def rows(self, table: Table) -> list[dict[str, Any]]:
        if isinstance(table, Answers):
            table = self.ask(table.question, table.tables)
        return as_arrow(table).to_pylist()
