"""What one organisation leads in all its agreements, judged together: the queries do not grow with the agreements."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.utils import timezone

from placepact.agreements import queries as agreements
from placepact.agreements.models import Target, Version
from placepact.agreements.rules.schemes import scheme as scheme_of
from placepact.indicators import queries as indicators
from placepact.indicators.definitions import load_definitions
from placepact.organisations.models import Organisation
from placepact.places.models import Area
from placepact.places.queries import ENGLAND
from placepact.scorecards.queries import Around, Judged, JudgedBy, judge_one
from placepact.scorecards.wordings import by_agreement


def led(
    body: Organisation, versions: Sequence[Version], current: Collection[int]
) -> dict[int, list[tuple[Target, Judged | None]]]:
    """The led targets of the versions in force, by version id, each judged for the whole place: six queries at most.

    `versions` are all those of the agreements, with agreement and place; `current` the ids of those in force. What is
    not judged (None) is of a place without an area code of its own, which no published series measures.
    """
    made = {each.pk: each for each in versions if each.pk in current}
    targets = agreements.led_by(body, list(made.values()))
    areas = {pk: each.agreement.place.area for pk, each in made.items()}
    around = surroundings([area for area in areas.values() if area])
    measured = {each.indicator_id for each in targets if each.indicator_id}
    compared = {pk for each in around.values() for pk in each.ids()}
    compared |= {each.relative_to_id for each in targets if each.relative_to_id}
    panel = indicators.panel(measured, compared)
    by = judged_by(versions)
    found: dict[int, list[tuple[Target, Judged | None]]] = {}
    for target in targets:
        version = made[target.wording.version_id]
        area = areas[version.pk]
        judged = judge_one(target, around[area.pk], panel, by[version.agreement_id]) if area else None
        found.setdefault(version.pk, []).append((target, judged))
    return found


def surroundings(places: Sequence[Area]) -> dict[int, Around]:
    """What each place is judged beside: England alone, as nothing is said of its parts or of areas like it."""
    england = Area.objects.filter(code=ENGLAND).first() if places else None
    return {each.pk: Around(each, (), england if each.code.startswith("E") else None, ()) for each in places}


def judged_by(versions: Sequence[Version]) -> dict[int, JudgedBy]:
    """What the targets of each agreement are judged by, by its id."""
    worded, definitions, today = by_agreement(versions), load_definitions(), timezone.localdate()
    agreed = {each.agreement_id: each.agreement for each in versions}
    return {
        pk: JudgedBy(scheme_of(agreed[pk].scheme), agreed[pk].ends_on, wordings, definitions, today)
        for pk, wordings in worded.items()
    }
