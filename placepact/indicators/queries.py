"""Reading measured values in bulk, into arrays."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from django.db.models import Q, Subquery

from placepact.indicators.models import Value
from placepact.indicators.rules.periods import Period
from placepact.indicators.rules.words import Array


@dataclass(frozen=True)
class Series:
    """One indicator in one area, oldest period first; NaN where there is no number.

    All of one length: periods, value, lower, upper (arrays in the indicator's
    unit), presence and finality (words), notes, ids (of the values' rows).
    """

    periods: tuple[Period, ...]
    value: Array
    lower: Array
    upper: Array
    presence: tuple[str, ...]
    finality: tuple[str, ...]
    notes: tuple[str, ...]
    ids: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.periods)

    @cached_property
    def where(self) -> Mapping[Period, int]:
        """The position of each period."""
        return {period: at for at, period in enumerate(self.periods)}

    def at(self, period: Period) -> float:
        """The value over a period; NaN where there is none."""
        position = self.where.get(period)
        return float("nan") if position is None else float(self.value[position])


EMPTY = Series((), np.empty(0), np.empty(0), np.empty(0), (), (), (), ())

COLUMNS = (
    "indicator_id",
    "area_id",
    "period_start",
    "period_length",
    "value",
    "lower",
    "upper",
    "presence",
    "finality",
    "note",
    "id",
)


class Panel:
    """Series by (indicator id, area id); an empty one where nothing is recorded."""

    def __init__(self, series: Mapping[tuple[int, int], Series]) -> None:
        self._series = series

    def __getitem__(self, key: tuple[int, int]) -> Series:
        return self._series.get(key, EMPTY)


def standing(as_at: int | None = None) -> Q:
    """Holds for values that stand: now, or as they stood when a return of this number had been accepted."""
    if as_at is None:
        return Q(superseded_by__isnull=True)
    still = Q(superseded_by__isnull=True) | Q(superseded_by__number__gt=as_at)
    return Q(delivery__number__lte=as_at) & still


def panel(indicators: Collection[int], areas: Collection[int], as_at: int | None = None) -> Panel:
    """The values of some indicators in some areas that stand, whole population only, by one query."""
    rows = (
        Value.objects.filter(standing(as_at), indicator__in=indicators, area__in=areas, breakdown="")
        .order_by("indicator", "area", "period_start", "period_length")
        .values_list(*COLUMNS)
    )
    grouped: dict[tuple[int, int], list[tuple[object, ...]]] = defaultdict(list)
    for row in rows.iterator(chunk_size=20_000):
        grouped[row[0], row[1]].append(row)
    return Panel({key: series(found) for key, found in grouped.items()})


def series(rows: list[tuple[object, ...]]) -> Series:
    """Rows in the order of COLUMNS as one series."""
    _, _, starts, lengths, value, lower, upper, presence, finality, notes, ids = zip(*rows, strict=True)
    return Series(
        periods=tuple(period(start, length) for start, length in zip(starts, lengths, strict=True)),
        value=np.array(value, dtype=float),
        lower=np.array(lower, dtype=float),
        upper=np.array(upper, dtype=float),
        presence=tuple(presence),
        finality=tuple(finality),
        notes=tuple(notes),
        ids=tuple(ids),
    )


PERIODS: dict[tuple[object, object], Period] = {}
"""Periods met before: a few hundred serve millions of rows."""


def period(start: object, length: object) -> Period:
    """The period of two cells, made once."""
    key = (start, length)
    if key not in PERIODS:
        PERIODS[key] = Period(start, length)  # type: ignore[arg-type]
    return PERIODS[key]


def history(value_id: int) -> list[Value]:
    """Every value that ever stood for the same key as this one, oldest first, with its return and who delivered it."""
    key = ("indicator", "area", "period_start", "period_length", "breakdown")
    same = Value.objects.filter(pk=value_id)
    return list(
        Value.objects.filter(**{name: Subquery(same.values(name)) for name in key})
        .select_related("delivery__organisation", "superseded_by")
        .order_by("id")
    )


def latest(indicator_ids: Collection[int], area_id: int) -> dict[int, tuple[Period, float]]:
    """The newest given value of each indicator in one area."""
    rows = (
        Value.objects.filter(
            standing(), indicator__in=indicator_ids, area=area_id, presence="given", breakdown=""
        )
        .order_by("period_start", "period_length")
        .values_list("indicator_id", "period_start", "period_length", "value")
    )
    return {
        indicator: (period(start, length), float(number or 0.0)) for indicator, start, length, number in rows
    }
