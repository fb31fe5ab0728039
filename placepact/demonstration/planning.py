"""Strategies, registers of plans, decision rights and traces of the demonstration, from strategies/*.toml. Once each."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

from placepact.agreements.actions import acting
from placepact.agreements.actions.tracing import trace
from placepact.agreements.models import Agreement, Capacity, State
from placepact.demonstration.fields import Fields, UnreadableAgreement
from placepact.organisations.models import Organisation
from placepact.partnerships.actions import plans, rights, strategies
from placepact.partnerships.models import Partnership, Plan, Priority, Strategy
from placepact.people.models import User

FOLDER = Path(__file__).parent / "strategies"


def planned(by: User) -> list[Strategy]:
    """Everything in the folder; what is held already stays as it is."""
    return [each for path in sorted(FOLDER.glob("*.toml")) for each in Planning(path, by).build()]


class Planning:
    """One file: a partnership's strategies, plans, rights and traces."""

    def __init__(self, path: Path, by: User) -> None:
        self.by = by
        self.whole = Fields(path.name, "the file", tomllib.loads(path.read_text(encoding="utf-8")))
        self.boards: dict[str, Partnership] = {}

    def build(self) -> list[Strategy]:
        """Write what is not held yet. Raises UnreadableAgreement."""
        head = self.whole.table("partnership", named="[partnership]")
        self.boards = {"": self.board(head)}
        for each in self.whole.tables("statutory", needed=False):
            self.boards[each.text("ref")] = self.board(each)
        read = [
            list(self.whole.tables(name, needed=False)) for name in ("strategy", "plan", "right", "trace")
        ]
        found = [self.strategy(each) for each in read[0]]
        for row in read[1]:
            self.plan(row)
        for row in sorted(read[1], key=lambda each: each.has("into"), reverse=True):
            self.close(row)
        for row in read[2]:
            self.right(row)
        for row in read[3]:
            self.trace(row)
        self.whole.refuse_what_was_not_asked_for()
        return found

    def board(self, row: Fields) -> Partnership:
        """The partnership with a slug, which the boards of the demonstration were set up with."""
        slug = row.text("slug")
        found = Partnership.objects.select_related("accountable_body").filter(slug=slug).first()
        if found is None:
            raise UnreadableAgreement(
                f"{row.file}, {row.where}: no partnership is called {slug}. Correct it."
            )
        return found

    def strategy(self, row: Fields) -> Strategy:
        """A strategy with its priorities, adopted on its day."""
        board = self.boards[row.text("of", "")]
        terms = strategies.StrategyTerms(
            title=row.text("title"),
            kind=row.text("kind"),
            starts_on=row.day("starts_on"),
            ends_on=row.day("ends_on") if row.has("ends_on") else None,
            vision=row.text("vision", ""),
            basis=row.text("basis", ""),
            is_illustrative=True,
        )
        adopted_on, minute = row.day("adopted_on"), row.text("minute")
        priorities = [self.priority(each) for each in row.tables("priority")]
        held = Strategy.objects.filter(partnership=board, title=terms.title).first()
        if held:
            return held
        made = strategies.begin(partnership=board, terms=terms, by=self.by)
        for each in priorities:
            strategies.write_priority(strategy=made, terms=each, by=self.by)
        return strategies.adopt(strategy=made, on=adopted_on, minute=minute, by=self.by)

    def priority(self, row: Fields) -> strategies.PriorityTerms:
        return strategies.PriorityTerms(
            row.text("ref"),
            row.text("title"),
            row.text("level"),
            row.text("theme", ""),
            row.text("under", ""),
        )

    def plan(self, row: Fields) -> None:
        """A plan, live as it began."""
        terms = plans.PlanTerms(
            name=row.text("name"),
            kind=row.text("kind"),
            owner=self.body(row.text("owner")),
            starts_on=row.day("starts_on"),
            basis=row.text("basis", ""),
        )
        if not self.boards[""].plans.filter(name=terms.name).exists():
            plans.register_plan(partnership=self.boards[""], terms=terms, by=self.by)

    def close(self, row: Fields) -> None:
        """Merge or end a plan that is no more."""
        if not row.has("ended_on"):
            return
        held = self.plan_called(row.text("name"))
        on, why = row.day("ended_on"), row.text("why")
        into = self.plan_called(row.text("into")) if row.has("into") else None
        if held.ended_on:
            return
        if into:
            plans.merge_plan(plan=held, into=into, on=on, why=why, by=self.by)
        else:
            plans.end_plan(plan=held, on=on, why=why, by=self.by)

    def plan_called(self, name: str) -> Plan:
        found = (
            self.boards[""].plans.select_related("partnership__accountable_body").filter(name=name).first()
        )
        if found is None:
            raise UnreadableAgreement(f"{self.whole.file}: no plan is called {name}. Correct the name.")
        return found

    def right(self, row: Fields) -> None:
        """Who decides a matter: `decides` is partnership, the ref of a statutory one, or an organisation's slug."""
        decides = row.text("decides")
        statutory = self.boards.get(decides)
        is_partner = decides != "partnership" and statutory is None
        terms = rights.RightTerms(
            matter=row.text("matter"),
            basis=row.text("basis"),
            starts_on=row.day("starts_on"),
            by_partnership=decides == "partnership",
            statutory=statutory,
            partner=self.body(decides) if is_partner else None,
            consulted=tuple(self.bodies(row.text("consulted", ""))),
            told=tuple(self.bodies(row.text("told", ""))),
        )
        if not self.boards[""].rights.filter(matter=terms.matter).exists():
            rights.record_right(partnership=self.boards[""], terms=terms, by=self.by)

    def trace(self, row: Fields) -> None:
        """A line of an agreement traces to a priority of the strategy with a title."""
        agreement = Agreement.objects.filter(slug=row.text("agreement")).first()
        reference, why, on = row.text("line"), row.text("why"), row.day("on")
        priority = Priority.objects.filter(
            strategy__partnership__in=self.boards.values(),
            strategy__title=row.text("strategy"),
            reference=row.text("priority"),
        ).first()
        version = (
            agreement.versions.filter(state=State.SIGNED).order_by("-number").first() if agreement else None
        )
        if version is None or priority is None:
            raise UnreadableAgreement(
                f"{row.file}, {row.where}: {row.text('agreement')} or {row.text('priority')} is not there. Correct it."
            )
        if not priority.traces.filter(line__reference=reference, line__agreement=agreement).exists():
            council = version.parties.select_related("organisation").get(capacity=Capacity.ACCOUNTABLE)
            who = acting(by=self.by, organisation=council.organisation, on=on)
            trace(version=version, reference=reference, priority=priority, why=why, who=who)

    def body(self, slug: str) -> Organisation:
        found = Organisation.objects.filter(slug=slug).first()
        if found is None:
            raise UnreadableAgreement(f"{self.whole.file}: no organisation is called {slug}. Correct it.")
        return found

    def bodies(self, slugs: str) -> Iterator[Organisation]:
        return (self.body(each.strip()) for each in slugs.split(";") if each.strip())
