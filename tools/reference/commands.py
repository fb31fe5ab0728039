"""The page of commands: what `placepact --help` and each command's `--help` say."""

import argparse
import os
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from tools.reference import HEAD


def page() -> str | None:
    """The page, or None while there is no command line."""
    if find_spec("placepact.cli") is None:
        return None
    build_parser = getattr(import_module("placepact.cli"), "build_parser", None)
    if build_parser is None:
        return None
    os.environ["COLUMNS"] = "100"  # argparse wraps its help by the terminal that it finds
    parser: argparse.ArgumentParser = build_parser()
    parser.prog = "placepact"
    parts = [f"## {name}\n\n```text\n{text.rstrip()}\n```" for name, text in _helps("placepact", parser)]
    return "\n\n".join([HEAD, "# Commands", *parts]) + "\n"


def _helps(name: str, parser: argparse.ArgumentParser) -> Iterator[tuple[str, str]]:
    """Name and help of a command, then of each command under it."""
    yield name, parser.format_help()
    for action in parser._actions:  # argparse has no public way to the commands of a parser
        if isinstance(action, argparse._SubParsersAction):
            choices: dict[str, Any] = dict(action.choices)
            for word, command in choices.items():
                yield from _helps(f"{name} {word}", command)
