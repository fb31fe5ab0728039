"""What breaks each rule that the database keeps for scrutiny, and for the ledger of freedoms and pledges."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from placepact.agreements.models import Version
from tests import makers
from tests.makers_of_ledgers import (
    make_answer,
    make_delivered,
    make_freed,
    make_request,
    make_trace,
    make_withdrawal,
)
from tests.makers_of_strategies import make_priority
from tests.record.promises_of_agreements import draft, twice

KEPT = ("scrutinyrequest", "scrutinyanswer", "scrutinywithdrawal", "freedomentry", "pledgeentry")


def on_one(make: Callable[..., object], **of_line: Any) -> Callable[[], None]:
    def act() -> None:
        version = draft()
        twice(make, version, line=makers.make_line(version, **of_line).line)

    return act


def both(make: Callable[..., object]) -> Callable[[], None]:
    return lambda: twice(make, request=make_request())


def traced_twice() -> None:
    version = draft()
    twice(make_trace, version, line=makers.make_line(version).line, priority=make_priority())


PROOFS: dict[str, Callable[[], object]] = {
    "scrutiny_requests_are_numbered_once": on_one(make_request),
    "scrutiny_asks_for_a_known_kind": lambda: make_request(kind="chat"),
    "a_scrutiny_request_says_something": lambda: make_request(words=""),
    "a_response_is_to_a_report": lambda: make_request(kind="response"),
    "scrutiny_is_due_after_it_is_asked": lambda: make_request(due_on=dt.date(2024, 3, 31)),
    "a_scrutiny_answer_says_something": lambda: make_answer(words=""),
    "a_scrutiny_withdrawal_says_why": lambda: make_withdrawal(reason=""),
    "agreements.ScrutinyAnswer.request": both(make_answer),
    "agreements.ScrutinyWithdrawal.request": both(make_withdrawal),
    "freedom_entries_are_numbered_once": on_one(make_freed, kind="freedom"),
    "freedom_is_in_a_known_state": lambda: make_freed(state="sung"),
    "a_freedom_entry_says_something": lambda: make_freed(words=""),
    "a_freed_amount_is_not_negative": lambda: make_freed(amount_pence=-1),
    "indicators_are_lifted_from_more_to_fewer": lambda: make_freed(indicators_from=170, indicators_to=188),
    "pledge_entries_are_numbered_once": on_one(make_delivered, kind="pledge"),
    "a_pledge_is_delivered_at_most_whole": lambda: make_delivered(percent=101),
    "a_line_traces_to_a_priority_once": traced_twice,
    "a_trace_says_why": lambda: make_trace(why=""),
    "an_ended_trace_has_its_day_and_reason": lambda: make_trace(ended_because="Because."),
    "a_pledge_entry_has_words_and_evidence": lambda: make_delivered(evidence=""),
}
GUARDED = {
    **{(f"agreements_{part}", "update"): f"update agreements_{part} set id = -1" for part in KEPT},
    **{(f"agreements_{part}", "delete"): f"delete from agreements_{part}" for part in KEPT},
    ("agreements_trace", "update"): "update agreements_trace set why = 'other'",
    ("agreements_trace", "delete"): "delete from agreements_trace",
}
TRUNCATED = tuple(f"agreements_{part}" for part in (*KEPT, "trace"))


def everything(version: Version) -> None:
    """A row in every table that a trigger guards, of a version that is still a draft."""
    request = make_request(version)
    make_answer(request=request)
    make_withdrawal(request=request)
    make_freed(version)
    make_delivered(version)
    make_trace(version)
