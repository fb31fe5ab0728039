"""Makers of scrutiny requests, and of entries on freedoms and pledges, written directly, past the actions."""

from __future__ import annotations

import datetime as dt
from typing import Any

from placepact.agreements.models import (
    FreedomEntry,
    PledgeEntry,
    ScrutinyAnswer,
    ScrutinyRequest,
    ScrutinyWithdrawal,
    Trace,
    Version,
)
from tests import makers
from tests.makers_of_strategies import make_priority

DAY = dt.date(2024, 4, 1)


def a_draft() -> Version:
    return makers.make_agreement(state="draft").versions.get()


def make_request(version: Version | None = None, **different: Any) -> ScrutinyRequest:
    """A committee of the accountable body asks another body about a target, to be answered within a month."""
    version = version or a_draft()
    council = version.parties.get(capacity="accountable").organisation
    given: dict[str, Any] = {
        "agreement": version.agreement, "number": 1, "organisation": council, "committee": "A committee",
        "kind": "information", "words": "Why?", "is_required": True, "under": "A section", "months": 1,
        "on": DAY, "due_on": dt.date(2024, 4, 30), **different,
    }  # fmt: skip
    given["line"] = given.get("line") or makers.make_line(version).line
    given["asked_of"] = given.get("asked_of") or makers.make_organisation()
    return ScrutinyRequest.objects.create(by=makers.make_user(), **given)


def make_answer(**different: Any) -> ScrutinyAnswer:
    given = {"words": "So.", "on": DAY, "by": makers.make_user(), **different}
    return ScrutinyAnswer.objects.create(request=given.pop("request", None) or make_request(), **given)


def make_withdrawal(**different: Any) -> ScrutinyWithdrawal:
    given = {"reason": "So.", "on": DAY, "by": makers.make_user(), **different}
    return ScrutinyWithdrawal.objects.create(request=given.pop("request", None) or make_request(), **given)


def make_freed(version: Version | None = None, **different: Any) -> FreedomEntry:
    version = version or a_draft()
    given: dict[str, Any] = {"number": 1, "state": "asked", "words": "We ask.", "on": DAY, **different}
    given["line"] = given.get("line") or makers.make_line(version, kind="freedom").line
    body = version.parties.get(capacity="accountable").organisation
    return FreedomEntry.objects.create(organisation=body, by=makers.make_user(), **given)


def make_delivered(version: Version | None = None, **different: Any) -> PledgeEntry:
    version = version or a_draft()
    given: dict[str, Any] = {
        "number": 1, "percent": 50, "words": "Half.", "evidence": "Minute 1", "on": DAY, **different,
    }  # fmt: skip
    given["line"] = given.get("line") or makers.make_line(version, kind="pledge").line
    body = version.parties.get(capacity="accountable").organisation
    return PledgeEntry.objects.create(organisation=body, by=makers.make_user(), **given)


def make_trace(version: Version | None = None, **different: Any) -> Trace:
    version = version or a_draft()
    given: dict[str, Any] = {"why": "It does.", "on": DAY, "by": makers.make_user(), **different}
    given["line"] = given.get("line") or makers.make_line(version).line
    given["priority"] = given.get("priority") or make_priority()
    return Trace.objects.create(**given)
