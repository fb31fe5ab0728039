"""The command line: `placepact demo | serve | receive | scorecard | check`."""

from placepact.cli.main import build_parser, main

__all__ = ["build_parser", "main"]
