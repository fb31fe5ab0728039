"""What people write in the fields of a plan, a risk and evidence, as terms. What cannot be read is refused in one list."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from placepact.delivery.actions import Asked, Backed, NotInPlan, Planned, Scored
from placepact.organisations.models import Organisation


@dataclass
class Reading:
    """Fields as they were sent, the bodies that may be named, and what could not be read."""

    given: Mapping[str, str]
    bodies: Mapping[str, Organisation]
    faults: list[str] = field(default_factory=list)

    def text(self, name: str) -> str:
        return self.given.get(name, "").strip()

    def day(self, name: str, label: str) -> dt.date:
        try:
            return dt.date.fromisoformat(self.text(name))
        except ValueError:
            self.faults.append(
                f"{label}: “{self.text(name)}” is not a day. Write year, month, day, such as 2026-03-31."
            )
            return dt.date.max

    def score(self, name: str, label: str) -> int:
        written = self.text(name)
        if written not in {"1", "2", "3", "4", "5"}:
            self.faults.append(f"{label}: “{written}” is not on the scale. Choose 1 to 5.")
            return 1
        return int(written)

    def pence(self, name: str) -> int:
        written = self.text(name).replace(",", "").removeprefix("£")
        pounds, _, rest = written.partition(".")
        if not pounds.isdecimal() or len(pounds) > 12 or (rest and not (rest.isdecimal() and len(rest) == 2)):
            self.faults.append(
                f"Amount: “{self.text(name)}” is not an amount. Write pounds, such as 250000 or 99.50."
            )
            return 0
        return int(pounds) * 100 + int(rest or 0)

    def body(self, name: str) -> Organisation | None:
        found = self.bodies.get(self.text(name))
        if found is None:
            self.faults.append(
                f"Organisation: “{self.text(name)}” takes no part here. Choose one of the list."
            )
        return found

    def check(self) -> None:
        """Raise NotInPlan with everything that could not be read."""
        if self.faults:
            raise NotInPlan("\n".join(self.faults))


def planned(read: Reading) -> Planned:
    body, due_on = read.body("organisation"), read.day("due_on", "Due")
    read.check()
    assert body is not None  # else there is a fault
    return Planned(read.text("words"), due_on, body, read.text("office"))


def backed(read: Reading) -> Backed:
    body, pence = read.body("organisation"), read.pence("amount")
    read.check()
    assert body is not None
    return Backed(body, pence, read.text("words"), read.text("contribution"))


def asked(read: Reading) -> Asked:
    needed_by = read.day("needed_by", "Needed by")
    read.check()
    return Asked(read.text("words"), needed_by)


def scored(read: Reading) -> Scored:
    body = read.body("organisation")
    made = (read.score("likelihood", "Likelihood"), read.score("impact", "Impact"))
    review_on = read.day("review_on", "Next review")
    read.check()
    assert body is not None
    is_open = read.text("is_closed") != "on"
    return Scored(*made, read.text("mitigation"), body, read.text("office"), review_on, is_open)
