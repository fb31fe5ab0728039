"""What the register of powers says of organisations: which of them may use which power on a day."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from placepact.organisations.models import ActsFor, Organisation
from placepact.partnerships.powers import load_powers
from placepact.partnerships.rules.powers import Body, Enables, Power, Verdict, heirs, may_use


@dataclass(frozen=True)
class Shown:
    """A power with who may use it on a day, and what followed it."""

    power: Power
    runs: bool
    verdict: Verdict | None
    holders: tuple[Organisation, ...]
    heirs: tuple[Power, ...]


def bodies_for(organisations: Sequence[Organisation]) -> dict[int, Body]:
    """What the law asks about some organisations, by id: one query. A body ends when all that it acted for did."""
    last: dict[int, list[dt.date | None]] = defaultdict(list)
    rows = ActsFor.objects.filter(organisation__in=organisations)
    for body, valid_to in rows.values_list("organisation", "valid_to"):
        last[body].append(valid_to)
    return {each.pk: body_of(each, last[each.pk]) for each in organisations}


def body_of(organisation: Organisation, last_days: Sequence[dt.date | None]) -> Body:
    there = [each for each in last_days if each is not None]
    ended = max(there) if there and len(there) == len(last_days) else None
    return Body(organisation.name, organisation.sector, organisation.legal_form, ended)


def shown(on: dt.date, organisations: Sequence[Organisation], one: Organisation | None = None) -> list[Shown]:
    """The register on a day: with the organisations that may use each power, and the verdict on one: one query."""
    bodies = bodies_for([*organisations, *([one] if one else [])])
    register = load_powers()
    return [
        Shown(
            power,
            power.runs_on(on),
            may_use(power, bodies[one.pk], on) if one else None,
            tuple(each for each in organisations if may_use(power, bodies[each.pk], on).may),
            tuple(heirs(power, register)),
        )
        for power in register.values()
    ]


def enabling(found: Sequence[Shown], what: str) -> list[Shown]:
    """Of some powers those that enable something; all where nothing is asked."""
    return [each for each in found if not what or Enables(what) in each.power.enables]
