"""An organisation's own sign-in: it speaks for the e-mail domains of that organisation and for no other."""

from __future__ import annotations

from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp, SocialLogin
from django.http import HttpRequest
from django.shortcuts import render

from placepact.audit.actions import record
from placepact.errors import Refusal
from placepact.people.models import User
from placepact.people.sealing import unseal
from placepact.roles.models import SignInService
from placepact.roles.services import SEALED


class NotItsDomain(Refusal):
    """A sign-in claimed somebody whose address is not of its organisation."""


class OrganisationAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Whoever an organisation vouches for has an account here; a role is given by people, not by a sign-in."""

    def list_apps(self, request: HttpRequest, provider: Any = None, client_id: Any = None) -> list[SocialApp]:
        """The sign-ins with their secrets opened, in memory alone."""
        apps: list[SocialApp] = super().list_apps(request, provider=provider, client_id=client_id)
        for app in apps:
            if SEALED in app.settings:
                app.secret = unseal(app.settings[SEALED])
        return apps

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Stop before anything is kept where the organisation may not speak for this person."""
        try:
            check_claim(sociallogin)
        except Refusal as refusal:
            page = {"title": "Not signed in", "sentence": str(refusal)}
            answer = render(request, "socialaccount/authentication_error.html", page, status=403)
            raise ImmediateHttpResponse(answer) from refusal

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """A first sign-in makes an account without a role."""
        return True

    def is_email_verified(self, provider: Any, email: str) -> bool:
        """An organisation knows its own people's addresses."""
        return speaks_for(provider.app.pk, email)

    def populate_user(self, request: HttpRequest, sociallogin: SocialLogin, data: dict[str, Any]) -> User:
        """The name as the organisation writes it, else the address."""
        user: User = super().populate_user(request, sociallogin, data)
        user.email = user.email.lower()
        user.name = str(data.get("name") or user.email)[:200]
        return user

    def save_user(self, request: HttpRequest, sociallogin: SocialLogin, form: Any = None) -> User:
        """Keep somebody new, on record."""
        user: User = super().save_user(request, sociallogin, form)
        record(what="person_added", about=user, by=user, sign_in=sociallogin.account.provider)
        return user


def check_claim(sociallogin: SocialLogin) -> None:
    """Raise NotItsDomain unless the address a sign-in names, and the one we hold, are of its organisation."""
    app = sociallogin.provider.app
    service = SignInService.objects.select_related("organisation").filter(app=app).first()
    if service is None or sociallogin.state.get("process") == "connect":
        raise NotItsDomain("This sign-in belongs to no organisation here. Sign in with your password.")
    claims = sociallogin.account.extra_data.get("userinfo") or sociallogin.account.extra_data
    said = str(claims.get("email") or "")
    if claims.get("email_verified") is False:
        raise NotItsDomain(
            f"{service.organisation.name} has not confirmed the address {said}. Ask whoever looks after sign-in there."
        )
    addresses = {said, *(each.email for each in sociallogin.email_addresses)}
    if sociallogin.is_existing:
        addresses.add(sociallogin.user.email)
    for address in sorted(addresses):
        if not speaks_for(app.pk, address):
            domains = ", ".join(service.domains.order_by("name").values_list("name", flat=True))
            raise NotItsDomain(
                f"The sign-in of {service.organisation.name} named {address or 'no e-mail address'}. It speaks for "
                f"addresses at {domains} only. Sign in with a password, or ask {service.organisation.name} to "
                "correct your address there."
            )


def speaks_for(app: int, email: str) -> bool:
    """Whether the organisation of a sign-in claims the domain of an address."""
    domain = email.rpartition("@")[2].lower()
    return bool(domain) and SignInService.objects.filter(app=app, domains__name=domain).exists()
