"""The people of an organisation: who holds which role, inviting them, ending a role, and somebody leaving."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from placepact.errors import Refusal
from placepact.organisations.models import Organisation
from placepact.people.models import User
from placepact.roles import actions, invitations
from placepact.roles import queries as roles
from placepact.roles.models import Holding, Invitation
from placepact.roles.permissions import NotAllowed, check_may, may, may_invite_to
from placepact.roles.rules import Act, Role
from placepact.roles.why import why
from placepact.site.accounts import signed_in
from placepact.site.forms import Invite, Lend

View = Callable[..., HttpResponseBase]


def for_people(view: View) -> View:
    """Only for whoever has signed in; what the roles do not allow is the 403 page with its sentence."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except NotAllowed as refusal:
            raise PermissionDenied(str(refusal)) from refusal

    return never_cache(login_required(guarded))


@for_people
def people(request: HttpRequest, slug: str) -> HttpResponse:
    """Who holds which role in an organisation, and who has been invited."""
    body = get_object_or_404(Organisation, slug=slug)
    check_may(user=request.user, act=Act.SEE_PEOPLE, organisation=body)
    page = {
        "title": f"People of {body.name}",
        "organisation": body,
        "people": [shown(each) for each in roles.people_of(body)],
        "invitations": [waiting(each) for each in invitations.open_ones(body).select_related("invited_by")],
        "manages": may(user=request.user, act=Act.MANAGE_PEOPLE, organisation=body),
        "invites": bool(may_invite_to(request.user, body)),
        "why": why(user=request.user, act=Act.SEE_PEOPLE, bodies=[body]),
    }
    return render(request, "site/people.html", page)


def shown(each: Holding) -> dict[str, Any]:
    """One holding as the page of people shows it."""
    lender = each.delegated_from.user if each.delegated_from else None
    return {"holding": each, "role": Role(each.role).words, "lender": lender}


def waiting(each: Invitation) -> dict[str, Any]:
    """One open invitation as the page of people shows it."""
    return {"invitation": each, "role": Role(each.role).words}


@for_people
def invite(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask somebody by e-mail to take a role."""
    body = get_object_or_404(Organisation, slug=slug)
    by = signed_in(request)
    check_may(user=by, act=Act.INVITE_PEOPLE, organisation=body)
    form = Invite(request.POST or None, roles=may_invite_to(by, body))
    if request.method == "POST" and form.is_valid():
        email, role = form.cleaned_data["email"], Role(form.cleaned_data["role"])
        try:
            invitations.invite(email=email, role=role, organisation=body, by=by)
        except (invitations.CannotInvite, OSError) as fault:
            form.add_error("email", str(fault) if isinstance(fault, Refusal) else NO_MAIL)
        else:
            messages.success(request, f"The invitation to {email} is on its way.")
            return redirect("people", slug=slug)
    reason = why(user=by, act=Act.INVITE_PEOPLE, bodies=[body])
    page = {"title": "Invite somebody", "organisation": body, "form": form, "why": reason}
    return render(request, "site/invite.html", page)


NO_MAIL = (
    "The e-mail could not be sent, so nobody was invited. Try again later, or tell whoever runs this site."
)


@require_POST
@for_people
def take_back(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Make an invitation count no more."""
    invitation = get_object_or_404(Invitation, pk=number, organisation__slug=slug)
    return done(request, slug, lambda by: invitations.take_back(invitation=invitation, by=by))


@require_POST
@for_people
def end_role(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """End somebody's role in an organisation."""
    holding = get_object_or_404(Holding, pk=number, organisation__slug=slug)
    return done(request, slug, lambda by: actions.end(holding=holding, by=by))


@for_people
def leaver(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """What closing an account does, and the button that does it; afterwards the one that erases the name."""
    body = get_object_or_404(Organisation, slug=slug)
    check_may(user=request.user, act=Act.MANAGE_PEOPLE, organisation=body)
    person = User.objects.filter(pk=number, holdings__organisation=body).first()
    if person is None:
        raise Http404(f"Nobody of this number holds or held a role at {body.name}.")
    if request.method == "POST":
        act = actions.leave if person.is_active else actions.erase_name
        return done(request, slug, lambda by: act(user=person, by=by))
    page = {
        "title": f"{person.name} leaves",
        "person": person,
        "organisation": body,
        "why": why(user=request.user, act=Act.MANAGE_PEOPLE, bodies=[body]),
    }
    return render(request, "site/leaver.html", page)


def done(request: HttpRequest, slug: str, act: Callable[[User], object]) -> HttpResponse:
    """Act, and go back to whoever may see the organisation's people, or to one's own account."""
    by = signed_in(request)
    try:
        act(by)
    except NotAllowed:
        raise
    except Refusal as refusal:
        messages.error(request, str(refusal))
    body = Organisation.objects.get(slug=slug)
    sees = may(user=by, act=Act.SEE_PEOPLE, organisation=body)
    return redirect("people", slug=slug) if sees else redirect("account")


@for_people
def lend(request: HttpRequest, number: int) -> HttpResponse:
    """Lend one's own role to somebody for a period."""
    by = signed_in(request)
    holding = get_object_or_404(Holding.objects.select_related("organisation"), pk=number, user=by)
    form = Lend(request.POST or None)
    if request.method == "POST" and form.is_valid():
        days = {name: form.cleaned_data[name] for name in ("starts_on", "ends_on")}
        to = User.objects.filter(email=form.cleaned_data["email"].lower(), is_active=True).first()
        if to is None:
            form.add_error("email", "Nobody signs in here with this address. Have them invited first.")
            return render_lend(request, holding, form)
        try:
            actions.delegate(holding=holding, to=to, by=by, **days)
        except actions.CannotLend as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"{to.name} may act for you in this role in that time.")
            return redirect("account")
    return render_lend(request, holding, form)


def render_lend(request: HttpRequest, holding: Holding, form: Lend) -> HttpResponse:
    """The page on which a role is lent."""
    page = {
        "title": "Let somebody act for you",
        "holding": holding,
        "role": Role(holding.role).words,
        "form": form,
    }
    return render(request, "site/lend.html", page)
