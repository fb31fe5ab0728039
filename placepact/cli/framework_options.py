"""The options of `placepact frameworks` and `placepact burden`."""

from __future__ import annotations

import argparse

FORMATS = ("table", "csv", "json")


def add_frameworks(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """`placepact frameworks show` and `placepact frameworks load`."""
    frameworks = commands.add_parser("frameworks", help="lists of indicators, and how far each is met")
    kinds = frameworks.add_subparsers(dest="kind", required=True, metavar="ACT")
    show = kinds.add_parser("show", help="the lines of one list, and what answers each")
    show.add_argument("slug", metavar="SLUG", help="the list, such as national-indicator-set")
    add_place_and_year(show)
    show.set_defaults(run="placepact.cli.frameworks")
    load = kinds.add_parser("load", help="bring the definitions of lists into the record; safe to repeat")
    load.set_defaults(run="placepact.cli.frameworks")


def add_burden(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """`placepact burden`."""
    burden = commands.add_parser("burden", help="items asked and delivered, and what aligning them saves")
    add_place_and_year(burden, needed=True)
    burden.set_defaults(run="placepact.cli.burden")


def add_place_and_year(parser: argparse.ArgumentParser, *, needed: bool = False) -> None:
    """Which place, which reporting year, and in which form."""
    parser.add_argument("--place", metavar="CODE", required=needed, help="the area's code, such as E47000001")
    parser.add_argument(
        "--year",
        metavar="YEAR",
        help="the year in which periods end, such as 2023-24 (default: that with most figures)",
    )
    parser.add_argument("--format", choices=FORMATS, default=FORMATS[0], help="default: %(default)s")
