"""Inviting somebody by e-mail, and accepting: a link that works once and for a week."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.conf import settings
from django.core import mail
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from placepact.audit import queries as audit
from placepact.people.actions import operator
from placepact.people.models import User
from placepact.roles import invitations, queries
from placepact.roles.models import Invitation
from placepact.roles.permissions import NotAllowed
from placepact.roles.rules import Role
from tests.makers import PASSWORD, People, make_invitation

NEW = "eve@example.org"
GIVEN = {"name": "Eve", "password": "four-unlikely-words-here"}

# Who may invite to which role of the council: Ada administers it, Ann coordinates it.
MAY_INVITE = {
    "ada": set(Role),
    "ann": {Role.VIEWER, Role.CONTRIBUTOR, Role.APPROVER, Role.SCRUTINY},
    "bob": set(),
    "cat": set(),
    "dan": set(),
    "operator": set(Role),
}


def link() -> str:
    """The page that the newest e-mail leads to."""
    found = re.search(
        rf"{re.escape(settings.PLACEPACT_ADDRESS)}(/invitations/\S+)", str(mail.outbox[-1].body)
    )
    assert found is not None
    return found[1]


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("name", MAY_INVITE)
def test_who_may_invite_to_what(name: str, role: Role, people: People, ada: User) -> None:
    by = {**people._asdict(), "ada": ada, "operator": operator()}[name]
    if role in MAY_INVITE[name]:
        invitations.invite(email=NEW, role=role, organisation=people.council, by=by)
        assert len(mail.outbox) == 1
    else:
        with pytest.raises(NotAllowed, match="takes the role"):
            invitations.invite(email=NEW, role=role, organisation=people.council, by=by)
        assert not mail.outbox
        assert not Invitation.objects.exists()


def test_an_invitation_is_sent_accepted_and_over(people: People, ada: User, client: Client) -> None:
    client.force_login(ada)
    address = "/organisations/the-council/people/invite"
    assert "Choose a role." in client.post(address, {"email": NEW}).content.decode()
    page = client.post(address, {"email": NEW, "role": "contributor"}, follow=True).content.decode()
    assert "on its way" in page
    assert NEW in page
    eve = Client()
    form = eve.get(link())
    assert "asked to be contributor there: somebody who delivers figures" in form.content.decode()
    assert "no-store" in form["Cache-Control"]
    weak = eve.post(link(), {**GIVEN, "password": "short"}).content.decode()
    assert "too short" in weak
    assert eve.post(link(), GIVEN)["Location"] == "/account"
    user = User.objects.get(email=NEW)
    assert queries.roles_in(user, people.council) == ["contributor"]
    assert eve.get("/account").status_code == 200
    assert eve.get("/returns")["Location"].startswith("/account/second-factor/needed")
    assert Client().get(link()).status_code == 410
    held = Invitation.objects.get()
    assert (held.email, held.accepted_by) == ("", user)
    assert audit.chain_break() is None
    assert NEW not in "".join(audit.lines())


def test_somebody_who_has_an_account_signs_in_and_accepts_with_one_click(people: People, ada: User) -> None:
    invitations.invite(email="dan@example.org", role=Role.VIEWER, organisation=people.council, by=ada)
    visitor = Client()
    page = visitor.get(link()).content.decode()
    assert "has an account already" in page
    assert 'name="password"' not in page
    assert visitor.post(link(), GIVEN).status_code == 200
    assert not queries.roles_in(people.dan, people.council)
    other = Client()
    other.force_login(people.bob)
    other.post(link())
    assert not queries.roles_in(people.bob, people.council)
    dan = Client()
    dan.post("/sign-in", {"login": "dan@example.org", "password": PASSWORD})
    dan.post(link())
    assert queries.roles_in(people.dan, people.council) == ["viewer"]


def test_the_action_itself_refuses_what_the_page_would_not_offer(people: People) -> None:
    make_invitation(people.council, email="dan@example.org", secret="s")
    for user in (None, people.bob):
        with pytest.raises(invitations.NotForYou, match="Sign in as dan@example"):
            invitations.accept(secret="s", name="X", password=GIVEN["password"], user=user)


@pytest.mark.parametrize("secret", ["nonsense", "late", "back"])
def test_a_link_that_never_was_or_is_over_is_told_with_what_to_do(
    secret: str, people: People, client: Client
) -> None:
    make_invitation(people.council, secret="late", expires_at=timezone.now() - dt.timedelta(seconds=1))
    make_invitation(people.council, secret="back", over_at=timezone.now(), email="")
    answer = client.get(f"/invitations/{secret}")
    assert answer.status_code == 410
    assert "Ask whoever sent it for another" in answer.content.decode()
    with pytest.raises(invitations.InvitationOver):
        invitations.accept(secret=secret, **GIVEN)


def test_a_second_invitation_to_the_same_role_makes_the_first_count_no_more(
    people: People, ada: User
) -> None:
    for _ in range(2):
        invitations.invite(email=NEW, role=Role.VIEWER, organisation=people.council, by=ada)
    first, second = (str(each.body) for each in mail.outbox)
    assert first != second
    assert invitations.open_ones(people.council).count() == 1


def test_an_invitation_is_taken_back_once(people: People, ada: User) -> None:
    invitation = invitations.invite(email=NEW, role=Role.VIEWER, organisation=people.council, by=ada)
    invitations.take_back(invitation=invitation, by=ada)
    with pytest.raises(invitations.InvitationOver):
        invitations.take_back(invitation=invitation, by=ada)
    assert Client().get(link()).status_code == 410


@pytest.mark.parametrize(
    ("email", "says"),
    [
        ("nonsense", "is not an e-mail address"),
        ("", "Nothing is not an e-mail address"),
        ("ann@example.org", "is coordinator at The Council already"),
    ],
)
def test_who_cannot_be_invited_is_told_why(email: str, says: str, people: People, ada: User) -> None:
    with pytest.raises(invitations.CannotInvite, match=says):
        invitations.invite(email=email, role=Role.COORDINATOR, organisation=people.council, by=ada)


def test_nobody_sends_post_to_the_whole_world_from_here(people: People, ada: User) -> None:
    for _ in range(invitations.MOST_OPEN):
        make_invitation(people.council, invited_by=ada)
    with pytest.raises(invitations.CannotInvite, match="Take some back"):
        invitations.invite(email=NEW, role=Role.VIEWER, organisation=people.council, by=ada)


def test_a_link_holds_a_secret_that_the_database_does_not(people: People, ada: User) -> None:
    invitations.invite(email=NEW, role=Role.VIEWER, organisation=people.council, by=ada)
    secret = link().rpartition("/")[2]
    assert len(secret) >= 40
    assert secret not in Invitation.objects.values_list("secret_hash", flat=True)
    assert secret not in "".join(audit.lines())


@pytest.mark.parametrize("by_page", [True, False])
def test_where_the_post_does_not_leave_nobody_is_invited(
    by_page: bool, people: People, ada: User, client: Client, settings: Settings
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9  # where nothing listens
    if by_page:
        client.force_login(ada)
        answer = client.post("/organisations/the-council/people/invite", {"email": NEW, "role": "viewer"})
        assert "The e-mail could not be sent" in answer.content.decode()
    else:
        with pytest.raises(OSError, match="refused"):
            invitations.invite(email=NEW, role=Role.VIEWER, organisation=people.council, by=ada)
    assert not Invitation.objects.exists()
