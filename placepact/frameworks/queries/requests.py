"""What a collection asks of whom: the cells that each organisation owes and has not given, and what is known of each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from placepact.frameworks.models import Cell, Collection, HistoryStep, Remedy, Request
from placepact.frameworks.queries.owed import Cell as Item
from placepact.frameworks.queries.owed import Owed, alike, owed_of, serving, values_for
from placepact.frameworks.queries.owed import cells as items_of
from placepact.frameworks.rules.asks import Relation
from placepact.frameworks.rules.entries import Asked
from placepact.indicators.definitions import POINT, Definition, load_definitions
from placepact.indicators.models import Value
from placepact.indicators.queries import standing
from placepact.indicators.rules.periods import Period, add_months, length_key
from placepact.organisations.models import Organisation
from placepact.places import queries as places

HISTORY_MONTHS = 132
"""How far back a figure is looked for, to say what it was before and whether it jumps."""


def to_ask(collection: Collection, *, on: dt.date) -> dict[Organisation, list[Cell]]:
    """The cells that each organisation owes a collection and has not given, not yet saved: about a dozen queries."""
    place = collection.place
    ids = {place.pk, *(each.pk for each in places.members(place) if each.kind in places.DISTRICTS)}
    found = owed_of(serving(ids, collection.period), collection.period, on=on, every=True)
    asked = [
        each
        for each in found
        if (each.area.pk in ids or each.area.name == place.name)
        and (not collection.asks or each.ask.framework in collection.asks)
    ]
    by_body: dict[Organisation, list[Owed]] = {}
    for each in asked:
        by_body.setdefault(each.body, []).append(each)
    facts = values_for(
        (indicator, each.area.pk, alike(each.period)) for each in asked for indicator in each.ask.indicators()
    )
    titles = {pk: (slug, title) for each in asked for pk, slug, title in each.ask.named}
    made = {
        body: cells_of(items_of(lines, facts), milestones(lines), titles) for body, lines in by_body.items()
    }
    return {body: cells for body, cells in made.items() if cells}


def milestones(lines: Iterable[Owed]) -> list[Owed]:
    """Targets of agreements that no figure of ours measures: their leads report in words."""
    return [each for each in lines if each.ask.line is None and each.ask.relation is Relation.NOT_CARRIED]


def cells_of(
    figures: Sequence[Item], words: Sequence[Owed], titles: Mapping[int, tuple[str, str]]
) -> list[Cell]:
    """Rows of one request in their order: figures that are not met, then milestones."""
    made = [
        Cell(
            title=titles[each.indicator][1],
            indicator_id=each.indicator,
            area=each.area,
            period_start=each.period.start,
            period_length=each.period.length,
            due_on=each.due_on,
            asked_by=[line_of(line) for line in each.lines],
            known_id=each.value.id if each.value else None,
            **prefilled(each),
        )
        for each in figures
        if not each.is_met and can_be_given(titles[each.indicator][0], each.period)
    ]
    made += [
        Cell(
            title=each.ask.title,
            area=each.area,
            period_start=each.period.start,
            period_length=each.period.length,
            due_on=each.due_on,
            asked_by=[line_of(each)],
        )
        for each in words
    ]
    for position, cell in enumerate(made, start=1):
        cell.position = position
    return made


def prefilled(cell: Item) -> dict[str, object]:
    """What is typed already when a request is made: a figure that was given as provisional, to be confirmed."""
    fact = cell.value
    if fact is None or not fact.is_given or fact.value is None:
        return {}
    numbers = {"value": fact.value, "numerator": fact.numerator, "denominator": fact.denominator}
    return {"written": {name: f"{number:.15g}" for name, number in numbers.items() if number is not None}}


def line_of(owed: Owed) -> dict[str, str]:
    """A line that a cell serves, as it is kept."""
    ask = owed.ask
    return {
        "framework": ask.framework,
        "title": ask.framework_title,
        "number": ask.number,
        "href": ask.href,
        "to": ask.owed_to,
    }


def can_be_given(slug: str, period: Period) -> bool:
    """Whether an indicator has figures of such periods: a line may ask for others, which are made of these."""
    definition = load_definitions().get(slug)
    if definition is None:
        return True
    lengths = {
        length_key(Period(period.start, "" if each == POINT else each)) for each in definition.period_lengths
    }
    return length_key(period) in lengths


def request_of(reference: str) -> Request | None:
    """The request of a reference such as Q-000012, with its collection and bodies; one query."""
    number = reference.removeprefix("Q-")
    if not number.isdecimal() or len(number) > 12:
        return None
    rows = Request.objects.select_related(
        "collection__place", "collection__accountable_body", "organisation", "delivery"
    )
    found = rows.filter(pk=int(number)).first()
    return found if found is not None and found.reference == reference else None


def cells_in(request: Request) -> list[Cell]:
    """Every cell of a request in its order, with its indicator, area and what was known."""
    return list(request.cells.select_related("indicator", "area", "known").order_by("position"))


def asked_of(cells: Sequence[Cell]) -> dict[int, Asked]:
    """What each of some cells asks for, with the figures of the years before: one query."""
    before = figures_before(cells)
    return {each.pk: asked(each, before) for each in cells}


def asked(cell: Cell, before: Mapping[tuple[int, int, str], Sequence[tuple[dt.date, float]]]) -> Asked:
    """What one cell asks for."""
    if cell.is_milestone or cell.indicator is None:
        return Asked(cell.title, is_milestone=True)
    definition = load_definitions().get(cell.indicator.slug)
    history = before.get((cell.indicator.pk, cell.area_id, length_key(cell.period)), ())
    return Asked(
        cell.title,
        definition.unit if definition else "",
        definition.lower_bound if definition else None,
        definition.upper_bound if definition else None,
        starts=cell.period_start,
        history=tuple((start, value) for start, value in history if start < cell.period_start),
    )


def figures_before(cells: Sequence[Cell]) -> dict[tuple[int, int, str], list[tuple[dt.date, float]]]:
    """The figures that stand of some cells' indicators in their areas, oldest first: one query."""
    figures = [each for each in cells if each.indicator_id]
    if not figures:
        return {}
    rows = (
        Value.objects.filter(
            standing(),
            indicator__in={each.indicator_id for each in figures},
            area__in={each.area_id for each in figures},
            period_start__gte=add_months(min(each.period_start for each in figures), -HISTORY_MONTHS),
            breakdown="",
            presence="given",
        )
        .order_by("period_start")
        .values_list("indicator", "area", "period_start", "period_length", "value")
    )
    found: dict[tuple[int, int, str], list[tuple[dt.date, float]]] = {}
    for indicator, area, start, length, value in rows:
        key = (indicator, area, length_key(Period(start, length)))
        found.setdefault(key, []).append((start, float(value or 0.0)))
    return found


def definition_of(cell: Cell) -> Definition | None:
    return load_definitions().get(cell.indicator.slug) if cell.indicator else None


def open_remedies(request: Request) -> dict[tuple[int, int], list[Remedy]]:
    """What is being done, by indicator and area, and was not closed before this request: one query."""
    rows = Remedy.objects.filter(organisation=request.organisation_id, closed_on=None)
    found: dict[tuple[int, int], list[Remedy]] = {}
    for each in rows.select_related("begun_in__collection"):
        found.setdefault((each.indicator_id, each.area_id), []).append(each)
    return found


def history_of(request: Request) -> list[HistoryStep]:
    """Every step of a request, newest first."""
    return list(request.history.select_related("by", "delivery").order_by("-number"))
