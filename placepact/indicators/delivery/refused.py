"""Refused rows as a CSV file for the person who delivered them, safe to open in a spreadsheet program."""

import csv
from collections import defaultdict
from pathlib import Path

from placepact.indicators.delivery.checked import Checked, Fault
from placepact.indicators.delivery.shape import OUR_COLUMNS
from placepact.returns.cells import disarm

BETWEEN = "; "


def write_refused(path: Path, checked: Checked) -> int:
    """One row a refused row: file, line, column, value, reason, then its cells, to be mended and delivered again.

    A row with several faults names their columns, values and reasons one after the other. Returns the rows written.
    """
    by_line = defaultdict[int, list[Fault]](list)
    for fault in checked.faults:
        by_line[fault.line].append(fault)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([*OUR_COLUMNS, *map(disarm, checked.columns)])
        for row in checked.refused:
            said = zip(*((each.column, each.value, each.message) for each in by_line[row.line]), strict=True)
            columns, values, reasons = (BETWEEN.join(dict.fromkeys(words)) for words in said)
            cells = (checked.path.name, str(row.line), columns, values, reasons, *row.cells)
            writer.writerow([disarm(cell) for cell in cells])
    return len(checked.refused)
