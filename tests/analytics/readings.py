"""One plain reading for each question about money; see the referee."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

Row = dict[str, Any]


def known_first(row: Row, *columns: str) -> tuple[tuple[bool, Any], ...]:
    """A sort key: values in order, what is not known after all that is."""
    return tuple((row[column] is None, row[column] if row[column] is not None else 0) for column in columns)


def together(rows: Iterable[Row], *columns: str) -> dict[tuple[Any, ...], list[Row]]:
    """Rows that agree in these columns, where two unknown values agree."""
    found = defaultdict(list)
    for row in rows:
        found[tuple(row[column] for column in columns)].append(row)
    return found


def total(rows: Iterable[Row]) -> int:
    return sum(row["amount_pence"] for row in rows)


def is_transfer(line: Row, counted: set[str]) -> bool:
    """From one counted body to another."""
    return line["payer"] in counted and line["payee"] in counted and line["payer"] != line["payee"]


def count(lines: list[Row], bodies: list[Row]) -> list[Row]:
    keys = ("payer", "year", "theme", "area", "nature", "attribution")
    counted = {row["body"] for row in bodies} - {None}
    found = []
    for values, group in together(lines, *keys).items():
        twice = total(line for line in group if is_transfer(line, counted))
        sums = {"as_reported_pence": total(group), "counted_twice_pence": twice}
        sums |= {"counted_once_pence": total(group) - twice, "lines": len(group)}
        found.append(dict(zip(keys, values, strict=True)) | sums)
    return sorted(found, key=lambda row: known_first(row, *keys))


ALL = {"count": count}
