"""Tables of indicator values in the tidy shape that their publisher uses, for England and its areas."""

from tools.tables.areas import areas
from tools.tables.files import Row, read, series, write

COLUMNS = (
    "areacd", "areanm", "geography", "indicator", "period", "observation", "measure", "unit", "lci_95", "uci_95",
    "status", "notes",
)  # fmt: skip
CARRIED = {"E92", "E12", "E47", "E06", "E07", "E08", "E09", "E10", "E67", "E23"}
LONGEST_MARK = 1


def figures() -> dict[str, int]:
    """Write one packed table a series; says how many rows each has."""
    counts, last_days = {}, {row["code"]: row["valid_to"] for row in areas()}
    for path in series():
        rows = [
            carried(row)
            for row in read(f"03_outcomes/els/{path.name}")
            if row["areacd"][:3] in CARRIED and is_in_force(row, last_days[row["areacd"]])
        ]
        write(f"figures/{path.stem}.csv.gz", COLUMNS, rows)
        counts[path.stem] = len(rows)
    return counts


def is_in_force(row: Row, last_day: str) -> bool:
    """Whether the period starts while the code is good.

    Two series go on with districts abolished in 2019 to 2023, beside the council
    that took over; such rows would be refused when the table is received.
    """
    return not last_day or row["period"][:10] <= last_day


def carried(row: Row) -> Row:
    """A row as published; a note that stands where the mark of status belongs is moved to the notes."""
    row = {column: row[column] for column in COLUMNS}
    if len(row["status"]) > LONGEST_MARK:
        row["notes"] = "; ".join(text for text in (row["notes"], row["status"]) if text)
        row["status"] = ""
    return row
