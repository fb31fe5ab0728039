"""Adding people, telling them what waits for them, and closing their accounts.

Nobody is added with a password that Django's validators would refuse.
"""

from __future__ import annotations

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone

from placepact.audit.actions import record
from placepact.errors import Refusal
from placepact.people.models import Notice, User


class WeakPassword(Refusal):
    """The password would be too easy to guess."""


class StillHere(Refusal):
    """The name of somebody who can sign in is not erased."""


class AlreadyKnown(Refusal):
    """Somebody has this e-mail address already."""


@transaction.atomic
def add_user(
    *, email: str, name: str, password: str | None, by: User | None, is_demonstration: bool = False
) -> User:
    """Add somebody; whoever adds them vouches for the address. Raises WeakPassword, AlreadyKnown.

    Without a password they sign in only once they are given one.
    """
    if User.objects.filter(email__iexact=email).exists():
        raise AlreadyKnown(
            f"Somebody already signs in as {email}. Use another address, or change their roles."
        )
    user = User(email=email.lower(), name=name, is_demonstration=is_demonstration)
    if password is None:
        user.set_unusable_password()
    else:
        set_strong(user, password)
    user.save()
    vouch_for_address(user)
    record(what="person_added", about=user, by=by)
    return user


def set_strong(user: User, password: str) -> None:
    """Give somebody a password that the validators let pass. Raises WeakPassword."""
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise WeakPassword(" ".join(error.messages)) from error
    user.set_password(password)


def vouch_for_address(user: User) -> None:
    """Hold somebody's address for proven: by an invitation that reached it, an operator, or their organisation."""
    EmailAddress.objects.update_or_create(
        user=user, email=user.email, defaults={"verified": True, "primary": True}
    )


@transaction.atomic
def operator() -> User:
    """The account that stands for whoever holds this machine's command line; made once, never signs in."""
    found = User.objects.filter(is_operator=True).first()
    if found:
        return found
    user = User(
        email="operator@localhost.invalid", name="Command line of this installation", is_operator=True
    )
    user.set_unusable_password()
    user.save()
    record(what="operator_added", about=user, by=user)
    return user


@transaction.atomic
def change_password(*, user: User, password: str, by: User) -> None:
    """Give somebody another password, which ends their other sessions. Raises WeakPassword."""
    set_strong(user, password)
    user.save(update_fields=["password"])
    record(what="password_changed", about=user, by=by)


def tell(user: User, what: str, link: str, about: models.Model) -> None:
    """Let somebody know that something waits for them; told once while it waits.

    what: a sentence without anybody's name, at most 300 characters. link: the page
    where they act, from its "/" on. about: what it is about, which `settle` takes.
    No entry of the account of changes: the act that made it wait has its own.
    """
    Notice.objects.get_or_create(
        user=user,
        what=what,
        about_kind=about._meta.label_lower,
        about_id=str(about.pk),
        done_at=None,
        defaults={"link": link},
    )


def settle(about: models.Model, user: User | None = None) -> None:
    """Nothing waits any more about something: for one person, or for everybody."""
    waiting = Notice.objects.filter(
        about_kind=about._meta.label_lower, about_id=str(about.pk), done_at__isnull=True
    )
    if user is not None:
        waiting = waiting.filter(user=user)
    waiting.update(done_at=timezone.now())


def dismiss(*, notice: Notice, by: User) -> None:
    """Take one of one's own notices off one's page; somebody else's stays."""
    Notice.objects.filter(pk=notice.pk, user=by, done_at__isnull=True).update(done_at=timezone.now())


@transaction.atomic
def close_account(*, user: User, by: User) -> None:
    """Let somebody sign in no more, and end every session of theirs now."""
    user.is_active = False
    user.set_unusable_password()
    user.save(update_fields=["is_active", "password"])
    for session in UserSession.objects.filter(user=user):
        session.end()
    Authenticator.objects.filter(user=user).delete()
    SocialAccount.objects.filter(user=user).delete()
    record(what="account_closed", about=user, by=by)


@transaction.atomic
def take_second_factor_off(*, user: User, by: User) -> None:
    """Let somebody who lost phone, key and codes set up another second factor; ends every session of theirs."""
    Authenticator.objects.filter(user=user).delete()
    for session in UserSession.objects.filter(user=user):
        session.end()
    record(what="second_factor_taken_off", about=user, by=by)


@transaction.atomic
def erase_name(*, user: User, by: User) -> None:
    """Take the name and address of somebody who has left out of the record, which holds ids alone. Raises StillHere."""
    if user.is_active:
        raise StillHere(f"{user.name} can still sign in. Close the account first, then erase the name.")
    user.name, user.email = "Somebody who has left", f"left-{user.pk}@erased.invalid"
    user.save(update_fields=["name", "email"])
    EmailAddress.objects.filter(user=user).delete()
    Notice.objects.filter(user=user).delete()
    record(what="name_erased", about=user, by=by)
