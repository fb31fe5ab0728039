"""What a checked file would do to what stands: add, replace, change nothing, or ask. It writes nothing."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from placepact.organisations.models import Organisation
from placepact.spending import contents, store
from placepact.spending.contents import Totals
from placepact.spending.models import Delivery
from placepact.spending.queries.payments import standing
from placepact.spending.rules.coverage import (
    Coverage,
    Question,
    Standing,
    months_around,
    overlap_question,
    replacement_question,
    worked_out,
)


@dataclass(frozen=True)
class Weighed:
    """A checked file of the record: whose it is, of which kind, where it lies, its totals, its first and last day."""

    body: Organisation
    kind: str
    path: Path
    totals: Totals
    days: tuple[dt.date | None, dt.date | None]


@dataclass(frozen=True)
class Verdict:
    """What acceptance would do. `replaces` is the return of the same coverage that stands."""

    coverage: Coverage | None
    replaces: Delivery | None = None
    is_unchanged: bool = False
    questions: tuple[Question, ...] = ()


def weigh(file: Weighed, *, covers: Coverage | None) -> Verdict:
    """Hold a file against what stands; `covers` is what a person declared, else it is worked out from the dates."""
    if not file.totals.rows_accepted:
        return Verdict(covers)
    coverage = covers or worked_out(months(file))
    if isinstance(coverage, Question):
        return Verdict(None, questions=(coverage,))
    others = list(standing(bodies=[file.body]).filter(kind=file.kind))
    overlap = overlap_question(coverage, [each.as_standing for each in others])
    if overlap:
        return Verdict(coverage, questions=(overlap,))
    same = next((each for each in others if each.coverage == coverage), None)
    if same is None:
        return Verdict(coverage)
    if holds_the_same(file, same):
        return Verdict(coverage, same, is_unchanged=True)
    new = Standing("", coverage, file.totals.rows_accepted, file.totals.pence_accepted)
    return Verdict(coverage, same, questions=(replacement_question(new, same.as_standing),))


def months(file: Weighed) -> dict[dt.date, int]:
    """Accepted rows by month. Most files are of one month, for which the file need not be asked."""
    first, last = file.days
    if first and last and months_around(first, last).months() == [first.replace(day=1)]:
        return {first.replace(day=1): file.totals.rows_accepted}
    return contents.months(file.path)


def holds_the_same(file: Weighed, other: Delivery) -> bool:
    """Whether a file has the accepted rows that stand. Most that differ do so in their totals, which are known."""
    totals = (file.totals.rows_accepted, file.totals.pence_accepted)
    if totals != (other.rows_accepted, other.pence_accepted):
        return False
    return contents.fingerprint(file.path) == contents.fingerprint(store.path_of(other.parquet_name))
