"""What was on record when a day ended: the returns, the versions and the definitions that a report of then rests on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils import timezone

from placepact.agreements.models import Signature, Target, Version
from placepact.errors import Refusal
from placepact.indicators import releases
from placepact.indicators.definitions import Definition, load_definitions
from placepact.returns import queries as returns


class NotADay(Refusal):
    """A report was asked for as at what is no day, or one that has not come."""


@dataclass(frozen=True)
class AsAt:
    """The end of a day, and the number of the last return that had been accepted by then (0: none)."""

    day: dt.date
    last_return: int

    @property
    def moment(self) -> dt.datetime:
        return returns.end_of(self.day)


def as_at(text: str) -> AsAt:
    """The record as it stood at the end of a day, written 2025-06-30. Raises NotADay."""
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        raise NotADay(f"{text} is not a day. Write year, month and day, such as 2025-06-30.") from None
    if day > timezone.localdate():
        raise NotADay(f"{text} has not come yet. Name today or an earlier day, such as 2025-06-30.")
    return AsAt(day, returns.last_number(day))


def versions_of_then(versions: Sequence[Version], when: AsAt) -> list[Version]:
    """The versions that a report of then knew: signed by the day, and entered here by its end.

    Where none had been entered by then, the agreement was brought in later as a
    whole: its versions count by the days on which they were signed.
    """
    signed = [each for each in versions if each.signed_on is not None and each.signed_on <= when.day]
    late = set(
        Signature.objects.filter(version__in=[each.pk for each in signed], at__gte=when.moment).values_list(
            "version", flat=True
        )
    )
    return [each for each in signed if each.pk not in late] or signed


def definitions_for(targets: Sequence[Target], when: AsAt | None) -> Mapping[str, Definition]:
    """The definitions of what is promised: today's, or those of then."""
    if when is None:
        return load_definitions()
    return releases.as_at(when.moment, {each.indicator.slug for each in targets if each.indicator})
