"""Scrutiny through its actions: who asks, who must answer, by when, and that nothing is ever edited."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from placepact.agreements import actions
from placepact.agreements.actions import NotForScrutiny, Question
from placepact.agreements.models import Agreement, ScrutinyRequest
from placepact.agreements.queries import scrutiny
from placepact.agreements.rules.scrutiny import Standing
from placepact.audit.models import Entry
from placepact.people.models import Notice, User
from placepact.roles.permissions import NotAllowed
from placepact.roles.rules import Role
from tests import makers
from tests.law.world import APPROVED, World, given_world

pytestmark = pytest.mark.django_db
ASKED, DUE, LATE = dt.date(2009, 9, 1), dt.date(2009, 10, 31), dt.date(2009, 11, 3)


@pytest.fixture
def world() -> World:
    return given_world()


@pytest.fixture
def agreement(world: World) -> Agreement:
    return makers.make_signed(world.draft(), signed_on=APPROVED, in_force_from=APPROVED).agreement


@pytest.fixture
def sue(world: World) -> User:
    """Who scrutinises for the council."""
    user = makers.make_user(name="Sue")
    makers.make_holding(user, world.bodies["council"], Role.SCRUTINY)
    return user


def ask(
    world: World, agreement: Agreement, sue: User, on: dt.date = ASKED, **different: Any
) -> ScrutinyRequest:
    given: dict[str, Any] = {
        "asked_of": world.bodies["police"],
        "reference": "T1",
        "committee": "Safer Communities Committee",
        "words": "Why have burglaries risen in the north of the borough?",
        **different,
    }
    who = actions.acting(by=sue, organisation=world.bodies["council"], on=on)
    return actions.ask_scrutiny(agreement=agreement, question=Question(**given), who=who)


def test_a_partner_authority_is_required_to_answer_within_two_months(
    world: World, agreement: Agreement, sue: User
) -> None:
    made = ask(world, agreement, sue)
    assert made.is_required
    assert "sections 119 to 128" in made.under
    assert (made.number, made.due_on) == (1, DUE)
    told = Notice.objects.filter(about_kind="agreements.scrutinyrequest", done_at=None)
    assert {each.user.name for each in told} == {"Bob", "Pat"}
    assert all(each.link == made.get_absolute_url() for each in told)


def test_a_charity_is_asked_and_need_not_answer(world: World, agreement: Agreement, sue: User) -> None:
    made = ask(world, agreement, sue, asked_of=world.bodies["charity"], reference="T2")
    assert not made.is_required
    assert "need not answer" in made.under


def test_the_council_itself_is_no_partner_authority(world: World, agreement: Agreement, sue: User) -> None:
    made = ask(world, agreement, sue, asked_of=world.bodies["council"])
    assert not made.is_required
    assert "its executive answers" in made.under


def test_a_request_may_set_its_own_clock(world: World, agreement: Agreement, sue: User) -> None:
    assert ask(world, agreement, sue, months=1).due_on == dt.date(2009, 9, 30)


def test_an_answer_settles_what_waited_and_is_told_to_the_committee(
    world: World, agreement: Agreement, sue: User
) -> None:
    request = ask(world, agreement, sue)
    actions.answer_scrutiny(request=request, words="Two gangs, since caught.", who=world.who("bob", DUE))
    row = scrutiny.request_of(agreement, 1, LATE)
    assert row is not None
    assert (row.standing, row.late_days) == (Standing.ANSWERED, 0)
    assert not Notice.objects.filter(about_kind="agreements.scrutinyrequest", done_at=None).exists()
    assert Notice.objects.filter(user=sue, done_at=None).count() == 1
    told = (
        Entry.objects.filter(what__startswith="scrutiny_").order_by("number").values_list("what", flat=True)
    )
    assert list(told) == ["scrutiny_asked", "scrutiny_answered"]


def test_late_is_said_by_the_day(world: World, agreement: Agreement, sue: User) -> None:
    request = ask(world, agreement, sue)
    before = scrutiny.requests(agreement, LATE)
    assert [(each.standing, each.late_days) for each in before] == [(Standing.LATE, 3)]
    actions.answer_scrutiny(request=request, words="Here it is.", who=world.who("bob", LATE))
    after = scrutiny.requests(agreement, LATE)
    assert [(each.standing, each.late_days) for each in after] == [(Standing.ANSWERED_LATE, 3)]
    assert scrutiny.requests(agreement, APPROVED) == []


def test_an_answer_stands(world: World, agreement: Agreement, sue: User) -> None:
    request = ask(world, agreement, sue)
    actions.answer_scrutiny(request=request, words="Yes.", who=world.who("bob", DUE))
    with pytest.raises(NotForScrutiny, match="an answer stands"):
        actions.answer_scrutiny(request=request, words="No.", who=world.who("bob", DUE))


def test_a_request_is_withdrawn_with_a_reason(world: World, agreement: Agreement, sue: User) -> None:
    request = ask(world, agreement, sue)
    who = actions.acting(by=sue, organisation=world.bodies["council"], on=DUE)
    with pytest.raises(NotForScrutiny, match="with a reason"):
        actions.withdraw_scrutiny(request=request, reason=" ", who=who)
    actions.withdraw_scrutiny(request=request, reason="Answered in the meeting.", who=who)
    row = scrutiny.request_of(agreement, 1, LATE)
    assert row is not None
    assert row.standing is Standing.WITHDRAWN
    with pytest.raises(NotForScrutiny, match="was withdrawn"):
        actions.answer_scrutiny(request=request, words="Yes.", who=world.who("bob", LATE))


@pytest.mark.parametrize(
    ("different", "told"),
    [
        ({"words": ""}, "says what is asked"),
        ({"committee": ""}, "Name it"),
        ({"kind": "response"}, "Name the report"),
        ({"kind": "chat"}, "cannot be asked for"),
        ({"months": 0}, "no clock"),
        ({"reference": "T3x"}, "no target of"),
    ],
)
def test_a_question_that_is_not_whole_is_refused(
    world: World, agreement: Agreement, sue: User, different: dict[str, Any], told: str
) -> None:
    with pytest.raises(NotForScrutiny, match=told):
        ask(world, agreement, sue, **different)


def test_nobody_is_asked_about_a_target_that_does_not_relate_to_them(
    world: World, agreement: Agreement, sue: User
) -> None:
    with pytest.raises(NotForScrutiny, match="relates to The Police"):
        ask(world, agreement, sue, reference="T2")


def test_scrutiny_asks_only_about_what_is_in_force(world: World, agreement: Agreement, sue: User) -> None:
    with pytest.raises(NotForScrutiny, match="not in force on 1 March 2008"):
        ask(world, agreement, sue, on=dt.date(2008, 3, 1))


def test_only_a_council_that_is_a_party_asks(world: World, agreement: Agreement) -> None:
    user = makers.make_user(name="Nurse")
    makers.make_holding(user, world.bodies["health"], Role.SCRUTINY)
    who = actions.acting(by=user, organisation=world.bodies["health"], on=ASKED)
    question = Question(world.bodies["police"], "T1", "A committee", "Why?")
    with pytest.raises(NotForScrutiny, match="no council that is a party"):
        actions.ask_scrutiny(agreement=agreement, question=question, who=who)


@pytest.mark.parametrize("name", ["ann", "cat", "dan"])
def test_only_whoever_scrutinises_asks(world: World, agreement: Agreement, name: str) -> None:
    question = Question(world.bodies["police"], "T1", "A committee", "Why?")
    who = actions.acting(by=world.people[name], organisation=world.bodies["council"], on=ASKED)
    with pytest.raises(NotAllowed):
        actions.ask_scrutiny(agreement=agreement, question=question, who=who)


def test_only_the_body_that_was_asked_answers(world: World, agreement: Agreement, sue: User) -> None:
    request = ask(world, agreement, sue)
    with pytest.raises(NotForScrutiny, match="Act for The Police"):
        actions.answer_scrutiny(request=request, words="Yes.", who=world.who("hal", DUE))
    with pytest.raises(NotAllowed):
        actions.answer_scrutiny(request=request, words="Yes.", who=world.who("dan", DUE))


def test_before_its_power_was_in_force_a_committee_asks_and_nobody_must_answer(
    world: World, agreement: Agreement, sue: User
) -> None:
    request = ask(world, agreement, sue, on=dt.date(2009, 3, 31))
    assert not request.is_required
    assert "need not answer: the power is in force from 1 April 2009" in request.under
    assert ask(world, agreement, sue, on=dt.date(2009, 4, 1)).is_required
