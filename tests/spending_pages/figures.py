"""A small count in plain figures: two councils, a joint body that they pay, three themes, two sources."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from placepact.places.models import Area, Kind
from placepact.spending.money.figures import Body, Books, Money, Passed, People, Scope, Source, Theme

MILLION = 100_000_000
PLACE = Area(code="E47000001", name="Greater Manchester", kind=Kind.COMBINED_AUTHORITY)
SCOPE = Scope(
    slug="service-expenditure-and-levies",
    title="Service expenditure and the levies",
    sentence="What each body spends.",
    left_out=("The NHS.",),
    source="Revenue Outturn",
    source_url="https://example.org",
    publisher="The ministry",
    licence="Open Government Licence v3.0",
)


def make_money(**different: Any) -> Money:
    """£130m as reported, £10m of it a levy, £120m counted once."""
    bodies = (
        Body("east", "East", "East Council", True, "E08000001"),
        Body("west", "West", "West Council", True, "E08000002"),
        Body("roads-authority", "Roads authority", "The Roads Authority", False, "", "the roads authority"),
    )
    given = Money(
        place=PLACE,
        year="2017-18",
        years=("2017-18",),
        scope=SCOPE,
        scopes=((SCOPE.slug, SCOPE.title),),
        as_reported_pence=130 * MILLION,
        counted_twice_pence=10 * MILLION,
        counted_once_pence=120 * MILLION,
        difference_pence=100_000,
        lines=7,
        bodies=bodies,
        themes=(Theme("education", "Education"), Theme("roads", "Roads"), Theme("other", "Other")),
        spent={
            ("east", "education"): 70 * MILLION,
            ("west", "education"): 40 * MILLION,
            ("west", "other"): -2 * MILLION,
            ("roads-authority", "roads"): 12 * MILLION,
        },
        passed=(
            Passed("east", "roads-authority", "Road levy", 6 * MILLION),
            Passed("west", "roads-authority", "Road levy", 4 * MILLION),
        ),
        books=(Books("roads-authority", "Road levy", 2, 10 * MILLION, 10 * MILLION - 100_000),),
        attribution={"actual": 130 * MILLION},
        coverage_share=1.0,
        sources=(
            Source("tax", "Council tax", {"east": 80 * MILLION, "west": 40 * MILLION}),
            Source("grant", "Grants", {"roads-authority": 5 * MILLION}),
        ),
        people=People(
            2020, "Mid-year estimates", {"E47000001": 100_000, "E08000001": 60_000, "E08000002": 40_000}
        ),
    )
    return replace(given, **different)
