"""What every action does: take its locks, ask leave of the role and of the rulebook, and try once more on a deadlock."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, ParamSpec, TypeVar

from django.db import OperationalError, models, transaction
from django.utils import timezone

from placepact.agreements.actions.writing import IncompleteAgreement
from placepact.agreements.models import Agreement, Line, Version
from placepact.agreements.permissions import At, check_step
from placepact.agreements.queries.cases import Record, line_facts, record_of, record_of_line
from placepact.agreements.rulebooks import rulebook
from placepact.agreements.rulebooks.facts import State, Step
from placepact.audit.actions import record
from placepact.organisations.models import Organisation
from placepact.people.models import User

P = ParamSpec("P")
T = TypeVar("T")
OF_A_THREAD = (Step.PROPOSE, Step.COUNTER, Step.ACCEPT, Step.WITHDRAW, Step.CONSENT)
DEADLOCKS = ("40P01", "40001")


@dataclass(frozen=True)
class Who:
    """Somebody who acts for an organisation on a day."""

    by: User
    organisation: Organisation
    on: dt.date


def acting(*, by: User, organisation: Organisation, on: dt.date | None = None) -> Who:
    """Somebody who acts for an organisation, today unless a day is given."""
    return Who(by, organisation, on or timezone.localdate())


@dataclass(frozen=True)
class Taken:
    """Leave to take a step: the record it was given on, the state after it and the section it is taken under."""

    record: Record
    after: State
    under: str
    version: Version


def action(act: Callable[P, T]) -> Callable[P, T]:
    """One transaction, tried once more where the database ended it to undo a deadlock."""

    @functools.wraps(act)
    def run(*args: P.args, **given: P.kwargs) -> T:
        is_outermost = not transaction.get_connection().in_atomic_block
        try:
            with transaction.atomic():
                return act(*args, **given)
        except OperationalError as error:
            if not is_outermost or getattr(error.__cause__, "sqlstate", "") not in DEADLOCKS:
                raise
        with transaction.atomic():
            return act(*args, **given)

    return run


def hold_whole(version: Version) -> Version:
    """The version as it stands, with its agreement, itself and every line locked, each kind in the order of ids."""
    Agreement.objects.select_for_update(no_key=True).get(pk=version.agreement_id)
    list(
        Line.objects.select_for_update(no_key=True)
        .filter(agreement=version.agreement_id)
        .order_by("id")
        .values_list("id")
    )
    return Version.objects.select_related("agreement__place").get(pk=version.pk)


def hold_line(version: Version, reference: str) -> tuple[Version, Line]:
    """The version as it stands, with one line locked: whoever changes the state of the whole waits for it.

    Raises IncompleteAgreement where there is no such line.
    """
    lines = Line.objects.select_for_update(no_key=True).filter(agreement=version.agreement_id)
    line = lines.filter(reference=reference).first()
    if line is None:
        raise IncompleteAgreement(
            f"{reference} is no line of {version.agreement}. Look at its lines for the reference."
        )
    return Version.objects.select_related("agreement__place").get(pk=version.pk), line


def hold_for(version: Version, reference: str) -> tuple[Version, Line | None]:
    """The version as it stands: one line locked where it is there; all of it, and no line, where that is yet to be made."""
    if Line.objects.filter(agreement=version.agreement_id, reference=reference).exists():
        return hold_line(version, reference)
    return hold_whole(version), None


def take(
    step: Step,
    version: Version,
    who: Who,
    *,
    line: Line | None = None,
    names: frozenset[int] = frozenset(),
    **asked: Any,
) -> Taken:
    """Leave for a step on a version, of the role and of its rulebook. Raises NotAllowed, Refused.

    `names`: the bodies that a line names which is made by this step.
    """
    check_step(user=who.by, step=step, organisation=who.organisation, at=At(version, line, names))
    if line is not None and step in OF_A_THREAD:
        found = record_of_line(version, line, on=who.on, organisation=who.organisation)
    else:
        found = record_of(version, on=who.on, organisation=who.organisation)
    if line is not None:
        asked["line"] = line_facts(found, line, version)
    found = replace(found, case=replace(found.case, **asked))
    book = rulebook(version.agreement.kind)
    after = book.check(step, found.case)
    return Taken(found, after, book.sources[step].cited, version)


def note(step: Step, about: models.Model, who: Who, taken: Taken, **detail: Any) -> None:
    """Write a step into the account of changes, with the section it was taken under: the last statement of an action.

    Every entry is about the agreement, so that its whole history is found at once; `thing` is what the step made.
    """
    record(
        what=f"agreement_{step.value}",
        about=taken.version.agreement,
        by=who.by,
        thing=[about._meta.label_lower, about.pk],
        version=taken.version.number,
        organisation=who.organisation.pk,
        on=who.on.isoformat(),
        under=taken.under,
        **detail,
    )
