"""The burden ledger: what was asked and delivered by body and framework, what an item costs, inspections beside it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from placepact.agreements.models import FreedomEntry, FreedomState, State
from placepact.frameworks.models import BurdenSetting, Inspection
from placepact.frameworks.queries.owed import Owed
from placepact.frameworks.rules.burden import Item, Minutes, Tally, Visit, minutes_for, shared, tally
from placepact.frameworks.rules.fit import State as Answered
from placepact.indicators.rules.periods import Period

DELIVERED = frozenset(
    {Answered.MET, Answered.RECOMPUTED, Answered.NOT_APPLICABLE, Answered.PARTLY, Answered.PROVISIONAL}
)


@dataclass(frozen=True)
class Row:
    """One framework or organisation in the ledger."""

    name: str
    href: str
    tally: Tally
    minutes: Minutes | None = None


@dataclass(frozen=True)
class Ledger:
    """All items of some bodies over a period: in sum, by framework, by organisation, and by how many lists share one."""

    whole: Tally
    frameworks: tuple[Row, ...]
    organisations: tuple[Row, ...]
    shared: dict[int, int]


def settings() -> list[Minutes]:
    """Every setting of what an item costs, oldest first: one query."""
    rows = BurdenSetting.objects.select_related("framework").order_by("id")
    return [
        Minutes(
            each.minutes,
            each.evidence,
            each.is_assumed,
            each.organisation_id,
            each.framework.slug if each.framework else None,
        )
        for each in rows
    ]


def ledger(found: Sequence[Owed], costs: Sequence[Minutes]) -> Ledger:
    """What was asked and delivered. A line that is not defined yet asks for nothing, and is left out."""
    cells = [each for each in found if each.fit.state is not Answered.PENDING]
    items = [(each, item) for each in cells for item in items_of(each, costs)]
    return Ledger(
        whole=tally(item for _, item in items),
        frameworks=rows_by_framework(items, costs),
        organisations=rows_by_organisation(items),
        shared=shared(item for _, item in items),
    )


def items_of(owed: Owed, costs: Sequence[Minutes]) -> list[Item]:
    """The data items of one cell: one for each figure that it needs; one of its own where nothing of ours measures it."""
    minutes = minutes_for(costs, owed.body.pk, owed.ask.framework).minutes
    about = (owed.area.pk, str(owed.period))
    keys = [("", indicator, *about) for indicator in owed.ask.indicators()]
    own = [(owed.ask.key, owed.body.pk, *about)]
    return [
        Item(
            body=owed.body.pk,
            framework=owed.ask.framework,
            key=key,
            is_delivered=owed.fit.state in DELIVERED,
            minutes=minutes,
        )
        for key in keys or own
    ]


def rows_by_framework(items: Iterable[tuple[Owed, Item]], costs: Sequence[Minutes]) -> tuple[Row, ...]:
    """A row a framework, the one that asks for most first."""
    grouped: dict[str, list[tuple[Owed, Item]]] = {}
    for each in items:
        grouped.setdefault(each[1].framework, []).append(each)
    made = [
        Row(
            held[0][0].ask.framework_title,
            held[0][0].ask.href.partition("#")[0],
            tally(item for _, item in held),
            minutes_for([each for each in costs if each.body is None], 0, slug),
        )
        for slug, held in grouped.items()
    ]
    return tuple(sorted(made, key=lambda each: (-each.tally.asked, each.name)))


def rows_by_organisation(items: Iterable[tuple[Owed, Item]]) -> tuple[Row, ...]:
    """A row an organisation, the one that is asked for most first."""
    grouped: dict[int, list[tuple[Owed, Item]]] = {}
    for each in items:
        grouped.setdefault(each[1].body, []).append(each)
    made = [
        Row(held[0][0].body.name, held[0][0].body.get_absolute_url(), tally(item for _, item in held))
        for held in grouped.values()
    ]
    return tuple(sorted(made, key=lambda each: (-each.tally.asked, each.name)))


def inspections(bodies: Collection[int] | None, within: Period | None = None) -> list[Inspection]:
    """Inspections that stand, of some bodies or all, on any day of a period: one query."""
    rows = Inspection.objects.filter(replaced_by__isnull=True).select_related("organisation")
    if bodies is not None:
        rows = rows.filter(organisation__in=bodies)
    if within is not None:
        rows = rows.filter(starts_on__lte=within.ends_on, ends_on__gte=within.start)
    return list(rows.order_by("starts_on", "id"))


@dataclass(frozen=True)
class Lifted:
    """What a freedom that government granted lifted: indicators that need not be reported, and in which agreement."""

    freedom: str
    agreement: str
    href: str
    items: int


def lifted(areas: Collection[int], within: Period) -> list[Lifted]:
    """Freedoms that stand in signed agreements about some areas, running in a period, that lifted indicators: one query."""
    rows = (
        FreedomEntry.objects.filter(
            line__agreement__place__area__in=areas,
            line__versions__version__state=State.SIGNED,
            line__agreement__starts_on__lte=within.ends_on,
            line__agreement__ends_on__gte=within.start,
        )
        .select_related("line__agreement")
        .distinct()
        .order_by("line", "number")
    )
    newest: dict[int, FreedomEntry] = {}
    stands: dict[int, str] = {}
    for each in rows:
        stands[each.line_id] = each.state
        if each.state == FreedomState.GRANTED and each.indicators_from is not None:
            newest[each.line_id] = each
    return [
        Lifted(
            each.words,
            each.line.agreement.title,
            f"{each.line.agreement.get_absolute_url()}#{each.line.reference}",
            (each.indicators_from or 0) - (each.indicators_to or 0),
        )
        for line, each in newest.items()
        if stands[line] in (FreedomState.GRANTED, FreedomState.USED)
    ]


def visits(found: Iterable[Inspection]) -> list[Visit]:
    """Inspections as the rules take them."""
    return [
        Visit(
            each.pk,
            each.organisation_id,
            each.inspectorate,
            each.scope,
            each.starts_on,
            each.ends_on,
            each.days,
        )
        for each in found
    ]
