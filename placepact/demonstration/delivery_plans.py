"""Illustrative plans, risks, decisions and evidence of the demonstration's agreements; every word of them is made up."""

from __future__ import annotations

import datetime as dt
import tempfile
import tomllib
from pathlib import Path
from typing import Any

from placepact.agreements.actions import Who
from placepact.agreements.models import Agreement, LineVersion, State
from placepact.agreements.queries.reading import standing
from placepact.delivery import actions
from placepact.delivery.models import Milestone
from placepact.delivery.queries.whole import targets
from placepact.organisations.models import Organisation
from placepact.people.models import User

FOLDER = Path(__file__).parent / "delivery"
EVIDENCE = {
    "greater-manchester-settlement": ("WS1", dt.date(2026, 3, 24)),
    "rochdale-laa-2008": ("SSC2", dt.date(2008, 12, 15)),
}
"""Of which target a file is given, and when: the list behind its first milestone."""


def build(by: User) -> None:
    """All of it, once an agreement."""
    for path in sorted(FOLDER.glob("*.toml")):
        held = tomllib.loads(path.read_text(encoding="utf-8"))
        agreement = Agreement.objects.get(slug=held["agreement"])
        if not Milestone.objects.filter(line__agreement=agreement).exists():
            of_agreement(agreement, held["target"], by)


def of_agreement(agreement: Agreement, rows: list[dict[str, Any]], by: User) -> None:
    """Every target's plan, on the wording that stood when its first words were written."""
    bodies = {each.slug: each for each in Organisation.objects.filter(slug__in=named(rows))}
    signed = list(agreement.versions.filter(state=State.SIGNED).select_related("agreement__place"))
    version = standing(signed, dt.date.max)
    assert version is not None
    wordings = {each.line.reference: each for each in targets(version)}
    for row in rows:
        Writing(wordings[row["ref"]], bodies, by).write(row)
    reference, on = EVIDENCE[agreement.slug]
    give(wordings[reference], by, on)


def named(rows: list[dict[str, Any]]) -> set[str]:
    """The slugs of the bodies that rows name."""
    parts = ("milestones", "risks", "decisions", "backings")
    found = {each["organisation"] for row in rows for part in parts for each in row.get(part, ())}
    return found | {slug for row in rows for slug in row.get("activities", ())}


class Writing:
    """One target's plan, written through the actions on the days that the file says."""

    def __init__(self, wording: LineVersion, bodies: dict[str, Organisation], by: User) -> None:
        self.wording, self.bodies, self.by = wording, bodies, by

    def who(self, on: dt.date) -> Who:
        """Whoever acts does so for the lead of the target."""
        return Who(self.by, self.wording.target.lead, on)

    def write(self, row: dict[str, Any]) -> None:
        begun = min(each["on"] for part in ("milestones", "risks") for each in row.get(part, ()))
        for slug, words in row.get("activities", {}).items():
            body = self.bodies[slug]
            actions.plan_activity(wording=self.wording, organisation=body, words=words, who=self.who(begun))
        for each in row.get("backings", ()):
            body = self.bodies[each["organisation"]]
            backed = actions.Backed(body, each["pounds"] * 100, each["words"])
            actions.back(wording=self.wording, backed=backed, who=self.who(begun))
        for each in row.get("milestones", ()):
            self.milestone(each)
        for each in row.get("risks", ()):
            self.risk(each)
        for each in row.get("decisions", ()):
            self.decision(each)

    def milestone(self, row: dict[str, Any]) -> None:
        body, wording = self.bodies[row["organisation"]], self.wording
        planned = actions.Planned(row["words"], row["due_on"], body, row["office"])
        made = actions.plan_milestone(wording=wording, planned=planned, who=self.who(row["on"]))
        if on := row.get("moved_on"):
            actions.move_milestone(
                wording=wording, milestone=made, due_on=row["moved_to"], words=row["why"], who=self.who(on)
            )
        if on := row.get("dropped_on"):
            actions.drop_milestone(wording=wording, milestone=made, words=row["why"], who=self.who(on))
        if on := row.get("done_on"):
            actions.finish_milestone(wording=wording, milestone=made, done_on=on, who=self.who(on))

    def risk(self, row: dict[str, Any]) -> None:
        made = actions.name_risk(
            wording=self.wording, words=row["words"], scored=self.scored(row), who=self.who(row["on"])
        )
        if again := row.get("again"):
            scored = self.scored({**row, **again})
            actions.score_risk(wording=self.wording, risk=made, scored=scored, who=self.who(again["on"]))

    def scored(self, row: dict[str, Any]) -> actions.Scored:
        body = self.bodies[row["organisation"]]
        scores = (row["likelihood"], row["impact"])
        return actions.Scored(*scores, row["mitigation"], body, row["office"], row["review_on"])

    def decision(self, row: dict[str, Any]) -> None:
        asked = actions.Asked(row["words"], row["needed_by"])
        made = actions.ask_decision(wording=self.wording, asked=asked, who=self.who(row["on"]))
        if on := row.get("decided_on"):
            actions.take_decision(wording=self.wording, asked=made, words=row["decided"], who=self.who(on))


def give(wording: LineVersion, by: User, on: dt.date) -> None:
    """A published list behind the first milestone of a target."""
    milestone = Milestone.objects.filter(line=wording.line).order_by("number").first()
    with tempfile.TemporaryDirectory(prefix="placepact-") as folder:
        path = Path(folder) / "list.csv"
        path.write_text("place,done_on\nillustrative,illustrative\n", encoding="utf-8")
        given = actions.Given(
            path, "where-it-was-done.csv", "Where it was done (illustrative)", milestone, True
        )
        actions.give_evidence(wording=wording, given=given, who=Who(by, wording.target.lead, on))
