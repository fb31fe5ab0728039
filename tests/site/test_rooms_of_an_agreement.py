"""Who may enter the rooms in which an agreement is made, and what happens to two who save at once."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.law.world import World, given_world
from tests.site.forms_of_pages import form_of

pytestmark = pytest.mark.django_db
HOME = "/agreements/the-laa"
ROOMS = ("/draft", "/draft/line", "/draft/lines/T1", "/board", "/lines/T1", "/propose", "/steps", "/sitting")


@pytest.fixture
def world() -> World:
    return given_world()


def enter(world: World, name: str) -> Client:
    client = Client()
    client.force_login(world.people[name])
    return client


@pytest.mark.parametrize("room", ROOMS)
@pytest.mark.parametrize(("name", "seen"), [("ann", 200), ("bob", 200), ("cat", 200), ("dan", 404)])
def test_a_draft_is_worked_on_by_its_parties_alone(world: World, room: str, name: str, seen: int) -> None:
    world.draft()
    assert enter(world, name).get(HOME + room).status_code == seen


@pytest.mark.parametrize("room", ROOMS[3:])
@pytest.mark.parametrize(("name", "seen"), [("ann", 200), ("vic", 200), ("cat", 200), ("dan", 403)])
def test_what_is_in_force_is_changed_by_those_it_names(world: World, room: str, name: str, seen: int) -> None:
    world.in_force()
    assert enter(world, name).get(HOME + room).status_code == seen


@pytest.mark.parametrize("name", ["bob", "cat"])
def test_a_step_that_is_closed_on_the_page_is_refused_in_the_action_too(world: World, name: str) -> None:
    version = world.draft()
    answer = enter(world, name).post(f"{HOME}/steps", {"step": "open_negotiation"})
    assert "There is a problem" in answer.content.decode()
    version.refresh_from_db()
    assert version.state == "draft"


def test_nothing_of_a_draft_is_on_the_pages_that_visitors_may_read(world: World, client: Client) -> None:
    world.draft()
    for page in ("/compare", "/timeline", "/memoranda", "/rules"):
        assert client.get(HOME + page).status_code == 404


def test_visitors_read_no_step_of_a_thread_on_the_timeline(world: World, client: Client) -> None:
    world.in_force()
    told = client.get(f"{HOME}/timeline").content.decode()
    assert "Approved by the Secretary of State" in told
    assert "Accepted" not in told
    assert "Accepted" in enter(world, "ann").get(f"{HOME}/timeline").content.decode()


def test_who_saves_second_sees_both_texts_and_loses_none(world: World) -> None:
    world.draft()
    ann = enter(world, "ann")
    form = form_of(ann.get(f"{HOME}/draft/lines/T1").content.decode(), "")
    first = ann.post(f"{HOME}/draft/lines/T1", {**form.values, "title": "Far fewer burglaries"})
    assert first.status_code == 302
    lost = ann.post(f"{HOME}/draft/lines/T1", {**form.values, "wording": "By night and by day."})
    told = lost.content.decode()
    assert "Ann saved T1 before you." in told
    assert "What stands now, saved by somebody else" in told
    assert "By night and by day." in told
    again = form_of(told, "").values
    assert again["wording"].strip() == "By night and by day."
    assert ann.post(f"{HOME}/draft/lines/T1", again).status_code == 302


def test_a_day_that_has_not_come_is_refused_beside_its_field(world: World) -> None:
    world.draft()
    told = (
        enter(world, "ann").post(f"{HOME}/sitting", {"for": "council", "on": "2999-01-01"}).content.decode()
    )
    assert "has not come yet" in told


def test_a_field_that_cannot_be_read_is_told_and_kept(world: World) -> None:
    world.draft()
    ann = enter(world, "ann")
    form = form_of(ann.get(f"{HOME}/draft/lines/T1").content.decode(), "")
    told = ann.post(
        f"{HOME}/draft/lines/T1", {**form.values, "value_1": "many", "lead": "Nobody"}
    ).content.decode()
    assert "“many” is not a number" in told
    assert "No organisation is called “Nobody”" in told
    assert 'value="many"' in told
