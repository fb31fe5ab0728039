"""Asking somebody by e-mail to take a role, and taking it: a link that works once, for a week."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.core.validators import validate_email
from django.db import models, transaction
from django.template.loader import render_to_string
from django.utils import timezone

from placepact.audit.actions import hold, record
from placepact.errors import Refusal
from placepact.organisations.models import Organisation
from placepact.people import actions as people
from placepact.people.models import User
from placepact.roles.models import Holding, Invitation
from placepact.roles.permissions import check_can_invite
from placepact.roles.rules import Role

LASTS = dt.timedelta(days=7)
MOST_OPEN = 50
"""As many open invitations of one organisation at most, so that nobody sends post to the whole world from here."""


class CannotInvite(Refusal):
    """An invitation cannot be sent: the address is none, or too many wait already."""


class InvitationOver(Refusal):
    """An invitation was accepted or taken back, has expired, or never was."""


class NotForYou(Refusal):
    """Somebody who is signed in opened an invitation to another address."""


@transaction.atomic
def invite(*, email: str, role: Role, organisation: Organisation, by: User) -> Invitation:
    """Send an invitation to a role. Raises NotAllowed, CannotInvite; nothing is kept where the e-mail cannot leave."""
    check_can_invite(by=by, role=role, organisation=organisation)
    hold()
    address = email.strip().lower()
    if wrong := faults(address, role, organisation):
        raise CannotInvite(wrong)
    open_ones(organisation).filter(email=address, role=role.value).update(over_at=timezone.now(), email="")
    secret = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        email=address,
        organisation=organisation,
        role=role.value,
        secret_hash=hashed(secret),
        invited_by=by,
        expires_at=timezone.now() + LASTS,
    )
    record(what="person_invited", about=invitation, by=by, role=role.value, organisation=organisation.pk)
    send(invitation, secret)
    return invitation


def faults(address: str, role: Role, organisation: Organisation) -> str:
    """Why nobody can be invited at an address, in a sentence; empty where they can."""
    try:
        validate_email(address)
    except ValidationError:
        return f"{address or 'Nothing'} is not an e-mail address. Write it like name@example.org."
    holds = Holding.objects.filter(
        user__email=address, organisation=organisation, role=role.value, ends_on=None, user__is_active=True
    )
    if holds.exists():
        return f"{address} is {role.words.lower()} at {organisation.name} already."
    if open_ones(organisation).count() >= MOST_OPEN:
        return (
            f"{MOST_OPEN} invitations of {organisation.name} wait to be accepted. "
            "Take some back before you send another."
        )
    return ""


def open_ones(organisation: Organisation) -> models.QuerySet[Invitation]:
    """The invitations of an organisation that can still be accepted."""
    return Invitation.objects.filter(
        organisation=organisation, over_at__isnull=True, expires_at__gt=timezone.now()
    ).order_by("pk")


def send(invitation: Invitation, secret: str) -> None:
    """The e-mail with the link, which is nowhere else."""
    known = {"invitation": invitation, "role": Role(invitation.role), "site": settings.PLACEPACT_ADDRESS}
    text = render_to_string("roles/invitation.txt", {**known, "secret": secret})
    subject = f"An invitation to placepact from {invitation.organisation.name}"
    EmailMessage(subject=subject, body=text, to=[invitation.email]).send()


def find(secret: str) -> Invitation:
    """The open invitation that a link names. Raises InvitationOver."""
    found = (
        Invitation.objects.filter(secret_hash=hashed(secret))
        .select_related("organisation", "invited_by")
        .first()
    )
    if found is None or not found.is_open:
        raise InvitationOver(
            "This invitation was used or taken back, or is older than a week. Ask whoever sent it for another."
        )
    return found


@transaction.atomic
def accept(*, secret: str, name: str, password: str, user: User | None = None) -> User:
    """Take the role: with a new account, or with one's own where one is signed in or known.

    Raises InvitationOver, NotForYou, WeakPassword. Somebody who is known must sign in first.
    """
    hold()
    invitation = find(secret)
    known = User.objects.filter(email=invitation.email, is_active=True).first()
    if known and (user is None or user.pk != known.pk):
        raise NotForYou(
            f"{invitation.email} has an account already. Sign in as {invitation.email} to accept."
        )
    if known is None:
        known = people.add_user(email=invitation.email, name=name.strip(), password=password, by=None)
    if not Holding.objects.filter(
        user=known, role=invitation.role, organisation=invitation.organisation, ends_on=None
    ).exists():
        Holding.objects.create(
            user=known,
            role=invitation.role,
            organisation=invitation.organisation,
            starts_on=timezone.localdate(),
        )
    Invitation.objects.filter(pk=invitation.pk).update(accepted_by=known, over_at=timezone.now(), email="")
    record(what="invitation_accepted", about=invitation, by=known, invited_by=invitation.invited_by_id)
    return known


@transaction.atomic
def take_back(*, invitation: Invitation, by: User) -> None:
    """Make an invitation count no more. Raises NotAllowed, InvitationOver."""
    check_can_invite(by=by, role=Role(invitation.role), organisation=invitation.organisation)
    hold()
    if not open_ones(invitation.organisation).filter(pk=invitation.pk).exists():
        raise InvitationOver("This invitation was accepted or taken back already, or has expired.")
    Invitation.objects.filter(pk=invitation.pk).update(over_at=timezone.now(), email="")
    record(what="invitation_taken_back", about=invitation, by=by)


def forget_expired() -> int:
    """Close every invitation whose time has passed, and with it forget its address; the value is how many."""
    late = Invitation.objects.filter(over_at__isnull=True, expires_at__lte=timezone.now())
    return late.update(over_at=timezone.now(), email="")


def hashed(secret: str) -> str:
    """What is kept of a link's secret."""
    return hashlib.sha256(secret.encode()).hexdigest()
