"""`placepact request`: one request as a workbook to fill offline."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from placepact.cli.frameworks import CannotShow
from placepact.cli.main import OK

if TYPE_CHECKING:
    from placepact.frameworks.models import Request


def run(options: argparse.Namespace) -> int:
    """Write one request as a workbook."""
    from placepact.frameworks.queries.requests import cells_in
    from placepact.frameworks.workbooks.writing import write as write_workbook

    request = found(options.reference)
    write_workbook(Path(options.workbook), request, cells_in(request))
    sys.stdout.write(f"{options.workbook}: {request.owed} cells of {request.reference}.\n")
    return OK


def found(reference: str) -> Request:
    """The request of a reference. Raises CannotShow."""
    from placepact.frameworks.queries.requests import request_of

    request = request_of(reference)
    if request is None:
        raise CannotShow(f"There is no request {reference}. List them: placepact requests --place CODE")
    return request
