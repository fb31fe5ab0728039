"""Deny by default: every address of the site has a row here that says who may see it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests.makers import People, make_refused_cell, make_return
from tests.site.world import World, make_world

VISITOR, SIGNED_IN = "visitor", "signed in"

# Name of each address, an example of it, and who may see it.
WHO: dict[str, tuple[str, str]] = {
    "home": ("/", VISITOR),
    "places": ("/places", VISITOR),
    "place": ("/places/E08000004", VISITOR),
    "area_indicators": ("/places/E08000004/indicators", VISITOR),
    "area_agreement": ("/places/E08000004/agreement", VISITOR),
    "area_organisations": ("/places/E08000004/organisations", VISITOR),
    "scorecard": ("/places/E47000001/scorecard", VISITOR),
    "scorecard_file": ("/places/E47000001/scorecard.csv", VISITOR),
    "indicator": ("/places/E08000004/indicators/{indicator}", VISITOR),
    "figure_file": ("/places/E08000004/indicators/{indicator}/{figure}.csv", VISITOR),
    "agreement": ("/agreements/the-settlement", VISITOR),
    "agreement_compare": ("/agreements/the-settlement/compare", VISITOR),
    "agreement_timeline": ("/agreements/the-settlement/timeline", VISITOR),
    "agreement_memoranda": ("/agreements/the-settlement/memoranda", VISITOR),
    "agreement_memorandum": ("/agreements/the-settlement/memoranda/1", VISITOR),
    "agreement_rules": ("/agreements/the-settlement/rules", VISITOR),
    "agreement_new": ("/agreements/new", SIGNED_IN),
    "agreement_sitting": ("/agreements/the-settlement/sitting", SIGNED_IN),
    "agreement_draft": ("/agreements/the-settlement/draft", SIGNED_IN),
    "agreement_new_line": ("/agreements/the-settlement/draft/line", SIGNED_IN),
    "agreement_draft_line": ("/agreements/the-settlement/draft/lines/T1", SIGNED_IN),
    "agreement_board": ("/agreements/the-settlement/board", SIGNED_IN),
    "agreement_propose": ("/agreements/the-settlement/propose", SIGNED_IN),
    "agreement_line": ("/agreements/the-settlement/lines/T1", SIGNED_IN),
    "agreement_steps": ("/agreements/the-settlement/steps", SIGNED_IN),
    "organisations": ("/organisations", VISITOR),
    "organisation": ("/organisations/the-council", VISITOR),
    "returns": ("/returns", VISITOR),
    "return": ("/returns/R-000001", VISITOR),
    "search": ("/search?q=oldham", VISITOR),
    "glossary": ("/glossary", VISITOR),
    "sources": ("/sources", VISITOR),
    "how_we_judge": ("/how-we-judge", VISITOR),
    "accessibility": ("/accessibility", VISITOR),
    "privacy": ("/privacy", VISITOR),
    "sign_in": ("/sign-in", VISITOR),
    "sign_out": ("/sign-out", SIGNED_IN),
    "account": ("/account", SIGNED_IN),
}
NOT_PAGES = {"sign_out"}  # answers a POST only; its own test is in test_accounts.py


@pytest.fixture
def world(db: None) -> World:
    return make_world()


def patterns(resolver: URLResolver | None = None) -> Iterator[URLPattern]:
    """Every pattern of the site, those of included rooms too."""
    for each in (resolver or get_resolver()).url_patterns:
        if isinstance(each, URLResolver):
            yield from patterns(each)
        else:
            yield each


def test_every_address_has_a_row_that_says_who_may_see_it() -> None:
    assert {each.name for each in patterns()} == set(WHO)


@pytest.mark.parametrize("name", [name for name, (_, who) in WHO.items() if who == VISITOR])
def test_a_visitor_sees_what_is_published(name: str, world: World, client: Client) -> None:
    address = WHO[name][0].format(indicator=world.indicator.slug, figure="over-time")
    assert client.get(address).status_code == 200


@pytest.mark.parametrize(
    "name", [name for name, (_, who) in WHO.items() if who == SIGNED_IN and name not in NOT_PAGES]
)
def test_a_visitor_of_any_other_page_is_sent_to_sign_in_and_back(
    name: str, world: World, client: Client
) -> None:
    answer = client.get(WHO[name][0])
    assert answer.status_code == 302
    assert answer["Location"] == f"/sign-in?next={WHO[name][0]}"


@pytest.mark.parametrize("person", ["ann", "bob", "cat", "dan"])
def test_whoever_has_signed_in_sees_their_own_account(person: str, people: People, client: Client) -> None:
    user = getattr(people, person)
    client.force_login(user)
    answer = client.get("/account")
    assert user.email in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize(
    ("person", "may"), [("ann", True), ("bob", False), ("cat", True), ("dan", False), (None, False)]
)
@pytest.mark.parametrize("own", [True, False])
def test_refused_rows_are_seen_by_deliverers_and_auditors_of_the_body_alone(
    person: str | None, may: bool, own: bool, people: People, client: Client
) -> None:
    """Ann manages and Cat audits for the council; Bob delivers for the partner; Dan holds no role."""
    sender = people.council if own else people.partner
    may = may if own else person == "bob"
    delivery = make_return(organisation=sender, outcome="refused")
    make_refused_cell(delivery, value="a secret in a cell")
    if person:
        client.force_login(getattr(people, person))
    page = client.get(delivery.get_absolute_url()).content.decode()
    assert ("a secret in a cell" in page) is may
    assert ("because of the role you hold" in page) is may
    assert ("is shown only to people who deliver or audit" in page) is not may
    assert "1 refused" in page
