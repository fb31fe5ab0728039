"""Whoever holds a role above viewer signs in with a second factor; without one they are led to set it up."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

from allauth.mfa.models import Authenticator
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase

from placepact.people.demonstration import asks_second_factor
from placepact.roles import queries
from placepact.roles.rules import Role

OPEN = (
    "/sign-in",
    "/sign-out",
    "/account/second-factor",
    "/account/passkeys",
    "/account/confirm",
    "/account/password",
    "/account/sessions",
    "/account/notices",
    "/static/",
    "/invitations/",
    "/accessibility",
    "/privacy",
)
"""What is open without one besides /account: signing in, where it is set up, and what says how pages work.

Lending a role is not: whoever stole a password alone must not lend its owner's role to themselves.
"""


class SecondFactorMiddleware:
    """Leads to the page that says why and how, and back afterwards."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        is_open = request.path == "/account" or request.path.startswith(OPEN)
        if not is_open and lacks_one(request.user):
            back = request.get_full_path() if request.method == "GET" else "/"
            return HttpResponseRedirect(f"/account/second-factor/needed?{urlencode({'next': back})}")
        return self.get_response(request)


def lacks_one(user: AbstractBaseUser | AnonymousUser) -> bool:
    """Whether somebody holds a role above viewer today and has no second factor: one query."""
    if not user.is_authenticated or not asks_second_factor(user):
        return False
    has_one = Authenticator.objects.filter(user=OuterRef("user")).exclude(
        type=Authenticator.Type.RECOVERY_CODES
    )
    above = queries.holdings(user).exclude(role=Role.VIEWER.value)
    return above.filter(~Exists(has_one)).exists()
