"""`placepact audit export`: the account of changes as JSON lines, which `audit/verify.py` proves."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from placepact.errors import Refusal


class CannotWrite(Refusal):
    """The export cannot be written where it was asked for."""


def run(options: argparse.Namespace) -> int:
    """Write the whole account, to a file that is not there yet or to standard output."""
    from placepact.audit.queries import lines

    if options.file == "-":
        sys.stdout.writelines(lines())
        return 0
    path = Path(options.file)
    try:
        with path.open("x", encoding="utf-8") as file:
            file.writelines(lines())
    except OSError as error:
        raise CannotWrite(
            f"{path} cannot be written ({error.strerror}). Name a file that is not there yet."
        ) from error
    sys.stderr.write(f"{path} holds the account of changes. Prove it with: python {verifier()} {path}\n")
    return 0


def verifier() -> Path:
    """Where the file that proves an export is."""
    from placepact.audit import verify

    return Path(verify.__file__)
