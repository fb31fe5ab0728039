"""Who is told that a negotiation waits for their organisation, and that nobody is told twice or for nothing."""

from __future__ import annotations

import pytest
from django.core import mail

from placepact.agreements.actions.noticing import tell_who_is_waited_for
from placepact.people.digest import send_all
from placepact.people.models import Notice
from tests.law.world import World, given_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return given_world()


def waiting() -> set[str]:
    """Whom something waits for, by name."""
    return set(Notice.objects.filter(done_at__isnull=True).values_list("user__name", flat=True))


def test_those_are_told_whose_organisation_must_answer(world: World) -> None:
    world.negotiating()
    tell_who_is_waited_for()
    told = waiting()
    assert {"bob", "hal"} <= {name.lower() for name in told}
    assert not {"cat", "dan"} & {name.lower() for name in told}


def test_who_has_answered_everything_is_told_no_more(world: World) -> None:
    version = world.negotiating()
    tell_who_is_waited_for()
    for name, reference in (("bob", "T1"), ("bob", "T3")):
        world.answer(version, name, reference)
    tell_who_is_waited_for()
    left = {name.lower() for name in waiting()}
    assert "bob" not in left
    assert "hal" in left


def test_nobody_is_told_twice_and_gets_one_e_mail(world: World) -> None:
    world.negotiating()
    tell_who_is_waited_for()
    before = Notice.objects.count()
    tell_who_is_waited_for()
    assert Notice.objects.count() == before
    sent = send_all().mails
    assert sent == len(mail.outbox) > 0
    assert send_all().mails == 0
    assert all("Lines of The agreement wait for" in str(each.body) for each in mail.outbox)


def test_an_agreement_with_its_parties_waits_for_signatures(world: World) -> None:
    world.with_parties()
    tell_who_is_waited_for()
    told = {each.what for each in Notice.objects.filter(done_at__isnull=True)}
    assert "The agreement waits for the signature of The Police." in told
