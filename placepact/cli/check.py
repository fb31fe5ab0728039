"""`placepact check`: prove what is stored."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence


def run(options: argparse.Namespace) -> int:
    """Print each proof and whether it holds; the exit code is 1 where any does not."""
    from rich.console import Console

    from placepact.site.proofs import prove

    with Console(stderr=True).status("Reading what is stored"):
        proofs = prove(head=options.head)
    if options.format == "json":
        json.dump([proof._asdict() for proof in proofs], sys.stdout, indent=2)
        print()
    else:
        show(proofs)
    return 0 if all(proof.holds for proof in proofs) else 1


def show(proofs: Sequence[tuple[str, bool, str]]) -> None:
    """A line a proof."""
    from rich.console import Console
    from rich.table import Table

    table = Table("Proof", "Holds", box=None, header_style="dim", pad_edge=False)
    table.add_column("Detail", overflow="fold")
    for name, holds, detail in proofs:
        table.add_row(name, "yes" if holds else "[bold red]NO[/bold red]", detail)
    Console(highlight=False).print(table)
