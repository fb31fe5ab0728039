"""What can be written after `placepact agreement` and `placepact receive agreement`."""

from __future__ import annotations

import argparse

KIND = "the kind of agreement, such as laa_2008 (default: %(default)s)"
Commands = argparse._SubParsersAction


def add_agreement(commands: Commands[argparse.ArgumentParser]) -> None:
    """`placepact agreement show | compare | verify | workbook`."""
    agreement = commands.add_parser(
        "agreement", help="show, compare and verify agreements; an empty workbook"
    )
    kinds = agreement.add_subparsers(dest="what", required=True, metavar="WHAT")
    show = kinds.add_parser("show", help="a version in full, as it is hashed")
    add_slug(show)
    show.add_argument(
        "--version", type=int, metavar="N", dest="number", help="default: the newest that is signed"
    )
    compare = kinds.add_parser("compare", help="two versions line by line, in words")
    add_slug(compare)
    compare.add_argument("before", type=int, metavar="N", help="the earlier version")
    compare.add_argument("after", type=int, metavar="M", help="the later version")
    verify = kinds.add_parser(
        "verify", help="prove that every signed version and memorandum is what was signed"
    )
    add_slug(verify)
    verify.add_argument(
        "--hash", metavar="HASH", help="a hash that was printed, which must be of a signed version"
    )
    for each in (show, compare, verify):
        each.add_argument("--format", choices=("text", "json"), default="text", help="default: %(default)s")
        each.set_defaults(run="placepact.cli.agreement")
    workbook = kinds.add_parser("workbook", help="write an empty workbook to fill in")
    workbook.add_argument("file", metavar="FILE", help="where to write it; nothing is overwritten")
    workbook.add_argument("--kind", default="laa_2008", dest="of_kind", help=KIND)
    workbook.set_defaults(run="placepact.cli.agreement")


def add_slug(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("slug", metavar="AGREEMENT", help="how its address ends, such as rochdale-laa-2008")


def add_receive_agreement(kinds: Commands[argparse.ArgumentParser]) -> None:
    """`placepact receive agreement`."""
    agreement = kinds.add_parser(
        "agreement",
        help="an agreement that exists, from a workbook",
        description="Take in an agreement from a workbook: as a draft, or as far on its way as its days say.\n"
        "Every cell is checked, and every step is held against the rulebook on its day.\n"
        "`placepact agreement workbook FILE.xlsx` writes an empty one.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    agreement.add_argument("file", metavar="FILE", help="an XLSX")
    agreement.add_argument("--kind", default="laa_2008", dest="of_kind", help=KIND)
    agreement.add_argument("--dry-run", action="store_true", help="say what would happen and change nothing")
    agreement.add_argument("--format", choices=("text", "json"), default="text", help="default: %(default)s")
    agreement.set_defaults(run="placepact.cli.receive_agreement")


def add_reward(commands: Commands[argparse.ArgumentParser]) -> None:
    """`placepact reward`."""
    reward = commands.add_parser(
        "reward", help="what an agreement's reward could earn, has earned, and pays when"
    )
    reward.add_argument("agreement", metavar="AGREEMENT", help="the slug of the agreement")
    reward.add_argument(
        "--format", choices=("table", "csv", "json"), default="table", help="default: %(default)s"
    )
    reward.set_defaults(run="placepact.cli.reward")


def add_board_pack(commands: Commands[argparse.ArgumentParser]) -> None:
    """`placepact board-pack`."""
    pack = commands.add_parser("board-pack", help="the paper for the board, at most six pages")
    pack.add_argument("agreement", metavar="AGREEMENT", help="the slug of the agreement")
    pack.add_argument("--out", metavar="FILE", required=True, help="a name that ends in .pdf, .docx or .json")
    pack.add_argument("--on", metavar="DAY", help="as at a day, such as 2025-06-30; default: today")
    pack.set_defaults(run="placepact.cli.board_pack")
