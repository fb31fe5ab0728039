"""Secrets of sign-in are sealed in the database: a copy of it opens nothing."""

from __future__ import annotations

import json

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialApp
from django.test import RequestFactory

from placepact.people.actions import operator
from placepact.people.sealing import SealedUnderAnotherKey, seal, unseal
from placepact.roles.services import Client, keep
from tests import makers

SECRET = "JBSWY3DPEHPK3PXP"


def test_what_is_sealed_opens_again_and_is_never_the_same_twice() -> None:
    one, other = seal(SECRET), seal(SECRET)
    assert one != other
    assert SECRET not in one
    assert unseal(one) == unseal(other) == SECRET


def test_what_was_kept_plain_is_read_as_it_is() -> None:
    assert unseal(SECRET) == SECRET


def test_another_key_opens_nothing_and_a_former_one_still_does(settings: object) -> None:
    kept, former = seal(SECRET), settings.SECRET_KEY  # type: ignore[attr-defined]
    settings.SECRET_KEY = "k" * 50  # type: ignore[attr-defined]
    with pytest.raises(SealedUnderAnotherKey, match="Put that key back"):
        unseal(kept)
    settings.SECRET_KEY_FALLBACKS = [former]  # type: ignore[attr-defined]
    assert unseal(kept) == SECRET


@pytest.mark.django_db
def test_the_secret_of_an_app_and_the_seed_of_codes_are_not_in_the_database() -> None:
    user = makers.make_user()
    app = TOTP.activate(user, SECRET)
    codes = RecoveryCodes.activate(user)
    assert SECRET not in json.dumps(app.instance.data)
    assert app.instance.data["secret"].startswith("sealed:")
    assert codes.instance.data["seed"].startswith("sealed:")
    assert len(codes.get_unused_codes()) > 5


@pytest.mark.django_db
def test_the_secret_of_an_organisations_sign_in_is_sealed_and_opened_for_the_library_alone() -> None:
    body = makers.make_organisation(slug="the-council", name="The Council")
    long = "a-secret-of-some-length-" * 8
    client = Client("https://s.example", "placepact", long, "https://s.example")
    keep(organisation=body, client=client, domains=["council.example"], by=operator())
    held = SocialApp.objects.get()
    assert held.secret == ""
    assert long not in json.dumps(held.settings)
    assert get_adapter().get_app(RequestFactory().get("/"), provider="the-council").secret == long
