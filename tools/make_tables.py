"""Make the tables that the project carries from the source files. Runs again any time, with the same result.

`python -m tools.make_tables` makes all but the outlines; `python -m
tools.make_tables outlines` makes those, and needs shapely and pyproj. The
organisations, their identifiers and SOURCES.toml are written by hand.
"""

import sys

from tools.tables.accounts import COLUMNS, COMPARED_COLUMNS, FRAME_COLUMNS, accounts, compared, frame
from tools.tables.areas import areas, successions
from tools.tables.figures import figures
from tools.tables.files import write
from tools.tables.links import memberships, neighbours, populations
from tools.tables.outlines import outlines


def register() -> dict[str, int]:
    """Write the tables of areas and accounts; says how many rows each has."""
    listed = areas()
    tables = {
        "areas.csv": (("code", "name", "kind", "valid_from", "valid_to"), listed),
        "successions.csv": (("predecessor", "successor", "on"), successions(listed)),
        "memberships.csv": (
            ("child", "parent", "hierarchy", "valid_from", "valid_to", "release"),
            memberships({row["code"] for row in listed}),
        ),
        "neighbours.csv": (("area", "neighbour", "rank", "set", "release"), neighbours()),
        "populations.csv": (("area", "year", "count", "source"), populations()),
        "accounts/outturn-2017-18.csv.gz": (COLUMNS, accounts()),
        "accounts/compared-2017-18.csv.gz": (COMPARED_COLUMNS, compared()),
        "accounts/frame-2017-18.csv": (FRAME_COLUMNS, frame()),
    }
    for name, (columns, rows) in tables.items():
        write(name, columns, rows)
    return {name: len(rows) for name, (_, rows) in tables.items()}


if __name__ == "__main__":
    made = outlines() if sys.argv[1:] == ["outlines"] else register() | figures()
    for table, count in made.items():
        print(f"{count:>8,}  {table}")
