"""A step that is posted although its button is closed is refused on the page, with the section."""

from __future__ import annotations

import datetime as dt
import html
from dataclasses import replace

import pytest
from django.test import Client

from placepact.agreements import actions
from placepact.agreements.models import Memorandum, Version
from tests.law.world import APPROVED, AUGUST, T1, T2, T3, World, given_world
from tests.site.crawl import ONE

pytestmark = pytest.mark.django_db
LAST = dt.date(2008, 7, 29)


@pytest.fixture
def world() -> World:
    return given_world()


def refused(world: World, name: str, on: dt.date, **given: str) -> str:
    """What the page of the steps says to a step that somebody posts on a day; nothing is made by it."""
    client = Client()
    client.force_login(world.people[name])
    slug = world.who(name).organisation.slug
    assert client.post(f"{ONE}/sitting", {"for": slug, "on": on.isoformat()}).status_code == 302
    before = Version.objects.count(), Memorandum.objects.count()
    answer = client.post(f"{ONE}/steps", given)
    assert answer.status_code == 200
    assert (Version.objects.count(), Memorandum.objects.count()) == before
    told = html.unescape(answer.content.decode())
    return told[told.index("There is a problem") :][:1500]


def test_c1_a_designation_after_the_month(world: World) -> None:
    world.in_force()
    told = refused(world, "gus", LAST + dt.timedelta(days=1), step="designate", line="T1", notice="N")
    assert "to 29 July 2008" in told
    assert "section 109" in told


def test_c2_a_change_inside_the_lock_and_without_each_consent(world: World) -> None:
    version = world.in_force()
    move = world.offered(version, replace(T1, title="Far fewer burglaries"), on=LAST)
    locked = refused(world, "ann", LAST, step="amend_target", offer=str(move.pk))
    assert "T1 is locked" in locked
    assert "section 110" in locked
    open_again = refused(world, "ann", AUGUST, step="amend_target", offer=str(move.pk))
    assert "not consented to this change: The Health Trust" in open_again
    assert "section 110" in open_again


def test_c3_a_designated_target_is_not_changed_directly(world: World) -> None:
    version = world.in_force()
    actions.designate(version=version, reference="T3", notice="Notice", who=world.who("gus", APPROVED))
    move = world.offered(version, replace(T3, title="Far fewer early deaths"))
    told = refused(world, "ann", AUGUST, step="amend_target", offer=str(move.pk))
    assert "T3 is a designated target" in told
    assert "section 110" in told


def test_c4_a_target_is_not_added_without_everybody_s_consent(world: World) -> None:
    move = world.offered(world.in_force(), replace(T2, reference="T9"), "add")
    told = refused(world, "ann", AUGUST, step="add_target", offer=str(move.pk))
    assert "not consented to adding it: The Charity" in told
    assert "section 110" in told


def test_c8_an_agreement_that_the_council_has_not_approved_is_not_submitted(world: World) -> None:
    world.signed_by_all()
    told = refused(world, "ann", dt.date(2008, 6, 1), step="submit")
    assert "no approval of the full council or its delegate" in told
    assert "Hampshire" in told
