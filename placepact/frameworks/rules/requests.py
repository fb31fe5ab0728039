"""The way of a request from draft to acceptance: which act leads from which state to which, when its window is open."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

REMIND_AT = (14, 7, 1, -1)
"""Days left on which whoever has not given is reminded; the last is the day after the window closed."""


class State(StrEnum):
    """How far a request is. Returned is a draft again, with the reason why."""

    DRAFTED = "drafted"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    ACCEPTED = "accepted"
    RETURNED = "returned"

    @property
    def words(self) -> str:
        return STATE_WORDS[self]

    @property
    def is_open(self) -> bool:
        """Whether its cells can be written."""
        return self in (State.DRAFTED, State.RETURNED)


STATE_WORDS = {
    State.DRAFTED: "Drafted",
    State.SUBMITTED: "Submitted",
    State.APPROVED: "Approved by the organisation",
    State.ACCEPTED: "Accepted by the partnership",
    State.RETURNED: "Returned for correction",
}


class Step(StrEnum):
    """What is done with a request, as its history keeps it."""

    OPEN = "opened"
    SAVE = "saved"
    SUBMIT = "submitted"
    APPROVE = "approved"
    ACCEPT = "accepted"
    SEND_BACK = "returned"
    CORRECT = "correction_begun"
    REMIND = "reminded"
    EXTEND = "extended"
    RELEASE = "released"

    @property
    def words(self) -> str:
        return self.value.replace("_", " ").capitalize()


class Hand(StrEnum):
    """On whose behalf a step is taken: those who write and those who approve in the organisation, or the partnership."""

    CONTRIBUTOR = "contributor"
    APPROVER = "approver"
    PARTNERSHIP = "partnership"

    @property
    def words(self) -> str:
        return HAND_WORDS[self]


HAND_WORDS = {
    Hand.CONTRIBUTOR: "whoever delivers figures in the organisation",
    Hand.APPROVER: "whoever approves figures in the organisation",
    Hand.PARTNERSHIP: "whoever accepts figures in the accountable body",
}

NEXT: dict[State, dict[Step, State]] = {
    State.DRAFTED: {Step.SAVE: State.DRAFTED, Step.SUBMIT: State.SUBMITTED},
    State.RETURNED: {Step.SAVE: State.RETURNED, Step.SUBMIT: State.SUBMITTED},
    State.SUBMITTED: {Step.APPROVE: State.APPROVED, Step.SEND_BACK: State.RETURNED},
    State.APPROVED: {Step.ACCEPT: State.ACCEPTED, Step.SEND_BACK: State.RETURNED},
    State.ACCEPTED: {Step.CORRECT: State.RETURNED},
}
"""Which step may be taken in which state, and the state that it leads to."""

BY: dict[tuple[State, Step], tuple[Hand, ...]] = {
    (State.DRAFTED, Step.SAVE): (Hand.CONTRIBUTOR,),
    (State.DRAFTED, Step.SUBMIT): (Hand.CONTRIBUTOR,),
    (State.RETURNED, Step.SAVE): (Hand.CONTRIBUTOR,),
    (State.RETURNED, Step.SUBMIT): (Hand.CONTRIBUTOR,),
    (State.SUBMITTED, Step.APPROVE): (Hand.APPROVER,),
    (State.SUBMITTED, Step.SEND_BACK): (Hand.APPROVER, Hand.PARTNERSHIP),
    (State.APPROVED, Step.ACCEPT): (Hand.PARTNERSHIP,),
    (State.APPROVED, Step.SEND_BACK): (Hand.PARTNERSHIP,),
    (State.ACCEPTED, Step.CORRECT): (Hand.CONTRIBUTOR, Hand.PARTNERSHIP),
}
"""Who takes each of these steps."""

ACTS_NEXT: dict[State, Hand | None] = {
    State.DRAFTED: Hand.CONTRIBUTOR,
    State.RETURNED: Hand.CONTRIBUTOR,
    State.SUBMITTED: Hand.APPROVER,
    State.APPROVED: Hand.PARTNERSHIP,
    State.ACCEPTED: None,
}
"""For whom a request waits."""

NEEDS_WINDOW = frozenset({Step.SAVE, Step.SUBMIT})
"""Steps that only an open window, or an extension, lets be taken."""
NEEDS_REASON = frozenset({Step.SEND_BACK, Step.CORRECT, Step.EXTEND, Step.RELEASE})


@dataclass(frozen=True)
class Window:
    """From when to when a request may be given, both days included; `extended_to` is its own later day."""

    opens_on: dt.date
    closes_on: dt.date
    extended_to: dt.date | None = None
    is_released: bool = False

    @property
    def last_day(self) -> dt.date:
        return max(self.closes_on, self.extended_to) if self.extended_to else self.closes_on

    def days_left(self, on: dt.date) -> int:
        """Days from a day to the last; 0 on it, negative after."""
        return (self.last_day - on).days

    def is_open(self, on: dt.date) -> bool:
        return not self.is_released and self.opens_on <= on <= self.last_day

    def why_shut(self, on: dt.date, who_opens: str) -> str:
        """The sentence that says why nothing can be given on a day, and who can change that; empty where it can."""
        if self.is_released:
            return (
                f"This organisation is released from the window. {who_opens} can ask for the figures again."
            )
        if on < self.opens_on:
            return f"The window opens on {said(self.opens_on)}. Until then nothing can be written."
        if on > self.last_day:
            return (
                f"The window closed on {said(self.last_day)}. Ask {who_opens} for an extension: "
                "without one nothing can be written or submitted."
            )
        return ""


def said(day: dt.date) -> str:
    return f"{day.day} {day:%B %Y}"


def reminder_due(window: Window, on: dt.date) -> bool:
    """Whether the calendar reminds on a day."""
    return not window.is_released and on >= window.opens_on and window.days_left(on) in REMIND_AT


def in_words_of_days(days: int) -> str:
    """ "7 days left", "closes today", "closed 3 days ago"."""
    if days == 0:
        return "closes today"
    count = f"{abs(days)} {'day' if abs(days) == 1 else 'days'}"
    return f"{count} left" if days > 0 else f"closed {count} ago"
