"""The options of `placepact requests`, `placepact request` and `placepact receive request`."""

from __future__ import annotations

import argparse

from placepact.cli.framework_options import FORMATS
from placepact.cli.receive_options import EXIT_CODES


def add_requests(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """`placepact requests` and `placepact request`."""
    several = commands.add_parser(
        "requests", help="who owes which figures in a place's collections, and by when"
    )
    several.add_argument("--place", metavar="CODE", required=True, help="the area's code, such as E08000005")
    several.add_argument("--format", choices=FORMATS, default=FORMATS[0], help="default: %(default)s")
    several.set_defaults(run="placepact.cli.requests")
    one = commands.add_parser("request", help="one request as a workbook to fill offline")
    one.add_argument("reference", metavar="REF", help="the request, such as Q-000012")
    one.add_argument("--workbook", metavar="OUT.xlsx", required=True, help="where to write it")
    one.set_defaults(run="placepact.cli.request")


def add_receive_request(kinds: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """`placepact receive request`."""
    request = kinds.add_parser(
        "request",
        help="the workbook of a request, filled in",
        description="Take in the workbook of a request that was filled in. What is right is kept as a draft;\n"
        "what is not is told by its cell, and goes back as a workbook to mend.",
        epilog=EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    request.add_argument("file", metavar="FILE.xlsx", help="the workbook")
    request.add_argument("--dry-run", action="store_true", help="say what would happen and change nothing")
    request.add_argument(
        "--refused", metavar="OUT.xlsx", help="where to write the refused rows, to be mended"
    )
    request.add_argument("--format", choices=("table", "json"), default="table", help="default: %(default)s")
    request.set_defaults(run="placepact.cli.receive_request")
