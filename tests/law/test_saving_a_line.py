"""Two people who save the same line: one wins, the other is told what changed and loses no text."""

from __future__ import annotations

from dataclasses import replace

import pytest

from placepact.agreements import actions
from placepact.agreements.rulebooks.engine import Refused
from placepact.roles.permissions import NotAllowed
from placepact.roles.rules import Role
from tests import makers
from tests.law.world import JANUARY, PLEDGE, T1, World, given_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return given_world()


def test_the_second_to_save_is_told_what_changed_and_keeps_the_text(world: World) -> None:
    version = world.draft()
    ann = world.who("ann", JANUARY)
    eve = replace(ann, by=makers.make_user(name="Eve"))
    makers.make_holding(eve.by, world.bodies["council"], Role.COORDINATOR)
    first, second = replace(T1, title="Far fewer burglaries"), replace(T1, wording="By night and by day.")
    saved = actions.write_line(version=version, terms=first, edition=1, who=ann)
    assert saved.edition == 2
    with pytest.raises(actions.ChangedMeanwhile) as told:
        actions.write_line(version=version, terms=second, edition=1, who=eve)
    assert str(told.value).startswith("Ann saved T1 before you.")
    assert told.value.yours == second
    assert told.value.theirs.title == "Far fewer burglaries"
    assert told.value.edition == 2
    assert "The title changes from “Far fewer burglaries” to “Fewer burglaries”." in str(told.value)
    merged = replace(second, title="Far fewer burglaries")
    assert actions.write_line(version=version, terms=merged, edition=told.value.edition, who=eve).edition == 3


def test_a_new_line_is_written_once(world: World) -> None:
    version = world.draft()
    who = world.who("ann", JANUARY)
    actions.write_line(version=version, terms=PLEDGE, edition=0, who=who)
    with pytest.raises(actions.ChangedMeanwhile):
        actions.write_line(version=version, terms=PLEDGE, edition=0, who=who)


def test_a_line_is_struck_and_cannot_be_saved_over(world: World) -> None:
    version = world.draft()
    who = world.who("ann", JANUARY)
    actions.strike_line(version=version, reference="T1", edition=1, who=who)
    with pytest.raises(actions.IncompleteAgreement, match="T1 is no longer in the draft"):
        actions.write_line(version=version, terms=T1, edition=1, who=who)


def test_a_faulty_line_is_refused_with_every_fault(world: World) -> None:
    version = world.draft()
    faulty = replace(T1, title=" ", level="street")
    with pytest.raises(actions.IncompleteAgreement) as refused:
        actions.write_line(version=version, terms=faulty, edition=1, who=world.who("ann", JANUARY))
    assert len(str(refused.value).splitlines()) == 2


def test_once_it_is_negotiated_a_line_is_no_longer_written(world: World) -> None:
    version = world.negotiating()
    with pytest.raises(Refused, match="to write line it must be being drafted"):
        actions.write_line(version=version, terms=T1, edition=1, who=world.who("ann"))


@pytest.mark.parametrize("name", ["bob", "cat", "sam"])
def test_only_who_drafts_for_the_council_writes(world: World, name: str) -> None:
    version = world.draft()
    with pytest.raises((NotAllowed, Refused)):
        actions.write_line(version=version, terms=T1, edition=1, who=world.who(name, JANUARY))
