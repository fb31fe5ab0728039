"""Adding people. Nobody is added with a password that Django's validators would refuse."""

from __future__ import annotations

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from placepact.audit.actions import record
from placepact.errors import Refusal
from placepact.people.models import User


class WeakPassword(Refusal):
    """The password would be too easy to guess."""


class AlreadyKnown(Refusal):
    """Somebody has this e-mail address already."""


@transaction.atomic
def add_user(
    *, email: str, name: str, password: str, by: User | None, is_demonstration: bool = False
) -> User:
    """Add somebody who can sign in. Raises WeakPassword, AlreadyKnown."""
    if User.objects.filter(email__iexact=email).exists():
        raise AlreadyKnown(
            f"Somebody already signs in as {email}. Use another address, or change their roles."
        )
    user = User(email=email.lower(), name=name, is_demonstration=is_demonstration)
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise WeakPassword(" ".join(error.messages)) from error
    user.set_password(password)
    user.save()
    record(what="person_added", about=user, by=by)
    return user


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
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise WeakPassword(" ".join(error.messages)) from error
    user.set_password(password)
    user.save(update_fields=["password"])
    record(what="password_changed", about=user, by=by)
