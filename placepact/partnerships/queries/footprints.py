"""Where the partners of a partnership act on a day, how that lies to its own areas, and what else is over them."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from placepact.organisations.models import ActsFor, Organisation
from placepact.partnerships.models import Partnership, Seat, Strategy
from placepact.partnerships.queries.areas import members_on, spells_of
from placepact.partnerships.rules.footprints import Fit, Overlap, Spell, codes_on, overlap, smallest
from placepact.partnerships.rules.strategies import State
from placepact.places.models import Area, Boundary, PlaceArea
from placepact.places.queries import DISTRICTS

MOST_AROUND = 16
"""A map shows the area around a partnership's own where that has at most so many parts."""


@dataclass(frozen=True)
class Footprint:
    """A partner with how its areas lie to the partnership's; `others`: where else it sits, by name."""

    organisation: Organisation
    overlap: Overlap
    others: tuple[Partnership, ...] = ()


@dataclass(frozen=True)
class Beside:
    """Another partnership over areas that both have, and the strategy that it has in force."""

    partnership: Partnership
    overlap: Overlap
    strategy: Strategy | None = None


@dataclass(frozen=True)
class Ground:
    """The areas of a partnership on a day, in the smallest known, and the parts of every area."""

    own: frozenset[str]
    members: dict[str, set[str]]
    on: dt.date

    def areas(self, spells: Iterable[Spell], kinds: dict[str, str]) -> frozenset[str]:
        """Dated areas in the smallest known. One that is larger than a district and of which no part is
        known cannot be held against districts, so it is left out where others are there."""
        found = smallest(codes_on(spells, self.on), self.members)
        told = frozenset(each for each in found if kinds.get(each, "") in DISTRICTS)
        return told or found


def ground(partnership: Partnership, on: dt.date) -> Ground:
    """At most three queries."""
    members = members_on(on)
    return Ground(smallest(codes_on(spells_of(partnership.place), on), members), members, on)


def partners_on(partnership: Partnership, on: dt.date) -> list[Organisation]:
    """The organisations that sit on a partnership on a day, by name: one query."""
    seats = Seat.objects.filter(
        Q(ended_on__isnull=True) | Q(ended_on__gte=on), partnership=partnership, starts_on__lte=on
    )
    return list(Organisation.objects.filter(pk__in=seats.values("organisation")).order_by("name"))


def names_and_kinds() -> dict[str, tuple[str, str]]:
    """The name and the kind of every area by code: one query."""
    return {code: (name, kind) for code, name, kind in Area.objects.values_list("code", "name", "kind")}


def footprints(
    partnership: Partnership, partners: list[Organisation], here: Ground, kinds: dict[str, str]
) -> list[Footprint]:
    """Each partner with how its areas lie to the partnership's: two queries; those that differ first."""
    spells: dict[int, list[Spell]] = defaultdict(list)
    rows = ActsFor.objects.filter(organisation__in=partners)
    for body, code, first, last in rows.values_list("organisation", "area__code", "valid_from", "valid_to"):
        spells[body].append(Spell(code, first, last))
    elsewhere = sits_elsewhere(partnership, partners, here.on)
    made = [
        Footprint(
            each, overlap(here.own, here.areas(spells[each.pk], kinds)), tuple(elsewhere.get(each.pk, ()))
        )
        for each in partners
    ]
    order = list(Fit)
    return sorted(made, key=lambda each: (order.index(each.overlap.fit), each.organisation.name))


def sits_elsewhere(
    partnership: Partnership, partners: list[Organisation], on: dt.date
) -> dict[int, list[Partnership]]:
    """The other partnerships on which each partner sits on a day, by its id: one query."""
    seats = (
        Seat.objects.filter(organisation__in=partners, starts_on__lte=on)
        .filter(Q(ended_on__isnull=True) | Q(ended_on__gte=on))
        .exclude(partnership=partnership)
        .select_related("partnership")
        .order_by("partnership__name", "pk")
    )
    found: dict[int, list[Partnership]] = defaultdict(list)
    for each in seats:
        body = each.organisation_id
        if body is not None and each.partnership not in found[body]:
            found[body].append(each.partnership)
    return found


def beside(partnership: Partnership, here: Ground, kinds: dict[str, str]) -> list[Beside]:
    """The other partnerships of a day over the same areas, with their strategy: three queries."""
    others = list(
        Partnership.objects.filter(starts_on__lte=here.on)
        .filter(Q(ends_on__isnull=True) | Q(ends_on__gte=here.on))
        .exclude(pk=partnership.pk)
        .select_related("place__area")
    )
    spells: dict[int, list[Spell]] = defaultdict(list)
    rows = PlaceArea.objects.filter(place__in={each.place_id for each in others})
    for place, code, first, last in rows.values_list("place", "area__code", "valid_from", "valid_to"):
        spells[place].append(Spell(code, first, last))
    made = []
    for each in others:
        if each.place.area and not spells[each.place_id]:
            spells[each.place_id].append(Spell(each.place.area.code))
        lies = overlap(here.own, here.areas(spells[each.place_id], kinds))
        if lies.both:
            made.append((each, lies))
    held = strategies_on([each for each, _ in made], here.on)
    order = list(Fit)
    found = [Beside(each, lies, held.get(each.pk)) for each, lies in made]
    return sorted(found, key=lambda one: (order.index(one.overlap.fit), one.partnership.name))


def strategies_on(partnerships: list[Partnership], on: dt.date) -> dict[int, Strategy]:
    """The strategy that each partnership had adopted by a day and not yet replaced, by its id: one query."""
    adopted = (
        Strategy.objects.filter(partnership__in=partnerships, adopted_on__lte=on)
        .exclude(state=State.DRAFT.value)
        .filter(Q(replaced_on__isnull=True) | Q(replaced_on__gt=on))
        .order_by(
            "-kind", "adopted_on"
        )  # the community strategy last, so that it stays where there are several
    )
    return {each.partnership_id: each for each in adopted}


def around(here: Ground) -> frozenset[str]:
    """The areas that a map shows: the partnership's own, and those of the smallest area around them."""
    sets = [smallest([code], here.members) for code in here.members]
    wider = sorted((each for each in sets if here.own < each and len(each) <= MOST_AROUND), key=len)
    return here.own | (wider[0] if wider else frozenset())


def outlines_of(codes: Iterable[str]) -> dict[str, Boundary]:
    """The newest outline of each area that has one, by code: one query."""
    rows = Boundary.objects.filter(area__code__in=set(codes)).select_related("area").order_by("edition")
    return {each.area.code: each for each in rows}
