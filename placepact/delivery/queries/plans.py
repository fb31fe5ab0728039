"""Plans, risks and evidence as they stood on a day: three queries, one more each for money, activities and evidence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from placepact.agreements.models import LineVersion
from placepact.delivery.models import (
    Activity,
    Backing,
    DecisionAsked,
    DecisionTaken,
    Evidence,
    EvidenceCheck,
    Milestone,
    MilestoneEntry,
    Risk,
    RiskEntry,
)
from placepact.delivery.rules.danger import Facing
from placepact.delivery.rules.plans import Standing, standing
from placepact.delivery.rules.risks import Heat, Way, heat, way

Parts = frozenset[str]
ALL: Parts = frozenset({"backings", "activities", "evidence"})
Numbered = TypeVar("Numbered", Activity, Backing)


@dataclass(frozen=True)
class MilestoneRow:
    """A milestone, everything said of it by the day, and where it stands."""

    milestone: Milestone
    entries: tuple[MilestoneEntry, ...]
    standing: Standing

    @property
    def newest(self) -> MilestoneEntry:
        return self.entries[-1]

    def as_of(self, day: dt.date) -> MilestoneEntry | None:
        """What was last said of it by a day; None where it was not promised yet."""
        return next((each for each in reversed(self.entries) if each.on <= day), None)


@dataclass(frozen=True)
class RiskRow:
    """A risk with every scoring by the day."""

    risk: Risk
    entries: tuple[RiskEntry, ...]
    on: dt.date

    @property
    def newest(self) -> RiskEntry:
        return self.entries[-1]

    @property
    def score(self) -> int:
        return self.newest.likelihood * self.newest.impact

    @property
    def heat(self) -> Heat:
        return heat(self.score)

    @property
    def way(self) -> Way:
        return way([each.likelihood * each.impact for each in self.entries if each.is_open])

    @property
    def is_open(self) -> bool:
        return self.newest.is_open

    @property
    def is_overdue(self) -> bool:
        return self.is_open and self.newest.review_on < self.on

    def facing(self) -> Facing:
        return Facing(self.heat, self.way, self.is_overdue)


@dataclass(frozen=True)
class DecisionRow:
    """A decision that is asked, and what was decided by the day."""

    asked: DecisionAsked
    taken: DecisionTaken | None


@dataclass(frozen=True)
class EvidenceRow:
    """A file, and its check by the day."""

    evidence: Evidence
    check: EvidenceCheck | None

    @property
    def words(self) -> str:
        if self.check is None:
            return "Not checked yet"
        return "Checked: sound" if self.check.is_sound else "Checked: does not show it"


@dataclass
class Plan:
    """All that is written of one target by a day."""

    wording: LineVersion
    milestones: list[MilestoneRow] = field(default_factory=list)
    risks: list[RiskRow] = field(default_factory=list)
    activities: list[Activity] = field(default_factory=list)
    backings: list[Backing] = field(default_factory=list)
    decisions: list[DecisionRow] = field(default_factory=list)
    evidence: list[EvidenceRow] = field(default_factory=list)

    @property
    def open_risks(self) -> list[RiskRow]:
        return sorted((each for each in self.risks if each.is_open), key=lambda each: -each.score)

    @property
    def backed_pence(self) -> int:
        return sum(each.amount_pence for each in self.backings)

    @property
    def is_empty(self) -> bool:
        return not (self.milestones or self.risks or self.activities or self.backings or self.decisions)

    def counted(self, wanted: Standing) -> int:
        return sum(each.standing is wanted for each in self.milestones)


def plans(wordings: Sequence[LineVersion], on: dt.date, *, parts: Parts = ALL) -> dict[int, Plan]:
    """The plan of each line by its id, as it stood at the end of a day; the parts of ALL where they are asked for."""
    made = {each.line_id: Plan(each) for each in wordings}
    lines = list(made)
    for each in milestones(lines, on):
        made[each.milestone.line_id].milestones.append(each)
    for risk in risks(lines, on):
        made[risk.risk.line_id].risks.append(risk)
    asked = DecisionAsked.objects.filter(line__in=lines, on__lte=on)
    for decision in asked.select_related("organisation", "taken"):
        made[decision.line_id].decisions.append(DecisionRow(decision, by_then(decision, "taken", on)))
    if "backings" in parts:
        add_backings(made, on)
    if "activities" in parts:
        add_activities(made, on)
    if "evidence" in parts:
        add_evidence(made, on)
    return made


def add_backings(made: dict[int, Plan], on: dt.date) -> None:
    """Money behind each: one query."""
    rows = Backing.objects.filter(line__in=list(made), on__lte=on)
    held = rows.select_related("organisation", "contribution")
    for backing in newest(held, lambda it: (it.line_id, it.organisation_id, it.contribution_id)):
        if backing.amount_pence:
            made[backing.line_id].backings.append(backing)


def add_activities(made: dict[int, Plan], on: dt.date) -> None:
    """Who does what: one query."""
    held = Activity.objects.filter(line__in=list(made), on__lte=on).select_related("organisation")
    for activity in newest(held, lambda it: (it.line_id, it.organisation_id)):
        if activity.words:
            made[activity.line_id].activities.append(activity)


def add_evidence(made: dict[int, Plan], on: dt.date) -> None:
    """Files with their checks: one query."""
    files = Evidence.objects.filter(line__in=list(made), on__lte=on)
    for file in files.select_related("organisation", "milestone", "check_of__organisation"):
        made[file.line_id].evidence.append(EvidenceRow(file, by_then(file, "check_of", on)))


def milestones(lines: Sequence[int], on: dt.date) -> Iterable[MilestoneRow]:
    """Milestones promised by a day, the one that is due first on top."""
    said = MilestoneEntry.objects.filter(milestone__line__in=lines, milestone__on__lte=on, on__lte=on)
    grouped: dict[int, list[MilestoneEntry]] = {}
    for each in said.select_related("milestone__organisation").order_by("milestone", "number"):
        grouped.setdefault(each.milestone_id, []).append(each)
    made = [
        MilestoneRow(each[0].milestone, tuple(each), standing(each[-1].happened, each[-1].due_on, on))
        for each in grouped.values()
    ]
    return sorted(made, key=lambda each: (each.newest.due_on, each.milestone.pk))


def risks(lines: Sequence[int], on: dt.date) -> Iterable[RiskRow]:
    """Risks named by a day, in their order."""
    scored = RiskEntry.objects.filter(risk__line__in=lines, risk__on__lte=on, on__lte=on)
    grouped: dict[int, list[RiskEntry]] = {}
    for each in scored.select_related("risk", "organisation").order_by("risk", "number"):
        grouped.setdefault(each.risk_id, []).append(each)
    return [RiskRow(each[0].risk, tuple(each), on) for each in grouped.values()]


def newest(rows: Iterable[Numbered], key: Callable[[Numbered], object]) -> list[Numbered]:
    """Of rows in the order of their numbers the last of each key, in the order in which the keys came."""
    made: dict[object, Numbered] = {}
    for each in rows:
        made[key(each)] = each
    return list(made.values())


def by_then(row: object, name: str, on: dt.date) -> Any:
    """The one that belongs to a row, where it is there and was written by a day."""
    found = getattr(row, name, None)
    return found if found is not None and found.on <= on else None
