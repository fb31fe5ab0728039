"""`placepact tidy`: clear up after receivers that were stopped, or say what would be cleared up."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict


def run(options: argparse.Namespace) -> int:
    """Print what was, or would be, given up and removed."""
    from rich.console import Console

    from placepact.people.actions import operator
    from placepact.spending.actions import tidying

    found = tidying.look() if options.dry_run else tidying.tidy(by=operator())
    if options.format == "json":
        json.dump({"dry_run": options.dry_run, **asdict(found)}, sys.stdout, indent=2)
        print()
        return 0
    console = Console(highlight=False, soft_wrap=True)
    would = "would be " if options.dry_run else ""
    for reference in found.given_up:
        console.print(f"{reference} {would}given up: its receiver is silent")
    for name in found.files:
        console.print(f"{name} {would}removed: no delivery names it")
    if not found.given_up and not found.files:
        console.print("There is nothing to tidy.")
    elif found.files:
        console.print(f"{found.size_bytes:,} bytes {would}freed", style="dim")
    return 0
