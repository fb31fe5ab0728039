"""Payments brought by a page: take a file in, answer what is asked about it, have it received, or discard it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from placepact.audit.actions import record
from placepact.errors import Refusal
from placepact.organisations.models import Organisation
from placepact.people.models import User
from placepact.spending import uploads
from placepact.spending.delivery import ReadingProfile
from placepact.spending.models import Step, Upload
from placepact.spending.models.uploads import NEXT
from placepact.spending.permissions import check_can_deliver_spending
from placepact.spending.rules.coverage import parse
from placepact.spending.tasks import work_on


class NotNow(Refusal):
    """An upload is at another step than the page showed."""


def take_in(*, name: str, chunks: Iterable[bytes], body: Organisation, by: User) -> Upload:
    """Keep an uploaded file and have it looked at. Nothing of it reaches the record before somebody says so."""
    check_can_deliver_spending(user=by, body=body)
    key = uuid4()
    path = uploads.write(key, name, chunks)
    with transaction.atomic():
        upload = Upload.objects.create(
            key=key,
            body=body,
            by=by,
            file_name=name.encode(errors="replace").decode()[:255],
            size_bytes=path.stat().st_size,
            step=Step.LOOKING.value,
            words="waiting for its turn",
        )
        work_on.enqueue(upload.pk)
        record(what="payments_uploaded", about=upload, by=by, body=body.pk, bytes=upload.size_bytes)
    return upload


@transaction.atomic
def look_again(*, upload: Upload, settings: Mapping[str, str], covers: str, by: User) -> Upload:
    """Have a file looked at under other answers. Raises WrongProfile and NotACoverage for what cannot be meant."""
    check_can_deliver_spending(user=by, body=upload.body)
    ReadingProfile().with_answers(settings)
    if covers:
        parse(covers)
    answers = {"profile": dict(settings), "covers": covers}
    move(upload, Step.LOOKING, answers=answers, by=by, message="", words="waiting for its turn", tries=0)
    work_on.enqueue(upload.pk)
    return upload


@transaction.atomic
def have_received(*, upload: Upload, may_replace: bool, by: User) -> Upload:
    """Have a file received as it was shown, in the name of whoever says so."""
    check_can_deliver_spending(user=by, body=upload.body)
    answers = {**upload.answers, "may_replace": may_replace}
    move(upload, Step.RECEIVING, answers=answers, by=by, message="", words="waiting for its turn", tries=0)
    work_on.enqueue(upload.pk)
    return upload


@transaction.atomic
def discard(*, upload: Upload, by: User) -> Upload:
    """Let go of an uploaded file that was not received; its bytes and the rows that were shown of it are removed."""
    check_can_deliver_spending(user=by, body=upload.body)
    move(upload, Step.DISCARDED, message="", words="", findings={}, answers={})
    record(what="payments_upload_discarded", about=upload, by=by)
    transaction.on_commit(lambda: uploads.remove(upload.key))
    return upload


def move(upload: Upload, step: Step, **told: object) -> None:
    """Bring an upload to its next step. Raises NotNow where somebody else was quicker."""
    possible = [before.value for before in NEXT if step in NEXT[before]]
    moved = Upload.objects.filter(pk=upload.pk, step=upload.step, step__in=possible).update(
        step=step.value, heartbeat_at=timezone.now(), done_rows=0, **told
    )
    if not moved:
        raise NotNow(
            f"{upload.file_name} is no longer where this page showed it. Look at it again, then decide."
        )
    upload.refresh_from_db()
