"""Refused rows as a CSV file for the person who delivered them, safe to open in a spreadsheet program."""

import csv
import re
from collections import defaultdict
from pathlib import Path

from placepact.indicators.delivery.checked import Checked, Fault

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
PLAIN_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")


def write_refused(path: Path, checked: Checked) -> int:
    """One row a fault: file, line, column, value, reason, then the row's cells. Returns the rows written."""
    by_line = defaultdict[int, list[Fault]](list)
    for fault in checked.faults:
        by_line[fault.line].append(fault)
    written = 0
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["file", "line", "column", "value", "reason", *map(disarm, checked.columns)])
        for row in checked.refused:
            for fault in by_line[row.line]:
                cells = (
                    checked.path.name,
                    str(row.line),
                    fault.column,
                    fault.value,
                    fault.message,
                    *row.cells,
                )
                writer.writerow([disarm(cell) for cell in cells])
                written += 1
    return written


def disarm(cell: str) -> str:
    """A cell that a spreadsheet program would take for a formula, with an apostrophe before it."""
    is_formula = cell.lstrip().startswith(FORMULA_STARTS) or cell.startswith(FORMULA_STARTS)
    return f"'{cell}" if is_formula and not PLAIN_NUMBER.fullmatch(cell) else cell
