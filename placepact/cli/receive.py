"""`placepact receive indicators`: take in delivered files, or say what would happen."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from placepact.cli.main import OK, PARTLY_REFUSED, REFUSED, complain
from placepact.errors import Refusal

if TYPE_CHECKING:
    from rich.console import Console

    from placepact.indicators.actions import Receipt


WORST_LAST = (OK, PARTLY_REFUSED, REFUSED)
FAULTS_SHOWN = 20
NO_REASON = "  {count:,} earlier figures were replaced and no reason was given: give one with --reason."


class RefusedFileExists(Refusal):
    """The file that refused rows should go to is there already, or cannot be."""


def run(options: argparse.Namespace) -> int:
    """Receive each file by itself, whatever became of the others; the exit code is that of the worst."""
    from placepact.indicators.actions import load_anchors
    from placepact.organisations.queries import find
    from placepact.people.actions import operator

    check_refused(options)
    organisation = find(options.organisation)
    with rehearsal() if options.dry_run else nullcontext():
        by = operator()
        load_anchors(by=by)
        outcomes = [one(Path(name), options, organisation, by) for name in options.file]
    if options.format == "json":
        json.dump([told for _, told in outcomes], sys.stdout, indent=2, ensure_ascii=False)
        print()
    return max((code for code, _ in outcomes), key=WORST_LAST.index, default=OK)


@contextmanager
def rehearsal() -> Iterator[None]:
    """Take back what is written while the block runs.

    Where operator and indicators are on record the block writes nothing, and no transaction is opened:
    on SQLite it would keep everybody else from writing for as long as the files are read.
    """
    from django.db import transaction

    from placepact.indicators.actions import without_anchor
    from placepact.people.models import User

    if User.objects.filter(is_operator=True).exists() and not without_anchor():
        yield
        return
    with transaction.atomic():
        try:
            yield
        finally:
            transaction.set_rollback(True)


def check_refused(options: argparse.Namespace) -> None:
    """Raise RefusedFileExists where --refused cannot be kept, before anything is received."""
    if not options.refused:
        return
    place = Path(options.refused)
    if len(options.file) > 1:
        raise RefusedFileExists(
            "--refused names one file, and several are delivered. Leave it out, or deliver one."
        )
    if place.exists():
        raise RefusedFileExists(
            f"{place} is there already and is not overwritten. Name another, or remove it."
        )
    if not place.absolute().parent.is_dir():
        raise RefusedFileExists(f"There is no folder {place.absolute().parent}. Make it, or name another.")


def one(path: Path, options: argparse.Namespace, organisation: Any, by: Any) -> tuple[int, dict[str, Any]]:
    """Receive one file, with a bar while it is read; its exit code, and what scripts are told of it."""
    from rich.console import Console

    from placepact.indicators import actions
    from placepact.roles.permissions import NotAllowed

    act = actions.try_out if options.dry_run else actions.receive
    told = {"why": options.reason, actions.WRITTEN_AS: options.source}
    try:
        with Console(stderr=True).status(f"Reading {path.name}") as status:
            receipt = act(
                path=path,
                organisation=organisation,
                by=by,
                source={name: words for name, words in told.items() if words},
                tell=lambda stage, rows: status.update(f"{path.name}: {stage}, {rows:,} rows"),
            )
    except NotAllowed:
        raise
    except (Refusal, OSError) as refusal:
        text = str(refusal) if isinstance(refusal, Refusal) else unreadable(path, refusal)
        complain(text)
        return REFUSED, {"file": path.name, "outcome": "refused", "error": text}
    written = write_refused(receipt, path, options)
    if options.format == "table":
        show(receipt, written, options)
    return code_of(receipt), {**as_dict(receipt), "refused_file": str(written) if written else None}


def unreadable(path: Path, error: OSError) -> str:
    return f"{path} cannot be read ({error.strerror or error}). Name a file that is there and may be read."


def write_refused(receipt: Receipt, path: Path, options: argparse.Namespace) -> Path | None:
    """Write the refused rows to a file that was not there before; None where no row was refused or none can be written."""
    if not receipt.tally.refused:
        return None
    place = Path(options.refused) if options.refused else free_name(path)
    try:
        receipt.write_refused(place)
    except OSError as error:
        complain(
            f"The refused rows cannot be written to {place} ({error.strerror}). Name a file with --refused."
        )
        return None
    return place


def free_name(path: Path) -> Path:
    """`figures-refused.csv` in the working folder, or `figures-refused-2.csv` and so on where that is there."""
    stem = f"{path.name.split('.')[0]}-refused"
    plain = Path(f"{stem}.csv")
    numbered = (Path(f"{stem}-{number}.csv") for number in count(2))
    return plain if not plain.exists() else next(each for each in numbered if not each.exists())


def code_of(receipt: Receipt) -> int:
    """0 where every row was accepted, 3 where some were refused, 1 where none was accepted."""
    if not receipt.tally.refused:
        return OK
    return PARTLY_REFUSED if receipt.tally.accepted else REFUSED


def as_dict(receipt: Receipt) -> dict[str, Any]:
    """A receipt for scripts."""
    tally = receipt.tally
    return {
        "file": receipt.file_name,
        "return": receipt.reference,
        "dry_run": receipt.is_dry_run,
        "outcome": tally.outcome.value,
        "rows_read": tally.read,
        "accepted": tally.accepted,
        "new": tally.new,
        "superseding": tally.superseding,
        "unchanged": tally.unchanged,
        "refused": tally.refused,
        "blank": tally.blank,
        "repeated_headers": tally.repeated_headers,
        "questions": receipt.asked(),
        "faults": [
            {"line": line, "column": column, "value": value, "code": code, "message": message}
            for line, column, value, code, message in receipt.faults()
        ],
    }


def show(receipt: Receipt, written: Path | None, options: argparse.Namespace) -> None:
    """What became of a file, in words and one table."""
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False, soft_wrap=True)
    tally = receipt.tally
    console.print(Text(f"{receipt.file_name}: {receipt.sentence()}", style="bold"))
    console.print(
        f"  {tally.read:,} rows read = {tally.accepted:,} accepted + {tally.refused:,} refused "
        f"+ {tally.blank:,} blank + {tally.repeated_headers:,} repeated header"
    )
    console.print(
        f"  accepted: {tally.new:,} new, {tally.superseding:,} superseding, {tally.unchanged:,} already stand"
    )
    if tally.superseding and not receipt.is_dry_run and not options.reason:
        console.print(Text(NO_REASON.format(count=tally.superseding), style="dim"))
    for note in receipt.remarks():
        console.print(Text(f"  {note}", style="dim"))
    show_questions(receipt, console)
    if receipt.is_dry_run:
        show_checks(receipt, console)
    if not tally.refused:
        return
    faults = receipt.checked.faults
    for each in faults[:FAULTS_SHOWN]:
        where = each.place if "!" in each.place else f"{each.place}, {each.column}"
        console.print(Text(f"  {where}: ", style="bold red").append(each.message, style="default"))
    if len(faults) > FAULTS_SHOWN:
        console.print(f"  and {len(faults) - FAULTS_SHOWN:,} more")
    if written:
        console.print(f"  Every refused row is in {written}. Mend them there and deliver that file.")


def show_questions(receipt: Receipt, console: Console) -> None:
    """What is only asked, which stops nothing."""
    asked = receipt.asked()
    for sentence in asked[:FAULTS_SHOWN]:
        console.print(f"  asked about {sentence}", style="yellow", markup=False)
    if len(asked) > FAULTS_SHOWN:
        console.print(f"  and {len(asked) - FAULTS_SHOWN:,} more questions, which stop nothing")


def show_checks(receipt: Receipt, console: Console) -> None:
    """The release of the checks, and each that found something, by its number."""
    from placepact.indicators.delivery.checks import load_checks

    checks = load_checks()
    console.print(
        f"  checked by release {checks.release} of the checks, in force from {checks.starts}: "
        f"{len(checks.by_code)} checks, definitions/checks/figures.toml"
    )
    for check, times in receipt.by_check():
        effect = "stops a row" if check.severity == "error" else "only asks"
        console.print(f"    {check.number} {check.holds} Found {times:,} times; it {effect}.", style="dim")
