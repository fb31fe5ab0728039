"""Signing in and out."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.makers import PASSWORD, People, make_user


def sign_in(client: Client, email: str, password: str = PASSWORD, after: str = "") -> str:
    answer = client.post("/sign-in", {"username": email, "password": password, "next": after})
    return str(answer["Location"]) if answer.status_code == 302 else answer.content.decode()


def test_whoever_signs_in_gets_to_the_page_they_wanted(people: People, client: Client) -> None:
    assert sign_in(client, "ann@example.org", after="/account") == "/account"
    assert "You are Ann" in client.get("/account").content.decode()


def test_an_address_in_capitals_is_the_same_address(people: People, client: Client) -> None:
    assert sign_in(client, "ANN@Example.org") == "/"


def test_nobody_is_sent_to_another_site(people: People, client: Client) -> None:
    assert sign_in(client, "ann@example.org", after="https://elsewhere.example/") == "/"


@pytest.mark.parametrize(
    ("email", "password"), [("ann@example.org", "wrong"), ("nobody@example.org", PASSWORD)]
)
def test_a_wrong_address_and_a_wrong_password_are_told_in_the_same_words(
    email: str, password: str, people: People, client: Client
) -> None:
    text = sign_in(client, email, password)
    assert "do not belong together" in text
    assert 'href="#id_username"' in text
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
    field = "id_password" if "password" in words else "id_username"
    assert text.count(words) == 2
    assert f'href="#{field}"' in text
    assert f'id="{field}-error"' in text


def test_somebody_who_has_left_cannot_sign_in(people: People, client: Client) -> None:
    make_user(email="gone@example.org", is_active=False)
    assert "do not belong together" in sign_in(client, "gone@example.org")


def test_signing_out_is_a_post_and_ends_the_session(people: People, client: Client) -> None:
    client.force_login(people.ann)
    assert client.get("/sign-out").status_code == 405
    assert client.get("/account").status_code == 200
    assert client.post("/sign-out")["Location"] == "/"
    assert client.get("/account").status_code == 302


def test_a_form_from_elsewhere_is_refused_with_a_sentence(people: People) -> None:
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post("/sign-in", {"username": "ann@example.org", "password": PASSWORD})
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
    assert "Lets you see audit, see draft, see refused rows for it." in text
    client.force_login(people.dan)
    assert "You hold no role" in client.get("/account").content.decode()
