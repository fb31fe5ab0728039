"""`placepact register organisations`: bring in a register of organisations from a file."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from placepact.cli.main import OK, PARTLY_REFUSED

FAULTS_SHOWN = 20


def run(options: argparse.Namespace) -> int:
    """Bring the file in and say what became of its rows; the exit code tells whether any was refused."""
    from rich.console import Console

    from placepact.organisations.actions import bring_in_register
    from placepact.people.actions import operator

    with Console(stderr=True).status("Reading the register"):
        brought = bring_in_register(path=Path(options.file), source=options.source, by=operator())
    if options.format == "json":
        faults = [fault._asdict() for fault in brought.faults]
        json.dump({**brought._asdict(), "faults": faults}, sys.stdout, indent=2, ensure_ascii=False)
        print()
        return PARTLY_REFUSED if brought.refused else OK
    console = Console(highlight=False, soft_wrap=True, markup=False)
    console.print(
        f"{brought.rows_read:,} rows read: {brought.accepted:,} accepted ({brought.new:,} new, "
        f"{brought.changed:,} changed, {brought.unchanged:,} as they were), {brought.refused:,} refused."
    )
    for fault in brought.faults[:FAULTS_SHOWN]:
        console.print(f"Line {fault.line}, {fault.column} {fault.value!r}: {fault.reason}")
    if brought.refused > FAULTS_SHOWN:
        console.print(f"... and {brought.refused - FAULTS_SHOWN:,} more; --format json lists them all.")
    return PARTLY_REFUSED if brought.refused else OK
