"""The pictures of the indicator page, each with its sentence and its table. Drawing itself is the room `drawings`."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
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
from placepact.scorecards.headings import (
    against_england,
    caption_of_line,
    extremes,
    full_writer,
    given,
    map_note,
    movement,
    note_of_line,
    ranking_caption,
    size,
    spread,
    writer,
)
from placepact.scorecards.one import One
from placepact.scorecards.rows import moment, points, promise, short_name, splits, there, year_name

VERSION = 2
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
        england=() if one.area.code == places.ENGLAND else points(one.england),
        similar=range_of(one.similar),
        similar_name=f"Range of {say.count_in_words(len(one.similar), 'similar area')}",
        promise_name="Target",
        distance=gap(one),
        name_year=partial(year_name, is_split=splits(given(one)[-1][0])),
    )
    label = line_in_words(one)
    data = (
        one.area.name,
        own,
        chart.promise,
        chart.england,
        chart.similar,
        chart.distance,
        chart.name_year(2000),
    )
    wide = kept(one, "line-wide", lambda: lines.draw(chart, label, lines.WIDE).svg, *data)
    narrow = kept(one, "line-narrow", lambda: lines.draw(chart, label, lines.NARROW).svg, *data)
    return Figure(
        name="over-time",
        title=movement(one),
        caption=caption_of_line(one, lines.scale_note(chart)),
        wide=wide,
        narrow=narrow,
        note=note_of_line(chart),
        table=time_table(one),
    )


def gap(one: One) -> str:
    """ "2.3 years short", beside the gap between the last figure and what was due."""
    if one.judged is None or one.judged.at is None or math.isnan(one.judged.due):
        return ""
    short = (one.judged.due - one.judged.value) * one.direction.sign
    if short <= 0:
        return ""
    return f"{size(one, short)} {'short' if one.direction.sign > 0 else 'over'}"


def range_of(similar: Sequence[tuple[Any, Series]]) -> list[Point]:
    """For each period that at least two similar areas publish, the least and the most of them."""
    found: dict[Period, list[float]] = {}
    for _, series in similar:
        for period, number in zip(series.periods, series.value, strict=True):
            if not math.isnan(number):
                found.setdefault(period, []).append(float(number))
    return [
        Point(moment(period), short_name(period), None, min(numbers), max(numbers))
        for period, numbers in sorted(found.items())
        if len(numbers) > 1
    ]


def line_in_words(one: One) -> str:
    """The text that stands for the line."""
    show = full_writer(one)
    found = given(one)
    words = f"{one.definition.title} in {one.area.name}: {show(found[0][1])} in {found[0][0].label()}"
    return f"{words}, {show(found[-1][1])} in {found[-1][0].label()}. All figures are in the table below."


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
    return told(caption, names, tuple(rows + later))


def cell(show: Callable[[float], str], number: float | None) -> str:
    return "–" if number is None else show(number)


def told(caption: str, names: Sequence[str], rows: Sequence[tuple[str, ...]]) -> Table:
    """A table without the columns that would say nothing in any row; the first two always stay."""
    kept = [at for at in range(len(names)) if at < 2 or any(row[at] != "–" for row in rows)]
    return Table(
        caption, heads([names[at] for at in kept]), tuple(tuple(row[at] for at in kept) for row in rows)
    )


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
    return told(f"{one.definition.title} by district ({one.definition.unit_words})", names, rows)


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
    names = {area.name for area, _ in one.parts}
    made = [dot(one, area, series, period, england) for area, series in listed]
    label = f"{one.definition.title}, {period.label()}, ranked; every figure is in the table below."
    wide, narrow = dots.dots(made, ("England", england) if england is not None else None, label, writer(one))
    return Figure(
        name="ranking",
        title=against_england([each for each in made if each.name in names], england),
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
    return told(
        f"{one.definition.title}, {period.label()} ({one.definition.unit_words})", names, rows + without
    )


def alone(figure: Figure) -> str:
    """A drawing that stands as a file: with the namespace that a page does not need."""
    if "xmlns=" in figure.wide.split(">", 1)[0]:
        return figure.wide
    return figure.wide.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
