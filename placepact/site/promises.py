"""The lines of a version in words: every priority and target in full, block by block."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from typing import Any

from placepact.agreements import queries as agreements
from placepact.agreements.models import (
    ApprovalLevel,
    Closeness,
    Level,
    LineKind,
    LineVersion,
    Target,
    Trace,
    Version,
)
from placepact.agreements.queries.stated import conditions as held_conditions
from placepact.agreements.queries.tracing import traces_of
from placepact.agreements.rulebooks import rulebooks
from placepact.agreements.words import money
from placepact.govuk import format as say
from placepact.indicators.definitions import Definition, load_definitions
from placepact.indicators.rules.periods import Period
from placepact.organisations.models import Organisation


@dataclass(frozen=True)
class Promise:
    """One target as it is promised. `start` and `years` are (period, value); `partners` are (organisation, how closely)."""

    reference: str
    title: str
    wording: str
    measure: str
    href: str
    start: tuple[str, str] | None
    years: tuple[tuple[str, str], ...]
    lead: Organisation
    partners: tuple[tuple[Organisation, str], ...]
    marks: tuple[str, ...]
    facts: tuple[dict[str, str], ...]


@dataclass
class Priority:
    """A priority and the targets under it; a block's other targets stand under one without a title."""

    reference: str = ""
    title: str = ""
    wording: str = ""
    promises: list[Promise] = field(default_factory=list)


@dataclass
class Block:
    slug: str
    name: str
    priorities: list[Priority] = field(default_factory=list)

    @property
    def count(self) -> int:
        return sum(len(each.promises) for each in self.priorities)


def blocks(version: Version) -> list[Block]:
    """Every line of a version under its block and priority: five queries however many."""
    definitions = load_definitions()
    made: dict[int, Block] = {}
    priorities: dict[int, Priority] = {}
    for line in of_kind(version, LineKind.PRIORITY):
        block = made.setdefault(line.block_id, Block(line.block.slug, line.block.name))
        priorities[line.line_id] = Priority(line.line.reference, line.title, line.wording)
        block.priorities.append(priorities[line.line_id])
    loose: dict[int, Priority] = {}
    found = agreements.targets(version)
    served = traces_of(each.wording.line_id for each in found)
    for target in found:
        held = target.wording.block
        block = made.setdefault(held.pk, Block(held.slug, held.name))
        under = priorities.get(target.priority_id or 0)
        if under is None:
            under = loose.get(held.pk) or Priority()
            if held.pk not in loose:
                loose[held.pk] = under
                block.priorities.append(under)
        made_of = promise(target, definitions)
        serves = [serving(each) for each in served.get(target.wording.line_id, ())]
        under.promises.append(replace(made_of, facts=(*made_of.facts, *serves)))
    return list(made.values())


@dataclass(frozen=True)
class Other:
    """A line that is no target: what is contributed, asked, pledged or laid down, by or of whom, and how much."""

    reference: str
    title: str
    wording: str
    body: Organisation | None
    amount: str


OTHERS = (
    (LineKind.CONTRIBUTION, "Contributions"),
    (LineKind.FREEDOM, "Freedoms asked of government"),
    (LineKind.PLEDGE, "Pledges in return"),
    (LineKind.CLAUSE, "Clauses"),
)


def others(version: Version) -> list[tuple[str, list[Other]]]:
    """The lines that are no priorities and no targets, by kind: one query."""
    held = LineVersion.objects.filter(version=version, line__kind__in=[kind for kind, _ in OTHERS])
    rows = list(held.select_related("line", "body").order_by("block__order", "order"))
    made = [(words, [other(each) for each in rows if each.line.kind == kind]) for kind, words in OTHERS]
    return [each for each in made if each[1]]


def other(line: LineVersion) -> Other:
    amount = money(line.amount_pence) if line.amount_pence is not None else ""
    return Other(line.line.reference, line.title, line.wording, line.body, amount)


