"""A crawl as each role: no page and no download shows what its reader may not see."""

from __future__ import annotations

import pytest
from django.test import Client

from tests import makers
from tests.law.world import World, given_world
from tests.site.crawl import ALL, ELSEWHERE, KNOWS, NOBODY, ONE, crawl, offered, person, secretive

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return given_world()


def client_of(world: World, name: str) -> Client:
    client = Client()
    if user := person(world, name):
        client.force_login(user)
    return client


@pytest.mark.parametrize("name", [str(each) for each in KNOWS])
def test_a_crawl_finds_of_a_draft_what_somebody_may_know_and_nothing_else(world: World, name: str) -> None:
    secretive(world)
    found, read = crawl(client_of(world, name))
    papers = found.pop("PDF", set())
    assert set(found) == KNOWS[name], {each: sorted(where)[:5] for each, where in found.items()}
    assert bool(papers) is (KNOWS[name] == ALL), papers
    assert len(read) > 40


@pytest.mark.parametrize("name", [NOBODY, "dan", ELSEWHERE, "viewer", "administrator", "regional_office"])
def test_what_is_offered_on_an_agreement_in_force_is_for_those_who_make_it(world: World, name: str) -> None:
    offered(world)
    client = client_of(world, name)
    assert client.get(ONE).status_code == 200
    found, _ = crawl(client)
    assert set(found) <= {"PDF"}, found


def test_those_who_make_an_agreement_find_what_is_offered_on_it(world: World) -> None:
    offered(world)
    found, _ = crawl(client_of(world, "bob"))
    assert f"{ONE}/lines/T1" in found["T1"]


@pytest.mark.parametrize("name", [NOBODY, "ann", "bob", "cat", "dan", ELSEWHERE])
def test_refused_rows_are_found_by_whoever_delivers_or_audits_for_the_sender(world: World, name: str) -> None:
    delivery = makers.make_return(organisation=world.bodies["council"], outcome="refused")
    makers.make_refused_cell(delivery, value="zebraROW")
    found, read = crawl(client_of(world, name))
    assert delivery.get_absolute_url() in read
    assert set(found) == ({"ROW"} if name in ("ann", "cat") else set()), found
