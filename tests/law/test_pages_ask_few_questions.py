"""Every page of an agreement in negotiation asks at most 15 questions of the database, however many its lines are."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from placepact.agreements import actions
from placepact.agreements.models import Version
from tests.law.world import JANUARY, T1, T3, World, given_world

pytestmark = pytest.mark.django_db
MOST_QUERIES = 15
HOME = "/agreements/the-laa"
LINES = 20
IN_NEGOTIATION = (
    "", "/board", "/board?line=T3", "/draft", "/draft/line", "/draft/lines/T1", "/lines/T1", "/lines/T2", "/propose",
    "/steps", "/compare", "/timeline", "/memoranda", "/rules", "/sitting",
)  # fmt: skip
IN_FORCE = (
    "", "/board", "/board?line=T1", "/lines/T1", "/lines/T3", "/propose", "/steps", "/compare", "/timeline",
    "/memoranda", "/memoranda/1", "/rules", "/sitting",
)  # fmt: skip


def questions(client: Client, path: str) -> list[str]:
    """The questions that a page asks, without those that only mark a transaction."""
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(path)
    assert answer.status_code == 200, path
    return [
        each["sql"]
        for each in asked.captured_queries
        if not re.match(r"(SAVEPOINT|RELEASE|BEGIN)", each["sql"])
    ]


def of(world: World, name: str) -> Client:
    client = Client()
    client.force_login(world.people[name])
    return client


def negotiating(world: World) -> Version:
    """Twenty targets on the table: some countered, some accepted, one that is only offered."""
    lines = tuple(replace(T3 if n % 5 == 3 else T1, reference=f"T{n}") for n in range(1, LINES + 1))
    version = world.negotiating(targets=lines)
    for n in range(1, 8):
        other = replace(lines[n - 1], title="Far fewer burglaries")
        actions.counter(version=version, terms=other, reason="Rather so.", who=world.who("bob", JANUARY))
    for n in range(8, LINES + 1):
        for name in ("bob", "hal"):
            world.answer(version, name, f"T{n}")
    new = replace(T1, reference="T21", title="Fewer robberies")
    actions.propose(
        version=version, change="add", terms=new, reason="Asked for.", who=world.who("ann", JANUARY)
    )
    return version


@pytest.fixture
def world() -> World:
    return given_world()


@pytest.mark.parametrize("name", ["ann", "bob"])
def test_a_page_of_a_draft_in_negotiation_asks_few_questions(world: World, name: str) -> None:
    negotiating(world)
    client = of(world, name)
    asked = {path: questions(client, HOME + path) for path in IN_NEGOTIATION if path}
    asked["new"] = questions(client, "/agreements/new")
    assert {path: len(each) for path, each in asked.items() if len(each) > MOST_QUERIES} == {}


@pytest.mark.parametrize("name", ["ann", "bob"])
def test_a_page_of_an_agreement_in_force_asks_few_questions(world: World, name: str) -> None:
    version = world.in_force()
    gus = world.who("gus", dt.date(2008, 7, 10))
    actions.designate(version=version, reference="T3", notice="Notice 1", who=gus)
    for terms in (T1, replace(T3, title="Fewer deaths")):
        world.offered(version, terms)
    client = of(world, name)
    asked = {path: questions(client, HOME + path) for path in IN_FORCE}
    assert {path: len(each) for path, each in asked.items() if len(each) > MOST_QUERIES} == {}
