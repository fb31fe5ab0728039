"""Plain makers of people for tests, which `makers` hands on."""

from __future__ import annotations

import datetime as dt
import hashlib
from itertools import count
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialApp
from django.utils import timezone

from placepact.organisations.models import Organisation
from placepact.people.actions import vouch_for_address
from placepact.people.models import Notice, User
from placepact.roles.models import Domain, Holding, Invitation, SignInService
from placepact.roles.rules import Role

_next = count(1)
PASSWORD = "four-words-for-a-test"
SECRET = "JBSWY3DPEHPK3PXP"


def make_user(**different: Any) -> User:
    """Somebody who can sign in with PASSWORD, at an address that is proven."""
    n = next(_next)
    given = {"email": f"person{n}@example.org", "name": f"Person {n}", "password": PASSWORD, **different}
    user = User.objects.create_user(**given)
    vouch_for_address(user)
    return user


def make_second_factor(user: User, **different: Any) -> Authenticator:
    """An authenticator app, as everybody above the role viewer has one; its secret is SECRET."""
    given = {"type": Authenticator.Type.TOTP, "data": {"secret": SECRET}, **different}
    return Authenticator.objects.get_or_create(user=user, type=given["type"], defaults=given)[0]


def make_holding(user: User, organisation: Organisation, role: Role, **different: Any) -> Holding:
    """A role since 2020; above viewer with the second factor that it takes."""
    given = {"starts_on": dt.date(2020, 1, 1), **different}
    if role != Role.VIEWER:
        make_second_factor(user)
    return Holding.objects.create(user=user, organisation=organisation, role=role.value, **given)


def make_notice(user: User, **different: Any) -> Notice:
    given = {"what": "A line waits for you.", "link": "/", "about_kind": "people.user", "about_id": "1"}
    return Notice.objects.create(user=user, **{**given, **different})


def some_organisation() -> Organisation:
    """From `makers`, which hands on what is here, so that it is known only once both are."""
    from tests.makers import make_organisation

    return make_organisation()


def make_invitation(organisation: Organisation | None = None, **different: Any) -> Invitation:
    """An open invitation as viewer; its link's secret is "secret-" and its number."""
    secret = different.pop("secret", f"secret-{next(_next)}")
    given = {
        "email": f"invited{next(_next)}@example.org",
        "role": Role.VIEWER.value,
        "secret_hash": hashlib.sha256(secret.encode()).hexdigest(),
        "expires_at": timezone.now() + dt.timedelta(days=7),
        **different,
    }
    given["invited_by"] = given.get("invited_by") or make_user()
    return Invitation.objects.create(organisation=organisation or some_organisation(), **given)


def make_sign_in(organisation: Organisation | None = None, **different: Any) -> SignInService:
    """An organisation's own sign-in that speaks for one domain; `server`: where it is."""
    body = organisation or some_organisation()
    domain, server = (
        different.pop("domain", f"{body.slug}.example"),
        different.pop("server", "https://s.example"),
    )
    given = {"form_origin": server, **different}
    if "app" not in given:
        given["app"] = SocialApp.objects.create(
            provider="openid_connect",
            provider_id=body.slug,
            name=body.short_name,
            client_id="placepact",
            secret="a-secret",
            settings={"server_url": server},
        )
    service = SignInService.objects.create(organisation=body, **given)
    Domain.objects.create(service=service, name=domain)
    return service
