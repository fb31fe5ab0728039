"""Signing in and out, and the page that tells somebody who they are here and why they may see what they see."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from allauth.account.views import LoginView
from allauth.mfa.utils import is_mfa_enabled
from allauth.socialaccount.providers.openid_connect import views as openid
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import LogoutView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from placepact.govuk.headers import content_security_policy
from placepact.people import actions as people
from placepact.people.demonstration import asks_second_factor
from placepact.people.models import Notice, User
from placepact.roles import queries as roles
from placepact.roles.models import Holding
from placepact.roles.permissions import say
from placepact.roles.rules import MAY, Role
from placepact.roles.services import offered


class SignInPage(LoginView):  # type: ignore[misc]
    """The library's sign-in under our template, with the organisations that have a sign-in of their own."""

    def get_success_url(self) -> str:
        """Where to go after signing in; never back here, which would be a loop."""
        wanted = str(super().get_success_url() or "/")
        return "/" if urlsplit(wanted).path.rstrip("/") == self.request.path.rstrip("/") else wanted

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "title": "Sign in", "services": offered()}

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        """A form may lead on to the sign-ins that the page offers, and nowhere else."""
        return leading_on(super().render_to_response(context, **kwargs))


def leading_on(answer: HttpResponse) -> HttpResponse:
    """A page whose forms may lead on to the sign-ins of organisations, and nowhere else."""
    origins = sorted({each.form_origin for each in offered()})
    answer.headers["Content-Security-Policy"] = content_security_policy(origins)
    return answer


def organisation_sign_in(request: HttpRequest, provider_id: str) -> HttpResponse:
    """On to an organisation's own sign-in: at once by our button, by a page that says so where somebody comes by a link."""
    return leading_on(openid.login(request, provider_id))


sign_in = SignInPage.as_view()
sign_out = LogoutView.as_view()


@never_cache
@login_required
def account(request: HttpRequest) -> HttpResponse:
    """Who somebody is here: the roles they hold, and what each lets them do."""
    page = {
        "title": "Your account",
        "holdings": [
            described(each) for each in roles.holdings(request.user).select_related("delegated_from__user")
        ],
        "lent": lent(signed_in(request)),
        "has_second_factor": is_mfa_enabled(request.user),
        "asks_second_factor": asks_second_factor(request.user),
        "waiting": signed_in(request).notices.filter(done_at__isnull=True).count(),
    }
    return render(request, "site/account.html", page)


def described(each: Holding) -> dict[str, Any]:
    """A role as the account's page shows it."""
    return {
        "id": each.pk,
        "role": Role(each.role).words,
        "organisation": each.organisation,
        "since": each.starts_on,
        "until": each.ends_on,
        "lent_by": each.delegated_from.user if each.delegated_from else None,
        "may": sorted(say(act) for act in MAY[Role(each.role)]),
    }


def lent(user: User) -> list[dict[str, Any]]:
    """What somebody has lent and has not got back."""
    found = roles.not_ended(user).filter(delegated_from__user=user).select_related("user", "organisation")
    return [
        {"id": each.pk, "role": Role(each.role).words, "to": each.user, "holding": each} for each in found
    ]


@never_cache
@login_required
def second_factor_needed(request: HttpRequest) -> HttpResponse:
    """Why a second factor is asked for, and the way to set one up."""
    after = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(after, allowed_hosts=None):
        after = "/"
    held = [each for each in roles.holdings(request.user) if each.role != Role.VIEWER]
    page = {"title": "A second factor is needed", "holdings": held, "after": after}
    return render(request, "site/second_factor_needed.html", page)


@never_cache
@login_required
def notices(request: HttpRequest) -> HttpResponse:
    """What waits for somebody to act, newest first."""
    waiting = signed_in(request).notices.filter(done_at__isnull=True).order_by("-made_at", "-pk")[:100]
    return render(request, "site/notices.html", {"title": "What waits for you", "notices": waiting})


@require_POST
@login_required
def dismiss(request: HttpRequest, number: int) -> HttpResponse:
    """Take one of one's own notices off the page."""
    notice = get_object_or_404(Notice, pk=number, user=signed_in(request))
    people.dismiss(notice=notice, by=signed_in(request))
    return redirect("notices")


def signed_in(request: HttpRequest) -> User:
    """Whoever has signed in; the pages that ask this let nobody else through."""
    assert isinstance(request.user, User)
    return request.user
