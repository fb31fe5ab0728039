"""Plain makers of collections, requests and cells, and a small place in which two organisations are asked."""

from __future__ import annotations

import datetime as dt
from itertools import count
from typing import Any, NamedTuple

from django.utils import timezone

from placepact.agreements.models import Agreement, State
from placepact.frameworks import actions
from placepact.frameworks.models import Cell, Collection, HistoryStep, Remedy, Request, WorkbookIn
from placepact.indicators.models import Indicator
from placepact.indicators.rules.periods import Period
from placepact.organisations.models import Organisation
from placepact.people.models import User
from placepact.places.models import Area
from placepact.roles.rules import Role
from tests import makers
from tests.makers_of_frameworks import make_framework, make_list_line, make_release

_next = count(1)
YEAR = Period(dt.date(2025, 4, 1), "P1Y")
CALENDAR = Period(dt.date(2025, 1, 1), "P1Y")
TODAY = dt.date(2026, 6, 1)
CLOSES = dt.date(2026, 6, 30)


def make_collection(**different: Any) -> Collection:
    n = next(_next)
    given: dict[str, Any] = {
        "slug": f"collection-{n}",
        "title": f"Collection {n}",
        "period_start": YEAR.start,
        "period_length": YEAR.length,
        "opens_on": TODAY,
        "closes_on": CLOSES,
        **different,
    }
    given["place"] = given.get("place") or makers.make_area()
    given["accountable_body"] = given.get("accountable_body") or makers.make_organisation()
    given["opened_by"] = given.get("opened_by") or makers.make_user()
    return Collection.objects.create(**given)


def make_request(collection: Collection | None = None, **different: Any) -> Request:
    given = {**different}
    given["organisation"] = given.get("organisation") or makers.make_organisation()
    return Request.objects.create(collection=collection or make_collection(), **given)


def make_cell(request: Request | None = None, **different: Any) -> Cell:
    """A cell that asks for a calendar year of an area, of no indicator: a milestone."""
    given: dict[str, Any] = {
        "position": next(_next),
        "title": "A milestone",
        "period_start": CALENDAR.start,
        "period_length": CALENDAR.length,
        "due_on": CLOSES,
        **different,
    }
    given["area"] = given.get("area") or makers.make_area()
    return Cell.objects.create(request=request or make_request(), **given)


def make_remedy(**different: Any) -> Remedy:
    request = different.pop("begun_in", None) or make_request()
    given: dict[str, Any] = {
        "what": "More advisers",
        "owner": "Director of skills",
        "due_on": dt.date(2026, 9, 1),
        "organisation": request.organisation,
        **different,
    }
    given["indicator"] = given.get("indicator") or makers.make_indicator()
    given["area"] = given.get("area") or makers.make_area()
    given["begun_by"] = given.get("begun_by") or makers.make_user()
    return Remedy.objects.create(begun_in=request, **given)


def make_step(request: Request | None = None, **different: Any) -> HistoryStep:
    given: dict[str, Any] = {
        "number": 1,
        "step": "opened",
        "state": "drafted",
        "round": 1,
        "on": TODAY,
        "at": timezone.now(),
        **different,
    }
    given["by"] = given.get("by") or makers.make_user()
    return HistoryStep.objects.create(request=request or make_request(), **given)


def make_workbook_in(request: Request | None = None, **different: Any) -> WorkbookIn:
    given: dict[str, Any] = {
        "file_name": "back.xlsx",
        "sha256": "0" * 64,
        "rows_read": 2,
        "rows_taken": 1,
        "rows_refused": 1,
        "at": timezone.now(),
        **different,
    }
    given["by"] = given.get("by") or makers.make_user()
    return WorkbookIn.objects.create(request=request or make_request(), **given)


class Asked(NamedTuple):
    """A place with an agreement and two lists, and two organisations that owe figures to them."""

    area: Area
    council: Organisation
    partner: Organisation
    people: dict[str, User]
    agreement: Agreement
    employment: Indicator
    level_3: Indicator
    claimants: Indicator
    collection: Collection

    def request(self, body: Organisation) -> Request:
        return Request.objects.select_related("collection__accountable_body", "organisation").get(
            collection=self.collection, organisation=body
        )

    def cell(self, body: Organisation, indicator: Indicator | None) -> Cell:
        return self.request(body).cells.get(indicator=indicator)


ROLES = {
    "ann": ("council", Role.COORDINATOR),
    "con": ("council", Role.CONTRIBUTOR),
    "app": ("council", Role.APPROVER),
    "bob": ("partner", Role.CONTRIBUTOR),
    "eve": ("partner", Role.APPROVER),
    "cat": ("council", Role.AUDITOR),
    "dan": ("", Role.VIEWER),
}


def given_asked(on: dt.date = TODAY, closes: dt.date = CLOSES) -> Asked:
    """Three lists ask the council for one figure; the partner owes two figures to one list and a milestone."""
    area = makers.make_area(code="E08000004", name="Oldham")
    council = makers.make_organisation(slug="the-council", name="The Council")
    partner = makers.make_organisation(slug="the-partner", name="The Partner", sector="Police")
    bodies = {"council": council, "partner": partner}
    people = {}
    for name, (body, role) in ROLES.items():
        people[name] = makers.make_user(name=name.capitalize(), email=f"{name}@example.org")
        if body:
            makers.make_holding(people[name], bodies[body], role)
    makers.make_service(council, area)
    makers.make_service(partner, area)
    employment, level_3, claimants = (
        makers.make_indicator(slug=slug)
        for slug in ("employment-rate", "qualified-to-level-3", "claimant-count")
    )
    agreement = agreed(area, council, partner, employment)
    for title in ("National list", "Skills plan"):
        make_list_line(
            make_release(make_framework(slug=title.lower().replace(" ", "-"), title=title)),
            indicator=employment,
        )
    own = make_release(make_framework(slug="partner-plan", title="Partner plan", kind="own", owner=partner))
    make_list_line(own, indicator=level_3, owed_by=partner)
    make_list_line(own, indicator=claimants, owed_by=partner)
    delivery = makers.make_return(organisation=council)
    for year, value in ((2021, 68.0), (2022, 68.6), (2023, 69.0), (2024, 69.9)):
        makers.make_value(
            employment, area, value=value, period_start=dt.date(year, 1, 1), line=year, delivery=delivery
        )
    collection = actions.open_collection(
        terms=actions.CollectionTerms(
            title="Oldham 2025-26", place=area, period=YEAR, opens_on=on, closes_on=closes
        ),
        accountable_body=council,
        on=on,
        by=people["ann"],
    )
    return Asked(area, council, partner, people, agreement, employment, level_3, claimants, collection)


def agreed(area: Area, council: Organisation, partner: Organisation, indicator: Indicator) -> Agreement:
    """An agreement with a measured target of the council, and one in words of the partner."""
    agreement = makers.make_agreement(
        area,
        slug="the-deal",
        title="The deal",
        council=council,
        state=State.DRAFT,
        starts_on=dt.date(2021, 4, 1),
        ends_on=dt.date(2028, 3, 31),
    )
    version = agreement.versions.get()
    makers.make_party(version, partner)
    makers.make_target(
        version, indicator, line={"reference": "T1", "title": "More people in work"}, lead=council
    )
    makers.make_target(version, line={"reference": "T2", "title": "Warmer homes"}, lead=partner)
    makers.make_signed(version)
    return agreement
