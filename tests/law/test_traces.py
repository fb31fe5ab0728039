"""Traces: which priority of a strategy a target serves, and which targets serve none."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from placepact.agreements import actions
from placepact.agreements.actions import NotTraced
from placepact.agreements.models import Trace, Version
from placepact.agreements.queries.tracing import traces_of, tracing, untraced
from placepact.partnerships.models import Priority
from placepact.roles.permissions import NotAllowed
from tests import makers
from tests.law.world import APPROVED, AUGUST, World, given_world
from tests.makers_of_strategies import make_adopted, make_priority

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return given_world()


@pytest.fixture
def version(world: World) -> Version:
    return makers.make_signed(world.draft(), signed_on=APPROVED, in_force_from=APPROVED)


@pytest.fixture
def priority() -> Priority:
    made = make_priority(title="Safer streets")
    make_adopted(made.strategy)
    return Priority.objects.select_related("strategy").get(pk=made.pk)


def trace(
    world: World, version: Version, priority: Priority, reference: str = "T1", **different: object
) -> Trace:
    given = {"why": "Burglary is what people name first.", "who": world.who("ann", AUGUST), **different}
    return actions.trace(version=version, reference=reference, priority=priority, **given)  # type: ignore[arg-type]


def test_a_target_traces_to_a_priority_and_the_others_are_named(
    world: World, version: Version, priority: Priority
) -> None:
    assert [each.line.reference for each in untraced(version)] == ["T1", "T2", "T3"]
    made = trace(world, version, priority)
    assert [each.line.reference for each in untraced(version)] == ["T2", "T3"]
    assert [each.title for each in tracing([priority])[priority.pk]] == ["Fewer burglaries"]
    assert traces_of([made.line_id])[made.line_id] == [made]


def test_an_ended_trace_stays_on_record_and_can_be_made_again(
    world: World, version: Version, priority: Priority
) -> None:
    made = trace(world, version, priority)
    with pytest.raises(NotTraced, match="already"):
        trace(world, version, priority)
    with pytest.raises(NotTraced, match="with a reason"):
        actions.untrace(held=made, version=version, reason="", who=world.who("ann", AUGUST))
    with pytest.raises(NotTraced, match="a later one"):
        actions.untrace(held=made, version=version, reason="Over.", who=world.who("ann", APPROVED))
    actions.untrace(held=made, version=version, reason="The strategy changed.", who=world.who("ann", AUGUST))
    assert tracing([priority]) == {}
    with pytest.raises(NotTraced, match="was ended"):
        actions.untrace(held=made, version=version, reason="Again.", who=world.who("ann", AUGUST))
    trace(world, version, priority)
    assert Trace.objects.count() == 2


def test_what_is_no_line_or_says_nothing_is_refused(
    world: World, version: Version, priority: Priority
) -> None:
    with pytest.raises(NotTraced, match="T9 is no line"):
        trace(world, version, priority, "T9")
    with pytest.raises(NotTraced, match="says why"):
        trace(world, version, priority, why=" ")
    priority.strategy.replaced_on = dt.date(2008, 7, 1)
    with pytest.raises(NotTraced, match="took its place"):
        trace(world, version, priority)


def test_only_the_accountable_body_says_what_its_agreement_serves(
    world: World, version: Version, priority: Priority
) -> None:
    with pytest.raises(NotTraced, match="The Council says"):
        trace(world, version, priority, who=world.who("bob", AUGUST))
    with pytest.raises(NotAllowed):
        trace(world, version, priority, who=world.who("cat", AUGUST))


def test_the_page_traces_and_the_agreement_and_strategy_show_it(
    world: World, version: Version, priority: Priority
) -> None:
    client, address = Client(), f"{version.agreement.get_absolute_url()}/serves"
    client.force_login(world.people["ann"])
    assert "3 targets of 3 trace to no priority" in client.get(address).content.decode()
    given = {"step": "trace", "line": "T1", "priority": str(priority.pk), "why": "It is."}
    assert client.post(address, given).status_code == 302
    visitor = Client()
    assert "Safer streets" in visitor.get(address).content.decode()
    assert "Safer streets" in visitor.get(version.agreement.get_absolute_url()).content.decode()
    assert "Fewer burglaries" in visitor.get(priority.strategy.get_absolute_url()).content.decode()
    ended = {"step": "end", "trace": str(Trace.objects.get().pk), "reason": "Over."}
    assert client.post(address, ended).status_code == 302
    assert "Safer streets" not in visitor.get(address).content.decode()
    assert visitor.post(address, given)["Location"].startswith("/sign-in")
