"""How much of the money goes to how few: shares made from exact sums of payees, whole numbers in and out."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction


def top_share(amounts_pence: Sequence[int], top: int = 10) -> Fraction | None:
    """The share of the largest payees in all that was paid, in 0..1; None where nothing was paid.

    Payees who gave back more than they were paid (sums below nought) are no part of it.
    """
    paid = sorted((amount for amount in amounts_pence if amount > 0), reverse=True)
    return Fraction(sum(paid[:top]), sum(paid)) if paid else None


def herfindahl(amounts_pence: Sequence[int]) -> int | None:
    """The Herfindahl–Hirschman index: the sum of squared percentage shares, 0..10,000, half up; None for no money.

    10,000 is one payee. Sums below nought are no part of it.
    Source: US Department of Justice, Antitrust Division, "Herfindahl-Hirschman Index".
    """
    paid = [amount for amount in amounts_pence if amount > 0]
    if not paid:
        return None
    squares, total = sum(amount * amount for amount in paid), sum(paid)
    return (20_000 * squares + total * total) // (2 * total * total)
