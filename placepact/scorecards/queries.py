"""A place's targets judged: the facts of an area held against what was promised, by six queries however many."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from django.utils import timezone

from placepact.agreements import queries as agreements
from placepact.agreements.models import Agreement, Target, Version
from placepact.agreements.rules.judgement import Figures, Promise, Verdicts, judge_target
from placepact.agreements.rules.schemes import Scheme
from placepact.agreements.rules.schemes import scheme as scheme_of
from placepact.agreements.rules.status import STATUSES, Reason, Status
from placepact.errors import Refusal
from placepact.indicators import queries as indicators
from placepact.indicators.definitions import Definition
from placepact.indicators.queries import EMPTY, Panel, Series
from placepact.indicators.rules.periods import Period, match_a_year_before
from placepact.indicators.rules.words import Direction
from placepact.places import queries as places
from placepact.places.models import Area
from placepact.scorecards.as_at import AsAt, definitions_for, versions_of_then
from placepact.scorecards.wordings import Wordings, together, wordings


class NoAgreement(Refusal):
    """A scorecard was asked for where nothing has been agreed."""


class NotAPart(Refusal):
    """The area that was asked for is not a part of the place."""


@dataclass(frozen=True)
class Around:
    """The areas that a scorecard looks at: the one shown, its parts, and those it is compared with."""

    shown: Area
    parts: tuple[Area, ...]
    england: Area | None
    similar: tuple[Area, ...]

    def ids(self) -> set[int]:
        others = (*self.parts, *self.similar, *((self.england,) if self.england else ()))
        return {self.shown.pk, *(each.pk for each in others)}


@dataclass(frozen=True)
class JudgedBy:
    """What the targets of an agreement are judged by: its scheme, its last day, and how its lines read when."""

    scheme: Scheme
    ends_on: dt.date
    wordings: Wordings
    definitions: Mapping[str, Definition]
    on: dt.date | None = None


@dataclass(frozen=True)
class Judged:
    """One target judged in one area. `at` is the position in `series` of the figure that is judged, or None.

    `comparator` is what a target is set against, where it is set against an area; else England.
    """

    target: Target
    definition: Definition | None
    series: Series
    england: Series
    comparator: Series
    similar: tuple[tuple[Area, Series], ...]
    parts: tuple[tuple[Area, Series], ...]
    path: tuple[tuple[Period, float], ...]
    baseline: tuple[Period, float] | None
    at: int | None
    status: Status
    reason: Reason
    status_before: Status | None
    due: float
    verdicts: Verdicts | None
    before: int | None
    on: dt.date | None = None

    @property
    def period(self) -> Period | None:
        return None if self.at is None else self.series.periods[self.at]

    @property
    def value(self) -> float:
        return float("nan") if self.at is None else float(self.series.value[self.at])

    @property
    def limits(self) -> tuple[float, float]:
        if self.at is None:
            return float("nan"), float("nan")
        return float(self.series.lower[self.at]), float(self.series.upper[self.at])

    @property
    def due_for(self) -> Period | None:
        """The period that `due` is for: the one that is judged; without a figure, that of the promise itself."""
        if np.isnan(self.due):
            return None
        promise = promise_now(self.path, self.on)
        return self.period or (promise[0] if promise else None)

    def of_england(self) -> float:
        return float("nan") if self.period is None else self.england.at(self.period)

    def of_similar(self) -> list[float]:
        """The figures of similar areas for the same period, where published."""
        if self.period is None:
            return []
        found = (series.at(self.period) for _, series in self.similar)
        return [number for number in found if not np.isnan(number)]

    def of_parts(self) -> list[tuple[Area, Period, float]]:
        """The newest figure of every part that has one, all of the newest period."""
        newest = newest_period([series for _, series in self.parts])
        if newest is None:
            return []
        return [
            (area, newest, series.at(newest))
            for area, series in self.parts
            if not np.isnan(series.at(newest))
        ]


@dataclass(frozen=True)
class Card:
    """A scorecard: an agreement's targets judged for the whole place, or for one part of it."""

    agreement: Agreement
    version: Version
    scheme: Scheme
    place: Area
    around: Around
    rows: tuple[Judged, ...]
    as_at: AsAt | None = None

    @property
    def shown(self) -> Area:
        return self.around.shown

    @property
    def is_whole(self) -> bool:
        return self.shown.pk == self.place.pk


