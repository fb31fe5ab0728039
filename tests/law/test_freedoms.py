"""The ledger of freedoms and pledges through its actions: who says what of a freedom, and in which order."""

from __future__ import annotations

from dataclasses import replace

import pytest

from placepact.agreements import actions
from placepact.agreements.actions import Delivered, Freed, NotInLedger, Who
from placepact.agreements.models import Version
from placepact.agreements.queries.freedoms import ledger
from placepact.audit.models import Entry
from placepact.roles.permissions import NotAllowed
from tests.law.world import APPROVED, AUGUST, JUNE, PLEDGE, World, given_world

pytestmark = pytest.mark.django_db
FREEDOM = replace(PLEDGE, reference="F1", title="The grant is not ring-fenced", kind="freedom", body="office")
GRANT = "Supporting People"


@pytest.fixture
def world() -> World:
    return given_world()


@pytest.fixture
def version(world: World) -> Version:
    return world.draft(others=(FREEDOM, PLEDGE))


def say(version: Version, who: Who, state: str, **different: object) -> None:
    freed = replace(Freed(state, f"It is {state}."), **different)  # type: ignore[arg-type]
    actions.record_freedom(version=version, reference="F1", freed=freed, who=who)


def test_a_freedom_is_asked_granted_and_used_and_its_pledge_followed(world: World, version: Version) -> None:
    say(version, world.who("ann"), "asked", grant=GRANT, amount_pence=500_00, pledge="G1")
    say(version, world.who("gus"), "granted", grant=GRANT, amount_pence=400_00, indicators=(188, 170))
    say(version, world.who("bob", AUGUST), "used", amount_pence=150_00)
    half = Delivered(50, "Six of twelve grants have notice.", "Minute 4")
    actions.record_pledge(version=version, reference="G1", delivered=half, who=world.who("hal", AUGUST))
    found = ledger(version)
    (freedom,) = found.freedoms
    assert [step for step, _ in freedom.steps] == ["Asked for", "Granted", "Used"]
    assert all(reached for _, reached in freedom.steps)
    assert freedom.shown is not None
    assert (freedom.shown.grant, freedom.shown.amount_pence) == (GRANT, 400_00)
    assert [each.wording.title for each in freedom.pledges] == [PLEDGE.title]
    assert found.pledges[0].newest is not None
    assert found.pledges[0].newest.percent == 50
    assert (found.sums.freed_pence, found.sums.used_pence, found.sums.lifted) == (400_00, 150_00, 18)
    what = Entry.objects.filter(what__contains="freedom").order_by("number").values_list("what", flat=True)
    assert list(what) == ["freedom_asked", "freedom_granted", "freedom_used"]


def test_a_refused_freedom_shows_how_far_it_came(world: World, version: Version) -> None:
    say(version, world.who("ann"), "asked")
    say(version, world.who("gus"), "refused")
    (freedom,) = ledger(version).freedoms
    assert freedom.steps == (("Asked for", True), ("Granted", False), ("Used", False), ("Refused", True))
    say(version, world.who("ann", AUGUST), "asked")
    (again,) = ledger(version).freedoms
    assert again.steps == (("Asked for", True), ("Granted", False), ("Used", False))


@pytest.mark.parametrize("state", ["granted", "refused"])
def test_only_government_grants_and_refuses(world: World, version: Version, state: str) -> None:
    say(version, world.who("ann"), "asked")
    with pytest.raises(NotInLedger, match="Only government"):
        say(version, world.who("ann"), state)


def test_government_neither_asks_nor_uses(world: World, version: Version) -> None:
    with pytest.raises(NotInLedger, match="by the accountable body or a partner"):
        say(version, world.who("gus"), "asked")


def test_a_charity_that_is_no_party_says_nothing(world: World, version: Version) -> None:
    with pytest.raises(NotInLedger, match="neither here"):
        say(version, world.who("vic"), "asked")
    with pytest.raises(NotInLedger, match="no party"):
        say(version, world.who("vic"), "withdrawn")


def test_a_freedom_is_not_granted_before_it_is_asked_for(world: World, version: Version) -> None:
    with pytest.raises(NotInLedger, match="has not been asked for"):
        say(version, world.who("gus"), "granted")


@pytest.mark.parametrize("name", ["sam", "cat", "dan"])
def test_a_freedom_is_asked_for_by_those_who_follow_pledges(
    world: World, version: Version, name: str
) -> None:
    who = Who(world.people[name], world.bodies["council"], JUNE)
    with pytest.raises(NotAllowed):
        say(version, who, "asked")


@pytest.mark.parametrize(
    ("different", "told"),
    [
        ({"words": " "}, "says something"),
        ({"amount_pence": -1}, "below zero"),
        ({"indicators": (170, 188)}, "lifts none"),
        ({"pledge": "G9"}, "no pledge of"),
        ({"state": "sung"}, "nothing that a freedom can be"),
    ],
)
def test_what_is_not_whole_is_refused(world: World, version: Version, different: dict, told: str) -> None:  # type: ignore[type-arg]
    with pytest.raises(NotInLedger, match=told):
        say(version, world.who("ann"), **{"state": "asked", **different})


def test_the_ledger_goes_on_in_time_and_ends_with_the_agreement(world: World, version: Version) -> None:
    say(version, world.who("ann", AUGUST), "asked")
    with pytest.raises(NotInLedger, match="a later one"):
        say(version, world.who("gus", APPROVED), "granted")
    actions.close(version=version, reason="Given up.", who=world.who("ann", AUGUST))
    with pytest.raises(NotInLedger, match="is closed"):
        say(version, world.who("gus", AUGUST), "granted")


def test_a_pledge_is_followed_by_who_gave_it_or_the_accountable_body(world: World, version: Version) -> None:
    done = Delivered(100, "All.", "Minute 5")
    actions.record_pledge(version=version, reference="G1", delivered=done, who=world.who("ann"))
    with pytest.raises(NotInLedger, match="followed by The Health Trust"):
        actions.record_pledge(version=version, reference="G1", delivered=done, who=world.who("bob"))
    with pytest.raises(NotAllowed):
        actions.record_pledge(version=version, reference="G1", delivered=done, who=world.who("cat"))


@pytest.mark.parametrize("wrong", [Delivered(101, "w", "e"), Delivered(5, "", "e"), Delivered(5, "w", "")])
def test_delivery_is_a_share_in_words_with_evidence(world: World, version: Version, wrong: Delivered) -> None:
    with pytest.raises(NotInLedger, match=r"no share|Write both"):
        actions.record_pledge(version=version, reference="G1", delivered=wrong, who=world.who("hal"))
