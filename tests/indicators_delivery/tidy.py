"""Makers of tidy files and of what they may speak of, for the tests of this folder."""

import datetime as dt
from pathlib import Path

from placepact.indicators.delivery import Area, Checked, Indicator, Vocabulary, check_file

HEADER = (
    "areacd", "areanm", "indicator", "period", "observation", "unit", "lci_95", "uci_95", "status",
    "numerator", "denominator", "breakdown",
)  # fmt: skip
VOCABULARY = Vocabulary(
    areas=[
        Area("E08000003", "Manchester", id=3),
        Area("E08000005", "Rochdale", id=5),
        Area("E07000026", "Allerdale", valid_to=dt.date(2023, 3, 31), successors=("E06000063",), id=26),
        Area("E06000063", "Cumberland", id=63),
    ],
    indicators=[
        Indicator("Employment rate", "employment-rate", 1, "Percentage", 0, 100, lengths=("P1Y",)),
        Indicator("Homicide offences", "homicide-offences", 2, "Rate per 1,000,000 population", 0, None),
    ],
    today=dt.date(2026, 6, 1),
)
GOOD = {
    "areacd": "E08000003", "areanm": "Manchester", "indicator": "Employment rate", "period": "2020-01-01/P1Y",
    "observation": "72.5", "unit": "%",
}  # fmt: skip


def line(**cells: str) -> str:
    """One good row with some cells different, as CSV without quotation marks."""
    return ",".join((GOOD | cells).get(column, "") for column in HEADER)


def tidy(*lines: str) -> bytes:
    return "\n".join([",".join(HEADER), *lines, ""]).encode()


def checked(folder: Path, content: bytes, name: str = "file.csv") -> Checked:
    path = folder / name
    path.write_bytes(content)
    return check_file(path, VOCABULARY)
