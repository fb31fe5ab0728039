"""Receiving payments: understand a body's file, check every record into one file of the record, place it or ask."""

from __future__ import annotations

import datetime as dt
import shutil
import tempfile
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from django.db import OperationalError, transaction
from django.utils import timezone

from placepact.audit.actions import record
from placepact.organisations.models import Organisation
from placepact.people.models import User
from placepact.returns import originals
from placepact.returns.reading import Engine, Progress, open_engine
from placepact.spending import store
from placepact.spending.actions.acceptance import Answers, answered, decide
from placepact.spending.actions.tidying import give_up
from placepact.spending.delivery import Checked, ReadingProfile, Understanding, check, understand
from placepact.spending.delivery.another_body import asked_about_the_body
from placepact.spending.models import Delivery, Profile
from placepact.spending.permissions import check_can_deliver_spending
from placepact.spending.queries.payments import remembered
from placepact.spending.receipts import Receipt, totals_of
from placepact.spending.rules.stages import Stage
from placepact.spending.weighing import Verdict, Weighed, weigh

FAULTS_KEPT = 1_000
"""Faults that a return shows on its page; every refused row is in the file of the record."""
BEAT = dt.timedelta(seconds=5)
NO_ANSWERS = Answers()


@dataclass(frozen=True)
class Incoming:
    """A file to be received: where it lies, what it is called, and the archive that it came in."""

    path: Path
    name: str
    archive: Path | None = None

    @classmethod
    def at(cls, path: Path) -> Incoming:
        """A file that came by itself. Bytes of its name that are no UTF-8 become question marks."""
        return cls(path, as_text(path.name))


def as_text(name: str) -> str:
    return name.encode(errors="replace").decode()


def tell_nobody(stage: str, rows: int) -> None:
    """Nobody waits for this file."""


def try_out(
    *,
    file: Incoming,
    body: Organisation,
    by: User,
    answers: Answers = NO_ANSWERS,
    tell: Progress = tell_nobody,
) -> Receipt:
    """Say what receiving a file would do, and change nothing. Raises NotAllowed and what the reader refuses."""
    check_can_deliver_spending(user=by, body=body)
    folder = Path(tempfile.mkdtemp(prefix="placepact-reading-", dir=store.workshop()))
    try:
        receipt = tried(file, body, answers, folder, tell)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    # Its rows can be looked at for as long as the receipt is held.
    weakref.finalize(receipt, shutil.rmtree, folder, ignore_errors=True)
    return receipt


def tried(file: Incoming, body: Organisation, answers: Answers, folder: Path, tell: Progress) -> Receipt:
    """Check a file into a folder of no consequence, and weigh it."""
    with open_engine(beside=folder) as engine:
        understood = understood_as(file, body, answers, engine, tell)
        if understood.questions:
            return Receipt(file.name, understood, questions=understood.questions)
        checked = check(understood, folder / "tried.parquet", body=body.slug, file=file.name, progress=tell)
    days = (checked.first_paid_on, checked.last_paid_on)
    held = Weighed(body, understood.profile.kind, checked.path, totals_of(checked), days)
    return receipt_of(file, understood, checked, answered(weigh(held, covers=answers.covers), answers))


def receive(
    *,
    file: Incoming,
    body: Organisation,
    by: User,
    answers: Answers = NO_ANSWERS,
    tell: Progress = tell_nobody,
) -> Receipt:
    """Take a file of payments into the record. Raises NotAllowed and what the reader refuses.

    Where the reading is in question nothing is written. Where its coverage or a
    replacement is, the delivery waits: `decide` goes on, `decline` ends it.
    """
    check_can_deliver_spending(user=by, body=body)
    with open_engine(beside=store.workshop()) as engine:
        understood = understood_as(file, body, answers, engine, tell)
        if understood.questions:
            return Receipt(file.name, understood, questions=understood.questions)
        delivery = begin(file, body, by, understood)
        with given_up_where_it_fails(delivery):
            checked = into_the_record(delivery, understood, tell)
            verdict = decide(
                delivery=delivery, answers=answers, by=by, faults=cells(checked), original=file.path
            )
    if delivery.stage == Stage.ACCEPTED.value:
        remember_profile(body=body, profile=understood.profile.for_the_next_file(), by=by)
    receipt = replace(receipt_of(file, understood, checked, verdict), delivery=delivery)
    if delivery.stage == Stage.UNCHANGED.value:
        # Its rows can be looked at for as long as the receipt is held.
        weakref.finalize(receipt, store.discard, checked.path.name)
    return receipt


