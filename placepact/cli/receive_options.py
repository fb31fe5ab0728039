"""What can be written after `placepact receive dictionary` and `placepact receive accounts`."""

from __future__ import annotations

import argparse

from placepact.cli.spending_options import add_format

EXIT_CODES = """exit codes:
  0  done
  1  refused or failed; the reason is printed
  2  the command was written wrongly
  3  done in part: some rows were refused
  4  nothing was done: a question must be answered first
"""


def add_receive_dictionary(kinds: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """`placepact receive dictionary`."""
    series = kinds.add_parser(
        "dictionary",
        help="a publisher's own list of its series, each kept as a draft definition",
        description="Take in the list of series that a publisher gives with its figures. Each becomes a draft\n"
        "definition without a checker, so that the figures can be received.",
        epilog=EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    series.add_argument("file", metavar="FILE", help="the file")
    series.add_argument(
        "--from",
        dest="organisation",
        required=True,
        metavar="ORGANISATION",
        help="who delivers: slug, name or identifier such as GB-LAE-MAN",
    )
    series.add_argument("--dry-run", action="store_true", help="say what would happen and change nothing")
    add_format(series)
    series.set_defaults(run="placepact.cli.receive_dictionary")


def add_receive_accounts(kinds: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """`placepact receive accounts`."""
    accounts = kinds.add_parser(
        "accounts",
        help="published accounts of a year, as tidy CSV or the ministry's workbook",
        description="Take in published accounts of one year: the tidy shape as CSV or XLSX, or the ministry's own\n"
        "workbook of Revenue Outturn by local authority, of which the bodies in the register are taken.",
        epilog=EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    accounts.add_argument("file", metavar="FILE", help="the file")
    accounts.add_argument("--year", required=True, help="the financial year, such as 2017-18")
    accounts.add_argument(
        "--from",
        dest="organisation",
        default="ministry-of-housing-communities-and-local-government",
        metavar="ORGANISATION",
        help="who delivers: slug, name or identifier (default: the ministry that publishes outturn)",
    )
    accounts.add_argument("--dry-run", action="store_true", help="say what would happen and change nothing")
    accounts.add_argument(
        "--replace", action="store_true", help="replace what stands for the same bodies, year and form"
    )
    add_format(accounts)
    accounts.set_defaults(run="placepact.cli.receive_accounts")
