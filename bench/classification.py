"""How much of what ten councils really paid has a purpose by the reviewed rules: `python -m bench.classification`.

The files are read as a delivery is, into Parquet, and classified from there. Values are without their signs.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data" / "02_spend"
COUNCILS = {
    "manchester": "greater_manchester/manchester_20*.csv",
    "salford": "greater_manchester/salford_20*.csv",
    "trafford": "greater_manchester/trafford-supplier-spend-20*.zip",
    "bradford": "west_yorkshire/bradford_*.csv",
    "calderdale": "west_yorkshire/calderdale_20??-??.csv",
    "leeds": "west_yorkshire/leeds_raw_*.csv",
    "wakefield": "west_yorkshire/wakefield_*.csv",
    "gateshead": "north_east/gateshead_*.csv",
    "newcastle": "north_east/newcastle_*.csv",
    "northtyneside": "north_east/northtyneside_*.csv",
}


def receive(council: str, folder: Path) -> Iterator[Path]:
    """A council's files as the record keeps them; one that asks a question is left out and named."""
    from placepact.errors import Refusal
    from placepact.returns.reading import open_engine
    from placepact.spending.delivery import check, expand, understand

    for number, path in enumerate(sorted(SHARED.glob(COUNCILS[council]))):
        for inner, file in enumerate(expand([path], folder / path.stem)):
            target = folder / f"{council}-{number}-{inner}.parquet"
            try:
                with open_engine() as engine:
                    check(understand(file.path, engine=engine), target, body=council)
            except Refusal as refusal:
                print(f"{path.name} asks: {str(refusal)[:200]}", file=sys.stderr)
            else:
                yield target


def main() -> None:
    """Print coverage by council, by theme, and what is unclassified most."""
    import os

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "placepact.config.settings")
    import django

    django.setup()
    from placepact.spending.queries import classification as asked

    everything: list[asked.Payments] = []
    print("council          £ million  classified  by service and category  of it central or other")
    with tempfile.TemporaryDirectory() as name:
        for council in COUNCILS:
            groups = asked.grouped(list(receive(council, Path(name))))
            everything += groups
            print_row(council, groups)
    print_row("all", everything)
    print("\nThe largest patterns without a purpose:")
    for each in asked.unclassified(everything, count=15, by=asked.Classifier({})):
        print(f"{each.amount_pence / 1e8:9.2f}  {each.field}: {each.text[:70]}")


def print_row(name: str, groups: list) -> None:  # type: ignore[type-arg]
    """One line of the table."""
    from placepact.spending.queries.classification import Classifier, classes, coverage, coverage_share

    files = Classifier({})
    covered = coverage(groups, by=files)
    pairs = {(service, category) for service, category, _, _ in classes(groups, by=files)}
    total = sum(each.amount_pence for each in groups) or 1
    by_pair = sum(each.amount_pence for each in groups if (each.service, each.category) in pairs) / total
    vague = sum(each.amount_pence for each in covered if each.theme in {"central", "other"}) / total
    print(f"{name:14} {total / 1e8:11.1f} {coverage_share(covered):11.3f} {by_pair:24.3f} {vague:23.3f}")


if __name__ == "__main__":
    main()
