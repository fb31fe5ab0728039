"""Makers of what is stated beside the lines of an agreement: eligibility, offers."""

from __future__ import annotations

import datetime as dt

from placepact.agreements.models import Capacity, EligibilityCondition, Version
from placepact.agreements.rulebooks.integrated_settlement import CONDITIONS
from placepact.people.actions import operator


def make_eligible(version: Version, on: dt.date = dt.date(2022, 1, 1)) -> None:
    """Every condition of a settlement on record as true, with a mayor since 2017; written past the actions."""
    council = version.parties.get(capacity=Capacity.ACCOUNTABLE).organisation
    EligibilityCondition.objects.bulk_create(
        EligibilityCondition(
            version=version,
            condition=each,
            true_on=on,
            since=dt.date(2017, 5, 8) if each in ("mayor", "assurance_framework") else None,
            evidence="Document",
            organisation=council,
            recorded_by=operator(),
            on=on,
        )
        for each in CONDITIONS
    )
