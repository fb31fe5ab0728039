"""The targets that one body leads, of however many agreements, judged by four queries in all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db.models import Prefetch
from django.utils import timezone

from placepact.agreements.models import State, Target, Version, YearTarget
from placepact.agreements.rules.schemes import scheme as scheme_of
from placepact.indicators import queries as indicators
from placepact.organisations.models import Organisation
from placepact.places import queries as places
from placepact.places.models import Area
from placepact.scorecards.as_at import definitions_for
from placepact.scorecards.queries import Around, Judged, JudgedBy, judge_one
from placepact.scorecards.wordings import Wordings

Found = dict[int, list[tuple[Target, Judged | None]]]


def led_by(body: Organisation, current: Sequence[Version], versions: Sequence[Version]) -> Found:
    """The targets that a body leads in some versions, by version, in the order of the agreement, for the whole place.

    `versions`: every version of their agreements, with agreement and place, by which past periods are judged. A
    place that has no area has no series: its targets are not judged.
    """
    rows = read(body, current, versions)
    england = Area.objects.filter(code=places.ENGLAND).first()
    own = {each.pk: each.agreement.place.area for each in current}
    today = {
        pk: [row for row in rows if row.wording.version_id == pk and row.lead_id == body.pk] for pk in own
    }
    targets = [each for found in today.values() for each in found]
    areas = {area.pk for area in own.values() if area} | ({england.pk} if england else set())
    compared = {each.relative_to_id for each in targets if each.relative_to_id}
    panel = indicators.panel({each.indicator_id for each in targets if each.indicator_id}, areas | compared)
    made: Found = {}
    for version in current:
        around = around_of(own[version.pk], england)
        by = judged_by(version, versions, rows)
        made[version.pk] = [
            (each, judge_one(each, around, panel, by) if around else None) for each in today[version.pk]
        ]
    return made


def around_of(area: Area | None, england: Area | None) -> Around | None:
    """A place as a whole against England: neither its parts nor similar areas, which no status looks at."""
    if area is None:
        return None
    return Around(area, (), england if area.code.startswith("E") else None, ())


def judged_by(version: Version, versions: Sequence[Version], rows: Sequence[Target]) -> JudgedBy:
    agreed = version.agreement
    worded = Wordings(*signed_of(agreed.pk, versions, rows))
    return JudgedBy(
        scheme_of(agreed.scheme), agreed.ends_on, worded, definitions_for(rows, None), timezone.localdate()
    )


def read(body: Organisation, current: Sequence[Version], versions: Sequence[Version]) -> list[Target]:
    """The lines that a body leads today as every version words them, with their years: two queries."""
    lines = Target.objects.filter(wording__version__in=[each.pk for each in current], lead=body)
    found = Target.objects.filter(
        wording__version__in=[each.pk for each in versions], wording__line__in=lines.values("wording__line")
    )
    return list(
        found.select_related("wording__line", "indicator")
        .prefetch_related(Prefetch("year_targets", queryset=YearTarget.objects.order_by("period_start")))
        .order_by("wording__block__order", "wording__order")
    )


def signed_of(
    agreement: int, versions: Sequence[Version], rows: Sequence[Target]
) -> tuple[tuple[Version, ...], Mapping[tuple[int, int], Target]]:
    """The signed versions of an agreement with how its lines read in each; nothing where one alone is signed."""
    signed = tuple(e for e in versions if e.agreement_id == agreement and e.state == State.SIGNED)
    if len(signed) < 2:
        return (), {}
    of_these = {each.pk for each in signed}
    return signed, {
        (each.wording.version_id, each.wording.line_id): each
        for each in rows
        if each.wording.version_id in of_these
    }
