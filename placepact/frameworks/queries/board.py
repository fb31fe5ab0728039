"""Who has not yet given what: a collection's organisations by state, in one query however many cells there are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q, Sum

from placepact.frameworks.models import Collection, Request
from placepact.frameworks.rules.requests import ACTS_NEXT, Hand, State, Window, in_words_of_days

# The order of a board: those that keep others waiting first.
ORDER = (State.DRAFTED, State.RETURNED, State.SUBMITTED, State.APPROVED, State.ACCEPTED)


@dataclass(frozen=True)
class Row:
    """One organisation on the board."""

    reference: str
    organisation: str
    slug: str
    state: State
    owed: int
    given: int
    window: Window
    round: int
    on: dt.date

    @property
    def href(self) -> str:
        return f"/requests/{self.reference}"

    @property
    def days_left(self) -> int:
        return self.window.days_left(self.on)

    @property
    def left(self) -> str:
        """How long there is, where somebody in the organisation still has to act."""
        if self.window.is_released:
            return "released"
        return "" if self.state is State.ACCEPTED else in_words_of_days(self.days_left)

    @property
    def waits_for(self) -> Hand | None:
        return None if self.window.is_released else ACTS_NEXT[self.state]

    @property
    def is_late(self) -> bool:
        return (
            self.days_left < 0
            and not self.window.is_released
            and self.state in (State.DRAFTED, State.RETURNED, State.SUBMITTED)
        )


@dataclass(frozen=True)
class Board:
    """A collection's rows, and their counts by state; released organisations are counted by themselves."""

    collection: Collection
    rows: tuple[Row, ...]
    on: dt.date

    @property
    def owed(self) -> int:
        return sum(each.owed for each in self.rows if not each.window.is_released)

    @property
    def given(self) -> int:
        return sum(each.given for each in self.rows if not each.window.is_released)

    @property
    def released(self) -> int:
        return sum(each.window.is_released for each in self.rows)

    def counts(self) -> dict[State, int]:
        """How many organisations are in each state."""
        found = dict.fromkeys(State, 0)
        for each in self.rows:
            if not each.window.is_released:
                found[each.state] += 1
        return found

    def missing(self) -> list[Row]:
        """Those who have not given yet."""
        return [each for each in self.rows if each.state.is_open and not each.window.is_released]


COLUMNS = (
    "pk", "organisation__name", "organisation__slug", "state", "owed", "given", "extended_to", "is_released", "round",
)  # fmt: skip


def board(collection: Collection, on: dt.date) -> Board:
    """The board of one collection: one query over its requests."""
    rows = Request.objects.filter(collection=collection).order_by("organisation__name").values_list(*COLUMNS)
    made = [row_of(each, collection, on) for each in rows]
    made.sort(key=lambda each: (each.window.is_released, ORDER.index(each.state)))
    return Board(collection, tuple(made), on)


def row_of(values: tuple[Any, ...], collection: Collection, on: dt.date) -> Row:
    pk, name, slug, state, owed, given, extended_to, is_released, number = values
    window = Window(collection.opens_on, collection.closes_on, extended_to, is_released)
    return Row(f"Q-{pk:06d}", name, slug, State(state), owed, given, window, number, on)


@dataclass(frozen=True)
class Summary:
    """One collection in a list: how many organisations it asks, how many have been accepted, cells given of owed."""

    collection: Collection
    asked: int
    accepted: int
    open: int
    owed: int
    given: int
    left: str


def summaries(collections: Iterable[Collection], on: dt.date) -> list[Summary]:
    """Collections with their counts: one grouped query over requests."""
    held = list(collections)
    standing = Q(is_released=False)
    rows = (
        Request.objects.filter(collection__in=[each.pk for each in held])
        .values("collection")
        .annotate(
            asked=Count("pk"),
            accepted=Count("pk", filter=Q(state=State.ACCEPTED.value)),
            open=Count("pk", filter=standing & Q(state__in=["drafted", "returned"])),
            all_owed=Sum(F("owed"), filter=standing),
            all_given=Sum(F("given"), filter=standing),
        )
    )
    found: dict[int, Mapping[str, Any]] = {each["collection"]: each for each in rows}
    return [summary(each, found.get(each.pk, {}), on) for each in held]


def summary(collection: Collection, counted: Mapping[str, Any], on: dt.date) -> Summary:
    window = Window(collection.opens_on, collection.closes_on)
    is_early = on < collection.opens_on
    return Summary(
        collection,
        counted.get("asked", 0),
        counted.get("accepted", 0),
        counted.get("open", 0),
        counted.get("all_owed", 0) or 0,
        counted.get("all_given", 0) or 0,
        f"opens in {(collection.opens_on - on).days} days"
        if is_early
        else in_words_of_days(window.days_left(on)),
    )


def counts_that_differ() -> list[int]:
    """Requests whose kept counts are not those of their cells: none, or what is stored is broken. One query."""
    counted = Request.objects.annotate(
        all_cells=Count("cells"), answered=Count("cells", filter=~Q(cells__presence=""))
    )
    return list(counted.exclude(owed=F("all_cells"), given=F("answered")).values_list("pk", flat=True))
