"""Who may do what: deny by default, with a sentence that says why."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser

from placepact.organisations.models import Organisation
from placepact.people.actions import AlreadyKnown, WeakPassword, add_user, operator
from placepact.people.models import User
from placepact.roles import actions
from placepact.roles.models import Holding
from placepact.roles.permissions import NotAllowed, check_may, may
from placepact.roles.rules import MAY, Act, Role

pytestmark = pytest.mark.django_db

PASSWORD = "four-unlikely-words-here"


@pytest.fixture
def council() -> Organisation:
    return Organisation.objects.create(
        slug="council", name="Council", short_name="Council", sector="s", legal_form="f"
    )


@pytest.fixture
def partner() -> Organisation:
    return Organisation.objects.create(
        slug="partner", name="Partner", short_name="Partner", sector="s", legal_form="f"
    )


def somebody(name: str, role: Role | None, organisation: Organisation) -> User:
    user = add_user(email=f"{name}@example.org", name=name, password=PASSWORD, by=None)
    if role:
        actions.give(user=user, role=role, organisation=organisation, by=operator())
    return user


DELIVERS = {
    Act.DELIVER_FIGURES,
    Act.SEE_REFUSED_ROWS,
    Act.DELIVER_SPENDING,
    Act.DECIDE_SUPPLIERS,
    Act.CLASSIFY_SPENDING,
}
# Ann leads the accountable council, Bob works for a partner, Cat audits, Dan may see nothing; and one of each
# other role. The acts of agreements have a table of their own.
TABLE = [
    ("ann", Role.COORDINATOR, DELIVERS | {Act.SEE_PEOPLE, Act.INVITE_PEOPLE}),
    ("bob", Role.CONTRIBUTOR, DELIVERS),
    ("cat", Role.AUDITOR, {Act.SEE_REFUSED_ROWS, Act.SEE_AUDIT, Act.SEE_PEOPLE}),
    ("dan", None, set()),
    ("viv", Role.VIEWER, set()),
    ("sue", Role.APPROVER, set()),
    ("reg", Role.REGIONAL_OFFICE, set()),
    ("dee", Role.DEPARTMENT, set()),
    ("sid", Role.SCRUTINY, set()),
    ("ada", Role.ADMINISTRATOR, {Act.SEE_PEOPLE, Act.INVITE_PEOPLE, Act.MANAGE_PEOPLE}),
]
HERE = DELIVERS | {Act.SEE_AUDIT, Act.SEE_PEOPLE, Act.INVITE_PEOPLE, Act.MANAGE_PEOPLE}


@pytest.mark.parametrize(("name", "role", "allowed"), TABLE)
def test_each_person_may_do_what_the_table_says_and_nothing_else(name, role, allowed, council):
    user = somebody(name, role, council)
    assert {act for act in HERE if may(user=user, act=act, organisation=council)} == allowed


def test_every_role_has_its_person_in_the_table_above():
    assert {role for _, role, _ in TABLE} == {*Role, None}


def test_a_role_counts_in_its_own_organisation_only(council, partner):
    bob = somebody("bob", Role.CONTRIBUTOR, partner)
    assert may(user=bob, act=Act.DELIVER_FIGURES, organisation=partner)
    assert not may(user=bob, act=Act.DELIVER_FIGURES, organisation=council)


def test_a_visitor_may_do_nothing_and_is_asked_to_sign_in(council):
    with pytest.raises(NotAllowed, match="Sign in first: only people of Council"):
        check_may(user=AnonymousUser(), act=Act.DELIVER_FIGURES, organisation=council)


def test_a_refusal_names_the_role_it_takes_and_the_role_held(council):
    cat = somebody("cat", Role.AUDITOR, council)
    with pytest.raises(NotAllowed, match="takes the role contributor or coordinator there; you hold auditor"):
        check_may(user=cat, act=Act.DELIVER_FIGURES, organisation=council)


def test_an_ended_role_allows_nothing_from_the_next_day_on(council):
    bob = somebody("bob", Role.CONTRIBUTOR, council)
    Holding.objects.filter(user=bob).update(starts_on=dt.date(2020, 1, 1), ends_on=dt.date(2020, 12, 31))
    assert not may(user=bob, act=Act.DELIVER_FIGURES, organisation=council)


def test_somebody_who_is_not_active_may_do_nothing(council):
    bob = somebody("bob", Role.CONTRIBUTOR, council)
    bob.is_active = False
    assert not may(user=bob, act=Act.DELIVER_FIGURES, organisation=council)


def test_every_role_has_a_row_in_the_table_of_what_it_may_do():
    assert set(MAY) == set(Role)


def test_a_password_that_is_easy_to_guess_is_refused_with_the_reason():
    with pytest.raises(WeakPassword, match="too short"):
        add_user(email="dan@example.org", name="Dan", password="short", by=None)


def test_one_address_has_one_account_whatever_its_case():
    add_user(email="dan@example.org", name="Dan", password=PASSWORD, by=None)
    with pytest.raises(AlreadyKnown, match=r"DAN@example\.org"):
        add_user(email="DAN@example.org", name="Dan again", password=PASSWORD, by=None)


def test_the_operator_is_made_once_and_cannot_sign_in():
    assert operator() == operator()
    assert not operator().has_usable_password()
