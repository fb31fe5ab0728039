"""The page that an invitation's link opens: take the role, with a new account or with one's own."""

from __future__ import annotations

from allauth.account.utils import perform_login
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from placepact.people.actions import WeakPassword
from placepact.people.models import User
from placepact.roles import invitations
from placepact.roles.models import Invitation
from placepact.roles.rules import IS_FOR, Role
from placepact.site.forms import Accept


@sensitive_post_parameters("password")
@never_cache
def invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """Say who invites to what, and take a name and a password; or one click from somebody who has signed in."""
    try:
        found = invitations.find(secret)
    except invitations.InvitationOver as refusal:
        page = {"title": "This invitation is over", "sentence": str(refusal)}
        return render(request, "site/invitation_over.html", page, status=410)
    known = User.objects.filter(email=found.email, is_active=True).first()
    if known and request.user.pk != known.pk:
        return render_page(request, found, None, known)
    form = Accept(request.POST or None) if known is None else None
    if request.method == "POST" and (form is None or form.is_valid()):
        return accept(request, secret, found, form)
    return render_page(request, found, form, known)


def accept(request: HttpRequest, secret: str, found: Invitation, form: Accept | None) -> HttpResponse:
    """Take the role and go in; a password that is too weak is said on the form."""
    given = form.cleaned_data if form else {"name": "", "password": ""}
    user = request.user if isinstance(request.user, User) else None
    try:
        person = invitations.accept(secret=secret, name=given["name"], password=given["password"], user=user)
    except WeakPassword as refusal:
        assert form is not None
        form.add_error("password", str(refusal))
        return render_page(request, found, form, None)
    if user is not None:
        return redirect("account")
    answer: HttpResponse = perform_login(
        request, person, email_verification=settings.ACCOUNT_EMAIL_VERIFICATION
    )
    return answer if answer.status_code != 302 else redirect("account")


def render_page(
    request: HttpRequest, found: Invitation, form: Accept | None, known: User | None
) -> HttpResponse:
    """The invitation with what it takes to accept it."""
    page = {
        "title": f"{found.organisation.name} invites you",
        "invitation": found,
        "role": Role(found.role).words.lower(),
        "is_for": IS_FOR[Role(found.role)],
        "form": form,
        "known": known,
        "is_me": bool(known and request.user.pk == known.pk),
    }
    return render(request, "site/invitation.html", page)
