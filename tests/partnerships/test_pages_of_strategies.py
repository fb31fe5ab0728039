"""The pages of strategies, plans, decision rights, powers and areas: read by everybody, written by those who keep them."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from placepact.audit.models import Entry
from placepact.partnerships.models import DecisionRight, Partnership, Plan, Strategy, WiderStrategy
from placepact.people.models import User
from placepact.places.models import Boundary, Kind
from placepact.roles.rules import Role
from tests import makers
from tests import makers_of_strategies as made
from tests.makers import People, given_people
from tests.makers_of_partnerships import make_partnership, make_seat

pytestmark = pytest.mark.django_db
ONE = "/partnerships/board"
DAY = dt.date(2008, 6, 1)


@pytest.fixture
def people() -> People:
    return given_people()


@pytest.fixture
def board(people: People) -> Partnership:
    area = makers.make_area(code="E08000005", name="Rochdale")
    made = make_partnership(
        slug="board", name="The Board", accountable_body=people.council, place=makers.make_place(area)
    )
    makers.make_service(people.council, area)
    make_seat(made, organisation=people.council)
    return made


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return answer.content.decode()


POSTS: dict[str, tuple[str, dict[str, str]]] = {
    "begin": ("/strategies", {"title": "Pride", "kind": "community", "starts_on": "2008-04-01"}),
    "register": ("/plans", {"step": "register", "name": "Drugs plan", "kind": "plan", "owner": "The Council", "starts_on": "2005-04-01"}),
    "close": ("/plans", {"step": "close", "plan": "{plan}", "ended_on": "2009-01-01", "why": "Done"}),
    "record": ("/decision-rights", {"step": "record", "matter": "Grants", "basis": "Minute", "starts_on": "2008-04-01", "by_partnership": "on"}),
    "end": ("/decision-rights", {"step": "end", "right": "{right}", "ended_on": "2009-01-01"}),
}  # fmt: skip


def send(client: Client, name: str, board: Partnership) -> int:
    plan, right = made.make_plan(board, name="Old"), made.make_right(board)
    path, fields = POSTS[name]
    sent = {key: value.format(plan=plan.pk, right=right.pk) for key, value in fields.items()}
    return client.post(ONE + path, sent).status_code


@pytest.mark.parametrize("name", POSTS)
def test_whoever_keeps_them_writes_by_form(name: str, board: Partnership, people: People) -> None:
    before = Entry.objects.count()
    assert send(signed_in(people.ann), name, board) == 302
    assert Entry.objects.count() == before + 1


@pytest.mark.parametrize("who", ["bob", "cat", "dan"])
@pytest.mark.parametrize("name", POSTS)
def test_everybody_else_is_refused_with_the_role_that_it_takes(
    name: str, who: str, board: Partnership, people: People
) -> None:
    before = Entry.objects.count()
    assert send(signed_in(getattr(people, who)), name, board) == 200
    assert Entry.objects.count() == before


@pytest.mark.parametrize("name", POSTS)
def test_a_visitor_who_sends_a_form_is_sent_to_sign_in(name: str, board: Partnership) -> None:
    before = Entry.objects.count()
    assert send(Client(), name, board) == 302
    assert Entry.objects.count() == before


@pytest.mark.parametrize("path", ["/strategies", "/plans", "/decision-rights"])
def test_what_cannot_be_read_is_told_beside_its_field_and_kept(
    path: str, board: Partnership, people: People
) -> None:
    step = {"/plans": "register", "/decision-rights": "record"}.get(path, "")
    sent = {
        "step": step,
        "title": "Kept words",
        "name": "Kept words",
        "matter": "Kept words",
        "starts_on": "soon",
    }
    page = (
        signed_in(people.ann)
        .post(ONE + path, {**sent, "owner": "Nobody", "consulted": "Nobody"})
        .content.decode()
    )
    assert "There is a problem" in page
    assert "“soon” is not a day" in page
    assert 'value="Kept words"' in page
    if path != "/strategies":
        assert "No organisation is called “Nobody”" in page


def test_a_matter_with_two_deciders_is_refused_on_the_page(board: Partnership, people: People) -> None:
    sent = {**POSTS["record"][1], "partner": "The Partner"}
    page = signed_in(people.ann).post(f"{ONE}/decision-rights", sent).content.decode()
    assert "A matter has one decider, and this one names the partnership and The Partner" in page
    assert not DecisionRight.objects.exists()


def test_a_strategy_is_written_and_adopted_in_one_sitting(people: People) -> None:
    london = makers.make_area(code="E12000007", name="London", kind=Kind.REGION)
    borough = makers.make_area(code="E09000001", name="Barking", kind=Kind.LONDON_BOROUGH)
    makers.make_membership(borough, london, hierarchy="region")
    make_partnership(slug="board", accountable_body=people.council, place=makers.make_place(borough))
    ann = signed_in(people.ann)
    recorded = {
        "step": "record", "owner": "The Council", "title": "The London Plan", "area": "e12000007", "basis": "1999 Act",
        "adopted_on": "2008-02-01",
    }  # fmt: skip
    assert ann.post("/strategies/to-take-account-of", recorded).status_code == 302
    begun = ann.post(f"{ONE}/strategies", POSTS["begin"][1])
    room = begun["Location"]
    assert Client().get(room.removesuffix("/write")).status_code == 404
    assert "A draft: not adopted" in text(ann, room.removesuffix("/write"))
    for sent in (
        {"step": "priority", "reference": "N1", "level": "national", "priority": "More work"},
        {"step": "priority", "reference": "L1", "level": "local", "priority": "Jobs here", "under": "N1"},
        {"step": "priority", "reference": "L2", "level": "local", "priority": "A slip"},
        {"step": "strike", "struck": "L2"},
        {
            "step": "change",
            "title": "Pride of Place",
            "kind": "community",
            "starts_on": "2008-04-01",
            "vision": "All",
        },
    ):
        assert ann.post(room, sent).status_code == 302, sent
    adopt = {"step": "adopt", "adopted_on": "2008-06-01", "minute": "Minute 4"}
    page = ann.post(room, adopt).content.decode()
    assert "It has not taken account of The London Plan" in page
    account = {
        "step": "account",
        "wider": str(WiderStrategy.objects.get().pk),
        "evidence": "Chapter 2",
        "taken_on": "2008-05-01",
    }
    assert ann.post(room, account).status_code == 302
    assert "Write a day" in ann.post(room, {**adopt, "adopted_on": ""}).content.decode()
    assert "has not come yet" in ann.post(room, {**adopt, "adopted_on": "2999-01-01"}).content.decode()
    assert ann.post(room, adopt).status_code == 302
    assert Strategy.objects.get().state == "adopted"
    read = text(Client(), room.removesuffix("/write"))
    assert "Adopted on 1 June 2008: Minute 4." in read
    assert "Chapter 2" in read
    assert read.index("More work") < read.index("Jobs here")
    assert "was adopted on 1 June 2008, and an adopted strategy does not change" in ann.post(
        room, {"step": "priority", "reference": "L3", "level": "local", "priority": "Late"}
    ).content.decode()  # fmt: skip
    ended = {"step": "end", "ended": account["wider"], "last_day": "2011-07-21"}
    assert ann.post("/strategies/to-take-account-of", ended).status_code == 302
    assert "ended on 21 July 2011" in text(Client(), "/strategies/to-take-account-of")


@pytest.mark.parametrize("who", ["bob", "cat", "dan"])
def test_the_room_of_a_draft_is_for_those_who_keep_it(who: str, board: Partnership, people: People) -> None:
    held = made.make_strategy(board)
    answer = signed_in(getattr(people, who)).get(f"{held.get_absolute_url()}/write")
    # Cat audits for the accountable council, so she may know of the draft and is told why she may not write it.
    assert answer.status_code == (403 if who == "cat" else 404)


def test_a_draft_is_seen_by_members_who_see_drafts_and_by_nobody_else(
    board: Partnership, people: People
) -> None:
    held = made.make_strategy(board, title="Secret draft")
    address = held.get_absolute_url()
    for user, sees in ((people.ann, True), (people.cat, True), (people.bob, False), (people.dan, False)):
        client = signed_in(user)
        assert client.get(address).status_code == (200 if sees else 404), user
        assert ("Secret draft" in text(client, f"{ONE}/strategies")) is sees
    make_seat(board, organisation=people.partner)
    assert signed_in(people.bob).get(address).status_code == 200
    assert Client().get(address).status_code == 404
    assert "Secret draft" not in text(Client(), f"{ONE}/strategies")


def test_the_register_says_how_many_remain_on_a_day(board: Partnership) -> None:
    kept = made.make_plan(board, name="Local strategy", starts_on=dt.date(2004, 1, 1))
    made.make_plan(board, name="Drugs plan", state="merged", merged_into=kept, ended_on=DAY, why="One board",
                   starts_on=dt.date(2005, 1, 1))  # fmt: skip
    made.make_plan(board, name="Youth plan", state="ended", ended_on=DAY, why="No longer asked for",
                   starts_on=dt.date(2005, 1, 1))  # fmt: skip
    now = text(Client(), f"{ONE}/plans")
    assert "One of 3 remain; one was merged and one was ended." in now
    assert "Merged into Local strategy: One board" in now
    assert "All 3 still stand." in text(Client(), f"{ONE}/plans?on=2008-06-01")
    assert "It still stands." in text(Client(), f"{ONE}/plans?on=2004-06-01")
    assert "No other plan or partnership is on the register on 1 January 2003" in text(
        Client(), f"{ONE}/plans?on=2003-01-01"
    )
    assert "“then” is not a day" in text(Client(), f"{ONE}/plans?on=then")


def test_matters_stand_under_who_decides_them(board: Partnership, people: People) -> None:
    safety = make_partnership(kind="statutory", statutory_basis="1998 Act", name="The Safety Board")
    made.make_right(board, matter="The strategy")
    made.make_right(board, matter="Patrol plans", statutory=safety)
    held = made.make_right(board, matter="Officers on the beat", partner=people.partner)
    made.make_heard(held, organisation=people.council)
    made.make_right(board, matter="Small grants", ended_on=DAY)
    page = text(Client(), f"{ONE}/decision-rights?on=2010-01-01")
    order = [
        page.index(each)
        for each in (
            "The strategy",
            "The Safety Board",
            "Patrol plans",
            "The Partner",
            "Officers on the beat",
        )
    ]
    assert order == sorted(order)
    assert "3 matters, each with one who decides it." in page
    assert "decisions on a partner’s own resources stay with that partner" in page
    assert page.index("Decided otherwise before") < page.index("Small grants")
    assert "4 matters, each" in text(Client(), f"{ONE}/decision-rights?on=2008-06-01")


def test_the_register_of_powers_answers_for_a_day_a_body_and_a_use(
    board: Partnership, people: People
) -> None:
    then = text(Client(), "/powers?on=2009-01-01&body=the+council&enables=act")
    assert "2 powers that The Council may use on 1 January 2009" in then
    assert (
        then.index('id="well-being-power"')
        < then.index("Those it may not use")
        < then.index('id="general-power')
    )
    now = text(Client(), "/powers?on=2020-01-01&body=The Council&enables=act")
    assert (
        now.index('id="general-power')
        < now.index("Those it may not use")
        < now.index('id="well-being-power"')
    )
    assert "No organisation is called “Nobody”" in text(Client(), "/powers?body=Nobody")
    assert "“fly” is not a use of the list" in text(Client(), "/powers?enables=fly")
    assert "From memory, not verified" in now


def test_a_partnership_has_the_powers_of_its_members_on_the_day(board: Partnership) -> None:
    then = text(Client(), f"{ONE}/powers?on=2009-01-01")
    assert "1 organisation sat on it" in then
    assert "Well-being power" in then
    assert 'id="general-power' not in then
    assert "In force, and held by no member" in then
    assert "No organisation sits on it on 1 January 2001" in text(Client(), f"{ONE}/powers?on=2001-01-01")


def test_partners_whose_areas_differ_are_drawn_said_and_dealt_with(
    board: Partnership, people: People
) -> None:
    assert board.place.area is not None
    city = makers.make_area(code="E47000001", name="The City Region", kind=Kind.COMBINED_AUTHORITY)
    beside = makers.make_area(code="E08000004", name="Oldham")
    for each in (board.place.area, beside):
        makers.make_membership(each, city, valid_from=dt.date(2011, 4, 1))
        ring = [[0, 0], [0, 100], [100, 100], [100, 0]]
        Boundary.objects.create(area=each, edition="2024", rings=[ring], source="made for a test")
    makers.make_service(people.partner, city)
    charity = makers.make_organisation(name="The Charity")
    makers.make_service(charity, beside)
    for body in (people.partner, charity, makers.make_organisation(name="The Unknown")):
        make_seat(board, organisation=body)
    wider = make_partnership(name="The City Board", place=makers.make_place(city, slug="the-city"))
    make_seat(wider, organisation=people.partner)
    page = text(Client(), f"{ONE}/footprint?on=2009-01-01")
    assert "Two of 4 partners act for other areas than the partnership’s." in page
    assert page.count("<svg xmlns") == 3
    for words in (
        "Covers all of it, and no more",
        "Covers all of it, and more",
        "Apart from it",
        "No area on record",
    ):
        assert words in page
    assert "never averaged" in page
    assert page.count("The City Board") == 2  # where the partner sits too, and what else is over the area


def test_nothing_can_be_asked_of_a_partnership_or_a_strategy_that_is_not_there(people: People) -> None:
    for path in ("strategies", "plans", "decision-rights", "powers", "footprint"):
        assert Client().get(f"/partnerships/nowhere/{path}").status_code == 404
    assert Client().get("/strategies/nowhere").status_code == 404


def test_a_step_that_is_not_there_is_refused(board: Partnership, people: People) -> None:
    ann = signed_in(people.ann)
    for path in ("plans", "decision-rights"):
        assert "is no step of this page" in ann.post(f"{ONE}/{path}", {"step": "fly"}).content.decode()
    held = made.make_strategy(board)
    assert (
        "is no step of this page"
        in ann.post(f"{held.get_absolute_url()}/write", {"step": "fly"}).content.decode()
    )


def test_plans_are_merged_by_form(board: Partnership, people: People) -> None:
    old, kept = made.make_plan(board), made.make_plan(board)
    sent = {
        "step": "close",
        "plan": str(old.pk),
        "into": str(kept.pk),
        "ended_on": "2009-01-01",
        "why": "One board",
    }
    assert signed_in(people.ann).post(f"{ONE}/plans", sent).status_code == 302
    assert Plan.objects.get(pk=old.pk).merged_into == kept


def test_who_records_nothing_for_a_wider_body_is_refused(people: People) -> None:
    sent = {
        "step": "record",
        "owner": "The Partner",
        "title": "X",
        "area": "E12000007",
        "basis": "Y",
        "adopted_on": "2008-01-01",
    }
    makers.make_area(code="E12000007", name="London", kind=Kind.REGION)
    page = signed_in(people.ann).post("/strategies/to-take-account-of", sent).content.decode()
    assert "takes the role coordinator there" in page
    assert Client().post("/strategies/to-take-account-of", sent).status_code == 302
    assert not WiderStrategy.objects.exists()
    makers.make_holding(people.bob, people.council, Role.VIEWER)
