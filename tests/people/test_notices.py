"""What waits for somebody: told once, on a page of their own, and in one e-mail a day at most."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core import mail
from django.test import Client
from pytest_django import Settings

from placepact.audit import queries as audit
from placepact.people.actions import operator, settle, tell
from placepact.people.digest import send_all
from placepact.people.models import Digest, Notice
from placepact.roles import actions
from tests.makers import People, make_notice

DAY = dt.date(2026, 3, 2)
NEXT = DAY + dt.timedelta(days=1)
WHAT = "A line of the settlement waits for your consent."


def test_somebody_is_told_once_while_it_waits_and_again_once_it_was_settled(people: People) -> None:
    for _ in range(3):
        tell(people.ann, WHAT, "/agreements/the-settlement", people.council)
    assert Notice.objects.count() == 1
    settle(people.council)
    tell(people.ann, WHAT, "/agreements/the-settlement", people.council)
    assert Notice.objects.filter(done_at__isnull=True).count() == 1


def test_what_is_settled_for_one_person_still_waits_for_another(people: People) -> None:
    for user in (people.ann, people.bob):
        tell(user, WHAT, "/", people.council)
    settle(people.council, people.ann)
    assert [each.user for each in Notice.objects.filter(done_at__isnull=True)] == [people.bob]


def test_one_e_mail_holds_everything_that_waits_and_the_head_of_the_chain(people: People) -> None:
    operator()
    tell(people.ann, WHAT, "/agreements/the-settlement", people.council)
    tell(people.ann, "A return waits for you.", "/returns", people.partner)
    assert send_all(DAY).mails == 1
    (sent,) = mail.outbox
    assert sent.subject == "placepact: 2 things wait for you"
    assert sent.to == ["ann@example.org"]
    body = str(sent.body)
    assert WHAT in body
    assert "http://localhost:8000/agreements/the-settlement" in body
    number, head = audit.version()
    assert head in body
    assert f"entry {number}" in body
    assert "&" not in body


def test_nobody_gets_two_e_mails_on_a_day_whatever_happens(people: People) -> None:
    for number in range(5):
        tell(people.ann, f"Thing {number} waits.", "/", people.council)
        send_all(DAY)
    assert len(mail.outbox) == 1
    assert send_all(NEXT).mails == 1
    assert "Thing 0" in str(mail.outbox[1].body)


def test_nothing_new_means_no_e_mail(people: People) -> None:
    tell(people.ann, WHAT, "/", people.council)
    send_all(DAY)
    assert send_all(NEXT).mails == 0
    tell(people.bob, WHAT, "/", people.council)
    settle(people.council)
    assert send_all(NEXT).mails == 0


def test_whoever_has_left_gets_none(people: People) -> None:
    tell(people.ann, WHAT, "/", people.council)
    actions.leave(user=people.ann, by=operator())
    assert send_all(DAY).mails == 0


def test_an_e_mail_that_does_not_leave_is_tried_again_and_named(people: People, settings: Settings) -> None:
    works = settings.EMAIL_BACKEND
    tell(people.ann, WHAT, "/", people.council)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9  # where nothing listens
    sent = send_all(DAY)
    assert sent.mails == 0
    assert sent.failed[0].startswith("ann@example.org: ")
    assert not Digest.objects.exists()
    settings.EMAIL_BACKEND = works
    assert send_all(DAY).mails == 1


def test_ones_notices_stand_on_ones_own_page_and_leave_it(people: People, client: Client) -> None:
    mine, theirs = make_notice(people.dan, what=WHAT), make_notice(people.bob, what="Not for Dan.")
    client.force_login(people.dan)
    page = client.get("/account/notices").content.decode()
    assert WHAT in page
    assert "Not for Dan." not in page
    assert "1 thing waits for you" in client.get("/account").content.decode()
    assert client.post(f"/account/notices/{theirs.pk}/dismiss").status_code == 404
    client.post(f"/account/notices/{mine.pk}/dismiss")
    assert WHAT not in client.get("/account/notices").content.decode()
    assert Notice.objects.filter(done_at__isnull=True).get() == theirs


def test_a_notice_that_leads_elsewhere_is_a_mistake_of_ours(people: People) -> None:
    from django.db import IntegrityError, transaction

    with pytest.raises(IntegrityError, match="a_notice_leads_to_a_page_of_ours"), transaction.atomic():
        tell(people.ann, WHAT, "https://elsewhere.example/", people.council)
