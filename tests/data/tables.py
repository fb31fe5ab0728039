"""Reading the tables that the project carries, and the source files they were made from."""

import csv
import gzip
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from tools.tables.files import DATA, TABLES

AGREEMENTS = TABLES.parent / "agreements"
ELS = DATA / "03_outcomes" / "els"
SERIES = sorted(path.name.removesuffix(".csv.gz") for path in (TABLES / "figures").glob("*.csv.gz"))


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a carried table, packed or not."""
    path = TABLES / name
    raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return list(csv.DictReader(raw.decode("utf-8").splitlines()))


@cache
def figures(series: str) -> list[dict[str, str]]:
    return rows(f"figures/{series}.csv.gz")


def agreements() -> dict[str, dict[str, Any]]:
    return {path.stem: tomllib.loads(path.read_text()) for path in sorted(AGREEMENTS.glob("*.toml"))}


def source(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))
