"""Every target of an agreement with its figure, its plan, and what endangers it, on a day."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Prefetch

from placepact.agreements.models import Agreement, Involvement, LineKind, LineVersion, Version
from placepact.agreements.queries.reading import standing
from placepact.delivery.queries.plans import ALL, Parts, Plan, plans
from placepact.delivery.rules.danger import Danger, Look, dangers, is_before_the_figure
from placepact.delivery.rules.forecast import NONE, Facts, Forecast, forecast
from placepact.indicators.rules.trend import Marker
from placepact.indicators.rules.words import Direction
from placepact.scorecards.as_at import AsAt
from placepact.scorecards.queries import Card, Judged, NoAgreement, card

YEAR_IN_DAYS = 365.25


@dataclass(frozen=True)
class TargetRow:
    """A target: its wording, its figure where one is judged, its plan, where it is going, what endangers it."""

    wording: LineVersion
    judged: Judged | None
    plan: Plan
    forecast: Forecast
    dangers: tuple[Danger, ...]

    @property
    def reference(self) -> str:
        return self.wording.line.reference

    @property
    def status(self) -> str:
        return self.judged.status.value if self.judged else "no_figure"

    @property
    def is_hidden(self) -> bool:
        """Whether it is endangered and its figure does not say so yet."""
        return is_before_the_figure(self.dangers)


class Whole(NamedTuple):
    """An agreement's targets on a day. `card` is None where its place has no area, so that nothing is judged."""

    agreement: Agreement
    version: Version
    on: dt.date
    card: Card | None
    rows: tuple[TargetRow, ...]

    @property
    def endangered(self) -> list[TargetRow]:
        """The gravest first: by the figure, then by how much else is wrong."""
        order = {"off_track": 0, "behind": 1}
        found = [each for each in self.rows if each.dangers]
        return sorted(found, key=lambda each: (order.get(each.status, 2), -weight(each), each.wording.order))


def weight(row: TargetRow) -> int:
    """How much is wrong with a target: signs, and how often each was seen."""
    return sum(2 + each.count for each in row.dangers)


def whole(
    agreement: Agreement,
    versions: Sequence[Version],
    *,
    on: dt.date,
    when: AsAt | None = None,
    parts: Parts = ALL,
) -> Whole | None:
    """All targets of the wording in force on a day; None where nothing was signed. `when`: figures as on record then."""
    version = standing(list(versions), on)
    if version is None:
        return None
    version.agreement = agreement
    made = judged_card(agreement, versions, when)
    judged = {each.target.wording.line_id: each for each in made.rows} if made else {}
    if made is not None and made.version.pk == version.pk:
        wordings = [each.target.wording for each in made.rows]
        for each, row_of in zip(wordings, made.rows, strict=True):
            each.target, each.version = row_of.target, version
    else:
        wordings = targets(version)
    held = plans(wordings, on, parts=parts)
    rows = tuple(row(each, judged.get(each.line_id), held[each.line_id]) for each in wordings)
    return Whole(agreement, version, on, made, rows)


def judged_card(agreement: Agreement, versions: Sequence[Version], when: AsAt | None) -> Card | None:
    """The scorecard of the agreement's place; None where it has no area or nothing is judged."""
    if agreement.place.area is None:
        return None
    # What was read of the versions is handed on, so that the scorecard does not read it again.
    agreement._prefetched_objects_cache = {"versions": list(versions)}  # type: ignore[attr-defined]
    try:
        return card(agreement.place.area, agreement=agreement, when=when)
    except NoAgreement:
        return None


def targets(version: Version) -> list[LineVersion]:
    """The targets of a version with lead and those related, in their order: two queries."""
    related = Prefetch("involvements", Involvement.objects.select_related("organisation"))
    rows = version.lines.filter(line__kind=LineKind.TARGET, target__isnull=False)
    found = list(rows.select_related("line", "block", "target__lead").prefetch_related(related))
    for each in found:
        each.version = version
    return found


def row(wording: LineVersion, judged: Judged | None, plan: Plan) -> TargetRow:
    course = forecast_of(judged) if judged else NONE
    look = Look(
        status=judged.status.value if judged else "no_figure",
        course=course.course,
        milestones=[each.standing for each in plan.milestones],
        risks=[each.facing() for each in plan.open_risks],
    )
    return TargetRow(wording, judged, plan, course, tuple(dangers(look)))


def forecast_of(judged: Judged) -> Forecast:
    """Where the recent trend leads by the end of the last promise."""
    if judged.verdicts is None or judged.period is None or not judged.path or judged.definition is None:
        return NONE
    last, promised = judged.path[-1]
    marker = Marker(int(judged.verdicts.trend.marker[0]))
    slope = {
        Marker.NOT_CALCULATED: math.nan,
        Marker.NO_CLEAR_CHANGE: 0.0,
    }.get(marker, float(judged.verdicts.trend.slope[0]))
    days = (last.ends_on - judged.period.ends_on).days
    sign = Direction(judged.definition.direction).sign
    return forecast(Facts(judged.value, slope, days / YEAR_IN_DAYS, promised, int(sign)))
