"""One counted line: who pays whom, in which year, for what, where, and how it came to the place."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

ACTUAL = "actual"
BY_POPULATION = "apportioned by population"
ESTIMATE = "estimate"


class Role(StrEnum):
    """What an account line is to a count."""

    SERVICE = "service"
    LEVY_PAID = "levy_paid"
    LEVY_RECEIVED = "levy_received"
    BRIDGE = "bridge"
    FUNDING = "funding"
    CONTROL = "control"
    FRAME = "frame"

    @property
    def words(self) -> str:
        return WORDS[self]


WORDS = {
    Role.SERVICE: "Spending on a service",
    Role.LEVY_PAID: "Levy paid to another body",
    Role.LEVY_RECEIVED: "Levy received from other bodies",
    Role.BRIDGE: "Between services and the published total",
    Role.FUNDING: "Where the money comes from, and what is put aside",
    Role.CONTROL: "Published total, to hold ours against",
    Role.FRAME: "All identified public spending of a region",
}


@dataclass(frozen=True)
class Line:
    """A line inside a count. `amount_pence` is the place's part of it where it is apportioned.

    payer, payee: slugs of organisations; theme: slug; area: code. `levy` is the
    code of the levy that a line pays, empty for spending on services.
    """

    payer: str
    payee: str | None
    year: str
    theme: str
    area: str
    nature: str
    attribution: str
    amount_pence: int
    return_id: int
    line: int
    code: str = ""
    levy: str = ""
    label: str = ""
    line_id: int = 0

    def key(self, by: tuple[str, ...]) -> tuple[str, ...]:
        """The line's values of some of the dimensions body, theme, area and nature."""
        return tuple(str(getattr(self, "payer" if name == "body" else name)) for name in by)

    def share(self, amount_pence: int, area: str, attribution: str = BY_POPULATION) -> Line:
        """The part of the line that falls to an area."""
        return replace(self, amount_pence=amount_pence, area=area, attribution=attribution)
