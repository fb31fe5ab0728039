"""A small world with one of everything that a page can show."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from placepact.agreements.models import Agreement, Capacity, LineKind, State
from placepact.indicators.models import Indicator
from placepact.organisations.models import Organisation
from placepact.places.models import Area, Kind
from placepact.returns.models import Outcome, Return
from tests import makers
from tests import makers_of_partnerships as boards
from tests.makers_of_budgets import make_result, make_scheme, make_stretch
from tests.makers_of_delivery import make_kept_evidence
from tests.makers_of_frameworks import make_framework, make_list_line, make_release
from tests.makers_of_ledgers import make_request
from tests.makers_of_requests import make_cell, make_collection, make_workbook_in
from tests.makers_of_requests import make_request as make_request_for_figures
from tests.site.world_of_strategies import strategic


class World(NamedTuple):
    city: Area
    district: Area
    indicator: Indicator
    agreement: Agreement
    delivery: Return
    refused: Return
    people: makers.People


def make_world() -> World:
    """A city region with a running agreement of two targets, a district of it with figures, and returns."""
    people = makers.given_people()
    city = makers.make_area(code="E47000001", name="Greater Manchester", kind=Kind.COMBINED_AUTHORITY)
    district, england = makers.make_area(code="E08000004", name="Oldham"), makers.make_england()
    region = makers.make_area(code="E12000002", name="North West", kind=Kind.REGION)
    old = makers.make_area(code="E07000001", name="Oldham (old)", valid_to=dt.date(2009, 3, 31))
    makers.make_membership(district, city, valid_from=dt.date(2011, 4, 1))
    makers.make_membership(district, region, hierarchy="region")
    makers.make_succession(old, district)
    makers.make_population(district, year=2022, count=241_000)
    makers.make_population(district)
    makers.make_neighbour(district, makers.make_area(name="Rochdale"))
    makers.make_service(people.council, city)
    makers.make_service(people.partner, district)
    makers.make_identifier(people.council, scheme="GB-LAE", value="MAN")
    delivery = makers.make_return(
        organisation=people.council, source={"url": "https://example.org/figures.csv"}
    )
    refused = makers.make_return(pk=900_002, organisation=people.council, outcome=Outcome.REFUSED)
    makers.make_refused_cell(refused)
    makers.make_account_line(people.council, city, amount_pence=50_000_000_000)
    makers.make_account_line(people.partner, district, amount_pence=7_000_000_000)
    indicator = makers.make_indicator()
    for area, value in ((city, 71.0), (district, 69.5), (england, 75.5)):
        makers.make_value(indicator, area, value=value, delivery=delivery)
    makers.make_value(indicator, district, value=68.5, period_start=dt.date(2022, 1, 1), delivery=delivery)
    agreement = promised(city, people.council, people.partner, indicator)
    boards.make_whole(place=agreement.place, accountable_body=people.council)
    strategic(agreement.place, people.council, people.partner)
    plan = make_framework(slug="the-plan", title="The Council plan", kind="own", owner=people.council)
    make_list_line(
        make_release(plan), indicator=indicator, owed_by=people.council, target_aim="at_most",
        target_value=60.0, target_start=dt.date(2025, 1, 1), target_length="P1Y",
    )  # fmt: skip
    asked(city, people)
    return World(city, district, indicator, agreement, delivery, refused, people)


def asked(city: Area, people: makers.People) -> None:
    """A collection of the council that asks the partner for one thing, of which a workbook came back with a fault."""
    collection = make_collection(slug="the-collection", place=city, accountable_body=people.council)
    request = make_request_for_figures(collection, organisation=people.partner, owed=1)
    cell = make_cell(request, area=city)
    fault = ["Figures!N2", cell.pk, "milestone", "nothing_given", "there are no words."]
    make_workbook_in(
        request, refused=[{"cell": cell.pk, "fields": {"presence": "given"}}], faults=[fault], rows_read=1,
        rows_taken=0,
    )  # fmt: skip


def promised(city: Area, council: Organisation, partner: Organisation, indicator: Indicator) -> Agreement:
    """An agreement with a priority, a measured target that has every term, and one that no series measures."""
    agreement = makers.make_agreement(
        city, slug="the-settlement", title="The settlement", council=council, state=State.DRAFT
    )
    version = agreement.versions.get()
    makers.make_party(version, partner)
    priority = makers.make_line(
        version, kind=LineKind.PRIORITY, reference="P1", title="Good work for everyone"
    )
    full = makers.make_target(
        version,
        indicator,
        line={
            "reference": "T1",
            "title": "More people in work",
            "wording": "We will help.",
            "change_reason": "A slip.",
        },
        priority=priority.line,
        lead=council,
        relative_to=city,
        deferred_until=dt.date(2026, 4, 1),
        approval_level="minister",
        margin_percent=5.0,
        is_designated=True,
        is_in_reward=True,
    )
    makers.make_involvement(full, partner)
    makers.make_target(version, line={"reference": "T2", "title": "Warmer homes"}, lead=partner, years=[])
    assert version.parties.filter(capacity=Capacity.ACCOUNTABLE).count() == 1
    makers.make_signed(version)
    makers.make_memorandum(version)
    make_result(make_stretch(make_scheme(version), line=full.wording.line))
    make_kept_evidence(full.wording.line, organisation=council)
    make_request(version, line=full.wording.line, asked_of=partner)
    return agreement
