"""Lists of indicators, what an item costs, and inspections of the demonstration: what is made up is marked so."""

from __future__ import annotations

import datetime as dt

from placepact.frameworks import actions
from placepact.frameworks.models import BurdenSetting, Framework, Inspection
from placepact.organisations.models import Organisation
from placepact.people.models import User

SET_ON = dt.date(2023, 4, 1)
ASSUMED = "Assumed for the demonstration: to find, check and type one figure. Nobody has been timed."
MADE_CENTRALLY = (
    "The office makes these figures from national sources, so that councils type none of them "
    "(Public Health Outcomes Framework, geographies and sources of its updates)."
)
MADE_UP = "made up for the demonstration"
VISITS = (
    (
        "rochdale-borough-council",
        actions.Visited(
            inspectorate="An inspectorate of children's services",
            scope="Help and protection of children",
            starts_on=dt.date(2023, 11, 13),
            ends_on=dt.date(2023, 11, 24),
            days=24,
            source=MADE_UP,
            recorded_on=dt.date(2023, 10, 2),
            items_asked=96,
            is_illustrative=True,
        ),
    ),
    (
        "rochdale-borough-council",
        actions.Visited(
            inspectorate="An inspectorate of social care",
            scope="Assessment of adult social care",
            starts_on=dt.date(2023, 11, 20),
            ends_on=dt.date(2023, 12, 1),
            days=18,
            source=MADE_UP,
            recorded_on=dt.date(2023, 10, 9),
            items_asked=61,
            is_illustrative=True,
        ),
    ),
    (
        "greater-manchester-police",
        actions.Visited(
            inspectorate="An inspectorate of police forces",
            scope="Effectiveness, efficiency and legitimacy",
            starts_on=dt.date(2023, 9, 4),
            ends_on=dt.date(2023, 9, 15),
            days=30,
            source=MADE_UP,
            recorded_on=dt.date(2023, 7, 3),
            items_asked=140,
            is_illustrative=True,
        ),
    ),
)


def lists_and_costs(by: User) -> None:
    """Load every framework; once, what an item costs and the inspections."""
    actions.load_frameworks(by=by, with_illustrative=True)
    if not BurdenSetting.objects.exists():
        health = Framework.objects.get(slug="public-health-outcomes-framework")
        actions.set_minutes_for_all(cost=actions.Cost(30, ASSUMED, True, SET_ON), by=by)
        actions.set_minutes_for_all(cost=actions.Cost(0, MADE_CENTRALLY, False, SET_ON, health), by=by)
    if not Inspection.objects.exists():
        for slug, visited in VISITS:
            organisation = Organisation.objects.get(slug=slug)
            actions.record_inspection(organisation=organisation, visited=visited, by=by)
