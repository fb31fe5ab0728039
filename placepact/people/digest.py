"""The daily e-mail that tells somebody what waits for them: one a day at most, and none where nothing is new."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone

from placepact.audit import queries as audit
from placepact.people.models import Digest, Notice, User


@dataclass(frozen=True)
class Sent:
    """What one run did: how many e-mails left, and whose could not."""

    mails: int
    failed: tuple[str, ...]


def send_all(on: dt.date | None = None) -> Sent:
    """Send everybody who has something new and has had no e-mail today their one e-mail."""
    day = on or timezone.localdate()
    fresh = Notice.objects.filter(sent_at__isnull=True, done_at__isnull=True)
    ids = fresh.exclude(user__digests__on=day).values("user_id")
    mails, failed = 0, []
    for user in User.objects.filter(pk__in=ids, is_active=True, is_operator=False).order_by("pk"):
        try:
            send_one(user, day)
        except OSError as error:  # of which every fault of smtplib and of a connection is one
            failed.append(f"{user.email}: {error}")
        else:
            mails += 1
    return Sent(mails, tuple(failed))


@transaction.atomic
def send_one(user: User, day: dt.date) -> None:
    """One person's e-mail with everything that waits; where it cannot leave, nothing is marked."""
    waiting = list(user.notices.filter(done_at__isnull=True).order_by("made_at", "pk"))
    number, head = audit.version()
    Digest.objects.create(user=user, on=day, notices=len(waiting), head=head)
    fresh = [each.pk for each in waiting if each.sent_at is None]
    Notice.objects.filter(pk__in=fresh).update(sent_at=timezone.now())
    known = {
        "user": user,
        "waiting": waiting,
        "site": settings.PLACEPACT_ADDRESS,
        "number": number,
        "head": head,
    }
    text = render_to_string("people/digest.txt", known)
    things = "1 thing waits" if len(waiting) == 1 else f"{len(waiting)} things wait"
    EmailMessage(subject=f"placepact: {things} for you", body=text, to=[user.email]).send()
