"""Makers of rewards, written directly, past the actions."""

from __future__ import annotations

import datetime as dt
from typing import Any

from placepact.agreements.models import Version
from placepact.budgets.models import RewardEnd, RewardResult, RewardScheme, StretchTarget, Verification
from tests import makers

DAY = dt.date(2024, 4, 1)


def make_scheme(version: Version | None = None, **different: Any) -> RewardScheme:
    """2.5% of a requirement of £1,000,000, nothing below 60%, a fifth on account, two instalments."""
    version = version or makers.make_agreement(state="draft").versions.get()
    given: dict[str, Any] = {
        "number": 1, "net_budget_requirement_pence": 100_000_000, "year": "2002-03", "percent": "2.5",
        "threshold_percent": 60, "interim_percent": 20, "instalments": 2, "rounded_to_pence": 1,
        "source": "Schedule 4", "on": DAY, **different,
    }  # fmt: skip
    body = version.parties.get(capacity="accountable").organisation
    return RewardScheme.objects.create(
        agreement=version.agreement, organisation=body, by=makers.make_user(), **given
    )


def make_stretch(scheme: RewardScheme | None = None, **different: Any) -> StretchTarget:
    scheme = scheme or make_scheme()
    given: dict[str, Any] = {"without": 20, "target": 15, "order": 1, **different}
    given["line"] = given.get("line") or makers.make_line(scheme.agreement.versions.get()).line
    return StretchTarget.objects.create(scheme=scheme, **given)


def make_result(stretch: StretchTarget | None = None, **different: Any) -> RewardResult:
    stretch = stretch or make_stretch()
    given: dict[str, Any] = {
        "number": 1, "moment": "final", "value": 16, "evidence": "A survey", "on": DAY, **different,
    }  # fmt: skip
    body = stretch.scheme.organisation
    return RewardResult.objects.create(stretch=stretch, organisation=body, by=makers.make_user(), **given)


def make_verification(result: RewardResult | None = None, **different: Any) -> Verification:
    result = result or make_result()
    given: dict[str, Any] = {"evidence": "The survey's file", "on": DAY, **different}
    return Verification.objects.create(
        result=result, organisation=result.organisation, by=makers.make_user(), **given
    )


def make_end(scheme: RewardScheme | None = None, **different: Any) -> RewardEnd:
    given: dict[str, Any] = {"source": "A statement", "on": DAY, **different}
    return RewardEnd.objects.create(scheme=scheme or make_scheme(), by=makers.make_user(), **given)
