"""A checked delivery becomes a return, waits for an answer, or comes to nothing; a return is withdrawn.

The delivery's row names its file before the file is written, and the file is
whole on the disk before the row is accepted in one short transaction. A kill at
any moment leaves what stands as it was.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from django.db import transaction

from placepact.audit.actions import hold, record
from placepact.errors import Refusal
from placepact.organisations.models import Organisation
from placepact.people.models import User
from placepact.returns import originals
from placepact.returns.actions import Delivered, Tally, keep_refused, write_down
from placepact.returns.models import Return
from placepact.spending import store
from placepact.spending.contents import Totals
from placepact.spending.models import Delivery
from placepact.spending.permissions import check_can_deliver_spending
from placepact.spending.queries.payments import standing
from placepact.spending.rules.coverage import Coverage, Meeting, Question, meeting
from placepact.spending.rules.stages import NEXT, Stage
from placepact.spending.tasks import have_matched
from placepact.spending.weighing import Verdict, Weighed, weigh

TRIES = 5
Cell = tuple[int, str, str, str, str]


class NotOpen(Refusal):
    """A delivery is no longer on its way."""


class NothingToWithdraw(Refusal):
    """A return does not stand, so that it cannot be withdrawn."""


class StandsDifferently(Exception):
    """What stands changed while a delivery was weighed against it: it is weighed again."""


@dataclass(frozen=True)
class Answers:
    """What a person decided: settings of the profile, what the file covers, whether it may replace what stands.

    `read_as` is another body, whose files are written alike.
    """

    profile: Mapping[str, str] = field(default_factory=dict)
    covers: Coverage | None = None
    may_replace: bool = False
    read_as: Organisation | None = None


def decide(
    *,
    delivery: Delivery,
    answers: Answers,
    by: User,
    faults: Iterable[Cell] = (),
    original: Path | None = None,
) -> Verdict:
    """Accept a checked delivery, end it where it brings nothing, or let it wait for an answer.

    `original` is the delivered file; without it, the one that was kept when the delivery began to wait.
    """
    check_can_deliver_spending(user=by, body=delivery.body)
    for _ in range(TRIES):
        verdict = answered(weigh(weighed(delivery), covers=answers.covers), answers)
        try:
            conclude(delivery, verdict, by, list(faults), original)
        except StandsDifferently:
            continue
        delivery.refresh_from_db()
        return verdict
    raise NotOpen(
        f"{delivery.file_name} could not be placed: what stands changed {TRIES} times. Deliver it again."
    )


def weighed(delivery: Delivery) -> Weighed:
    held = Totals(**{name: getattr(delivery, name) for name in Totals.__dataclass_fields__})
    days = (delivery.first_paid_on, delivery.last_paid_on)
    return Weighed(delivery.body, delivery.kind, store.path_of(delivery.parquet_name), held, days)


def answered(verdict: Verdict, answers: Answers) -> Verdict:
    """The verdict without the questions that a person has answered."""
    if not answers.may_replace:
        return verdict
    left = tuple(each for each in verdict.questions if each.code != "replace")
    return Verdict(verdict.coverage, verdict.replaces, verdict.is_unchanged, left)


def conclude(
    delivery: Delivery, verdict: Verdict, by: User, faults: list[Cell], original: Path | None
) -> None:
    """Do what a verdict says."""
    file = original or originals.path_of(delivery.file_sha256)
    if verdict.questions:
        originals.keep(file, delivery.file_sha256)
        wait(delivery, verdict.questions)
    elif verdict.is_unchanged or not delivery.rows_accepted:
        end(delivery=delivery, stage=Stage.UNCHANGED if verdict.is_unchanged else Stage.REFUSED, by=by)
    else:
        # Before the transaction, because copying a large file takes longer than others should wait.
        originals.keep(file, delivery.file_sha256)
        accept(delivery, verdict, by, faults, file)


def wait(delivery: Delivery, questions: Iterable[Question]) -> None:
    """Let a delivery wait for a person."""
    asked = [
        {
            "code": each.code,
            "setting": each.setting,
            "question": each.sentence,
            "how_to_answer": each.how_to_answer,
        }
        for each in questions
    ]
    move(delivery, Stage.WAITING, questions=asked, message=" ".join(each["question"] for each in asked))


def move(delivery: Delivery, stage: Stage, **told: object) -> None:
    """Bring a delivery that is on its way to another stage. Raises NotOpen where it is not on its way any more."""
    possible = [before.value for before in NEXT if stage in NEXT[before]]
    moved = Delivery.objects.filter(pk=delivery.pk, stage__in=possible).update(stage=stage.value, **told)
    if not moved:
        raise NotOpen(
            f"{delivery.file_name} is no longer on its way: it was given up or answered meanwhile. Deliver it again."
        )


@transaction.atomic
def accept(delivery: Delivery, verdict: Verdict, by: User, faults: list[Cell], original: Path) -> None:
    """Write the return, put the delivery into the record and the older one out of it: one short transaction."""
    hold()
    coverage, older = verdict.coverage, verdict.replaces
    assert coverage is not None
    check_still_stands(delivery, coverage, older)
    returned = written(delivery, original, by, rows_replaced=older is not None)
    keep_refused(returned, faults)
    if older:
        Delivery.objects.filter(pk=older.pk).update(stage=Stage.REPLACED.value, replaced_by=delivery)
    move(
        delivery,
        Stage.ACCEPTED,
        accepted_as=returned,
        covers_from=coverage.starts_on,
        covers_to=coverage.ends_on,
        questions=[],
        message="",
    )
    record(
        what="payments_accepted",
        about=returned,
        by=by,
        body=delivery.body_id,
        covers=coverage.as_written,
        sha256=delivery.file_sha256,
        parquet_sha256=delivery.parquet_sha256,
        rows=delivery.rows_accepted,
        pence=delivery.pence_accepted,
        replaces=older.reference if older else None,
    )
    have_matched()


def check_still_stands(delivery: Delivery, coverage: Coverage, older: Delivery | None) -> None:
    """Raise StandsDifferently unless what shares a day with a delivery is what it was weighed against."""
    meets = {
        each.pk
        for each in standing(bodies=[delivery.body]).filter(kind=delivery.kind)
        if meeting(coverage, each.as_standing.coverage) != Meeting.APART
    }
    if meets != ({older.pk} if older else set()):
        raise StandsDifferently


def written(delivery: Delivery, original: Path, by: User, *, rows_replaced: bool) -> Return:
    """The row of the return, numbered next."""
    rows = delivery.rows_accepted
    return write_down(
        kind=delivery.kind,
        file=Delivered(
            path=original,
            name=delivery.file_name,
            sha256=delivery.file_sha256,
            size_bytes=delivery.file_bytes,
            encoding=delivery.encoding,
            source=delivery.source,
        ),
        tally=Tally(
            read=delivery.rows_read,
            refused=delivery.rows_refused,
            blank=delivery.rows_blank,
            repeated_headers=delivery.rows_repeated_header,
            new=0 if rows_replaced else rows,
            superseding=rows if rows_replaced else 0,
            unchanged=0,
        ),
        organisation=delivery.body,
        by=by,
    )


@transaction.atomic
def end(*, delivery: Delivery, stage: Stage, by: User) -> None:
    """End a delivery that brought nothing: it is unchanged or refused. A refused one keeps its rows to be looked at."""
    hold()
    forget = (
        {"parquet_name": "", "parquet_sha256": "", "parquet_bytes": 0} if stage == Stage.UNCHANGED else {}
    )
    move(delivery, stage, questions=[], **forget)
    record(
        what=f"payments_{stage.value}",
        about=delivery,
        by=by,
        sha256=delivery.file_sha256,
        rows=delivery.rows_read,
    )


@transaction.atomic
def decline(*, delivery: Delivery, by: User, why: str) -> None:
    """End a delivery that waits for an answer, or whose receiving failed: nothing of it is taken or kept."""
    check_can_deliver_spending(user=by, body=delivery.body)
    hold()
    move(delivery, Stage.FAILED, message=why, parquet_name="", parquet_sha256="", parquet_bytes=0)
    record(what="payments_declined", about=delivery, by=by, sha256=delivery.file_sha256)
    transaction.on_commit(lambda: forget_file(delivery))


def forget_file(delivery: Delivery) -> None:
    """Remove the file of a delivery that came to nothing, and its original where nothing else names that."""
    store.discard(delivery.parquet_name)
    named = (
        Delivery.objects.exclude(stage=Stage.FAILED.value).filter(file_sha256=delivery.file_sha256).exists()
    )
    if not named and not Return.objects.filter(sha256=delivery.file_sha256).exists():
        originals.path_of(delivery.file_sha256).unlink(missing_ok=True)


@transaction.atomic
def withdraw(*, delivery: Delivery, by: User, why: str) -> Delivery:
    """Take a return out of what stands by a return with no rows, whose file is the notice of withdrawal itself."""
    check_can_deliver_spending(user=by, body=delivery.body)
    hold()
    if not standing(bodies=[delivery.body]).filter(pk=delivery.pk).exists():
        raise NothingToWithdraw(
            f"{delivery.reference} does not stand: it is {Stage(delivery.stage).words.lower()}. Nothing was changed."
        )
    notice = json.dumps(
        {
            "withdraws": delivery.reference,
            "body": delivery.body.slug,
            "covers": str(delivery.coverage),
            "why": why,
        },
        sort_keys=True,
        ensure_ascii=False,
    ).encode()
    with tempfile.NamedTemporaryFile(suffix=".json") as file:
        file.write(notice)
        file.flush()
        withdrawal = enter_withdrawal(delivery, Path(file.name), by)
    Delivery.objects.filter(pk=delivery.pk).update(stage=Stage.WITHDRAWN.value, replaced_by=withdrawal)
    record(
        what="payments_withdrawn",
        about=withdrawal.accepted_as or withdrawal,
        by=by,
        withdraws=delivery.reference,
        rows=delivery.rows_accepted,
        pence=delivery.pence_accepted,
        why=why,
    )
    have_matched()
    return withdrawal


def enter_withdrawal(delivery: Delivery, notice: Path, by: User) -> Delivery:
    """The return and the delivery of a withdrawal: no rows, no file of the record."""
    digest = originals.hash_of(notice)
    name = f"withdrawal of {delivery.reference}.json"
    file = Delivered(notice, name, digest, notice.stat().st_size, "utf-8", {"withdraws": delivery.reference})
    returned = write_down(
        kind=delivery.kind, file=file, tally=Tally.withdrawal(), organisation=delivery.body, by=by
    )
    return Delivery.objects.create(
        body=delivery.body,
        kind=delivery.kind,
        stage=Stage.ACCEPTED.value,
        covers_from=delivery.covers_from,
        covers_to=delivery.covers_to,
        file_name=name,
        file_sha256=digest,
        file_bytes=file.size_bytes,
        encoding="utf-8",
        source=file.source,
        accepted_as=returned,
        message=json.loads(notice.read_text(encoding="utf-8"))["why"],
        by=by,
    )
