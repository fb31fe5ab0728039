"""Every page renders with nothing unknown in it, says what it should, and asks few questions of the database."""

from __future__ import annotations

import datetime as dt
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jinja2
import pytest
from django.db import connection
from django.template import engines
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from placepact.agreements.models import State
from placepact.govuk.environment import ROOMS
from placepact.organisations.models import Organisation
from placepact.site import errors
from tests import makers
from tests.site.world import World, make_world

PAGES = (
    "/",
    "/places",
    "/places/E47000001",
    "/places/E08000004",
    "/places/E08000004/indicators",
    "/places/E08000004/agreement",
    "/places/E47000001/organisations",
    "/places/E47000001/scorecard",
    "/places/E08000004/scorecard",
    "/agreements/the-settlement",
    "/agreements/the-settlement/compare",
    "/agreements/the-settlement/timeline",
    "/agreements/the-settlement/memoranda",
    "/agreements/the-settlement/memoranda/1",
    "/agreements/the-settlement/rules",
    "/organisations",
    "/organisations/the-council",
    "/organisations/the-partner",
    "/returns",
    "/returns/R-000001",
    "/returns/D-900002",
    "/search",
    "/search?q=oldham",
    "/search?q=nothing-like-this",
    "/glossary",
    "/sources",
    "/how-we-judge",
    "/accessibility",
    "/privacy",
    "/sign-in",
    "/nowhere",
)
# Aim 10; judging an agreement alone takes seven, and an organisation's page judges each one it leads in.
AT_MOST = 15

# Names that a template may leave out, as its first lines say.
OPTIONAL: dict[str, set[str]] = {
    "govuk/base.html": {
        "place", "place_url", "tabs", "flag", "search_value", "downloads_url", "licence",
        "sign_in_url", "sign_out_url", "title", "description", "user",
    },
    "site/own.html": {"form"},
    "site/fields.html": {"choices"},
    "govuk/macros.html": {"href", "code", "status", "caller", "number", "detail", "value"},
}  # fmt: skip


class Recorded(jinja2.ChainableUndefined):
    """Notes each name that a template of ours asks for and does not get."""

    seen: set[tuple[str, str]] = set()  # noqa: RUF012 - shared on purpose: Jinja makes the instances

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        template = whose_template()
        if template and self._undefined_name not in OPTIONAL.get(template, set()):
            Recorded.seen.add((template, str(self._undefined_name)))


def whose_template() -> str:
    """The template of a room of ours that is being rendered nearest; empty for the macros of others."""
    frame = sys._getframe(2)
    while frame is not None and not frame.f_code.co_filename.endswith((".html", ".svg")):
        frame = frame.f_back  # type: ignore[assignment]
    path = Path(frame.f_code.co_filename) if frame else None
    if path is None or not path.is_relative_to(ROOMS):
        return ""
    return "/".join(path.parts[-2:])


@pytest.fixture
def unknown_names(monkeypatch: pytest.MonkeyPatch) -> Iterator[set[tuple[str, str]]]:
    """The names that templates asked for in vain while the test ran."""
    environment = engines["jinja2"].env
    monkeypatch.setattr(environment, "undefined", Recorded)
    environment.cache.clear()
    Recorded.seen.clear()
    yield Recorded.seen
    environment.cache.clear()


@pytest.fixture
def world(db: None) -> World:
    return make_world()


@pytest.mark.parametrize("address", PAGES)
def test_a_page_asks_for_no_name_that_it_was_not_given(
    address: str, world: World, client: Client, unknown_names: set[tuple[str, str]]
) -> None:
    answer = client.get(address)
    assert answer.status_code == (404 if address == "/nowhere" else 200)
    assert unknown_names == set()


@pytest.mark.parametrize("address", [page for page in PAGES if page not in ("/nowhere", "/search?q=oldham")])
@pytest.mark.django_db
def test_a_page_of_an_empty_record_is_whole_too(
    address: str, client: Client, unknown_names: set[tuple[str, str]]
) -> None:
    makers.make_area(code="E47000001", name="Greater Manchester")
    makers.make_area(code="E08000004", name="Oldham")
    answer = client.get(address)
    assert answer.status_code == (
        404 if re.search("settlement|-council|-partner|returns/[RD]-", address) else 200
    )
    assert unknown_names == set()


def test_an_unknown_name_would_be_found(unknown_names: set[tuple[str, str]]) -> None:
    template = engines["jinja2"].env.get_template("site/404.html")
    template.render(title="Not found")
    assert unknown_names == {("site/404.html", "sentence")}


