"""The two pieces of work on an uploaded file: say what receiving it would do, and receive it."""

from __future__ import annotations

import datetime as dt
import tempfile
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from placepact.returns.reading import expand
from placepact.spending import store, uploads
from placepact.spending.actions import payments
from placepact.spending.actions.acceptance import Answers, decline
from placepact.spending.models import Delivery, Step, Upload
from placepact.spending.receipts import Receipt, balance
from placepact.spending.rules.coverage import parse
from placepact.spending.tasks import finish, work_on

FAULTS_SHOWN = 50
TOLD_EVERY = dt.timedelta(seconds=0.5)


def look(upload: Upload) -> None:
    """See what a file holds and what receiving it would do; unpack an archive into its files."""
    path = uploads.path_of(upload.key, upload.file_name)
    if upload.archive is None and unpacked(upload, path):
        return
    receipt = payments.try_out(
        file=incoming(upload, path),
        body=upload.body,
        by=upload.by,
        answers=answers_of(upload),
        tell=Teller(upload),
    )
    if receipt.totals.rows_refused:
        receipt.write_refused(uploads.refused_rows(upload.key))
    finish(upload, Step.ASKING, findings=findings(receipt), message="")


def receive(upload: Upload) -> None:
    """Take a file into the record as its owner saw it; where something changed meanwhile, ask again."""
    path = uploads.path_of(upload.key, upload.file_name)
    receipt = payments.receive(
        file=incoming(upload, path),
        body=upload.body,
        by=upload.by,
        answers=answers_of(upload),
        tell=Teller(upload),
    )
    if receipt.outcome == "question":
        if receipt.delivery:
            decline(delivery=receipt.delivery, by=upload.by, why="It is asked about again.")
        finish(upload, Step.ASKING, findings=findings(receipt), message="Something changed while it waited.")
        return
    finish(upload, Step.DONE, findings=findings(receipt), delivery=receipt.delivery, message="")


def incoming(upload: Upload, path: Path) -> payments.Incoming:
    archive = upload.archive
    held = uploads.path_of(archive.key, archive.file_name) if archive else None
    return payments.Incoming(path, upload.file_name, held)


def answers_of(upload: Upload) -> Answers:
    """What a person decided about a file, as the rules take it."""
    given = upload.answers
    covers = given.get("covers")
    return Answers(
        given.get("profile", {}), parse(covers) if covers else None, bool(given.get("may_replace"))
    )


def unpacked(upload: Upload, path: Path) -> bool:
    """Give every file in an archive an upload of its own; False where the file is no archive."""
    with tempfile.TemporaryDirectory(prefix="placepact-reading-", dir=store.workshop()) as folder:
        members = [(each.name, each.path) for each in expand([path], Path(folder))]
        if members == [(path.name, path)]:
            return False
        split(upload, members)
    return True


@transaction.atomic
def split(upload: Upload, members: list[tuple[str, Path]]) -> None:
    """Write the uploads of an archive's files, and have each looked at."""
    for name, path in members:
        key = uuid4()
        place = uploads.path_of(key, name)
        path.replace(place)
        member = Upload.objects.create(
            key=key,
            body=upload.body,
            by=upload.by,
            archive=upload,
            file_name=name[:255],
            size_bytes=place.stat().st_size,
            step=Step.LOOKING.value,
            words="waiting for its turn",
        )
        work_on.enqueue(member.pk)
    finish(upload, Step.SPLIT, message="")


class Teller:
    """Writes down how far a file is, twice a second at most, so that a page can show it."""

    def __init__(self, upload: Upload) -> None:
        self.upload, self.last = upload, timezone.now() - TOLD_EVERY

    def __call__(self, stage: str, rows: int) -> None:
        now = timezone.now()
        if now - self.last >= TOLD_EVERY:
            self.last = now
            Upload.objects.filter(pk=self.upload.pk).update(
                words=stage[:100], done_rows=rows, heartbeat_at=now
            )


def findings(receipt: Receipt) -> dict[str, Any]:
    """What a page shows of a receipt, as plain values."""
    held = receipt.understanding
    return {
        **receipt.as_dict(FAULTS_SHOWN),
        "balance": receipt.balance(),
        "days": [str(each) for each in days(receipt)],
        "labels": [label for label in held.columns.labels if label],
        "preview": [{name: as_plain(value) for name, value in row.items()} for row in held.preview],
        "stands": standing_of(receipt.replaces),
    }


def days(receipt: Receipt) -> list[dt.date]:
    checked = receipt.checked
    first_and_last = [checked.first_paid_on, checked.last_paid_on] if checked else []
    return [day for day in first_and_last if day]


def standing_of(older: Delivery | None) -> dict[str, Any] | None:
    """The totals of the return that a file would replace."""
    if older is None:
        return None
    return {
        "reference": older.reference,
        "rows": older.rows_accepted,
        "pence": older.pence_accepted,
        "balance": balance(older),
    }


def as_plain(value: object) -> object:
    return value if value is None or isinstance(value, bool | int | str) else str(value)
