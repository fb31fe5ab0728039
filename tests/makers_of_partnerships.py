"""Plain makers of partnerships for tests, written directly, past the actions."""

from __future__ import annotations

import datetime as dt
from itertools import count
from typing import Any

from placepact.partnerships.models import Interest, Partnership, Seat
from tests import makers

_next = count(1)
START = dt.date(2008, 4, 1)


def make_partnership(**different: Any) -> Partnership:
    """A strategic partnership without legal personality, for a place and a council of its own."""
    n = next(_next)
    given = {
        "slug": f"partnership-{n}",
        "name": f"Partnership {n}",
        "kind": "strategic",
        "layer": "strategic",
        "starts_on": START,
        **different,
    }
    given["place"] = given.get("place") or makers.make_place()
    if "accountable_body" not in given:
        given["accountable_body"] = makers.make_organisation()
    return Partnership.objects.create(**given)


def make_seat(partnership: Partnership | None = None, **different: Any) -> Seat:
    """A voting seat of the public sector that decides for its organisation; numbered next."""
    board = partnership or make_partnership()
    given = {
        "number": board.seats.count() + 1,
        "sector": "public",
        "office": "Chief executive",
        "authority": "direct",
        "starts_on": START,
        **different,
    }
    if "organisation" not in given:
        given["organisation"] = makers.make_organisation()
    return Seat.objects.create(partnership=board, **given)


def make_interest(seat: Seat | None = None, **different: Any) -> Interest:
    """A pecuniary interest, declared on the first day."""
    given = {"nature": "pecuniary", "what": "Trustee of the charity.", "declared_on": START, **different}
    given["declared_by"] = given.get("declared_by") or makers.make_user()
    return Interest.objects.create(seat=seat or make_seat(), **given)
