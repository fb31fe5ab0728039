"""Which targets are endangered, and why: what can be seen before a figure says so, and what the figure says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from placepact.delivery.rules.forecast import Course
from placepact.delivery.rules.plans import Standing
from placepact.delivery.rules.risks import Heat, Way

BAD = ("off_track", "behind")


class Sign(StrEnum):
    """One thing that endangers a target, the gravest first."""

    OFF_TRACK = "off_track"
    FORECAST = "forecast"
    LATE = "late"
    HIGH_RISK = "high_risk"
    RISING_RISK = "rising_risk"
    OVERDUE_REVIEW = "overdue_review"


@dataclass(frozen=True)
class Facing:
    """An open risk as it stands."""

    heat: Heat
    way: Way
    is_overdue: bool


@dataclass(frozen=True)
class Look:
    """What is known of one target: its status (as the scorecard judges), its course, its milestones, its open risks."""

    status: str
    course: Course
    milestones: Sequence[Standing] = ()
    risks: Sequence[Facing] = ()


@dataclass(frozen=True)
class Danger:
    """A sign and how many times it was seen, as a clause to show."""

    sign: Sign
    count: int

    @property
    def words(self) -> str:
        many = self.count != 1
        return {
            Sign.OFF_TRACK: "the figure is short of what is due",
            Sign.FORECAST: "the trend misses the target",
            Sign.LATE: f"{self.count} milestone{'s are' if many else ' is'} late",
            Sign.HIGH_RISK: f"{self.count} high risk{'s' if many else ''}",
            Sign.RISING_RISK: f"{self.count} rising risk{'s' if many else ''}",
            Sign.OVERDUE_REVIEW: f"{self.count} risk{'s' if many else ''} not looked at when due",
        }[self.sign]


def dangers(look: Look) -> list[Danger]:
    """Everything that endangers a target, the gravest first; empty where nothing does."""
    counted = {
        Sign.OFF_TRACK: int(look.status in BAD),
        Sign.FORECAST: int(look.course is Course.MISSES),
        Sign.LATE: sum(each is Standing.LATE for each in look.milestones),
        Sign.HIGH_RISK: sum(each.heat is Heat.HIGH for each in look.risks),
        Sign.RISING_RISK: sum(each.way is Way.RISING for each in look.risks),
        Sign.OVERDUE_REVIEW: sum(each.is_overdue for each in look.risks),
    }
    return [Danger(sign, many) for sign, many in counted.items() if many]


def is_before_the_figure(found: Sequence[Danger]) -> bool:
    """Whether a target is endangered that its figure does not show yet."""
    return bool(found) and all(each.sign is not Sign.OFF_TRACK for each in found)
