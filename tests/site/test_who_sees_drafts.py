"""A draft is there for its parties' people, and for nobody else."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from placepact.agreements.models import Agreement, State, Version
from placepact.agreements.permissions import can_see_draft, check_can_see_draft
from placepact.people.actions import operator
from placepact.roles.permissions import NotAllowed
from placepact.roles.rules import Role
from tests import makers
from tests.site.test_pages import AT_MOST
from tests.site.world import World, make_world

# Ann coordinates and Cat audits for the council, a party; Bob contributes for the partner, a party too; Dan holds
# no role; Sue approves and Viv only views for the partner; Max coordinates for a body that is no party.
WHO = [
    ("ann", True),
    ("cat", True),
    ("sue", True),
    ("bob", True),
    ("dan", False),
    ("viv", False),
    ("max", False),
    ("", False),
]
PROMISE = "A promise nobody has signed"


@pytest.fixture
def world(db: None) -> World:
    return make_world()


@pytest.fixture
def second(world: World) -> Version:
    """A draft of version 2 with a line of its own, beside a signed version 1."""
    return drafted(world, world.agreement)


@pytest.fixture
def unsigned(world: World) -> Version:
    """Version 1 of an agreement for Oldham of which nothing is signed, and that would run today."""
    council = world.people.council
    made = makers.make_agreement(
        world.district, slug="the-plan", title="The plan", council=council, state=State.DRAFT
    )
    makers.make_party(made.versions.get(), world.people.partner)
    makers.make_target(made.versions.get(), world.indicator, line={"title": PROMISE})
    return made.versions.get()


def drafted(world: World, agreement: Agreement) -> Version:
    version = makers.make_version(agreement, council=world.people.council, state=State.DRAFT)
    makers.make_party(version, world.people.partner)
    target = makers.make_target(version, world.indicator, line={"title": PROMISE}, lead=world.people.partner)
    makers.make_involvement(target, world.people.council)
    return version


def enter(client: Client, world: World, name: str) -> None:
    """Sign in as one of those in WHO; a visitor where there is no name."""
    sue, max_, viv = (makers.make_user(name=name) for name in ("Sue", "Max", "Viv"))
    makers.make_holding(viv, world.people.partner, Role.VIEWER)
    makers.make_holding(sue, world.people.partner, Role.APPROVER)
    makers.make_holding(max_, makers.make_organisation(), Role.COORDINATOR)
    if name:
        client.force_login({**world.people._asdict(), "sue": sue, "max": max_, "viv": viv}[name])


@pytest.mark.parametrize(("name", "may"), WHO)
def test_a_draft_beside_a_signed_version_is_there_for_its_parties_alone(
    name: str, may: bool, world: World, second: Version, client: Client
) -> None:
    enter(client, world, name)
    answer = client.get("/agreements/the-settlement?version=2")
    assert answer.status_code == (200 if may else 404)
    assert (PROMISE in answer.content.decode()) is may
    page = client.get("/agreements/the-settlement").content.decode()
    assert PROMISE not in page
    assert ("Version 2" in page) is may


@pytest.mark.parametrize(("name", "may"), WHO)
def test_an_agreement_of_which_nothing_is_signed_is_there_for_its_parties_alone(
    name: str, may: bool, world: World, unsigned: Version, client: Client
) -> None:
    enter(client, world, name)
    answer = client.get("/agreements/the-plan")
    assert answer.status_code == (200 if may else 404)
    assert (PROMISE in answer.content.decode()) is may
    assert "See how it is going" not in answer.content.decode()


def test_a_draft_is_refused_in_the_words_of_what_is_not_there(
    world: World, second: Version, unsigned: Version, client: Client
) -> None:
    def words(address: str) -> str:
        return client.get(address).content.decode()

    assert "has no version 2. Its versions are: 1." in words("/agreements/the-settlement?version=2")
    assert "No agreement is called the-plan." in words("/agreements/the-plan")
    assert "No agreement is called the-plan." in words("/agreements/the-plan?version=1")


PUBLISHED = (
    "/",
    "/places",
    "/places/E08000004",
    "/places/E47000001",
    "/places/E08000004/agreement",
    "/places/E08000004/scorecard",
    "/places/E47000001/scorecard",
    "/places/E47000001/scorecard.csv",
    "/organisations/the-council",
    "/organisations/the-partner",
    "/search?q=plan",
    "/search?q=nobody+has+signed",
)


@pytest.mark.parametrize("address", PUBLISHED)
def test_no_other_page_holds_anything_of_a_draft(
    address: str, world: World, second: Version, unsigned: Version, client: Client
) -> None:
    page = client.get(address).content.decode()
    assert "The plan" not in page
    assert "the-plan" not in page
    assert PROMISE not in page


def test_the_scorecard_of_an_agreement_that_nobody_signed_is_not_there(
    world: World, unsigned: Version, client: Client
) -> None:
    client.force_login(world.people.ann)
    assert client.get("/places/E08000004/scorecard?agreement=the-plan").status_code == 404
    assert client.get("/places/E08000004/scorecard.csv").status_code == 404


def test_what_was_a_draft_is_there_for_everybody_once_it_is_signed(
    world: World, unsigned: Version, client: Client
) -> None:
    makers.make_signed(unsigned)
    assert PROMISE in client.get("/agreements/the-plan").content.decode()
    assert "The plan" in client.get("/search?q=plan").content.decode()


def test_the_operator_sees_every_draft_and_a_refusal_says_which_role_it_takes(
    world: World, second: Version
) -> None:
    assert can_see_draft(user=operator(), version=second)
    assert can_see_draft(user=AnonymousUser(), version=world.agreement.versions.get(number=1))
    with pytest.raises(
        NotAllowed, match=r"is a draft\. To see it takes the role contributor or approver or coord"
    ):
        check_can_see_draft(user=world.people.dan, version=second)


def test_a_role_that_has_ended_shows_no_draft(world: World, second: Version) -> None:
    world.people.ann.holdings.update(ends_on="2021-01-01")
    assert not can_see_draft(user=world.people.ann, version=second)


def test_a_page_with_many_drafts_takes_few_queries(world: World, second: Version, client: Client) -> None:
    for _ in range(5):
        drafted(world, world.agreement)
    client.force_login(world.people.ann)
    with CaptureQueriesContext(connection) as asked:
        assert client.get("/agreements/the-settlement?version=7").status_code == 200
    assert len(asked) <= AT_MOST, "\n".join(each["sql"][:150] for each in asked)
