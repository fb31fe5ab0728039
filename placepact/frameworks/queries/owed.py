"""Who owes which figure for which area and period, and whether a value that stands answers it: few queries for many."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from placepact.agreements.models import State, Target
from placepact.frameworks.queries.asks import asks_of_agreements, asks_of_lists, indicators_of
from placepact.frameworks.rules.asks import (
    Ask,
    Body,
    areas_asked,
    classes_of,
    due_on,
    owes,
    periods_asked,
)
from placepact.frameworks.rules.fit import Fact, Facts, Fit, Known, Wanted, fit
from placepact.indicators.definitions import load_definitions
from placepact.indicators.models import Value
from placepact.indicators.queries import period as period_of
from placepact.indicators.queries import standing
from placepact.indicators.rules.periods import Period, add_months, length_key
from placepact.indicators.rules.words import Finality
from placepact.organisations.models import ActsFor, Organisation
from placepact.places.models import Area, Membership
from placepact.places.queries import DISTRICTS

MONTHS_BACK = 72
"""How far back a value is looked for, to say which is the newest where none answers."""


@dataclass(frozen=True)
class Owed:
    """One figure that a body owes for one line: of which area, for which period, by when, and what answers it.

    `ask.line` is the row of the framework's line, None where an agreement's target asks. `ask.indicator` is
    None where a formula, or nothing of ours, measures it.
    """

    ask: Ask
    body: Organisation
    area: Area
    period: Period
    due_on: dt.date
    fit: Fit

    @property
    def is_met(self) -> bool:
        return self.fit.state.counts


@dataclass(frozen=True)
class Cell:
    """One data item: an indicator in an area over a period, whatever the number of lines that it serves.

    `value` is the value that stands for exactly this cell; `is_met` says that no line needs more of it.
    """

    indicator: int
    area: Area
    period: Period
    due_on: dt.date
    lines: tuple[Owed, ...]
    value: Fact | None
    is_met: bool


@dataclass(frozen=True)
class Served:
    """Organisations by id, and as the rules take them; and the areas that any of them acts for, by id."""

    organisations: Mapping[int, Organisation]
    bodies: tuple[Body, ...]
    areas: Mapping[int, Area]


@dataclass(frozen=True)
class World:
    """What the cells of some bodies rest on: their areas, the parts of these, names, and the facts that stand."""

    areas: Mapping[int, Area]
    parts: Mapping[int, tuple[int, ...]]
    known: Known


def owed(organisation: Organisation, period: Period, *, on: dt.date | None = None) -> list[Owed]:
    """Exactly what an organisation owes over a period, line by line: at most nine queries, however many cells.

    A figure belongs to the period in which its own period ends. Lines that nothing of ours measures are not
    owed as a cell and are left out; ask `owed_by` with `every=True` for those too.
    """
    return owed_by([organisation], period, on=on)


def owed_by(
    organisations: Sequence[Organisation], period: Period, *, on: dt.date | None = None, every: bool = False
) -> list[Owed]:
    """What some organisations owe over a period, in the order of the lists and then of the organisations."""
    return owed_of(served_by(organisations, period), period, on=on, every=every)


def owed_of(
    served: Served, period: Period, *, on: dt.date | None = None, every: bool = False, lists: Q | None = None
) -> list[Owed]:
    """The same for bodies whose areas are known; with `lists` only what these lists ask, and no agreement."""
    asks = asks_for(served.bodies, period, lists)
    if not every:
        asks = [each for each in asks if each.indicators()]
    world = world_of(served, asks, period, on or timezone.localdate())
    return [
        Owed(
            ask,
            served.organisations[body.id],
            world.areas[wanted.area],
            wanted.period,
            wanted.due_on,
            fit(wanted, world.known),
        )
        for ask in asks
        for body in served.bodies
        if owes(body, ask)
        for wanted in wanted_of(body, ask, period, world)
    ]


def wanted_of(body: Body, ask: Ask, period: Period, world: World) -> list[Wanted]:
    """The cells that a line asks of a body over a period."""
    return [
        Wanted(
            ask,
            area,
            each,
            due_on(ask, each),
            parts=world.parts.get(area, ()),
            others=tuple(other for other, _ in body.areas if other != area),
        )
        for area in areas_asked(body, ask, world.parts)
        if area in world.areas
        for each in periods_asked(ask, period)
    ]


def served_by(organisations: Sequence[Organisation], period: Period) -> Served:
    """Organisations with the areas that they acted for on the last day of a period: one query."""
    rows = ActsFor.objects.filter(acting(period), organisation__in=[each.pk for each in organisations])
    return as_served(organisations, rows.select_related("area").order_by("area__code"))


def serving(areas: Collection[int], period: Period) -> Served:
    """The bodies that acted for any of some areas on the last day of a period, or lead a target about one: one query.

    Each with all the areas that it acted for.
    """
    there = ActsFor.objects.filter(acting(period), area__in=areas).values("organisation")
    leads = Target.objects.filter(area__in=areas, wording__version__state=State.SIGNED).values("lead")
    rows = list(
        ActsFor.objects.filter(acting(period), Q(organisation__in=there) | Q(organisation__in=leads))
        .select_related("organisation", "area")
        .order_by("organisation__name", "area__code")
    )
    return as_served(list({each.organisation_id: each.organisation for each in rows}.values()), rows)


def as_served(organisations: Sequence[Organisation], rows: Iterable[ActsFor]) -> Served:
    """Organisations with the rows that say which areas they act for."""
    held: dict[int, list[tuple[int, str]]] = {each.pk: [] for each in organisations}
    areas: dict[int, Area] = {}
    for each in rows:
        areas[each.area_id] = each.area
        held[each.organisation_id].append((each.area_id, each.area.kind))
    bodies = tuple(
        Body(each.pk, each.sector, each.legal_form, tuple(held[each.pk])) for each in organisations
    )
    return Served({each.pk: each for each in organisations}, bodies, areas)


def acting(period: Period) -> Q:
    """Holds for services and memberships on the last day of a period; a day not known holds nothing up."""
    started = Q(valid_from__isnull=True) | Q(valid_from__lte=period.ends_on)
    return started & (Q(valid_to__isnull=True) | Q(valid_to__gte=period.ends_on))


def asks_for(bodies: Sequence[Body], period: Period, lists: Q | None = None) -> list[Ask]:
    """What agreements and lists ask of any of some bodies, the agreements' targets first; or only what some lists ask."""
    ids = [each.id for each in bodies]
    classes = {slug for each in bodies for slug in classes_of(each)}
    of = Q(owed_by__in=ids) | Q(owed_by_class__in=classes)
    if lists is not None:
        return asks_of_lists(period, of & lists)
    return asks_of_agreements(period, leads=ids) + asks_of_lists(period, of)