def conditions(version: Version) -> list[tuple[str, str, str]]:
    """What is on record of a body's eligibility, as (condition, day and since when, evidence): one query where asked."""
    book = rulebooks().get(version.agreement.kind)
    if book is None or not book.conditions:
        return []
    return [
        (
            book.conditions.get(each.condition, each.condition).split(". ")[0],
            f"{say.day(each.true_on)}{f', since {say.day(each.since)}' if each.since else ''}",
            each.evidence,
        )
        for each in held_conditions(version)
    ]


def serving(held: Trace) -> dict[str, str]:
    """The priority of a strategy that a target serves, as a fact beside its figures."""
    strategy = held.priority.strategy
    words = f"{held.priority.reference} {held.priority.title} ({strategy.title})"
    return {"term": "Serves", "value": words, "href": strategy.get_absolute_url()}


def of_kind(version: Version, kind: LineKind) -> list[LineVersion]:
    """The lines of one kind in the order of the agreement."""
    found = LineVersion.objects.filter(version=version, line__kind=kind).select_related("line", "block")
    return list(found.order_by("block__order", "order"))


def promise(target: Target, definitions: dict[str, Definition]) -> Promise:
    """A target in words."""
    definition = definitions.get(target.indicator.slug) if target.indicator else None
    wording = target.wording
    partners = [(each.organisation, Closeness(each.closeness).label) for each in wording.involvements.all()]
    return Promise(
        reference=wording.line.reference,
        title=wording.title,
        wording=wording.wording,
        measure=target.measure,
        href=f"{target.area.get_absolute_url()}/indicators/{definition.slug}" if definition else "",
        start=baseline(target, definition),
        years=tuple(
            (label(each.period_start, each.period_length), written(each.value, definition))
            for each in target.year_targets.all()
        ),
        lead=target.lead,
        partners=tuple(partners),
        marks=marks(target),
        facts=tuple(facts(target)),
    )


def label(start: dt.date, length: str) -> str:
    return Period(start, length).label()


def written(number: float, definition: Definition | None) -> str:
    """A number in the unit of its indicator; where none measures it, as it was agreed."""
    if definition is None:
        return say.number(number, 0 if number == int(number) else 1)
    return say.figure(number, definition.unit, definition.decimals)


def baseline(target: Target, definition: Definition | None) -> tuple[str, str] | None:
    """The period and figure that a target starts from; None where no baseline was agreed."""
    if target.baseline is None or target.baseline_start is None:
        return None
    return label(target.baseline_start, target.baseline_length), written(target.baseline, definition)


def marks(target: Target) -> tuple[str, ...]:
    """What kind of target it is: designated, statutory or local; counted for reward or not."""
    standing = (
        "Designated by government"
        if target.is_designated
        else "Statutory education target"
        if target.is_statutory_education
        else "Local target"
    )
    return (standing, "Counts for reward" if target.is_in_reward else "Not in reward")


def facts(target: Target) -> list[dict[str, Any]]:
    """The terms of a target beside its figures; only those that were agreed."""
    area = f"{target.part_of_area}, {target.area.name}" if target.part_of_area else target.area.name
    approval = ApprovalLevel(target.approval_level).label if target.approval_level else ""
    held = {
        "Area": area,
        "Level": Level(target.level).label,
        "For whom": target.for_whom.capitalize() if target.for_whom == "everyone" else target.for_whom,
        "Measured against": target.relative_to.name if target.relative_to else "",
        "Without the agreement": f"{target.without:g}" if target.without is not None else "",
        "Margin": f"{target.margin_percent:g}%" if target.margin_percent is not None else "",
        "Deferred until": say.day(target.deferred_until) if target.deferred_until else "",
        "A change must be approved by": approval,
        "Why it was changed": target.wording.change_reason,
    }
    return [{"term": term, "value": value} for term, value in held.items() if value]
