"""What engines have in common at the end of a question: refusals, and an answer in the promised shape."""

from __future__ import annotations

from typing import Any

import pyarrow as pa

from placepact.errors import Refusal


class EngineRefusal(Refusal):
    """A question over bulk facts cannot be answered."""


class TotalTooLarge(EngineRefusal):
    """A figure does not fit the 64 bits that hold pence."""


class NotEnoughRoom(EngineRefusal):
    """The question needs more memory or more room on disk than it may have."""


class UnknownTable(EngineRefusal):
    """The tables handed over are not those that the question reads."""


class PathWithSigns(EngineRefusal):
    """A path that an engine would take for a pattern."""


def too_large(name: str) -> TotalTooLarge:
    """The refusal of a sum beyond BIGINT; no engine rounds it or lets it wrap around."""
    return TotalTooLarge(
        f"A figure of the question {name} is beyond 9,223,372,036,854,775,807 pence, or below its negative, which is "
        "more money than there is. Look for a wrong amount in the lines that were counted."
    )


def in_shape(answer: pa.Table, schema: pa.Schema) -> pa.Table:
    """The answer with the promised columns and types. pa.ArrowInvalid where a value would change."""
    return answer.select(schema.names).cast(schema).combine_chunks()


def records(answer: pa.Table) -> list[dict[str, Any]]:
    """The answer's rows as dictionaries, in its order."""
    return list(answer.to_pylist())
