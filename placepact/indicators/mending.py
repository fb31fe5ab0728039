"""The refused rows of a return that was received, as a workbook to mend and send again."""

from __future__ import annotations

import tempfile
from collections import defaultdict
from pathlib import Path

from placepact.errors import Refusal
from placepact.indicators.delivery.check import ALSO, header_words
from placepact.indicators.delivery.refused import Refused, write_workbook
from placepact.returns import originals
from placepact.returns.models import Return
from placepact.returns.reading import look, open_engine, read

MOST = 20_000


class NothingToMend(Refusal):
    """A return has no refused rows that can be given back."""


def workbook(delivery: Return) -> bytes:
    """The refused rows with the faults that were kept of them, in the cells of the original. Raises NothingToMend.

    Of an original that was destroyed only the faults are left.
    """
    faults = defaultdict[int, list[tuple[str, str, str]]](list)
    for each in delivery.refused_cells.all():
        faults[each.line].append((each.column.partition(" (")[0], each.value, each.message))
    original = originals.path_of(delivery.sha256)
    if not faults or delivery.kind != "indicators":
        raise NothingToMend(f"{delivery.reference} has no refused rows that can be given back.")
    if len(faults) > MOST:
        raise NothingToMend(
            f"{len(faults):,} rows of {delivery.reference} were refused, more than a workbook is good for. "
            "Deliver the file again with --dry-run --refused, and mend the CSV that it writes."
        )
    columns, cells = (
        rows_of(original, sorted(faults)) if original.exists() else ((), dict.fromkeys(faults, ()))
    )
    rows = [Refused(line, tuple(faults[line]), held) for line, held in cells.items()]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "refused.xlsx"
        write_workbook(path, delivery.file_name, columns, rows)
        return path.read_bytes()


def rows_of(path: Path, lines: list[int]) -> tuple[tuple[str, ...], dict[int, tuple[str, ...]]]:
    """The header of a file, and the cells of some of its lines."""
    with open_engine() as engine:
        reading = read(look(path, also=ALSO), header_words(), engine)
        engine.connection.execute("create table wanted as select unnest($lines) as line", {"lines": lines})
        found = engine.connection.execute(
            "select * exclude (lines, width, torn, extra) from raw semi join wanted using (line) order by line"
        ).fetchall()
    return reading.header.names, {line: tuple(cell or "" for cell in cells) for line, *cells in found}