def card(
    place: Area,
    *,
    agreement: Agreement | None = None,
    area: Area | None = None,
    scheme: str | None = None,
    when: AsAt | None = None,
) -> Card:
    """The scorecard of a place, now or as it stood. Raises NoAgreement, NotAPart, UnknownScheme."""
    day = when.day if when else timezone.localdate()
    agreed = agreement or (agreement_of_then(place, when) if when else agreements.current(place))
    versions = list(agreed.versions.all()) if agreed else []
    versions = versions_of_then(versions, when) if when else versions
    version = agreements.standing(versions, day)
    if agreed is None or version is None:
        raise NoAgreement(
            f"Nothing had been agreed for {place.name} by {when.day}. Name a later day."
            if when
            else f"Nothing has been agreed for {place.name} yet. Draft an agreement for it and sign it first."
        )
    around = areas_around(place, area, day)
    chosen = scheme_of(scheme or agreed.scheme)
    targets = agreements.targets(version)
    measured = {each.indicator_id for each in targets if each.indicator_id}
    compared = around.ids() | {each.relative_to_id for each in targets if each.relative_to_id}
    panel = indicators.panel(measured, compared, when.last_return if when else None)
    by = JudgedBy(chosen, agreed.ends_on, wordings(versions), definitions_for(targets, when), day)
    rows = tuple(judge_one(each, around, panel, by) for each in targets)
    return Card(agreed, version, chosen, place, around, rows, when)


def agreement_of_then(place: Area, when: AsAt) -> Agreement | None:
    """The agreement that ran on a day of the past, of those that had been signed by then; else the newest of them."""
    made = [each for each in agreements.of_area(place) if versions_of_then(list(each.versions.all()), when)]
    running = (each for each in made if each.starts_on <= when.day <= each.ends_on)
    return next(running, made[0] if made else None)


def areas_around(place: Area, area: Area | None = None, day: dt.date | None = None) -> Around:
    """The areas to look at for a place, or for one part of it, as they were on a day. Raises NotAPart."""
    parts = tuple(each for each in places.members(place, day) if each.kind in places.DISTRICTS)
    shown = area or place
    if shown.pk != place.pk and shown.pk not in {each.pk for each in parts}:
        names = ", ".join(each.name for each in parts) or "it has none"
        raise NotAPart(f"{shown.name} is not a part of {place.name}. Its parts are: {names}.")
    england = Area.objects.filter(code=places.ENGLAND).first()
    return Around(shown, parts, england if shown.code.startswith("E") else None, tuple(places.similar(shown)))


def judge_one(target: Target, around: Around, panel: Panel, by: JudgedBy) -> Judged:
    """Judge one target in the area shown."""
    indicator = target.indicator_id or 0
    stated = stated_by(target)
    last_day = max([by.ends_on, *(period.ends_on for period, _ in stated)])
    series = until(panel[indicator, around.shown.pk], last_day) if applies(target, around) else EMPTY
    england = panel[indicator, around.england.pk] if around.england else EMPTY
    judged = Judged(
        target=target,
        definition=by.definitions.get(target.indicator.slug) if target.indicator else None,
        series=series,
        england=until(england, last_day),
        comparator=panel[indicator, target.relative_to_id] if target.relative_to_id else england,
        similar=tuple((each, until(panel[indicator, each.pk], last_day)) for each in around.similar),
        parts=tuple((each, until(panel[indicator, each.pk], last_day)) for each in around.parts),
        path=stated,
        baseline=baseline_of(target, around, series),
        at=None,
        status=Status.NO_FIGURE,
        reason=Reason.NO_VALUE,
        status_before=None,
        due=due_now(stated, by.on),
        on=by.on,
        verdicts=None,
        before=None,
    )
    return with_verdicts(judged, around, by) if len(series) and judged.definition else judged


def stated_by(target: Target) -> tuple[tuple[Period, float], ...]:
    """What a target promises for which period, in order of time."""
    return tuple(
        (indicators.period(y.period_start, y.period_length), y.value) for y in target.year_targets.all()
    )


