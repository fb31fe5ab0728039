"""`placepact receive request`: take in the workbook of a request that was filled, or say what that would do."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from placepact.cli.main import OK, PARTLY_REFUSED, REFUSED

if TYPE_CHECKING:
    from placepact.frameworks.workbooks.receiving import Receipt


def run(options: argparse.Namespace) -> int:
    """Receive one workbook. Each fault is printed with its cell; the exit code is 3 where some rows were refused."""
    from django.utils import timezone

    from placepact.cli.request import found
    from placepact.frameworks.workbooks.reading import read_back
    from placepact.frameworks.workbooks.receiving import receive, refused_workbook, try_out
    from placepact.people.actions import operator

    path = Path(options.file)
    request = found(read_back(path).reference)
    act = try_out if options.dry_run else receive
    receipt = act(request=request, path=path, on=timezone.localdate(), by=operator())
    show(receipt, options.format)
    if options.refused and receipt.kept and receipt.kept.refused:
        Path(options.refused).write_bytes(refused_workbook(receipt.kept))
    if not receipt.refused:
        return OK
    return PARTLY_REFUSED if receipt.taken else REFUSED


def show(receipt: Receipt, form: str) -> None:
    """What became of it, for people or for scripts."""
    if form == "json":
        held = {
            "request": receipt.request.reference,
            "dry_run": receipt.kept is None,
            "rows_read": receipt.read,
            "rows_taken": receipt.taken,
            "rows_refused": receipt.refused,
            "faults": [vars(each) for each in receipt.faults],
            "questions": [vars(each) for each in receipt.questions],
        }
        sys.stdout.write(json.dumps(held, indent=2, ensure_ascii=False) + "\n")
        return
    for each in receipt.faults:
        sys.stdout.write(f"{each}\n")
    for each in receipt.questions:
        sys.stdout.write(f"{each} Explain it in a word before you submit.\n")
    dry = "a dry run; " if receipt.kept is None else ""
    sys.stdout.write(f"{receipt.request.reference}: {dry}{receipt.sentence()}\n")
