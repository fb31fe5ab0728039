"""What can be written after `placepact receive spending`, `placepact withdraw` and `placepact tidy`."""

from __future__ import annotations

import argparse

EXIT_CODES = """exit codes:
  0  done
  1  refused or failed; the reason is printed
  2  the command was written wrongly
  3  done in part: some rows were refused
  4  a question must be answered first; nothing of that file was taken
"""
FORMATS = ("table", "json")


def add_receive_spending(kinds: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """`placepact receive spending`."""
    spending = kinds.add_parser(
        "spending",
        help="payments as bodies publish them: CSV, workbooks, folders and zips of them",
        description="Take in payments as a body publishes them. How a file is read is worked out from it, shown, and\n"
        "remembered for the body; what cannot be settled is asked. A return covers the months of its\n"
        "dates unless you say which; a later one of the same months replaces it whole, once you have\n"
        "seen both totals. Each file is received by itself, and the exit code is that of the worst.",
        epilog=EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    spending.add_argument("file", metavar="FILE", nargs="+", help="files, folders of files, zips of files")
    spending.add_argument(
        "--body",
        required=True,
        metavar="BODY",
        help="who paid: slug, name, identifier, or area code (E08000003)",
    )
    spending.add_argument(
        "--covers", metavar="FROM:TO", help="months or days that the file is for, such as 2019-04:2019-06"
    )
    spending.add_argument("--dry-run", action="store_true", help="say what would happen and change nothing")
    spending.add_argument(
        "--profile",
        action="append",
        default=[],
        metavar="KEY=VALUE|BODY",
        help="decide how the file is read (date=day_first), or read it as another body's; may be given again",
    )
    spending.add_argument(
        "--replace", action="store_true", help="replace a return of the same months without asking"
    )
    spending.add_argument(
        "--refused",
        metavar="FILE",
        help="where to write refused rows (default: NAME-refused.csv, never overwritten)",
    )
    add_format(spending)
    spending.set_defaults(run="placepact.cli.receive_spending")


def add_withdraw(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """`placepact withdraw`."""
    withdraw = commands.add_parser(
        "withdraw", help="take a return of figures or payments out of what stands; it stays in the record"
    )
    withdraw.add_argument("reference", metavar="RETURN", help="such as R-000018")
    withdraw.add_argument("--reason", required=True, metavar="TEXT", help="why; it is kept and shown")
    withdraw.set_defaults(run="placepact.cli.withdraw")


def add_tidy(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """`placepact tidy`."""
    tidy = commands.add_parser(
        "tidy",
        help="clear up after receivers that were stopped",
        description="Give up deliveries whose receiver has been silent for 15 minutes, and remove files of the record\n"
        "that no delivery names and that are older than a day. Nothing that was accepted is touched.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    tidy.add_argument(
        "--dry-run", action="store_true", help="say what would be cleared up and change nothing"
    )
    add_format(tidy)
    tidy.set_defaults(run="placepact.cli.tidy")


def add_match(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """`placepact match`."""
    match = commands.add_parser(
        "match",
        help="say who was paid in all that was received, and how much of it has a name and a purpose",
        description="Match the suppliers of all payments that stand to the register of organisations, now. The worker\n"
        "does so after every acceptance; this is for a new register of organisations, or to see the coverage.\n"
        "What people decided is not touched. Names of suppliers are not printed.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add_format(match)
    match.set_defaults(run="placepact.cli.match")


def add_format(parser: argparse.ArgumentParser) -> None:
    """The option --format."""
    parser.add_argument("--format", choices=FORMATS, default=FORMATS[0], help="default: %(default)s")
