"""What `placepact work` does: look at an uploaded file, receive it, match suppliers. Safe to run twice."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from placepact.errors import Refusal
from placepact.spending.models import Step, Upload

BEAT_SECONDS = 10
SILENT_AFTER = dt.timedelta(minutes=1)
LONGEST_MATCHING = dt.timedelta(minutes=15)
TRIES = 3
GIVEN_UP = (
    f"The program that read it stopped {TRIES} times. Nothing of it was taken. If it is very large, "
    "deliver it in parts; else tell whoever runs this installation."
)


@task()
def work_on(pk: int) -> None:
    """Do what an upload waits for; nothing where somebody is at it or it waits for a person."""
    from placepact.spending import working

    upload = Upload.objects.select_related("body", "by", "archive").get(pk=pk)
    if not claim(upload):
        return
    with beating(pk):
        try:
            (working.look if upload.step == Step.LOOKING else working.receive)(upload)
        except (Refusal, OSError) as refusal:
            finish(upload, Step.FAILED, message=str(refusal))


@task()
def match_payments() -> None:
    """Match the suppliers of what was received and make the sums of the review pages again, where they are behind."""
    from placepact.people.actions import operator
    from placepact.spending import upkeep

    upkeep.catch_up(by=operator())


def have_matched() -> None:
    """See to it that suppliers are matched by and by. What waits in the queue already will see this change too.

    Called inside the transaction that changes what stands, so that the one is not there without the other.
    """
    waiting = DBTaskResult.objects.filter(task_path=match_payments.module_path, status=TaskResultStatus.READY)
    if not waiting.exists():
        match_payments.enqueue()


def match_where_behind() -> None:
    """Queue the matching where the sums are behind: a worker may have been stopped in it. What failed rests a while."""
    from placepact.spending import upkeep

    at_it = DBTaskResult.objects.filter(
        task_path=match_payments.module_path,
        status__in=[TaskResultStatus.RUNNING, TaskResultStatus.FAILED],
        started_at__gt=timezone.now() - LONGEST_MATCHING,
    )
    if not at_it.exists() and upkeep.is_behind():
        have_matched()


def claim(upload: Upload) -> bool:
    """Take an upload on, where nobody else has; one more try is counted."""
    mine = Upload.objects.filter(pk=upload.pk, step=upload.step, tries=upload.tries)
    return upload.is_at_work and bool(
        mine.update(tries=upload.tries + 1, heartbeat_at=timezone.now(), words="starting")
    )


def finish(upload: Upload, step: Step, **told: object) -> None:
    """Write down where an upload has come to, unless it was taken elsewhere meanwhile."""
    Upload.objects.filter(pk=upload.pk, step=upload.step).update(
        step=step.value, words="", heartbeat_at=timezone.now(), **told
    )


@contextmanager
def beating(pk: int) -> Iterator[None]:
    """Say every few seconds that somebody is at an upload, also while one long step says nothing."""
    done = threading.Event()

    def beat() -> None:
        try:
            while not done.wait(BEAT_SECONDS):
                Upload.objects.filter(pk=pk).update(heartbeat_at=timezone.now())
        finally:
            connection.close()

    thread = threading.Thread(target=beat, daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def requeue_silent(now: dt.datetime | None = None) -> list[Upload]:
    """Queue again what has had no heartbeat for a minute; give up after three tries. Returns what was found."""
    moment = now or timezone.now()
    at_work = [step.value for step in (Step.LOOKING, Step.RECEIVING)]
    silent = list(
        Upload.objects.filter(step__in=at_work, heartbeat_at__lt=moment - SILENT_AFTER, tries__gt=0)
    )
    for upload in silent:
        if upload.tries >= TRIES:
            finish(upload, Step.FAILED, message=GIVEN_UP)
        elif Upload.objects.filter(pk=upload.pk, heartbeat_at=upload.heartbeat_at).update(
            heartbeat_at=moment
        ):
            work_on.enqueue(upload.pk)
    return silent
