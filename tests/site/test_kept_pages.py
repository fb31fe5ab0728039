"""Kept pages: what moves the record, the day, the host or the visitor gives another page, never an old one."""

from __future__ import annotations

import datetime as dt

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from placepact.organisations.actions import Entry, register
from placepact.people.actions import operator
from placepact.site import record
from tests.makers import People

pytestmark = pytest.mark.django_db
PAGE = "/organisations"


def test_a_page_is_made_once_and_kept_while_the_record_stands(
    people: People, client: Client, django_assert_num_queries: object
) -> None:
    first = client.get(PAGE)
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert client.get(PAGE).content == first.content


def test_a_change_to_the_record_is_on_the_page_at_once(people: People, client: Client) -> None:
    before = client.get(PAGE)
    assert "Newcomers Together" not in before.content.decode()
    newcomer = Entry(
        slug="newcomers",
        name="Newcomers Together",
        short_name="Newcomers",
        sector="charity",
        legal_form="charity",
    )
    register(entries=[newcomer], source="a test", by=operator())
    after = client.get(PAGE, headers={"If-None-Match": before["ETag"]})
    assert after.status_code == 200
    assert "Newcomers Together" in after.content.decode()


def test_a_browser_that_has_the_page_is_told_so(people: People, client: Client) -> None:
    tag = client.get(PAGE)["ETag"]
    again = client.get(PAGE, headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")
    assert "default-src 'none'" in again["Content-Security-Policy"]


def test_a_new_day_gives_a_new_page(people: People, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    tag = client.get(PAGE)["ETag"]
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    monkeypatch.setattr(record.timezone, "localdate", lambda: tomorrow)
    assert client.get(PAGE)["ETag"] != tag


def test_each_host_and_each_question_has_a_page_of_its_own(people: People, client: Client) -> None:
    tags = {
        client.get(address, headers={"host": host})["ETag"]
        for address in (PAGE, f"{PAGE}?a=1&b=2", f"{PAGE}?b=2&a=1")
        for host in ("localhost", "127.0.0.1")
    }
    assert len(tags) == 6


def test_nobody_gets_the_page_of_somebody_who_has_signed_in(people: People, client: Client) -> None:
    signed_in = Client()
    signed_in.force_login(people.ann)
    visitors = client.get(PAGE).content
    own = signed_in.get(PAGE)
    assert own["Cache-Control"] == "private, no-store"
    assert "Sign out" in own.content.decode()
    assert client.get(PAGE).content == visitors
    assert settings.SESSION_COOKIE_NAME not in client.cookies


def test_what_is_kept_stays_within_its_limits() -> None:
    kept = record.Kept(most=2, bytes_at_most=10)
    for key in ("a", "b", "c"):
        kept.put(key, record.HttpResponse(b"1234"))
    assert [kept.get(key) is not None for key in ("a", "b", "c")] == [False, True, True]
    kept.put("d", record.HttpResponse(b"12345678"))
    assert [kept.get(key) is not None for key in ("b", "c", "d")] == [False, False, True]


def test_whoever_is_signed_in_already_is_not_sent_round_in_circles(people: People, client: Client) -> None:
    client.force_login(people.ann)
    assert client.get("/sign-in?next=/sign-in")["Location"] == "/"


def test_a_reference_of_thousands_of_digits_is_not_found(people: People, client: Client) -> None:
    assert client.get("/returns/R-" + "9" * 5000).status_code == 404
