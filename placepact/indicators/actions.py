"""Receiving figures: check a file, then place its rows in one transaction, or say what that would do."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from placepact.audit.actions import hold, record
from placepact.indicators import drafting, loading, releases
from placepact.indicators.definitions import POINT, Definition, load_definitions
from placepact.indicators.delivery import Area, Checked, Vocabulary, check_file, write_refused
from placepact.indicators.delivery import Indicator as Known
from placepact.indicators.delivery.asking import Question, history_of, questions
from placepact.indicators.delivery.checks import Check, load_checks
from placepact.indicators.delivery.sources import named
from placepact.indicators.models import Indicator, Value
from placepact.indicators.permissions import check_can_deliver
from placepact.organisations.models import Organisation
from placepact.people.models import User
from placepact.places.models import Area as AreaRow
from placepact.places.models import Succession
from placepact.returns.actions import Delivered, Tally, keep_refused, write_down
from placepact.returns.models import Outcome, Return
from placepact.returns.reading import Progress

HISTORY_UP_TO = 100_000
WRITTEN_AS = "written_as"
"""Where a return says as which source its file was read."""


@dataclass(frozen=True)
class Receipt:
    """What became of a delivered file, or would become of it."""

    file_name: str
    tally: Tally
    checked: Checked
    delivery: Return | None
    questions: tuple[Question, ...] = ()

    @property
    def is_dry_run(self) -> bool:
        return self.delivery is None

    @property
    def reference(self) -> str | None:
        return self.delivery.reference if self.delivery else None

    def sentence(self) -> str:
        """The outcome in one sentence."""
        tally = self.tally
        if self.is_dry_run:
            return "a dry run; nothing was changed. " + (
                f"Receiving it would add {tally.new:,} {'value' if tally.new == 1 else 'values'} "
                f"and supersede {tally.superseding:,}."
                if tally.outcome == Outcome.ACCEPTED
                else "No row of it could be accepted."
                if tally.outcome == Outcome.REFUSED
                else "Every value in it stands already."
            )
        if tally.outcome == Outcome.ACCEPTED:
            return f"accepted as {self.reference}."
        if tally.outcome == Outcome.UNCHANGED:
            return "every value in it stands already; nothing was changed."
        return "refused: no row could be accepted, and nothing was changed."

    def faults(self) -> list[tuple[int, str, str, str, str]]:
        """Every fault as (line, column, value, code, message), in the order of the file."""
        return [(each.line, each.column, each.value, each.code, each.message) for each in self.checked.faults]

    def faults_with_cells(self) -> list[tuple[int, str, str, str, str]]:
        """The same; in a workbook the column is told with its cell: observation (Figures!E3)."""
        return [
            (
                each.line,
                f"{each.column[:40]} ({each.place.rpartition('!')[2]})" if "!" in each.place else each.column,
                each.value,
                each.code,
                each.message,
            )
            for each in self.checked.faults
        ]

    def remarks(self) -> list[str]:
        """What a sender should know although it stopped nothing."""
        return [*self.drafted(), *self.checked.warnings]

    def asked(self) -> list[str]:
        """What a sender is only asked about, each with its line or cell and the number of its check."""
        return [self.ask(each) for each in self.questions]

    def ask(self, question: Question) -> str:
        column = self.checked.written.get(question.column, question.column)
        place, number = self.checked.place(question.line, column), load_checks()[question.code].number
        return f"{place if '!' in place else f'{place}, {column}'}: {question.message} ({number})"

    def by_check(self) -> list[tuple[Check, int]]:
        """How often each check found something, in the order of their numbers."""
        found = Counter([each.code for each in self.checked.faults] + [each.code for each in self.questions])
        checks = load_checks()
        return sorted(
            ((checks[code], count) for code, count in found.items()), key=lambda each: each[0].number
        )

    def drafted(self) -> Iterator[str]:
        """What is said of the series that this file makes known."""
        source, count = self.checked.source, len(self.checked.drafts)
        if source:
            yield f"Read as {named(source).title} writes it ({source}.toml)."
        if count:
            first = ", ".join(f"“{each.title}”" for each in self.checked.drafts[:3])
            made = "would be made known" if self.is_dry_run else "are made known"
            yield (
                f"{count} series that nobody has defined {made} as drafts, with no checker: {first}"
                f"{' and others' if count > 3 else ''}."
            )

    def write_refused(self, path: Path) -> None:
        """Write the refused rows with file, line, column, value and reason."""
        write_refused(path, self.checked)


@transaction.atomic
def load_anchors(*, by: User) -> int:
    """Give every definition its row, so that values can point to it, and keep its wording. Returns how many changed."""
    changed = without_anchor()
    if changed:
        hold()
    rows = {
        each.slug: Indicator.objects.update_or_create(slug=each.slug, defaults={"title": each.title})[0]
        for each in changed
    }
    releases.keep((rows[each.slug], releases.words_of(each)) for each in changed)
    if changed:
        record(what="indicators_defined", about=rows[changed[-1].slug], by=by, count=len(changed))
    return len(changed)


def without_anchor() -> list[Definition]:
    """The definitions that have no row, or of which this wording has not been kept yet."""
    kept = releases.newest()
    held = {slug: kept.get(pk, (0, ""))[1] for slug, pk in Indicator.objects.values_list("slug", "pk")}
    return [
        each
        for each in load_definitions().values()
        if held.get(each.slug) != releases.fingerprint(releases.words_of(each))
    ]


def tell_nobody(stage: str, rows: int) -> None:
    """Nobody waits for this file."""


def try_out(
    *,
    path: Path,
    organisation: Organisation,
    by: User,
    source: dict[str, Any] | None = None,
    tell: Progress = tell_nobody,
) -> Receipt:
    """Say what receiving a file would do, and change nothing. Raises NotAllowed and what the reader refuses.

    source: what is said of the file; its WRITTEN_AS names the source as which it is read, else its columns tell.
    """
    check_can_deliver(user=by, organisation=organisation)
    checked = check_file(path, vocabulary(), source=(source or {}).get(WRITTEN_AS), progress=tell)
    tell("comparing", checked.records)
    with transaction.atomic(), loading.incoming(rows(checked)):
        outcome = loading.compare()
    return Receipt(name_of(path), tally(checked, outcome), checked, None, ask(checked))


def receive(
    *,
    path: Path,
    organisation: Organisation,
    by: User,
    source: dict[str, Any] | None = None,
    tell: Progress = tell_nobody,
) -> Receipt:
    """Take a file's rows into the record. Raises NotAllowed and what the reader refuses.

    The file is checked first, outside any transaction; then its rows, its
    counts, its refused cells and the audit entry are written in one.
    source: what is said of where it is from and why; its WRITTEN_AS names the source as which it is read, else
    its columns tell.
    """
    check_can_deliver(user=by, organisation=organisation)
    checked = check_file(path, vocabulary(), source=(source or {}).get(WRITTEN_AS), progress=tell)
    tell("placing", checked.records)
    file = Delivered(
        path=path,
        name=name_of(path),
        sha256=checked.sha256,
        size_bytes=path.stat().st_size,
        encoding=checked.encoding,
        source={**({WRITTEN_AS: checked.source} if checked.source else {}), **(source or {})},
    )
    return place(checked, file, organisation, by, ask(checked))


def ask(checked: Checked) -> tuple[Question, ...]:
    """What is asked about a file's accepted rows, held against what stands.

    A file of more than HISTORY_UP_TO rows is its own history: it holds the years that the record would show.
    """
    history: list[tuple[Any, ...]] = []
    if 0 < checked.accepted.num_rows <= HISTORY_UP_TO:
        names = ("indicator_id", "area_id", "breakdown", "period_length", "period_start", "value")
        standing = Value.objects.filter(
            superseded_by__isnull=True,
            presence="given",
            indicator__in=checked.accepted.column("indicator_id").unique().to_pylist(),
            area__in=checked.accepted.column("area_id").unique().to_pylist(),
        )
        history = list(standing.values_list(*names).iterator(chunk_size=20_000))
    return tuple(questions(checked.accepted, history_of(history)))


def name_of(path: Path) -> str:
    """The name of a file as text; bytes that are no UTF-8, which no database keeps, as question marks."""
    return path.name.encode(errors="replace").decode()


@transaction.atomic
def place(
    checked: Checked, file: Delivered, organisation: Organisation, by: User, asked: tuple[Question, ...] = ()
) -> Receipt:
    """Write a checked file down, with its values where it has any that are new."""
    hold()
    made = drafting.used(checked.drafts, checked.accepted.column("indicator_id").unique().to_pylist())
    ids = drafting.keep(made, named(checked.source)) if made else {}
    with loading.incoming(rows(checked, ids)):
        outcome = loading.compare()
        counted = tally(checked, outcome)
        delivery = write_down(kind="indicators", file=file, tally=counted, organisation=organisation, by=by)
        if counted.outcome == Outcome.ACCEPTED:
            loading.place(delivery.pk)
    receipt = Receipt(file.name, counted, checked, delivery, asked)
    keep_refused(delivery, receipt.faults_with_cells())
    record(
        what=f"return_{counted.outcome.value}", about=delivery, by=by, sha256=file.sha256, rows=counted.read
    )
    return receipt


def tally(checked: Checked, outcome: loading.Outcome) -> Tally:
    """The counts of a file once it is known what its accepted rows do."""
    return Tally(
        read=checked.records,
        refused=checked.refused_count,
        blank=checked.blank,
        repeated_headers=checked.repeated_headers,
        new=outcome.new,
        superseding=outcome.superseding,
        unchanged=outcome.unchanged,
    )


def rows(checked: Checked, drafted: Mapping[str, int] | None = None) -> Iterator[tuple[Any, ...]]:
    """Accepted rows as tuples in the order of loading.COLUMNS; days as ISO text, which both databases take.

    drafted: the ids that the drafts of the file were given, by their short names.
    """
    held = {name: checked.accepted.column(name).to_pylist() for name in loading.COLUMNS}
    if drafted:
        given = {-number: drafted.get(each.slug) for number, each in enumerate(checked.drafts, start=1)}
        held["indicator_id"] = [given.get(each, each) for each in held["indicator_id"]]
    held["period_start"] = [day.isoformat() for day in held["period_start"]]
    held["note"] = [note or "" for note in held["note"]]
    return zip(*held.values(), strict=True)


def vocabulary(today: dt.date | None = None) -> Vocabulary:
    """Every area and indicator that a file may name."""
    followed: dict[int, list[str]] = {}
    for predecessor, successor in Succession.objects.values_list("predecessor", "successor__code"):
        followed.setdefault(predecessor, []).append(successor)
    ids = dict(Indicator.objects.values_list("slug", "pk"))
    return Vocabulary(
        areas=[
            Area(code, name, start, end, tuple(followed.get(pk, ())), pk)
            for pk, code, name, start, end in AreaRow.objects.values_list(
                "pk", "code", "name", "valid_from", "valid_to"
            )
        ],
        indicators=[
            Known(
                each.published_as,
                each.slug,
                ids[each.slug],
                each.unit,
                each.lower_bound,
                each.upper_bound,
                title=each.title,
                lengths=tuple("" if length == POINT else length for length in each.period_lengths),
            )
            for each in load_definitions().values()
            if each.slug in ids
        ],
        today=today or timezone.localdate(),
        drafted=drafting.known(),
    )
