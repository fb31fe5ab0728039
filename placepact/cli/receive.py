"""`placepact receive indicators`: take in delivered files, or say what would happen."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from placepact.cli.main import OK, PARTLY_REFUSED, REFUSED

if TYPE_CHECKING:
    from placepact.indicators.actions import Receipt


def run(options: argparse.Namespace) -> int:
    """Receive each file in turn; the exit code is the worst of them."""
    from placepact.indicators.actions import load_anchors
    from placepact.organisations.queries import find
    from placepact.people.actions import operator

    organisation, by = find(options.organisation), operator()
    load_anchors(by=by)
    receipts = [one(Path(name), options, organisation, by) for name in options.file]
    if options.format == "json":
        json.dump([as_dict(receipt) for receipt in receipts], sys.stdout, indent=2, ensure_ascii=False)
        print()
    return max((code_of(receipt) for receipt in receipts), default=OK)


def one(path: Path, options: argparse.Namespace, organisation: Any, by: Any) -> Receipt:
    """Receive one file, with a bar while it is read."""
    from rich.console import Console

    from placepact.indicators import actions

    act = actions.try_out if options.dry_run else actions.receive
    with Console(stderr=True).status(f"Reading {path.name}"):
        receipt = act(path=path, organisation=organisation, by=by)
    written = write_refused(receipt, path, options)
    if options.format == "table":
        show(receipt, written)
    return receipt


def write_refused(receipt: Receipt, path: Path, options: argparse.Namespace) -> Path | None:
    """Write the refused rows where the options say, else into the working folder; None where none was refused."""
    if not receipt.tally.refused:
        return None
    place = Path(options.refused or f"{path.name.split('.')[0]}-refused.csv")
    receipt.write_refused(place)
    return place


def code_of(receipt: Receipt) -> int:
    """0 where every row was accepted, 3 where some were refused, 1 where none was accepted."""
    if not receipt.tally.refused:
        return OK
    return PARTLY_REFUSED if receipt.tally.accepted else REFUSED


def as_dict(receipt: Receipt) -> dict[str, Any]:
    """A receipt for scripts."""
    tally = receipt.tally
    return {
        "file": receipt.file_name,
        "return": receipt.reference,
        "dry_run": receipt.is_dry_run,
        "outcome": tally.outcome.value,
        "rows_read": tally.read,
        "accepted": tally.accepted,
        "new": tally.new,
        "superseding": tally.superseding,
        "unchanged": tally.unchanged,
        "refused": tally.refused,
        "blank": tally.blank,
        "repeated_headers": tally.repeated_headers,
        "faults": [
            {"line": line, "column": column, "value": value, "code": code, "message": message}
            for line, column, value, code, message in receipt.faults()
        ],
    }


def show(receipt: Receipt, written: Path | None) -> None:
    """What became of a file, in words and one table."""
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False, soft_wrap=True)
    tally = receipt.tally
    console.print(Text(f"{receipt.file_name}: {receipt.sentence()}", style="bold"))
    console.print(
        f"  {tally.read:,} rows read = {tally.accepted:,} accepted + {tally.refused:,} refused "
        f"+ {tally.blank:,} blank + {tally.repeated_headers:,} repeated header"
    )
    console.print(
        f"  accepted: {tally.new:,} new, {tally.superseding:,} superseding, {tally.unchanged:,} already stand"
    )
    for note in receipt.remarks():
        console.print(Text(f"  {note}", style="dim"))
    if not tally.refused:
        return
    faults = receipt.faults()
    for line, column, _, _, message in faults[:20]:
        console.print(Text(f"  line {line}, {column}: ", style="bold red").append(message, style="default"))
    if len(faults) > 20:
        console.print(f"  and {len(faults) - 20:,} more")
    console.print(f"  Every refused row is in {written}. Mend them there and deliver that file.")
