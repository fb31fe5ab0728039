"""Signing in and out, the second factor, a new password, sessions, and what stops whoever guesses."""

from __future__ import annotations

import re
import time
from typing import Any

import pytest
from allauth.core.context import request_context
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core import mail
from django.core.cache import cache
from django.test import Client, RequestFactory

from placepact.audit.models import Entry
from placepact.roles.rules import Role
from tests.makers import PASSWORD, SECRET, People, make_holding, make_second_factor, make_user

NEW = "another-four-words-here"


@pytest.fixture(autouse=True)
def _nobody_has_tried(db: None) -> None:
    cache.clear()


def sign_in(client: Client, email: str, password: str = PASSWORD, after: str = "") -> str:
    answer = client.post("/sign-in", {"login": email, "password": password, "next": after})
    return str(answer["Location"]) if answer.status_code == 302 else answer.content.decode()


def code() -> str:
    """What an authenticator app with SECRET shows now."""
    return format_hotp_value(hotp_value(SECRET, int(time.time()) // 30))


def test_whoever_signs_in_gets_to_the_page_they_wanted(people: People, client: Client) -> None:
    assert sign_in(client, "dan@example.org", after="/account") == "/account"
    assert "You are Dan" in client.get("/account").content.decode()


def test_an_address_in_capitals_is_the_same_address(people: People, client: Client) -> None:
    assert sign_in(client, "DAN@Example.org") == "/"


def test_nobody_is_sent_to_another_site(people: People, client: Client) -> None:
    assert sign_in(client, "dan@example.org", after="https://elsewhere.example/") == "/"


@pytest.mark.parametrize(
    ("email", "password"), [("dan@example.org", "wrong"), ("nobody@example.org", PASSWORD)]
)
def test_a_wrong_address_and_a_wrong_password_are_told_in_the_same_words(
    email: str, password: str, people: People, client: Client
) -> None:
    text = sign_in(client, email, password)
    assert "do not belong together" in text
    assert 'href="#id_login"' in text
    assert f'value="{email}"' in text
    assert password not in text.replace(email, "")


@pytest.mark.parametrize(
    ("email", "password", "words"),
    [
        ("", "x", "Enter your e-mail address."),
        ("ann@example.org", "", "Enter your password."),
        ("ann", "x", "This is not an e-mail address."),
    ],
)
def test_a_fault_stands_on_top_linked_to_its_field_and_beside_it(
    email: str, password: str, words: str, people: People, client: Client
) -> None:
    text = sign_in(client, email, password)
    field = "id_password" if "password" in words else "id_login"
    assert text.count(words) == 2
    assert f'href="#{field}"' in text
    assert f'id="{field}-error"' in text
    assert "<title>Error: Sign in - placepact</title>" in text


def test_somebody_who_has_left_cannot_sign_in(people: People, client: Client) -> None:
    make_user(email="gone@example.org", is_active=False)
    sign_in(client, "gone@example.org")
    assert client.get("/account").status_code == 302


def test_signing_out_is_a_post_and_ends_the_session(people: People, client: Client) -> None:
    client.force_login(people.ann)
    assert client.get("/sign-out").status_code == 405
    assert client.get("/account").status_code == 200
    assert client.post("/sign-out")["Location"] == "/"
    assert client.get("/account").status_code == 302


def test_a_form_from_elsewhere_is_refused_with_a_sentence(people: People) -> None:
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post("/sign-in", {"login": "ann@example.org", "password": PASSWORD})
    assert answer.status_code == 403
    assert "out of date" in answer.content.decode()


def test_reading_sets_no_cookie(people: People, client: Client) -> None:
    for address in ("/", "/places", "/search?q=x", "/privacy"):
        client.get(address)
    assert not client.cookies


def test_an_account_names_roles_and_what_they_let_one_do(people: People, client: Client) -> None:
    client.force_login(people.cat)
    text = client.get("/account").content.decode()
    assert "Auditor" in text
    assert "Lets you check evidence, see audit, see drafts, see people, see refused rows for it." in text
    client.force_login(people.dan)
    assert "You hold no role" in client.get("/account").content.decode()


# --- what stops whoever guesses ---------------------------------------------------------------


def test_after_five_wrong_passwords_the_right_one_waits_too(people: People, client: Client) -> None:
    for _ in range(5):
        assert "do not belong together" in sign_in(client, "dan@example.org", "wrong")
    assert "Wait five minutes" in sign_in(client, "dan@example.org")
    assert client.get("/account").status_code == 302


def test_attempts_are_counted_for_every_process_of_the_site(people: People, client: Client) -> None:
    """The count is in the database, so that a second process (here: a cache made anew) knows of it."""
    from django.core.cache import caches

    for _ in range(5):
        sign_in(client, "dan@example.org", "wrong")
    del caches["default"]
    assert "Wait five minutes" in sign_in(Client(), "dan@example.org")


def test_whoever_tries_many_addresses_is_stopped_too(people: People, client: Client) -> None:
    said = [sign_in(client, f"person{n}@example.org", "wrong") for n in range(11)]
    assert "do not belong together" in said[9]
    assert "Wait five minutes" in said[10]


def test_somebody_elses_wrong_passwords_do_not_stop_another_person(people: People, client: Client) -> None:
    for _ in range(5):
        sign_in(client, "dan@example.org", "wrong")
    assert sign_in(client, make_user(email="eve@example.org").email) == "/"


def test_wrong_codes_are_counted_too(people: People, client: Client) -> None:
    sign_in(client, "ann@example.org")
    said = [client.post("/sign-in/second-factor", {"code": "000000"}) for _ in range(6)]
    assert "This code is wrong" in said[0].content.decode()
    assert "Too many" in said[5].content.decode() or said[5].status_code == 429
    client.post("/sign-in/second-factor", {"code": code()})
    assert client.get("/account").status_code == 302


# --- the second factor ------------------------------------------------------------------------


def test_a_password_alone_lets_nobody_in_who_has_a_second_factor(people: People, client: Client) -> None:
    assert sign_in(client, "ann@example.org", after="/returns").startswith("/sign-in/second-factor")
    assert client.get("/account").status_code == 302
    page = client.get("/sign-in/second-factor").content.decode()
    assert "the code that your authenticator app shows" in page
    answer = client.post("/sign-in/second-factor", {"code": code()})
    assert answer["Location"] == "/returns"
    assert client.get("/account").status_code == 200


@pytest.mark.parametrize("role", list(Role))
def test_above_viewer_a_person_without_one_is_led_to_set_it_up(
    role: Role, people: People, client: Client
) -> None:
    make_holding(people.dan, people.council, role)
    Authenticator.objects.filter(user=people.dan).delete()
    client.force_login(people.dan)
    answer = client.get("/returns?page=1")
    if role == Role.VIEWER:
        assert answer.status_code == 200
        return
    assert answer["Location"] == "/account/second-factor/needed?next=%2Freturns%3Fpage%3D1"
    page = client.get(answer["Location"]).content.decode()
    assert f"{role.words.lower()} at The Council" in page
    assert "a password alone is not enough" in page
    assert 'href="/returns?page=1"' in page
    for open_page in ("/account", "/account/second-factor", "/privacy"):
        assert client.get(open_page).status_code == 200


def test_a_stolen_password_alone_lends_no_role(people: People, client: Client) -> None:
    Authenticator.objects.filter(user=people.ann).delete()
    client.force_login(people.ann)
    held = people.ann.holdings.get()  # type: ignore[attr-defined]
    day = "2099-01-01"
    given = {"email": "dan@example.org", "starts_on": day, "ends_on": day}
    answer = client.post(f"/account/roles/{held.pk}/lend", given)
    assert answer["Location"].startswith("/account/second-factor/needed")
    assert not held.delegations.exists()


def test_recovery_codes_alone_are_no_second_factor(people: People, client: Client) -> None:
    make_holding(people.dan, people.council, Role.APPROVER)
    Authenticator.objects.filter(user=people.dan).delete()
    make_second_factor(people.dan, type=Authenticator.Type.RECOVERY_CODES, data={"seed": "x"})
    client.force_login(people.dan)
    assert client.get("/returns").status_code == 302


def test_nobody_is_led_elsewhere_by_the_page_that_asks_for_it(people: People, client: Client) -> None:
    client.force_login(people.ann)
    page = client.get("/account/second-factor/needed?next=https://elsewhere.example/").content.decode()
    assert "elsewhere" not in page


def test_an_authenticator_app_is_set_up_with_recovery_codes_and_on_record(
    people: People, client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    sign_in(client, "dan@example.org")
    assert client.get("/account/second-factor/app")["Location"].startswith("/account/confirm?next=")
    client.post("/account/confirm", {"password": PASSWORD})
    page = client.get("/account/second-factor/app").content.decode()
    assert "<svg" in page
    found = re.search(r'<code class="pp-code">(\w+)</code>', page)
    assert found is not None
    wrong = client.post("/account/second-factor/app", {"code": "000000"}).content.decode()
    assert "This code is wrong" in wrong
    now = format_hotp_value(hotp_value(found[1], int(time.time()) // 30))
    # What follows a commit belongs to the request; here it runs after it, so it gets one to belong to.
    with request_context(RequestFactory().get("/")), django_capture_on_commit_callbacks(execute=True):
        answer = client.post("/account/second-factor/app", {"code": now}, follow=True)
    assert answer.content.decode().count("<li><code>") == 10
    whats = list(Entry.objects.filter(by=people.dan).values_list("what", flat=True))
    assert "authenticator_app_added" in whats
    assert [each.subject for each in mail.outbox][:1] == ["An authenticator app was set up"]
    one = re.search(r"<li><code>(\d+)</code>", answer.content.decode())
    assert one is not None
    other = Client()
    sign_in(other, "dan@example.org")
    assert other.post("/sign-in/second-factor", {"code": one[1]}).status_code == 302
    assert other.get("/account").status_code == 200
    other.post("/account/confirm", {"password": PASSWORD})
    assert "9 of 10 are left" in other.get("/account/second-factor/codes").content.decode()


# --- passwords and sessions -------------------------------------------------------------------


def test_a_lost_password_is_replaced_by_a_link_that_works_once(people: People, client: Client) -> None:
    known = client.post("/sign-in/new-password", {"email": "dan@example.org"}, follow=True).content
    unknown = client.post("/sign-in/new-password", {"email": "no@example.org"}, follow=True).content
    assert known == unknown
    assert len(mail.outbox) == 1
    found = re.search(r"http://testserver(/sign-in/new-password/\S+)", str(mail.outbox[0].body))
    assert found is not None
    form = client.get(found[1], follow=True)
    action = re.search(r'action="(/sign-in/new-password/[^"]+)"', form.content.decode())
    assert action is not None
    weak = client.post(action[1], {"password1": "short", "password2": "short"}).content.decode()
    assert "too short" in weak
    client.post(action[1], {"password1": NEW, "password2": NEW})
    assert sign_in(Client(), "dan@example.org", NEW) == "/"
    assert "works no more" in Client().get(found[1], follow=True).content.decode()
    assert Entry.objects.filter(what="password_changed", by=people.dan).exists()


def test_a_changed_password_ends_the_other_sessions(people: People, client: Client) -> None:
    other = Client()
    sign_in(other, "dan@example.org")
    sign_in(client, "dan@example.org")
    given = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    answer = client.post("/account/password", given, follow=True)
    assert "Your password was changed" in answer.content.decode()
    assert client.get("/account").status_code == 200
    assert other.get("/account").status_code == 302


def test_ones_sessions_are_listed_and_the_others_can_be_ended(people: People, client: Client) -> None:
    other = Client(headers={"user-agent": "Another browser"})
    sign_in(other, "dan@example.org")
    sign_in(client, "dan@example.org")
    page = client.get("/account/sessions").content.decode()
    assert "Another browser" in page
    client.post("/account/sessions")
    assert other.get("/account").status_code == 302
    assert client.get("/account").status_code == 200


def test_an_address_that_is_not_proven_is_asked_to_be(people: People, client: Client) -> None:
    people.dan.emailaddress_set.update(verified=False)  # type: ignore[attr-defined]
    assert sign_in(client, "dan@example.org") == "/sign-in/address"
    assert client.get("/account").status_code == 302
    found = re.search(r"http://testserver(/sign-in/address/\S+)", str(mail.outbox[0].body))
    assert found is not None
    assert "Is dan@example.org yours?" in client.get(found[1]).content.decode()
    client.post(found[1])
    assert sign_in(Client(), "dan@example.org") == "/"


def test_nobody_can_make_an_account_for_themselves(people: People, client: Client) -> None:
    assert client.get("/signup").status_code == 404
    assert client.get("/accounts/signup/").status_code == 404
