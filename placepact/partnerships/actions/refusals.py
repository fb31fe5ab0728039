"""Why something asked of a partnership cannot be done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.utils import timezone

from placepact.errors import Refusal


class Unfit(Refusal):
    """What was written is not whole, or what stands does not allow it: a sentence a line."""


def refuse(faults: Iterable[str]) -> None:
    """Raise Unfit with every fault, a line each; nothing where there is none."""
    found = list(faults)
    if found:
        raise Unfit("\n".join(found))


def check_has_come(on: dt.date, what: str) -> None:
    """Raise Unfit for a day that is yet to come: what is recorded has happened."""
    if on > timezone.localdate():
        raise Unfit(f"{what} on {on.isoformat()} has not come yet. Write today or a day before.")


def check_said(words: str, what: str) -> None:
    """Raise Unfit where nothing was written."""
    if not words.strip():
        raise Unfit(f"Write {what}.")