def understood_as(
    file: Incoming, body: Organisation, answers: Answers, engine: Engine, tell: Progress
) -> Understanding:
    """A file as it would be read: by what is remembered of its body, under what a person answered."""
    kept = remembered(answers.read_as or body, answers.profile.get("kind"))
    known = ReadingProfile.from_dict(kept.reading) if kept else None
    if answers.profile:
        known = (known or ReadingProfile()).with_answers(answers.profile)
    understood = understand(file.path, remembered=known, engine=engine, progress=tell)
    understood = asked_about_the_body(understood, [body.name, body.short_name])
    tell("understood", understood.reading.records)
    return understood


def begin(file: Incoming, body: Organisation, by: User, understood: Understanding) -> Delivery:
    """Write down that a file is being received, and the name that its record will have, before that is there."""
    look = understood.reading.profile
    return Delivery.objects.create(
        body=body,
        kind=understood.profile.kind,
        stage=Stage.RECEIVING.value,
        file_name=file.name[:255],
        file_sha256=look.sha256,
        file_bytes=file.path.stat().st_size,
        encoding=look.encoding,
        source=source_of(file),
        profile=understood.profile.to_dict(),
        parquet_name=store.new_name(),
        total_rows=understood.reading.records,
        words="checking",
        by=by,
    )


def source_of(file: Incoming) -> dict[str, Any]:
    """Where a file came from: the archive that held it, which is kept as well."""
    if file.archive is None:
        return {}
    sha256 = originals.hash_of(file.archive)
    originals.keep(file.archive, sha256)
    return {"archive": as_text(file.archive.name), "archive_sha256": sha256}


@contextmanager
def given_up_where_it_fails(delivery: Delivery) -> Iterator[None]:
    """Whatever stops a receiver that is still alive is written down, and its file removed."""
    try:
        yield
    except BaseException as error:
        name = delivery.parquet_name
        if give_up(delivery, str(error) or f"It was stopped ({type(error).__name__}). Deliver it again."):
            store.discard(name)
        raise


def into_the_record(delivery: Delivery, understood: Understanding, tell: Progress) -> Checked:
    """Write every record to the delivery's file, bring that to the disk, and write down what it holds."""
    name = delivery.parquet_name
    checked = check(
        understood,
        store.unfinished(name),
        body=delivery.body.slug,
        file=delivery.file_name,
        progress=Heart(delivery, tell),
    )
    kept = store.keep(name)
    told = {
        "parquet_sha256": kept.sha256,
        "parquet_bytes": kept.size_bytes,
        "first_paid_on": checked.first_paid_on,
        "last_paid_on": checked.last_paid_on,
        "done_rows": checked.records,
        "heartbeat_at": timezone.now(),
        "words": "",
        **totals_of(checked).as_dict(),
    }
    Delivery.objects.filter(pk=delivery.pk).update(**told)
    for field, value in told.items():
        setattr(delivery, field, value)
    return replace(checked, path=store.path_of(name))


class Heart:
    """Tells how far a delivery is: whoever asked at every batch, the database every few seconds."""

    def __init__(self, delivery: Delivery, tell: Progress) -> None:
        self.delivery, self.tell, self.last = delivery, tell, timezone.now()

    def __call__(self, stage: str, rows: int) -> None:
        self.tell(stage, rows)
        now = timezone.now()
        if now - self.last < BEAT:
            return
        self.last = now
        try:
            Delivery.objects.filter(pk=self.delivery.pk).update(
                words=stage[:100], done_rows=rows, heartbeat_at=now
            )
        except OperationalError:
            # Somebody else writes just now. A beat that is left out harms nothing; the next one follows.
            return


def cells(checked: Checked) -> list[tuple[int, str, str, str, str]]:
    """The first faults of a file, as returns keep them."""
    return [
        (each.line, each.column, each.value, each.code, each.message) for each in checked.faults(FAULTS_KEPT)
    ]


def receipt_of(file: Incoming, understood: Understanding, checked: Checked, verdict: Verdict) -> Receipt:
    return Receipt(
        file.name,
        understood,
        checked,
        coverage=verdict.coverage,
        replaces=verdict.replaces,
        is_unchanged=verdict.is_unchanged,
        questions=verdict.questions,
    )


@transaction.atomic
def remember_profile(*, body: Organisation, profile: ReadingProfile, by: User) -> Profile:
    """Remember how a body's files are read; where that is remembered already, nothing is written."""
    check_can_deliver_spending(user=by, body=body)
    kept, reading = remembered(body, profile.kind), profile.to_dict()
    if kept and kept.reading == reading:
        return kept
    made = Profile.objects.create(body=body, kind=profile.kind, reading=reading, by=by)
    record(what="reading_profile_remembered", about=made, by=by, body=body.pk, reading=reading)
    return made
