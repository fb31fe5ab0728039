"""Published amounts as whole pence."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

PENCE = {"£": 100, "£ thousand": 100_000, "£ million": 100_000_000}
"""How many pence one of each published unit is."""
NUMBER = re.compile(r"[+-]?\d{1,18}(\.\d{1,30})?([eE][+-]?\d{1,2})?")


class NoAmount(ValueError):
    """The text is no number, or no amount that a database holds."""


def pence_of(text: str, unit: str) -> int:
    """Whole pence of a published number, half a penny rounded up (away from nothing where it is negative).

    NoAmount where the text is no plain number or would not fit 64 bits; KeyError for an unknown unit.
    """
    if not NUMBER.fullmatch(text):
        raise NoAmount(f"{text!r} is no number")
    pence = int((Decimal(text) * PENCE[unit]).quantize(Decimal(1), ROUND_HALF_UP))
    if abs(pence) >= 2**63:
        raise NoAmount(f"{text!r} is more than can be kept")
    return pence
