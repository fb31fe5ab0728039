"""Finding returns and what was refused of them."""

from __future__ import annotations

import datetime as dt

from django.db.models import Max
from django.utils import timezone

from placepact.errors import Refusal
from placepact.returns.models import RefusedCell, Return

# Python refuses to read a number of thousands of digits, and no database counts that far.
LONGEST_NUMBER = 18


class UnknownReturn(Refusal):
    """No return has this reference."""


def by_reference(reference: str) -> Return:
    """The return R-000018, or the delivery D-000018. Raises UnknownReturn."""
    letter, _, digits = reference.upper().partition("-")
    if letter in {"R", "D"} and digits.isdecimal() and len(digits) < LONGEST_NUMBER:
        key = {"number": int(digits)} if letter == "R" else {"pk": int(digits)}
        found = Return.objects.select_related("organisation").filter(**key).first()
        if found is not None:
            return found
    raise UnknownReturn(f"No return is called {reference}. References look like R-000018.")


def newest(at_most: int = 50) -> list[Return]:
    """The newest returns, newest first."""
    return list(Return.objects.select_related("organisation").order_by("-id")[:at_most])


def newest_accepted(at_most: int = 4) -> list[Return]:
    """The newest returns that brought something, newest first."""
    rows = Return.objects.filter(number__isnull=False).select_related("organisation")
    return list(rows.order_by("-number")[:at_most])


def refused(delivery: Return, at_most: int = 200) -> list[RefusedCell]:
    """The first faults of a return, in the order of its lines."""
    return list(delivery.refused_cells.all()[:at_most])


def end_of(day: dt.date) -> dt.datetime:
    """The moment at which a day ends in this country: the first that is no longer of it."""
    return timezone.make_aware(dt.datetime.combine(day + dt.timedelta(days=1), dt.time()))


def last_number(day: dt.date) -> int:
    """The number of the last return that had been accepted when a day ended; 0 where none had."""
    found = Return.objects.filter(number__isnull=False, received_at__lt=end_of(day)).aggregate(Max("number"))
    return found["number__max"] or 0
