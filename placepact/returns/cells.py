"""Text cells of files that people open in a spreadsheet: none may be taken for a formula."""

from __future__ import annotations

import re

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
PLAIN_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")


def disarm(cell: str) -> str:
    """A text that a spreadsheet program would take for a formula, with an apostrophe before it."""
    is_formula = cell.lstrip().startswith(FORMULA_STARTS) or cell.startswith(FORMULA_STARTS)
    return f"'{cell}" if is_formula and not PLAIN_NUMBER.fullmatch(cell) else cell


def harmless(value: object) -> object:
    """A cell of any kind: texts are disarmed, numbers stay numbers."""
    return disarm(value) if isinstance(value, str) else value
