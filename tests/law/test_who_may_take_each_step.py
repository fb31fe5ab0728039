"""Who may take each step by their role: Ann leads the council, Bob the police, Cat audits, Dan may see nothing."""

from __future__ import annotations

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser

from placepact.agreements import actions
from placepact.agreements.permissions import ACTS, can_take, check_can_take
from placepact.agreements.rulebooks import rulebooks
from placepact.agreements.rulebooks.facts import Step
from placepact.audit import queries as audit
from placepact.roles.permissions import NotAllowed
from placepact.roles.rules import Act
from tests.law.world import HOLDERS, World, given_world

pytestmark = pytest.mark.django_db

DRAFTS = {
    Step.START_DRAFT, Step.WRITE_LINE, Step.OPEN_NEGOTIATION, Step.CONSULT, Step.PUT_TO_PARTIES, Step.REOPEN, Step.SUBMIT,
    Step.AMEND_TARGET, Step.REMOVE_TARGET, Step.ADD_TARGET, Step.PROPOSE_REVISION, Step.REFRESH, Step.CLOSE,
    Step.DESCRIBE_OFFER, Step.STATE_TEST, Step.STATE_CONDITION, Step.MAKE_OFFER,
}  # fmt: skip
TALKS = {Step.PROPOSE, Step.COUNTER, Step.ACCEPT, Step.WITHDRAW, Step.REVIEW}
SIGNS = {Step.SIGN, Step.PUT_INTO_FORCE, Step.CONSENT}
DECIDES = {
    Step.DIRECT, Step.REQUIRE_CHANGES, Step.APPROVE, Step.DESIGNATE, Step.REVOKE_DESIGNATION, Step.APPROVE_REVISION,
    Step.REJECT_REVISION, Step.DIRECT_REVISION, Step.REQUIRE_MODIFICATION, Step.INVITE, Step.REJECT, Step.GRANT_FREEDOM,
}  # fmt: skip
TABLE = {
    "ann": DRAFTS | TALKS | {Step.RECORD_APPROVAL},
    "bob": DRAFTS | TALKS | {Step.RECORD_APPROVAL},
    "sam": SIGNS | DECIDES,
    "cat": set(),
    "dan": set(),
}


@pytest.fixture
def world() -> World:
    return given_world()


@pytest.mark.parametrize("name", TABLE)
def test_each_person_may_take_what_the_table_says_at_home_and_nothing_elsewhere(
    world: World, name: str
) -> None:
    home = HOLDERS.get(name, ("police", ()))[0]
    for slug, body in world.bodies.items():
        may = {step for step in Step if can_take(user=world.people[name], step=step, organisation=body)}
        assert may == (TABLE[name] if slug == home else set())


def test_nobody_who_is_not_signed_in_may_take_any_step(world: World) -> None:
    for step in Step:
        with pytest.raises(NotAllowed, match="Sign in first"):
            check_can_take(user=AnonymousUser(), step=step, organisation=world.bodies["council"])


def test_every_step_of_every_rulebook_asks_for_an_act() -> None:
    assert set(ACTS) == set(Step)
    assert set(ACTS.values()) <= set(Act)
    assert {step for book in rulebooks().values() for step in book.may} <= set(ACTS)


@pytest.mark.parametrize("name", ["cat", "dan"])
def test_whoever_may_not_is_refused_in_the_action_itself_and_nothing_is_written(
    world: World, name: str
) -> None:
    version = world.negotiating()
    who = world.who(name, dt.date(2008, 2, 4))
    before = audit.version()
    for act, given in (
        ("accept", {"reference": "T1"}),
        ("give_consent", {"reference": "T1", "evidence": "Letter"}),
        ("put_to_parties", {}),
        ("sign", {"authority": "Delegation"}),
        ("approve", {"reference": "Letter"}),
        ("designate", {"reference": "T1", "notice": "Notice"}),
        ("close", {"reason": "Over."}),
    ):
        with pytest.raises(NotAllowed):
            getattr(actions, act)(version=version, who=who, **given)
    assert audit.version() == before