def applies(target: Target, around: Around) -> bool:
    """Whether a published series of the area shown measures the target: not where it is for a part or some people.

    A target for the whole place measures each of its parts too; a target for one part measures no other.
    """
    if target.part_of_area or target.for_whom != "everyone":
        return False
    parts = {each.pk for each in around.parts}
    return target.area_id == around.shown.pk or (around.shown.pk in parts and target.area_id not in parts)


def until(series: Series, day: dt.date) -> Series:
    """The periods of a series that end by a day: an agreement that has ended is judged by what was measured in it."""
    keep = [at for at, period in enumerate(series.periods) if period.ends_on <= day]
    if len(keep) == len(series):
        return series
    return Series(
        periods=tuple(series.periods[at] for at in keep),
        value=series.value[keep],
        lower=series.lower[keep],
        upper=series.upper[keep],
        presence=tuple(series.presence[at] for at in keep),
        finality=tuple(series.finality[at] for at in keep),
        notes=tuple(series.notes[at] for at in keep),
        ids=tuple(series.ids[at] for at in keep),
    )


def baseline_of(target: Target, around: Around, series: Series) -> tuple[Period, float] | None:
    """Where a target starts: as agreed for the whole place; for a part, its own figure of that period."""
    if target.baseline is None or target.baseline_start is None:
        return None
    start = indicators.period(target.baseline_start, target.baseline_length)
    if target.area_id == around.shown.pk:
        return start, target.baseline
    own = series.at(start)
    return None if np.isnan(own) else (start, own)


def due_now(stated: Sequence[tuple[Period, float]], today: dt.date | None = None) -> float:
    """What is promised for the newest period that is over; the first promise where none is; NaN where none is made."""
    promise = promise_now(stated, today)
    return promise[1] if promise else float("nan")


def promise_now(
    stated: Sequence[tuple[Period, float]], today: dt.date | None = None
) -> tuple[Period, float] | None:
    """The promise for the newest period that is over; the first where none is; None where none is made."""
    day = today or timezone.localdate()
    over = [promise for promise in stated if promise[0].ends_on <= day]
    return over[-1] if over else next(iter(stated), None)


def promise_of(target: Target, around: Around, series: Series, scheme: Scheme) -> Promise:
    """What one wording of a target promises the area shown."""
    path, baseline = stated_by(target), baseline_of(target, around, series)
    return Promise(
        stated_for=tuple(period for period, _ in path),
        stated=np.array([value for _, value in path]),
        baseline_for=baseline[0] if baseline else None,
        baseline=np.array([baseline[1] if baseline else np.nan]),
        scheme=scheme.slug,
        margin=float("nan") if target.margin_percent is None else target.margin_percent,
    )


def with_verdicts(judged: Judged, around: Around, by: JudgedBy) -> Judged:
    """Add what the rules say of a series that has figures, each period by the wording in force on its last day."""
    assert judged.definition is not None
    series = judged.series
    comparator = [judged.comparator.at(period) for period in series.periods]
    figures = Figures(
        periods=series.periods,
        direction=Direction(judged.definition.direction),
        value=series.value[None, :],
        lower=series.lower[None, :],
        upper=series.upper[None, :],
        comparator=np.array(comparator)[None, :],
    )
    worded = by.wordings.of(judged.target, series.periods)
    by_wording = {
        each.pk: judge_target(promise_of(each, around, series, by.scheme), figures)
        for each in {each.pk: each for each in worded}.values()
    }
    verdicts = together([by_wording[each.pk] for each in worded])
    at = int(verdicts.latest[0])
    if at < 0:
        return judged
    before = match_a_year_before(series.periods)[at]
    was = None if before is None else STATUSES[verdicts.status[0, before]]
    return replace(
        judged,
        at=at,
        status=STATUSES[verdicts.status[0, at]],
        reason=Reason(int(verdicts.reason[0, at])),
        status_before=was,
        due=float(verdicts.due[0, at]),
        verdicts=verdicts,
        before=before,
    )


def newest_period(many: Sequence[Series]) -> Period | None:
    """The newest period for which any of some series has a figure."""
    found = [
        period
        for series in many
        for period, number in zip(series.periods, series.value, strict=True)
        if not np.isnan(number)
    ]
    return max(found, key=lambda period: period.ends_on, default=None)
