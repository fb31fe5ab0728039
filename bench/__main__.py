"""`make bench`: every measurement, as tables and as build/bench.json."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from bench import judgement, pages, receiving, storing

RESULTS = Path("build/bench.json")


def show(title: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """One table of figures."""
    from rich.console import Console
    from rich.table import Table

    table = Table(*rows[0], box=None, header_style="dim", pad_edge=False)
    for row in rows:
        table.add_row(
            *(f"{value:,.2f}" if isinstance(value, float) else str(value) for value in row.values())
        )
    console = Console(highlight=False, width=200)
    console.print(title, style="bold")
    console.print(table)
    print(flush=True)


def main() -> None:
    """Measure in turn, print, and write what was found."""
    machine = {"cores": os.cpu_count(), "python": platform.python_version(), "system": platform.system()}
    found: dict[str, Any] = {"machine": machine}
    found["judgement"] = judgement.run()
    show("Judging 2.8 million values", [{"what": k, "figure": v} for k, v in found["judgement"].items()])
    found["receiving"] = receiving.run()
    show(
        "Reading and checking 1 million rows",
        [{"what": k, "figure": v} for k, v in found["receiving"].items()],
    )
    found["storing"] = storing.run()
    show(
        "Receiving 1 million rows into the record",
        [{"what": k, "figure": v} for k, v in found["storing"].items()],
    )
    found["pages"] = pages.run()
    show("Pages, 20 visitors", found["pages"])
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(found, indent=2) + "\n")
    print(f"Written to {RESULTS}")


if __name__ == "__main__":
    main()
