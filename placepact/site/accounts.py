"""Signing in and out, and the page that tells somebody who they are here and why they may see what they see."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from placepact.roles import queries as roles
from placepact.roles.permissions import say
from placepact.roles.rules import MAY, Role
from placepact.site.forms import SignIn


class SignInPage(LoginView):
    """Django's own sign-in under our template; its faults are listed on top, each linked to its field."""

    template_name = "site/sign_in.html"
    authentication_form = SignIn
    redirect_authenticated_user = True

    def get_success_url(self) -> str:
        """Where to go after signing in; never back here, which Django would take for a loop."""
        wanted = super().get_success_url()
        is_here = urlsplit(wanted).path.rstrip("/") == self.request.path.rstrip("/")
        return self.get_default_redirect_url() if is_here else wanted

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        form = context["form"]
        faults = {name: str(errors[0]) for name, errors in form.errors.items() if name != "__all__"}
        summary = [{"text": text, "href": f"#id_{name}"} for name, text in faults.items()]
        summary += [{"text": str(text), "href": "#id_username"} for text in form.non_field_errors()]
        return {
            **context,
            "title": "Sign in",
            "faults": faults,
            "summary": summary,
            "given": form.data.get("username", ""),
        }


sign_in = SignInPage.as_view()
sign_out = LogoutView.as_view()


@never_cache
@login_required
def account(request: HttpRequest) -> HttpResponse:
    """Who somebody is here: the roles they hold, and what each lets them do."""
    held = [
        {
            "role": Role(each.role).words,
            "organisation": each.organisation,
            "since": each.starts_on,
            "may": sorted(say(act) for act in MAY[Role(each.role)]),
        }
        for each in roles.holdings(request.user)
    ]
    return render(request, "site/account.html", {"title": "Your account", "holdings": held})
