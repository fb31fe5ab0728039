"""The demonstration's histories are acted by the organisations' own people, and a newcomer can sit in their chairs."""

from __future__ import annotations

import pytest
from django.test import Client

from placepact.agreements.models import Agreement, Move, Signature
from placepact.demonstration.build import Built
from placepact.people.models import User

pytestmark = pytest.mark.django_db


def test_every_step_is_taken_by_a_negotiator_of_the_organisation(built: Built) -> None:
    moves = [(each.by, each.organisation) for each in Move.objects.select_related("by", "organisation")]
    signed = [(each.signed_by, each.organisation) for each in Signature.objects.select_related("signed_by")]
    assert moves
    assert signed
    for person, body in {*moves, *signed}:
        assert person.name == f"Negotiator, {body.short_name} (illustrative)"
        assert person.is_demonstration


def test_nobody_is_named_the_command_line_in_a_thread(built: Built, client: Client) -> None:
    client.force_login(User.objects.get(email="rochdale@demo.example"))
    for page in ("lines/SSC2", "timeline"):
        told = client.get(f"/agreements/rochdale-laa-2008/{page}").content.decode()
        assert "Negotiator, " in told
        assert "Command line" not in told


def test_a_newcomer_can_sit_for_the_council_two_partners_and_the_secretary_of_state(built: Built) -> None:
    client = Client()
    for name in ("rochdale", "police", "health", "office"):
        account = next(each for each in built.accounts if each.email == f"{name}@demo.example")
        assert client.login(username=account.email, password=account.password)
    others = User.objects.filter(name__startswith="Negotiator,").exclude(
        email__in=[each.email for each in built.accounts]
    )
    assert others.exists()
    assert not any(each.has_usable_password() for each in others)
    assert Agreement.objects.count() == len(built.agreements)
