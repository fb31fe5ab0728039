"""What every engine can do, so that nobody who asks needs to know which one answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

import pyarrow as pa

from placepact.analytics.question import Question
from placepact.analytics.tables import Table


class Engine(Protocol):
    """Answers a question over named tables; the same pence, in the same order, from every engine."""

    name: str

    def ask(self, question: Question, tables: Mapping[str, Table], **parameters: Any) -> pa.Table:
        """The answer, with the question's columns and types, in its order.

        `tables` are exactly those that the question reads; a parameter that is not given is null.
        EngineRefusal where tables or parameters are wrong, a total does not fit, or room runs out.
        """
        ...  # pragma: no cover
