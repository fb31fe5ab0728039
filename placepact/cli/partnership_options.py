"""What can be written after `placepact partnership`."""

from __future__ import annotations

import argparse

Commands = argparse._SubParsersAction


def add_partnership(commands: Commands[argparse.ArgumentParser]) -> None:
    """`placepact partnership show`."""
    partnership = commands.add_parser("partnership", help="show who sits together, and who is missing")
    kinds = partnership.add_subparsers(dest="what", required=True, metavar="WHAT")
    show = kinds.add_parser("show", help="a partnership's seats, who is missing, its meetings and actions")
    show.add_argument(
        "slug", metavar="PARTNERSHIP", help="how its address ends, such as rochdale-childrens-trust"
    )
    show.add_argument("--format", choices=("table", "json"), default="table", help="default: %(default)s")
    show.set_defaults(run="placepact.cli.partnership")
