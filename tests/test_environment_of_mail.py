"""What the environment says of e-mail, of the site's address and of the servers before it."""

from __future__ import annotations

import pytest
from django.core.exceptions import ImproperlyConfigured

from placepact.config import environment


@pytest.fixture(autouse=True)
def _nothing_said(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("PLACEPACT_SMTP", "PLACEPACT_MAIL_FROM", "PLACEPACT_ADDRESS", "PLACEPACT_PROXIES"):
        monkeypatch.delenv(name, raising=False)


def test_e_mail_is_printed_where_nothing_is_said() -> None:
    assert environment.mail().backend.endswith("console.EmailBackend")


@pytest.mark.parametrize(
    ("given", "host", "port", "starttls", "tls"),
    [
        ("smtp+starttls://ann:p%40ss@mail.example", "mail.example", 587, True, False),
        ("smtps://ann:p%40ss@mail.example:2465", "mail.example", 2465, False, True),
        ("smtp://ann:p%40ss@127.0.0.1", "127.0.0.1", 25, False, False),
    ],
)
def test_a_server_for_e_mail_is_read(
    given: str, host: str, port: int, starttls: bool, tls: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PLACEPACT_SMTP", given)
    found = environment.mail()
    assert (found.host, found.port, found.uses_starttls, found.uses_tls) == (host, port, starttls, tls)
    assert (found.user, found.password) == ("ann", "p@ss")
    assert found.backend.endswith("smtp.EmailBackend")


@pytest.mark.parametrize("given", ["mail.example", "http://mail.example", "smtp://", "smtp://a:99999"])
def test_a_server_that_cannot_be_read_stops_with_a_sentence(
    given: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PLACEPACT_SMTP", given)
    with pytest.raises(ImproperlyConfigured, match="Write it as smtp"):
        environment.mail()


def test_a_sender_without_an_at_sign_stops_with_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLACEPACT_MAIL_FROM", "placepact")
    with pytest.raises(ImproperlyConfigured, match="Write an e-mail address"):
        environment.mail()


def test_links_lead_to_the_address_that_is_said_else_to_the_first_name(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert environment.address(["p.example"], is_https=True) == "https://p.example"
    assert environment.address(["localhost"], is_https=False) == "http://localhost:8000"
    monkeypatch.setenv("PLACEPACT_ADDRESS", "https://q.example/")
    assert environment.address(["p.example"], is_https=True) == "https://q.example"
    monkeypatch.setenv("PLACEPACT_ADDRESS", "q.example/path")
    with pytest.raises(ImproperlyConfigured, match="without a path"):
        environment.address(["p.example"], is_https=True)


def test_behind_tls_one_server_tells_who_asks_unless_said_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    assert [environment.proxies(is_https=each) for each in (False, True)] == [0, 1]
    monkeypatch.setenv("PLACEPACT_PROXIES", "2")
    assert environment.proxies(is_https=True) == 2
    monkeypatch.setenv("PLACEPACT_PROXIES", "many")
    with pytest.raises(ImproperlyConfigured, match="from 0 to 9"):
        environment.proxies(is_https=True)
