"""Plain makers of deliveries of payments and reading profiles: see makers."""

from __future__ import annotations

import datetime as dt
import hashlib
from itertools import count
from typing import Any

from placepact.spending.models import Delivery, Profile
from tests import makers

_next = count(1)


def make_payments(**different: Any) -> Delivery:
    """An accepted delivery of one payment of £12.34 in April 2024; its file is only named. `body`: whose it is."""
    n = next(_next)
    given: dict[str, Any] = {
        "stage": "accepted",
        "covers_from": dt.date(2024, 4, 1),
        "covers_to": dt.date(2024, 4, 30),
        "first_paid_on": dt.date(2024, 4, 2),
        "last_paid_on": dt.date(2024, 4, 2),
        "file_name": f"payments-{n}.csv",
        "file_sha256": hashlib.sha256(str(n).encode()).hexdigest(),
        "file_bytes": 1234,
        "parquet_name": f"{n}.parquet",
        "parquet_sha256": hashlib.sha256(f"{n}.parquet".encode()).hexdigest(),
        "rows_read": 1,
        "rows_accepted": 1,
        "pence_read": 1234,
        "pence_accepted": 1234,
        **different,
    }
    given["body"] = given.get("body") or makers.make_organisation()
    given["by"] = given.get("by") or makers.make_user()
    if "accepted_as" not in given:
        given["accepted_as"] = makers.make_return(kind="payments", organisation=given["body"])
    return Delivery.objects.create(**given)


def make_profile(**different: Any) -> Profile:
    given: dict[str, Any] = {"reading": {"dates": "day first"}, **different}
    given["body"] = given.get("body") or makers.make_organisation()
    given["by"] = given.get("by") or makers.make_user()
    return Profile.objects.create(**given)
