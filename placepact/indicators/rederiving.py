"""Reading the original of a return once more, and holding every value it brought against its row."""

from __future__ import annotations

from placepact.indicators import loading
from placepact.indicators.actions import WRITTEN_AS, rows, vocabulary
from placepact.indicators.delivery import Vocabulary, check_file
from placepact.indicators.models import Value
from placepact.returns import originals
from placepact.returns.models import Return


def differences(delivery: Return, known: Vocabulary | None = None) -> list[str]:
    """Where the values of a return are not what its original says, in words; none where all are."""
    written_as = delivery.source.get(WRITTEN_AS)
    checked = check_file(originals.path_of(delivery.sha256), known or vocabulary(), source=written_as)
    line = loading.COLUMNS.index("line")
    said = set(rows(checked))
    stored = Value.objects.filter(delivery=delivery).values_list(*loading.COLUMNS)
    found = []
    for values in stored.iterator(chunk_size=20_000):
        mine = tuple(value.isoformat() if hasattr(value, "isoformat") else value for value in values)
        if mine not in said:
            found.append(f"{delivery.reference} line {mine[line]:,}: the value is not what the file says")
    return found
