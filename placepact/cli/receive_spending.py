"""`placepact receive spending`: take in what bodies paid, say what would happen, or ask what must be answered."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from placepact.cli.main import OK, PARTLY_REFUSED, QUESTION, REFUSED, complain
from placepact.cli.receive import check_refused, free_name, unreadable
from placepact.cli.spending_tables import show
from placepact.errors import Refusal

if TYPE_CHECKING:
    from placepact.organisations.models import Organisation
    from placepact.people.models import User
    from placepact.spending.actions.acceptance import Answers
    from placepact.spending.actions.payments import Incoming
    from placepact.spending.receipts import Receipt

WORST_LAST = (OK, PARTLY_REFUSED, QUESTION, REFUSED)
NOT_ANSWERED = "The question that it raised was not answered."
Outcome = tuple[int, dict[str, Any]]


@dataclass(frozen=True)
class Job:
    """What every file of one command shares."""

    body: Organisation
    by: User
    answers: Answers
    options: argparse.Namespace


def run(options: argparse.Namespace) -> int:
    """Receive each file by itself, whatever became of the others; the exit code is that of the worst."""
    from placepact.people.actions import operator
    from placepact.returns.reading import one_engine
    from placepact.spending import store
    from placepact.spending.queries.payments import find_body

    check_refused(options)
    body, answers = find_body(options.body), answers_of(options)
    with (
        rehearsal() if options.dry_run else nullcontext(),
        one_engine(beside=store.workshop()),
        tempfile.TemporaryDirectory(prefix="placepact-reading-", dir=store.workshop()) as folder,
    ):
        job = Job(body, operator(), answers, options)
        outcomes = [
            done
            for number, name in enumerate(options.file)
            for done in each_of(Path(name), Path(folder) / str(number), job)
        ]
    if options.format == "json":
        json.dump([told for _, told in outcomes], sys.stdout, indent=2, ensure_ascii=False, default=str)
        print()
    return max((code for code, _ in outcomes), key=WORST_LAST.index, default=OK)


def answers_of(options: argparse.Namespace) -> Answers:
    """What was decided on the command line. Raises NotACoverage, WrongProfile, UnknownOrganisation."""
    from placepact.spending.actions.acceptance import Answers
    from placepact.spending.delivery import ReadingProfile
    from placepact.spending.queries.payments import find_body
    from placepact.spending.rules.coverage import parse

    settings = dict(each.split("=", 1) for each in options.profile if "=" in each)
    ReadingProfile().with_answers(settings)
    bodies = [find_body(each) for each in options.profile if "=" not in each]
    return Answers(
        profile=settings,
        covers=parse(options.covers) if options.covers else None,
        may_replace=options.replace,
        read_as=bodies[-1] if bodies else None,
    )


@contextmanager
def rehearsal() -> Iterator[None]:
    """Take back what is written while the block runs: in a new home, the account of whoever types this."""
    from django.db import transaction

    from placepact.people.models import User

    if User.objects.filter(is_operator=True).exists():
        yield
        return
    with transaction.atomic():
        try:
            yield
        finally:
            transaction.set_rollback(True)


def each_of(path: Path, folder: Path, job: Job) -> Iterator[Outcome]:
    """Every file that a name stands for, received one after the other."""
    from placepact.returns.reading import expand
    from placepact.spending.actions.payments import Incoming, as_text

    try:
        for found in expand([path], folder):
            archive = archive_of(path, found.name) if folder in found.path.parents else None
            yield one(Incoming(found.path, as_text(found.name), archive), job)
    except (Refusal, OSError) as refusal:
        yield refused(as_text(path.name), refusal, path)


def archive_of(path: Path, name: str) -> Path:
    """The archive in which a file came: what was named, or the one in the folder that was."""
    return path if path.is_file() else path / name.split("/")[1]


def refused(name: str, error: Exception, path: Path) -> Outcome:
    """A file that could not be read at all."""
    text = unreadable(path, error) if isinstance(error, OSError) else str(error)
    complain(text)
    return REFUSED, {"file": name, "outcome": "refused", "error": text}


def one(file: Incoming, job: Job) -> Outcome:
    """Receive one file, with a bar while it is read; its exit code, and what scripts are told of it."""
    from placepact.roles.permissions import NotAllowed
    from placepact.spending.actions import payments

    act = payments.try_out if job.options.dry_run else payments.receive
    try:
        with progress(file.name) as tell:
            receipt = act(file=file, body=job.body, by=job.by, answers=job.answers, tell=tell)
    except NotAllowed:
        raise
    except (Refusal, OSError) as refusal:
        return refused(file.name, refusal, file.path)
    if job.options.format == "table":
        show(receipt)
    # Before the answer: the file of the record from which faults are read goes with a delivery that is declined.
    faults = receipt.as_dict()["faults"]
    receipt, said_no = answered(receipt, job)
    written = write_refused(receipt, file, job.options)
    code = REFUSED if said_no else code_of(receipt)
    return code, {
        **receipt.as_dict(faults=0),
        "faults": faults,
        "refused_file": str(written) if written else None,
    }


@contextmanager
def progress(name: str) -> Iterator[Any]:
    """A bar on a terminal's standard error, nothing elsewhere."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(name, total=None)

        def tell(stage: str, rows: int) -> None:
            if stage == "understood":
                bar.update(task, total=rows)
            else:
                bar.update(task, completed=rows, description=f"{name}: {stage}")

        yield tell


def answered(receipt: Receipt, job: Job) -> tuple[Receipt, bool]:
    """Ask whether to replace, on a terminal; the delivery that waited is ended otherwise. True where they said no."""
    from placepact.spending.actions import acceptance

    delivery = receipt.delivery
    if delivery is None or not receipt.questions:
        return receipt, False
    asks_to_replace = [each.code for each in receipt.questions] == ["replace"]
    if not (asks_to_replace and job.options.format == "table" and sys.stdin.isatty()):
        acceptance.decline(delivery=delivery, by=job.by, why=NOT_ANSWERED)
        return receipt, False
    if input("Replace it? [y/N] ").strip().lower() not in {"y", "yes"}:
        acceptance.decline(delivery=delivery, by=job.by, why="Whoever delivered it kept the earlier return.")
        complain("Nothing was changed.")
        return receipt, True
    agreed = replace(job.answers, may_replace=True)
    verdict = acceptance.decide(delivery=delivery, answers=agreed, by=job.by)
    after = replace(
        receipt, questions=verdict.questions, replaces=verdict.replaces, is_unchanged=verdict.is_unchanged
    )
    show(after)
    return after, False


def write_refused(receipt: Receipt, file: Incoming, options: argparse.Namespace) -> Path | None:
    """Write the refused rows to a file that was not there before; None where there are none, or it cannot be written."""
    if not receipt.totals.rows_refused or (receipt.questions and not receipt.is_dry_run):
        return None
    wanted = Path(options.refused) if options.refused else None
    place = wanted if wanted and not wanted.exists() else free_name(Path(Path(file.name).name))
    try:
        receipt.write_refused(place)
    except OSError as error:
        complain(
            f"The refused rows cannot be written to {place} ({error.strerror}). Name a file with --refused."
        )
        return None
    if options.format == "table":
        print(f"  Every refused row is in {place}. Mend them there and deliver the whole file again.")
    return place


def code_of(receipt: Receipt) -> int:
    """0 where every row was accepted, 3 where some were refused, 4 where a person must answer, 1 where none was."""
    if receipt.questions:
        return QUESTION
    if not receipt.totals.rows_refused:
        return OK
    return PARTLY_REFUSED if receipt.totals.rows_accepted else REFUSED