def world_of(served: Served, asks: Sequence[Ask], period: Period, day: dt.date) -> World:
    """Areas, parts and facts for what some bodies are asked: two queries, one more where a line names another area."""
    areas = dict(served.areas)
    strange = {each.area for each in asks if each.area} - set(areas)
    if strange:
        areas |= Area.objects.in_bulk(strange)
    parts = parts_of(areas, period)
    areas |= {each.pk: each for found in parts.values() for each in found}
    units = units_of(asks)
    known = Known(
        facts_of(units, set(areas), period),
        names={pk: each.name for pk, each in areas.items()},
        kinds={pk: each.kind for pk, each in areas.items()},
        units=units,
        on=day,
    )
    return World(areas, {pk: tuple(each.pk for each in found) for pk, found in parts.items()}, known)


def parts_of(areas: Collection[int], period: Period) -> dict[int, list[Area]]:
    """The districts in each area on the last day of a period: one query."""
    held: dict[int, dict[int, Area]] = {}
    rows = Membership.objects.filter(acting(period), parent__in=areas, child__kind__in=DISTRICTS)
    for each in rows.select_related("child").order_by("child__name"):
        held.setdefault(each.parent_id, {})[each.child_id] = each.child
    return {parent: list(children.values()) for parent, children in held.items()}


def units_of(asks: Iterable[Ask]) -> dict[int, str]:
    """The unit of each indicator that some lines need, by id; empty where it has no definition."""
    known = load_definitions()
    return {pk: known[slug].unit if slug in known else "" for pk, (slug, _) in indicators_of(asks).items()}


def facts_of(indicators: Iterable[int], areas: Collection[int], period: Period) -> Facts:
    """The values that stand of some indicators in some areas about a period, whole population only: one query."""
    rows = Value.objects.filter(
        standing(),
        indicator__in=list(indicators),
        area__in=areas,
        breakdown="",
        period_start__gte=add_months(period.start, -MONTHS_BACK),
        period_start__lte=period.ends_on,
    )
    return Facts(fact(each) for each in rows.iterator(chunk_size=20_000))


def fact(value: Value) -> Fact:
    """A value's row, as the rules take it."""
    return Fact(
        id=value.pk,
        indicator=value.indicator_id,
        area=value.area_id,
        period=period_of(value.period_start, value.period_length),
        presence=value.presence,
        finality=value.finality,
        value=value.value,
        numerator=value.numerator,
        denominator=value.denominator,
    )


def cells(found: Iterable[Owed], facts: Mapping[tuple[int, int, Period], Fact] | None = None) -> list[Cell]:
    """The data items behind what is owed, each once, in the order in which they are first asked for.

    facts: values that stand, by indicator, area and period: see `values_for`.
    """
    grouped: dict[tuple[int, int, Period], list[Owed]] = {}
    for each in found:
        for indicator in each.ask.indicators():
            key = (indicator, each.area.pk, alike(each.period))
            grouped.setdefault(key, []).append(each)
    held = facts if facts is not None else values_for(grouped)
    return [one_cell(key, lines, held.get(key)) for key, lines in grouped.items()]


def alike(period: Period) -> Period:
    """The period with its length in months, so that P12M and P1Y are one."""
    return Period(period.start, length_key(period))


def values_for(keys: Iterable[tuple[int, int, Period]]) -> dict[tuple[int, int, Period], Fact]:
    """The value that stands for each of some cells, where one does: one query."""
    wanted = set(keys)
    if not wanted:
        return {}
    rows = Value.objects.filter(
        standing(),
        indicator__in={indicator for indicator, _, _ in wanted},
        area__in={area for _, area, _ in wanted},
        period_start__in={period.start for _, _, period in wanted},
        breakdown="",
    )
    made = [fact(each) for each in rows]
    found = {(each.indicator, each.area, alike(each.period)): each for each in made}
    return {key: fact for key, fact in found.items() if key in wanted}


def one_cell(key: tuple[int, int, Period], lines: Sequence[Owed], value: Fact | None) -> Cell:
    """One data item with every line that it serves."""
    first = lines[0]
    return Cell(
        indicator=key[0],
        area=first.area,
        period=first.period,
        due_on=min(each.due_on for each in lines),
        lines=tuple(lines),
        value=value,
        is_met=all(each.is_met for each in lines) or is_enough(value, lines),
    )


def is_enough(value: Fact | None, lines: Sequence[Owed]) -> bool:
    """Whether a delivered value leaves nothing for its deliverer to do, though a line may still want more of others."""
    if value is None or not value.is_given:
        return value is not None and value.presence == "not_applicable"
    return value.finality != Finality.PROVISIONAL or all(each.ask.takes_provisional for each in lines)
