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
    """A line a proof, never cut: a head that is not whole could not be checked against later."""
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False, soft_wrap=True)
    for name, holds, detail in proofs:
        sign = Text("holds  ", style="dim") if holds else Text("BROKEN ", style="bold red")
        console.print(Text.assemble(sign, (name, "bold"), f": {detail}"))