def test_a_page_of_somebody_signed_in_asks_for_no_unknown_name(
    world: World, client: Client, unknown_names: set[tuple[str, str]]
) -> None:
    client.force_login(world.people.ann)
    for address in ("/account", "/returns/D-900002", "/places"):
        assert client.get(address).status_code == 200
    assert unknown_names == set()


@pytest.mark.parametrize("address", PAGES)
def test_a_page_takes_few_queries(address: str, world: World, client: Client) -> None:
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    assert len(asked) <= AT_MOST, "\n".join(each["sql"][:150] for each in asked)


def test_a_list_takes_as_many_queries_however_long_it_is(world: World, client: Client) -> None:
    def count(address: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            client.get(address, headers={"If-None-Match": "another"})
        return len(asked)

    addresses = (
        "/places?1",
        "/organisations?1",
        "/returns?1",
        "/agreements/the-settlement?1=1",
        "/search?q=o&1",
    )
    # With a second signed version the wordings of both are read: two queries, however many versions follow.
    second = makers.make_version(world.agreement, council=world.people.council, state=State.DRAFT)
    makers.make_involvement(makers.make_target(second, world.indicator), world.people.partner)
    makers.make_signed(second)
    before = [count(address) for address in addresses]
    version = makers.make_version(world.agreement, council=world.people.council, state=State.DRAFT)
    for _ in range(7):
        area, body = makers.make_area(), makers.make_organisation()
        makers.make_service(body, area)
        makers.make_membership(area, world.city)
        makers.make_return(organisation=body)
        makers.make_involvement(makers.make_target(version, world.indicator), body)
    makers.make_signed(version)
    assert [count(address.replace("1", "2")) for address in addresses] == before


def page(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_places_with_agreements_come_first_with_how_they_go(world: World, client: Client) -> None:
    text = page(client, "/places")
    assert text.index("Places with an agreement") < text.index("All areas")
    assert "2 targets." in text
    assert "Districts in North West" in text
    assert "1 area that is no more" in text


def test_an_agreement_that_has_ended_is_told_with_its_day(world: World, client: Client) -> None:
    makers.make_agreement(world.district, starts_on=dt.date(2008, 4, 1), ends_on=dt.date(2011, 3, 31))
    assert "Ended on 31 March 2011." in page(client, "/places")
    assert "No agreement of its own runs here today." in page(client, "/places/E08000004")


def test_an_area_says_what_it_is_part_of_who_serves_it_and_what_came_before(
    world: World, client: Client
) -> None:
    text = page(client, "/places/E08000004")
    assert "Oldham is a metropolitan district, part of Greater Manchester and the North West" in text
    assert "240,000 people lived there in 2023" in text
    assert "Combined authority, since 1 April 2011" in text
    assert "Oldham (old)" in text
    assert "The Partner" in text
    assert "/places/E47000001/scorecard?area=E08000004" in text
    assert "Rochdale" in text


def test_the_front_page_of_a_place_with_an_agreement_is_its_overview(world: World, client: Client) -> None:
    assert "We will do better together." in page(client, "/places/E47000001")
    assert "We will do better together." in page(client, "/")


def test_a_code_in_small_letters_leads_to_the_area(world: World, client: Client) -> None:
    assert client.get("/places/e08000004")["Location"] == "/places/E08000004"


def test_an_indicator_without_a_figure_says_why(world: World, client: Client) -> None:
    other = makers.make_indicator()
    makers.make_value(other, world.district, value=None, presence="suppressed")
    text = page(client, "/places/E08000004/indicators")
    assert "Oldham has a figure for 1" in text
    assert "suppressed" in text
    assert f"/places/E08000004/indicators/{other.slug}" in text


def test_an_area_leads_to_its_running_agreement_or_says_there_is_none(world: World, client: Client) -> None:
    assert client.get("/places/E47000001/agreement")["Location"] == "/agreements/the-settlement"
    text = page(client, "/places/E08000004/agreement")
    assert "No agreement of Oldham runs today." in text
    assert "The settlement" in text


@pytest.mark.parametrize(
    "words",
    [
        'id="T1"',
        "More people in work",
        "Designated by government",
        "Counts for reward",
        "A minister",
        "A slip.",
        "1 April 2026",
        "supports",
        "72.0",
        "68.0",
        "5%",
        "No figure has been promised for a year yet.",
        "a combined authority could never make one",
    ],
)
def test_an_agreement_gives_every_term_of_a_target(words: str, world: World, client: Client) -> None:
    assert words in page(client, "/agreements/the-settlement")


def test_an_agreement_flags_what_is_illustrative(world: World, client: Client) -> None:
    assert "Illustrative" not in page(client, "/agreements/the-settlement")
    world.agreement.is_illustrative = True
    world.agreement.save()
    assert "Illustrative" in page(client, "/agreements/the-settlement?1")


def test_an_earlier_version_stays_readable_and_an_unknown_one_names_those_there_are(
    world: World, client: Client
) -> None:
    makers.make_version(world.agreement, council=world.people.council, reason="A new target.")
    assert "More people in work" in page(client, "/agreements/the-settlement?version=1")
    assert "More people in work" not in page(client, "/agreements/the-settlement")
    assert "A new target." in page(client, "/agreements/the-settlement")
    missing = client.get("/agreements/the-settlement?version=7")
    assert missing.status_code == 404
    assert "Its versions are: 1, 2." in missing.content.decode()


def test_an_organisation_shows_what_it_leads_with_its_status(world: World, client: Client) -> None:
    text = page(client, "/organisations/the-council")
    assert "More people in work" in text
    assert "pp-status--" in text
    assert "org-id.guide" in text
    assert "Accountable body, version 1" in text
    assert "R-000001" in text


def test_an_organisation_shows_the_lines_it_is_involved_in_in_force_alone(
    world: World, client: Client
) -> None:
    assert "/agreements/the-settlement#T1" in page(client, "/organisations/the-partner")
    makers.make_version(world.agreement, council=world.people.council)
    assert "/agreements/the-settlement#T1" not in page(client, "/organisations/the-partner?1")


def test_the_bodies_of_a_part_are_listed_apart(world: World, client: Client) -> None:
    text = page(client, "/places/E47000001/organisations")
    assert "2 bodies on record act for Greater Manchester or a part of it." in text
    assert text.index("The Council") < text.index("For parts of it") < text.index("The Partner")


def test_the_counts_of_a_return_balance(world: World, client: Client) -> None:
    makers.make_return(
        number=9, rows_read=10, rows_accepted=6, rows_refused=2, rows_blank=1, rows_repeated_header=1, rows_new=3,
        rows_superseding=2, rows_unchanged=1,
    )  # fmt: skip
    text = page(client, "/returns/R-000009")
    assert "10 rows read = 6 accepted + 2 refused + 1 blank + 1 repeated headings." in text
    assert "3 new, 2 in place of an earlier value, 1 already here." in text


def test_a_return_names_its_source_and_what_it_brought(world: World, client: Client) -> None:
    text = page(client, "/returns/R-000001")
    assert 'href="https://example.org/figures.csv"' in text
    assert world.delivery.sha256 in text
    assert world.indicator.title.replace("'", "&#39;") in text


def test_a_source_that_is_no_web_address_is_no_link(world: World, client: Client) -> None:
    bad = makers.make_return(number=9, source={"url": "javascript:alert(1)"})
    assert 'href="javascript' not in page(client, bad.get_absolute_url())


def test_a_return_has_one_address(world: World, client: Client) -> None:
    assert client.get("/returns/r-1")["Location"] == "/returns/R-000001"


@pytest.mark.parametrize(
    "address", ["/places/X1", "/returns/R-000099", "/organisations/none", "/agreements/none"]
)
def test_what_is_not_there_is_named_with_what_to_do(address: str, world: World, client: Client) -> None:
    answer = client.get(address)
    text = answer.content.decode()
    assert answer.status_code == 404
    assert re.search("look like|names those", text)
    assert "Search for it" in text


def test_an_address_that_was_never_one_says_so_without_naming_patterns(client: Client, db: None) -> None:
    text = page(client, "/nowhere")
    assert errors.NO_SUCH_PAGE in text
    assert "tried" not in text


def test_a_broken_page_is_told_without_asking_who_is_there(rf: RequestFactory) -> None:
    answer = errors.broken(rf.get("/"))
    assert answer.status_code == 500
    assert "Nothing was changed" in answer.content.decode()


def test_a_page_not_allowed_says_why(client: Client, rf: RequestFactory) -> None:
    answer = errors.not_allowed(rf.get("/"), PermissionError("It takes the role auditor."))
    assert answer.status_code == 403
    assert "It takes the role auditor." in answer.content.decode()


def test_names_that_people_gave_are_shown_as_text(world: World, client: Client) -> None:
    Organisation.objects.filter(slug="the-council").update(name="<script>alert(1)</script>")
    for address in ("/organisations", "/organisations/the-council", "/search?q=script"):
        assert "<script>alert" not in page(client, address)
