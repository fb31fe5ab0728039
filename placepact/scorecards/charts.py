"""The pictures of the indicator page, each with its sentence and its table. Drawing itself is the room `drawings`."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings

from placepact.drawings import dots, keep, lines, maps, multiples
from placepact.drawings.classes import KeyRow, classes, key
from placepact.drawings.series import NothingToDraw, Point
from placepact.govuk import format as say
from placepact.indicators.queries import Series
from placepact.indicators.rules.comparison import Verdict, against_benchmark
from placepact.indicators.rules.periods import Period
from placepact.places import queries as places
from placepact.scorecards.one import One
from placepact.scorecards.rows import moment, points, promise, there

VERSION = 1
"""Raised when a drawing's code changes, so that kept drawings are made anew."""


@dataclass(frozen=True)
class Table:
    """A table beside a picture: rows of text, the first cell naming the row."""

    caption: str
    columns: tuple[dict[str, Any], ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Figure:
    """A picture as it is shown: wide and narrow drawings, or several small ones, with title, caption and table."""

    name: str
    title: str
    caption: str
    table: Table
    wide: str = ""
    narrow: str = ""
    note: str = ""
    items: tuple[dict[str, Any], ...] = ()
    key: tuple[KeyRow, ...] = field(default=())


def figures(one: One) -> list[Figure]:
    """Every picture that the figures allow, in the order of the page."""
    makers = (over_time, side_by_side, on_the_map, ranked)
    return [figure for make in makers if (figure := make(one)) is not None]


def writer(one: One) -> Callable[[float], str]:
    return lambda number: say.short(number, one.definition.unit, one.definition.decimals)


def full_writer(one: One) -> Callable[[float], str]:
    return lambda number: say.figure(number, one.definition.unit, one.definition.decimals)


def spec(one: One, chart: str, *drawn: object) -> dict[str, Any]:
    """Everything a drawing depends on, for keeping it by its hash."""
    return {"version": VERSION, "chart": chart, "indicator": one.definition.slug, "drawn": repr(drawn)}


def kept(one: One, chart: str, draw: Callable[[], str], *drawn: object) -> str:
    """A drawing from where drawings are kept, made when it is not there."""
    return keep.kept(spec(one, chart, *drawn), Path(settings.PLACEPACT_HOME) / "derived" / "drawings", draw)


def over_time(one: One) -> Figure | None:
    """The line of this area with interval, promise, England and the range of similar areas."""
    own = points(one.series)
    if sum(point.value is not None for point in own) < 2:
        return None
    chart = lines.Lines(
        area=one.area.name,
        points=own,
        show=writer(one),
        promise=promise(one.judged) if one.judged else (),
        england=points(one.england),
        similar=range_of(one.similar),
        similar_name=f"Range of {say.count(len(one.similar), 'similar area')}",
        promise_name="Target",
        distance=gap(one),
    )
    label = line_in_words(one)
    data = (one.area.name, own, chart.promise, chart.england, chart.similar, chart.distance)
    wide = kept(one, "line-wide", lambda: lines.draw(chart, label, lines.WIDE).svg, *data)
    narrow = kept(one, "line-narrow", lambda: lines.draw(chart, label, lines.NARROW).svg, *data)
    return Figure(
        name="over-time",
        title=movement(one),
        caption=f"{one.definition.measure}. {one.definition.period_note}".strip(),
        wide=wide,
        narrow=narrow,
        note="Pale band: 95% interval, where published. Grey: range of similar areas. Open diamonds: the promised path.",
        table=time_table(one),
    )


def gap(one: One) -> str:
    """ "2.3 years short", beside the gap between the last figure and what was due."""
    if one.judged is None or one.judged.at is None or math.isnan(one.judged.due):
        return ""
    short = (one.judged.due - one.judged.value) * one.direction.sign
    if short <= 0:
        return ""
    words = say.change(short, one.definition.unit, one.definition.decimals).removeprefix("up ")
    return f"{words} {'short' if one.direction.sign > 0 else 'over'}"


def range_of(similar: Sequence[tuple[Any, Series]]) -> list[Point]:
    """For each period that at least two similar areas publish, the least and the most of them."""
    found: dict[Period, list[float]] = {}
    for _, series in similar:
        for period, number in zip(series.periods, series.value, strict=True):
            if not math.isnan(number):
                found.setdefault(period, []).append(float(number))
    return [
        Point(moment(period), period.label(), None, min(numbers), max(numbers))
        for period, numbers in sorted(found.items())
        if len(numbers) > 1
    ]


def movement(one: One) -> str:
    """The heading of the line: what it did since its first figure, in words."""
    given = [(p, v) for p, v in zip(one.series.periods, one.series.value, strict=True) if not math.isnan(v)]
    (first, was), (_, now) = given[0], given[-1]
    way = "Up" if now > was else "Down" if now < was else "Level"
    size = say.change(now - was, one.definition.unit, one.definition.decimals)
    amount = size.removeprefix("up ").removeprefix("down ")
    return f"{way} {amount} since {first.label()}" if way != "Level" else f"The same as in {first.label()}"


def line_in_words(one: One) -> str:
    """The text that stands for the line."""
    show = full_writer(one)
    given = [(p, v) for p, v in zip(one.series.periods, one.series.value, strict=True) if not math.isnan(v)]
    words = f"{one.definition.title} in {one.area.name}: {show(given[0][1])} in {given[0][0].label()}"
    return f"{words}, {show(given[-1][1])} in {given[-1][0].label()}. All figures are in the table below."


def time_table(one: One) -> Table:
    """Every period with value, limits, England and what was promised."""
    show = writer(one)
    stated = dict(one.judged.path if one.judged else ())
    rows = []
    for at, period in enumerate(one.series.periods):
        value = there(one.series.value[at])
        rows.append(
            (
                period.label(),
                show(value) if value is not None else say.absent(one.series.presence[at]),
                cell(show, there(one.series.lower[at])),
                cell(show, there(one.series.upper[at])),
                cell(show, there(one.england.at(period))),
                cell(show, stated.get(period)),
            )
        )
    later = [(p.label(), "–", "–", "–", "–", show(n)) for p, n in stated.items() if p not in one.series.where]
    names = ("Period", one.area.name, "Lower 95% limit", "Upper 95% limit", "England", "Promised")
    caption = f"{one.definition.title}, {one.area.name}, by period ({one.definition.unit_words})"
    return Table(caption, heads(names), tuple(rows + later))


def cell(show: Callable[[float], str], number: float | None) -> str:
    return "–" if number is None else show(number)


def heads(names: Sequence[str]) -> tuple[dict[str, Any], ...]:
    return tuple({"text": name, "number": at > 0} for at, name in enumerate(names))


def side_by_side(one: One) -> Figure | None:
    """One small drawing a district, on one scale."""
    several = [(area, points(series)) for area, series in one.parts]
    if len(several) < 2 or sum(sum(p.value is not None for p in own) > 1 for _, own in several) < 2:
        return None
    shown = multiples.multiples(
        [multiples.District(area.name, own) for area, own in several], points(one.england), writer(one)
    )
    by_name = {area.name: area for area, _ in several}
    items = tuple(
        {
            "name": each.name,
            "href": f"{by_name[each.name].get_absolute_url()}/indicators/{one.definition.slug}",
            "latest_text": "no figure" if each.latest is None else writer(one)(each.latest),
            "svg": each.svg,
        }
        for each in shown
    )
    return Figure(
        name="districts",
        title=spread(one),
        caption=f"Each district in purple{', England in black' if len(one.england) else ''}. All share one scale.",
        items=items,
        table=parts_table(one),
    )


def spread(one: One) -> str:
    """The heading of the small multiples: how far apart the parts are."""
    period = one.parts_period
    found = [series.at(period) for _, series in one.parts] if period else []
    found = [number for number in found if not math.isnan(number)]
    if len(found) < 2:
        return "District by district"
    words = say.change(max(found) - min(found), one.definition.unit, one.definition.decimals).removeprefix(
        "up "
    )
    return f"{say.count(len(found), 'district')}, {words} between highest and lowest"


def parts_table(one: One) -> Table:
    """Periods down, districts across."""
    show = writer(one)
    periods = sorted({period for _, series in one.parts for period in series.periods})
    names = ("Period", *(area.name for area, _ in one.parts), "England")
    rows = tuple(
        (
            period.label(),
            *(cell(show, there(series.at(period))) for _, series in one.parts),
            cell(show, there(one.england.at(period))),
        )
        for period in periods
    )
    return Table(f"{one.definition.title} by district ({one.definition.unit_words})", heads(names), rows)


def on_the_map(one: One) -> Figure | None:
    """The districts coloured in four fixed classes."""
    outlines = places.boundaries([area for area, _ in one.parts])
    period = one.parts_period
    if period is None or len(outlines) < 2:
        return None
    values = {area.name: there(series.at(period)) for area, series in one.parts if area.pk in outlines}
    every = [there(number) for _, series in one.parts for number in series.value]
    try:
        bounds = classes(every, one.definition.decimals)
    except NothingToDraw:
        return None
    rings = {area.name: outlines[area.pk].rings for area, _ in one.parts if area.pk in outlines}
    label = f"Map of {one.definition.title.lower()} by district in {period.label()}; the key beside it names every figure."
    wide, narrow = maps.district_map(rings, values, bounds, label, writer(one))
    unit = say.unit_of(one.definition.unit)
    return Figure(
        name="map",
        title=extremes(one, period),
        caption=f"{one.definition.measure}, {period.label()}.",
        wide=wide,
        narrow=narrow,
        key=tuple(key(bounds, values, unit.after, one.definition.decimals)),
        note=map_note(one),
        table=ranking_table(one, period),
    )


def extremes(one: One, period: Period) -> str:
    """The heading of the map: who is highest and who is lowest."""
    found = sorted(
        ((series.at(period), area.name) for area, series in one.parts if not math.isnan(series.at(period))),
        reverse=True,
    )
    return f"Highest in {found[0][1]}, lowest in {found[-1][1]}"


def map_note(one: One) -> str:
    """What chance allows to be read from the map."""
    fixed = "Four equal classes, the same for every period."
    if any(not math.isnan(low) for _, series in one.parts for low in series.lower):
        return f"{fixed} Each figure has an interval: use the ranking below before you say that one is worse."
    return f"{fixed} No limits are published, so small differences may mean nothing."


def ranked(one: One) -> Figure | None:
    """Districts and the whole ranked with their intervals against England."""
    period = one.parts_period
    if period is None:
        return None
    england = there(one.england.at(period))
    listed = [(area, series) for area, series in one.parts if not math.isnan(series.at(period))]
    if one.area.pk not in {area.pk for area, _ in listed} and not math.isnan(one.series.at(period)):
        listed.append((one.area, one.series))
    if len(listed) < 2:
        return None
    made = [dot(one, area, series, period, england) for area, series in listed]
    label = f"{one.definition.title}, {period.label()}, ranked; every figure is in the table below."
    wide, narrow = dots.dots(made, ("England", england) if england is not None else None, label, writer(one))
    return Figure(
        name="ranking",
        title=clear_differences(made, england),
        caption=ranking_caption(one, period, made),
        wide=wide,
        narrow=narrow,
        table=ranking_table(one, period),
    )


def dot(one: One, area: Any, series: Series, period: Period, england: float | None) -> dots.Dot:
    """One area of the ranking, with what its interval says of the difference from England."""
    at = series.where[period]
    lower, upper = there(series.lower[at]), there(series.upper[at])
    verdict = Verdict.NOT_CALCULATED
    if england is not None and lower is not None:
        verdict = Verdict(int(against_benchmark(series.lower[at], series.upper[at], england, one.direction)))
    words = {
        Verdict.WORSE: "worse than England",
        Verdict.BETTER: "better than England",
        Verdict.SIMILAR: "no clear difference",
        Verdict.NO_JUDGEMENT: "differs from England",
        Verdict.NOT_CALCULATED: "",
    }[verdict]
    differs = None if verdict is Verdict.NOT_CALCULATED else verdict is not Verdict.SIMILAR
    return dots.Dot(area.name, float(series.value[at]), lower, upper, differs, words, area.pk == one.area.pk)


def clear_differences(made: Sequence[dots.Dot], england: float | None) -> str:
    """The heading of the ranking: how many are clearly worse, or better, than England."""
    worse = sum(each.words == "worse than England" for each in made)
    better = sum(each.words == "better than England" for each in made)
    if england is None:
        return "Ranked from highest to lowest"
    if not dots.has_intervals(made):
        above = sum(each.value > england for each in made)
        return f"{above} of {len(made)} above England"
    return f"{worse} of {len(made)} clearly worse than England, {better} clearly better"


def ranking_caption(one: One, period: Period, made: Sequence[dots.Dot]) -> str:
    start = f"{one.definition.measure}, {period.label()}"
    if dots.has_intervals(made):
        return f"{start}, with 95% intervals. Filled dot: differs from England beyond chance. Open dot: could be chance."
    return f"{start}. No limits are published, so chance cannot be told from a difference."


def ranking_table(one: One, period: Period) -> Table:
    """Districts with value and limits, highest first."""
    show = writer(one)
    found = [
        (series.at(period), area, series) for area, series in one.parts if not math.isnan(series.at(period))
    ]
    rows = tuple(
        (
            area.name,
            show(value),
            cell(show, there(series.lower[series.where[period]])),
            cell(show, there(series.upper[series.where[period]])),
        )
        for value, area, series in sorted(found, key=lambda each: (-each[0], each[1].name))
    )
    without = tuple(
        (area.name, "no figure", "–", "–") for area, series in one.parts if math.isnan(series.at(period))
    )
    names = ("District", period.label(), "Lower 95% limit", "Upper 95% limit")
    return Table(
        f"{one.definition.title}, {period.label()} ({one.definition.unit_words})",
        heads(names),
        rows + without,
    )


def alone(figure: Figure) -> str:
    """A drawing that stands as a file: with the namespace that a page does not need."""
    if "xmlns=" in figure.wide.split(">", 1)[0]:
        return figure.wide
    return figure.wide.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
