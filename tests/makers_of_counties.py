"""A made-up county of eleven districts for tests: each with its own partnership and strategy, and one agreement."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from placepact.agreements.models import Agreement, State, Trace
from placepact.organisations.models import Organisation
from placepact.partnerships.models import Partnership, Strategy
from placepact.people.models import User
from placepact.places.models import Area, Boundary, Kind, Place, PlaceArea
from placepact.roles.rules import Role
from tests import makers
from tests import makers_of_strategies as made
from tests.makers_of_partnerships import START, make_partnership, make_seat

DISTRICTS = 11
SIGNED = dt.date(2008, 6, 30)


class County(NamedTuple):
    """`boards`: the county's first, then each district's, then the thematic one over three districts."""

    area: Area
    districts: list[Area]
    council: Organisation
    boards: list[Partnership]
    strategies: list[Strategy]
    agreement: Agreement
    ann: User


def make_county() -> County:
    """The county with everything. Ann coordinates in the county council."""
    area = makers.make_area(code="E10000099", name="Midshire", kind=Kind.COUNTY)
    districts = [make_district(area, at) for at in range(1, DISTRICTS + 1)]
    council = body("Midshire County Council", "County council", area)
    shared = [
        body("Midshire Police", "Police force", area, "Police"),
        body("NHS Midshire", "Primary care trust", area, "NHS"),
    ]
    county_board = board("Midshire", area, districts, council, shared)
    own = [council_and_board(each, shared, county_board) for each in districts]
    theme = board("Midshire Coast", None, districts[:3], council, shared, kind="thematic")
    boards = [county_board, *own, theme]
    strategies = [strategy(each) for each in boards]
    ann = makers.make_user(name="Ann of Midshire")
    makers.make_holding(ann, council, Role.COORDINATOR)
    agreement = agreed(county_board.place, council, strategies, ann)
    return County(area, districts, council, boards, strategies, agreement, ann)


def make_district(county: Area, at: int) -> Area:
    area = makers.make_area(
        code=f"E07000{900 + at}", name=f"District {at}", kind=Kind.NON_METROPOLITAN_DISTRICT
    )
    makers.make_membership(area, county, hierarchy="county")
    ring = [[at * 100, 0], [at * 100, 90], [at * 100 + 90, 90], [at * 100 + 90, 0]]
    Boundary.objects.create(area=area, edition="2008", rings=[ring], source="made for a test")
    return area


def body(name: str, form: str, area: Area, sector: str = "Local government") -> Organisation:
    slug = name.lower().replace(" ", "-")
    found = makers.make_organisation(slug=slug, name=name, sector=sector, legal_form=form)
    makers.make_service(found, area)
    return found


def board(
    name: str,
    area: Area | None,
    areas: list[Area],
    council: Organisation,
    members: list[Organisation],
    **different: object,
) -> Partnership:
    """A partnership of a place made of areas, on which its council and others sit."""
    slug = name.lower().replace(" ", "-")
    place = Place.objects.create(slug=f"place-of-{slug}", name=name, area=area)
    PlaceArea.objects.bulk_create(PlaceArea(place=place, area=each) for each in areas)
    found = make_partnership(
        slug=f"{slug}-partnership",
        name=f"{name} Partnership",
        place=place,
        accountable_body=council,
        **different,
    )
    for each in (council, *members):
        make_seat(found, organisation=each)
    for plan in range(3):
        made.make_plan(found, name=f"Plan {plan} of {name}", owner=council)
    made.make_heard(made.make_right(found, matter="The strategy"), organisation=members[0])
    made.make_right(found, matter="Its own budget", partner=council)
    return found


def council_and_board(district: Area, shared: list[Organisation], above: Partnership) -> Partnership:
    council = body(f"{district.name} Council", "Non-metropolitan district council", district)
    return board(district.name, district, [district], council, shared, parent=above)


def strategy(of: Partnership) -> Strategy:
    """An adopted strategy: a national priority, and three local ones under it."""
    found = made.make_strategy(of, slug=f"{of.slug}-strategy", title=f"Strategy of {of.name}")
    wide = made.make_priority(found, reference="N1", level="national", title="Fewer people out of work")
    for at in range(1, 4):
        made.make_priority(found, reference=f"L{at}", title=f"Local aim {at} of {of.name}", parent=wide)
    return made.make_adopted(found)


def agreed(place: Place, council: Organisation, strategies: list[Strategy], ann: User) -> Agreement:
    """A signed agreement of two targets a strategy, each of which traces to that strategy's first local aims."""
    agreement = makers.make_agreement(
        place=place, council=council, state=State.DRAFT, slug="midshire-laa", title="Midshire agreement",
        kind="laa_2008", starts_on=START, ends_on=dt.date(2011, 3, 31),
    )  # fmt: skip
    version = agreement.versions.get()
    years = [(dt.date(2010, 4, 1), 72.0)]
    for at, each in enumerate(strategies, start=1):
        for half in ("a", "b"):
            line = {"reference": f"T{at}{half}", "title": f"Target {at}{half}"}
            target = makers.make_target(version, line=line, years=years, area=place.area)
            aim = each.priorities.get(reference="L1" if half == "a" else "L2")
            Trace.objects.create(
                line=target.wording.line, priority=aim, why="The same aim.", on=SIGNED, by=ann
            )
    makers.make_signed(version, signed_on=SIGNED, in_force_from=START)
    return agreement
