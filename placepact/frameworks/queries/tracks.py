"""The status that a figure would have by an agreement's scheme, before it is given: what is off track needs a plan."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from placepact.agreements import queries as agreements
from placepact.agreements.models import Agreement, Target
from placepact.agreements.rules.schemes import scheme as scheme_of
from placepact.agreements.rules.status import STATUSES, Reason, Status
from placepact.frameworks.models import Cell
from placepact.indicators import queries as indicators
from placepact.indicators.queries import Panel, Series
from placepact.indicators.rules.periods import Period
from placepact.indicators.rules.words import Array
from placepact.scorecards.as_at import definitions_for
from placepact.scorecards.queries import Around, JudgedBy, areas_around, judge_one
from placepact.scorecards.wordings import wordings


@dataclass(frozen=True)
class Track:
    """How a figure would stand: the status, why in a sentence, and by which line of which agreement."""

    status: Status
    sentence: str
    agreement: str
    reference: str

    @property
    def is_red(self) -> bool:
        return self.status is Status.OFF_TRACK


def tracks(cells: Sequence[Cell], *, on: dt.date) -> dict[int, Track]:
    """The worst status that each answered cell would have by the agreements that ask for it: a few queries an agreement."""
    answered = [each for each in cells if each.indicator_id and each.value is not None]
    slugs = {line["framework"] for each in answered for line in each.asked_by}
    found: dict[int, Track] = {}
    if not slugs:
        return found
    for agreement in Agreement.objects.filter(slug__in=slugs).select_related("place__area"):
        for pk, track in by_agreement(agreement, answered, on).items():
            if pk not in found or track.is_red:
                found[pk] = track
    return found


def by_agreement(agreement: Agreement, cells: Sequence[Cell], on: dt.date) -> dict[int, Track]:
    """How some cells would stand by one agreement."""
    place = agreement.place.area
    versions = list(agreement.versions.all())
    version = agreements.standing(versions, on)
    if version is None or place is None:
        return {}
    targets = agreements.targets(version)
    measured = {each.indicator_id for each in targets if each.indicator_id}
    wanted = [each for each in cells if each.indicator_id in measured]
    if not wanted:
        return {}
    by = JudgedBy(
        scheme_of(agreement.scheme), agreement.ends_on, wordings(versions), definitions_for(targets, None), on
    )
    around = areas_around(place, day=on)
    others = {each.relative_to_id for each in targets if each.relative_to_id}
    areas = around.ids() | others | {each.area_id for each in wanted}
    held = indicators.panel(measured, areas)
    found: dict[int, Track] = {}
    for cell in wanted:
        for target in targets:
            if target.indicator_id == cell.indicator_id and target.area_id == cell.area_id:
                found[cell.pk] = track_of(cell, target, seen_from(around, cell), held, by)
    return found


def seen_from(around: Around, cell: Cell) -> Around:
    """The areas as they are seen from the one that a cell is about."""
    return around if around.shown.pk == cell.area_id else replace(around, shown=cell.area, parts=())


def track_of(cell: Cell, target: Target, around: Around, held: Panel, by: JudgedBy) -> Track:
    """One cell judged by one target, as if its figure stood."""
    key = (cell.indicator_id or 0, cell.area_id)
    panel = WithNew(held, {key: with_figure(held[key], cell)})
    judged = judge_one(target, around, panel, by)
    at = judged.series.where.get(cell.period)
    status, sentence = judged.status, judged.reason.sentence
    if at is not None and judged.verdicts is not None:
        status = STATUSES[judged.verdicts.status[0, at]]
        sentence = Reason(int(judged.verdicts.reason[0, at])).sentence
    wording = target.wording
    return Track(status, sentence, wording.version.agreement.title, wording.line.reference)


class WithNew(Panel):
    """A panel in which some series are others."""

    def __init__(self, held: Panel, instead: Mapping[tuple[int, int], Series]) -> None:
        super().__init__(instead)
        self._held = held

    def __getitem__(self, key: tuple[int, int]) -> Series:
        return self._series[key] if key in self._series else self._held[key]


def with_figure(series: Series, cell: Cell) -> Series:
    """A series with a cell's figure in its place, without limits, which nobody has worked out yet."""
    rows = dict(zip(series.periods, range(len(series)), strict=True))
    rows.pop(cell.period, None)
    order: list[Period] = sorted([*rows, cell.period], key=lambda each: (each.start, each.length))
    kept = [rows.get(each) for each in order]

    def numbers(old: Array, new: float) -> Array:
        return np.array([new if at is None else old[at] for at in kept], dtype=float)

    def words(old: Sequence[str], new: str) -> tuple[str, ...]:
        return tuple(new if at is None else old[at] for at in kept)

    return Series(
        periods=tuple(order),
        value=numbers(series.value, float("nan") if cell.value is None else cell.value),
        lower=numbers(series.lower, float("nan")),
        upper=numbers(series.upper, float("nan")),
        presence=words(series.presence, cell.presence),
        finality=words(series.finality, cell.finality),
        notes=words(series.notes, ""),
        ids=tuple(0 if at is None else series.ids[at] for at in kept),
    )
