"""Money from one counted body to another: what the payers' books say, and what the receivers' say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from placepact.spending.rules.lines import Line
from placepact.spending.rules.rollup import is_transfer


@dataclass(frozen=True)
class Transfer:
    """One payer to one payee by one levy, by the payer's book, in pence."""

    payer: str
    payee: str
    levy: str
    paid_pence: int


@dataclass(frozen=True)
class Levy:
    """One levy that one body receives: the payers' books together, the receiver's own, and what lies between.

    The receiver's book is one figure for all payers, so that a difference
    belongs to the levy. It is shown, never spread over the payers.
    `received_pence` is None where the receiver's book has no such line.
    """

    payee: str
    levy: str
    payers: int
    paid_pence: int
    received_pence: int | None

    @property
    def difference_pence(self) -> int | None:
        return None if self.received_pence is None else self.paid_pence - self.received_pence


def matrix(lines: Iterable[Line], bodies: Collection[str]) -> list[Transfer]:
    """Transfers between counted bodies, one for each payer, payee and levy, in that order."""
    paid: dict[tuple[str, str, str], int] = defaultdict(int)
    for line in lines:
        if is_transfer(line, bodies):
            paid[line.payer, str(line.payee), line.levy] += line.amount_pence
    return [Transfer(*key, pence) for key, pence in sorted(paid.items())]


def levies(transfers: Iterable[Transfer], received: Mapping[tuple[str, str], int]) -> list[Levy]:
    """Both sides of each levy; `received` is by (payee, levy), in pence."""
    paid: dict[tuple[str, str], list[int]] = defaultdict(list)
    for each in transfers:
        paid[each.payee, each.levy].append(each.paid_pence)
    return [
        Levy(payee, levy, len(sums), sum(sums), received.get((payee, levy)))
        for (payee, levy), sums in sorted(paid.items(), key=lambda item: item[0][1])
    ]
