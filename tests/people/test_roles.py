"""Giving, ending and lending roles, caseloads, and what happens when somebody leaves: the acts as tables."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from placepact.audit import queries as audit
from placepact.audit.models import Entry
from placepact.people.actions import StillHere, operator
from placepact.people.models import User
from placepact.roles import actions, queries
from placepact.roles.models import Holding
from placepact.roles.permissions import NotAllowed, may
from placepact.roles.rules import GIVES, IS_FOR, MAY, Act, Role
from tests.makers import PASSWORD, People, make_area, make_holding, make_organisation, make_user

TODAY = timezone.localdate
DAY = dt.timedelta(days=1)
WHO = ("ann", "bob", "cat", "dan", "ada", "operator")


def somebody(name: str, people: People, ada: User) -> User:
    return {**people._asdict(), "ada": ada, "operator": operator()}[name]


def own(user: User) -> Holding:
    return Holding.objects.get(user=user)


def test_every_role_says_what_it_is_for_and_what_it_may() -> None:
    assert set(MAY) == set(IS_FOR) == set(Role)
    assert set(GIVES) <= set(Role)


def test_nobody_who_invites_can_raise_others_above_themselves() -> None:
    for role, given in GIVES.items():
        assert Act.INVITE_PEOPLE in MAY[role]
        if role != Role.ADMINISTRATOR:
            assert not any(Act.MANAGE_PEOPLE in MAY[each] or Act.SEE_AUDIT in MAY[each] for each in given)


@pytest.mark.parametrize(
    ("name", "may_give"), list(zip(WHO, (False, False, False, False, True, True), strict=True))
)
def test_roles_are_given_by_administrators_of_the_body_alone(
    name: str, may_give: bool, people: People, ada: User
) -> None:
    by = somebody(name, people, ada)
    if may_give:
        actions.give(user=people.dan, role=Role.CONTRIBUTOR, organisation=people.council, by=by)
        assert queries.roles_in(people.dan, people.council) == ["contributor"]
        assert Entry.objects.filter(what="role_given", by=by).exists()
    else:
        with pytest.raises(NotAllowed, match="takes the role administrator there"):
            actions.give(user=people.dan, role=Role.CONTRIBUTOR, organisation=people.council, by=by)
        assert not queries.holdings(people.dan).exists()


def test_an_administrator_gives_no_role_in_another_body(people: People, ada: User) -> None:
    with pytest.raises(NotAllowed, match="you hold no role"):
        actions.give(user=people.dan, role=Role.VIEWER, organisation=people.partner, by=ada)


def test_nobody_gives_a_role_to_themselves(people: People, ada: User) -> None:
    with pytest.raises(NotAllowed, match="Nobody gives a role to themselves"):
        actions.give(user=ada, role=Role.APPROVER, organisation=people.council, by=ada)


def test_a_role_that_is_held_is_not_given_again(people: People, ada: User) -> None:
    with pytest.raises(actions.HeldAlready, match="Ann is coordinator at The Council already"):
        actions.give(user=people.ann, role=Role.COORDINATOR, organisation=people.council, by=ada)


@pytest.mark.parametrize(
    ("name", "may_end"), list(zip(WHO, (True, False, False, False, True, True), strict=True))
)
def test_a_role_is_ended_by_its_holder_and_by_administrators(
    name: str, may_end: bool, people: People, ada: User
) -> None:
    by, holding = somebody(name, people, ada), own(people.ann)
    if may_end:
        actions.end(holding=holding, by=by)
        assert not queries.holdings(people.ann, TODAY() + DAY).exists()
    else:
        with pytest.raises(NotAllowed):
            actions.end(holding=holding, by=by)
        assert queries.holdings(people.ann, TODAY() + DAY).exists()


# --- lending ------------------------------------------------------------------------------------


def lend(people: People, **different: object) -> Holding:
    given = {
        "holding": own(people.ann),
        "to": people.dan,
        "starts_on": TODAY(),
        "ends_on": TODAY() + 6 * DAY,
        "by": people.ann,
        **different,
    }
    return actions.delegate(**given)  # type: ignore[arg-type]


def test_whoever_is_lent_a_role_may_do_what_it_allows_on_those_days_alone(people: People) -> None:
    lend(people, starts_on=TODAY() + DAY)
    on = {day: queries.holdings(people.dan, TODAY() + day * DAY).exists() for day in (0, 1, 7, 6, 8)}
    assert on == {0: False, 1: True, 6: True, 7: False, 8: False}
    entry = Entry.objects.get(what="role_lent")
    assert entry.by == people.ann
    assert entry.detail["to"] == people.dan.pk
    assert audit.chain_break() is None


@pytest.mark.parametrize(
    ("name", "may_lend"), list(zip(WHO, (True, False, False, False, False, True), strict=True))
)
def test_a_role_is_lent_by_its_holder_alone(name: str, may_lend: bool, people: People, ada: User) -> None:
    by = somebody(name, people, ada)
    if may_lend:
        assert lend(people, by=by).delegated_from == own(people.ann)
    else:
        with pytest.raises(NotAllowed, match="while you hold it yourself"):
            lend(people, by=by)


def test_what_was_lent_is_not_lent_on(people: People) -> None:
    lent = lend(people)
    with pytest.raises(NotAllowed, match="was lent to you"):
        actions.delegate(holding=lent, to=people.bob, starts_on=TODAY(), ends_on=TODAY(), by=people.dan)


@pytest.mark.parametrize(
    ("different", "says"),
    [
        ({"starts_on": TODAY() - DAY}, "is past"),
        ({"ends_on": TODAY() - DAY, "starts_on": TODAY()}, "Swap them"),
        ({"ends_on": TODAY() + 400 * DAY}, "longer than 366 days"),
    ],
)
def test_days_that_cannot_be_are_refused_with_what_to_do(
    different: dict[str, object], says: str, people: People
) -> None:
    with pytest.raises(actions.CannotLend, match=says):
        lend(people, **different)


def test_a_role_is_lent_neither_to_its_holder_nor_to_somebody_who_left(people: People) -> None:
    with pytest.raises(actions.CannotLend, match="hold this role yourself"):
        lend(people, to=people.ann)
    with pytest.raises(actions.CannotLend, match="cannot sign in here"):
        lend(people, to=make_user(is_active=False))


def test_a_role_is_not_lent_for_longer_than_it_is_held(people: People) -> None:
    Holding.objects.filter(user=people.ann).update(ends_on=TODAY() + DAY)
    with pytest.raises(actions.CannotLend, match="no longer than that"):
        lend(people)


def test_what_was_lent_ends_with_what_it_was_lent_from(people: People, ada: User) -> None:
    lend(people)
    actions.end(holding=own(people.ann), by=ada)
    assert not queries.holdings(people.dan, TODAY() + DAY).exists()


def test_whoever_lent_a_role_ends_that_on_any_day(people: People) -> None:
    actions.end(holding=lend(people), by=people.ann)
    assert not queries.holdings(people.dan, TODAY() + DAY).exists()
    assert queries.holdings(people.ann, TODAY() + DAY).exists()


def test_ending_a_role_never_makes_it_longer(people: People, ada: User) -> None:
    holding = own(people.ann)
    Holding.objects.filter(pk=holding.pk).update(ends_on=dt.date(2021, 1, 1))
    holding.refresh_from_db()
    assert actions.end(holding=holding, by=ada).ends_on == dt.date(2021, 1, 1)


def test_lending_and_ending_it_work_on_the_pages(people: People, client: Client) -> None:
    client.force_login(people.ann)
    address = f"/account/roles/{own(people.ann).pk}/lend"
    given = {"email": "nobody@example.org", "starts_on": "2020-01-01", "ends_on": "2020-01-02"}
    assert "Nobody signs in here with this address" in client.post(address, given).content.decode()
    given["email"] = "dan@example.org"
    assert "is past" in client.post(address, given).content.decode()
    days = {"starts_on": TODAY().isoformat(), "ends_on": (TODAY() + DAY).isoformat()}
    page = client.post(address, {**given, **days}, follow=True).content.decode()
    assert "Dan may act for you" in page
    assert "Who acts for you" in page
    lent = Holding.objects.get(user=people.dan)
    other = Client()
    other.force_login(people.dan)
    assert "acting for Ann" in other.get("/account").content.decode()
    client.post(f"/organisations/the-council/roles/{lent.pk}/end")
    assert not queries.holdings(people.dan, TODAY() + DAY).exists()


# --- caseloads ----------------------------------------------------------------------------------


def test_a_regional_office_looks_after_its_places_and_whoever_acts_for_it_too(people: People) -> None:
    body, by = make_organisation(name="Government Office"), operator()
    rita = make_user(name="Rita")
    holding = actions.give(user=rita, role=Role.REGIONAL_OFFICE, organisation=body, by=by)
    first, second = make_area(), make_area()
    actions.look_after(holding=holding, areas=[first, second], by=by)
    assert queries.caseload(rita) == {first.pk, second.pk}
    lend(people, holding=holding, by=rita)
    assert queries.caseload(people.dan) == {first.pk, second.pk}
    actions.look_after(holding=holding, areas=[second], by=by)
    assert queries.caseload(rita) == {second.pk}
    assert queries.caseload(people.ann) == set()


def test_no_other_role_has_a_caseload(people: People) -> None:
    with pytest.raises(actions.NoCaseload, match="Ann is coordinator at The Council"):
        actions.look_after(holding=own(people.ann), areas=[], by=operator())


# --- leaving ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "may_close"), list(zip(WHO, (False, False, False, False, True, True), strict=True))
)
def test_an_account_is_closed_by_administrators_alone(
    name: str, may_close: bool, people: People, ada: User
) -> None:
    by = somebody(name, people, ada)
    if may_close:
        actions.leave(user=people.ann, by=by)
    else:
        with pytest.raises(NotAllowed):
            actions.leave(user=people.ann, by=by)
    assert User.objects.get(pk=people.ann.pk).is_active is not may_close


def test_leaving_ends_roles_what_was_lent_and_every_session_at_once(people: People, ada: User) -> None:
    lend(people)
    here, there = Client(), Client()
    here.force_login(people.ann)
    there.force_login(people.ann)
    actions.leave(user=people.ann, by=ada)
    for client in (here, there):
        assert client.get("/account").status_code == 302
    assert not queries.holdings(User.objects.get(pk=people.ann.pk)).exists()
    assert not queries.holdings(people.dan).exists()
    assert not may(user=people.dan, act=Act.DRAFT_AGREEMENT, organisation=people.council)
    answer = Client().post("/sign-in", {"login": "ann@example.org", "password": PASSWORD})
    assert "do not belong together" in answer.content.decode()


def test_whoever_works_elsewhere_too_is_closed_only_where_all_are_managed(people: People, ada: User) -> None:
    make_holding(people.ann, people.partner, Role.VIEWER)
    with pytest.raises(NotAllowed, match="Ann has roles in The Partner"):
        actions.leave(user=people.ann, by=ada)
    make_holding(ada, people.partner, Role.ADMINISTRATOR)
    actions.leave(user=people.ann, by=ada)


def test_somebody_without_any_role_is_closed_at_the_command_line(people: People, ada: User) -> None:
    with pytest.raises(NotAllowed, match="no organisation that you manage"):
        actions.leave(user=people.dan, by=ada)


def test_a_name_is_erased_and_the_chain_still_holds(people: People, ada: User, client: Client) -> None:
    actions.give(user=people.ann, role=Role.VIEWER, organisation=people.council, by=ada)
    with pytest.raises(StillHere, match="Close the account first"):
        actions.erase_name(user=people.ann, by=ada)
    client.force_login(ada)
    address = f"/organisations/the-council/people/{people.ann.pk}/leave"
    client.post(address)
    assert "Erase the name" in client.get(address).content.decode()
    client.post(address)
    gone = User.objects.get(pk=people.ann.pk)
    assert gone.name == "Somebody who has left"
    assert "ann" not in gone.email
    assert not gone.emailaddress_set.exists()  # type: ignore[attr-defined]
    assert audit.chain_break() is None
    assert "ann@example.org" not in "".join(audit.lines())


def test_the_page_of_people_takes_few_queries_however_many_there_are(
    people: People, ada: User, client: Client, django_assert_max_num_queries: object
) -> None:
    for _ in range(20):
        make_holding(make_user(), people.council, Role.CONTRIBUTOR)
    client.force_login(ada)
    with django_assert_max_num_queries(15):  # type: ignore[operator]
        page = client.get("/organisations/the-council/people").content.decode()
    assert "23 roles are held here today" in page
    assert "because you hold the role administrator at The Council" in page
