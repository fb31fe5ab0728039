"""Published amounts as whole pence."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal, localcontext

PENCE = {"£": 100, "£ thousand": 100_000, "£ million": 100_000_000}
"""How many pence one of each published unit is."""
NUMBER = re.compile(r"[+-]?[0-9]{1,18}(\.[0-9]{1,30})?([eE][+-]?[0-9]{1,2})?")

# More than the longest number above has, so that nothing is rounded before the penny.
DIGITS = 200


class NoAmount(ValueError):
    """The text is no number, or no amount that a database holds."""


def pence_of(text: str, unit: str) -> int:
    """Whole pence of a published number, half a penny rounded up (away from nothing where it is negative).

    NoAmount where the text is no plain number or would not fit 64 bits; KeyError for an unknown unit.
    """
    if not NUMBER.fullmatch(text):
        raise NoAmount(f"{text!r} is no number")
    with localcontext(prec=DIGITS):
        pence = int((Decimal(text) * PENCE[unit]).quantize(Decimal(1), ROUND_HALF_UP))
    if abs(pence) >= 2**63:
        raise NoAmount(f"{text!r} is more than can be kept")
    return pence
