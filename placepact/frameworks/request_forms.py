"""What is written on the pages of collections and requests: cells by their fields, days, organisations, plans."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from placepact.errors import Refusal
from placepact.frameworks.actions import CollectionTerms, RemedyTerms, Typed
from placepact.frameworks.forms import Reading
from placepact.frameworks.rules.entries import FIELDS
from placepact.places import queries as places

CELL = re.compile(r"c(\d{1,12})_([a-z_]+)")
PLAN = ("plan_what", "plan_owner", "plan_due")


def typed_cells(sent: Mapping[str, str]) -> list[Typed]:
    """The cells that a page sent, each with the mark of what stood there when the page was opened."""
    found: dict[int, dict[str, str]] = {}
    for name, text in sent.items():
        match = CELL.fullmatch(name)
        if match and match[2] in (*FIELDS, "was"):
            found.setdefault(int(match[1]), {})[match[2]] = text
    return [Typed(pk, fields, fields.pop("was", "")) for pk, fields in found.items()]


@dataclass(frozen=True)
class Planned:
    """A plan that was written beside a cell."""

    cell: int
    terms: RemedyTerms


def planned(read: Reading) -> list[Planned]:
    """The plans that a page sent; what is missing of one is a fault at its field."""
    cells = sorted(
        {int(match[1]) for name in read.given if (match := CELL.fullmatch(name)) and match[2] in PLAN}
    )
    found = []
    for cell in cells:
        names = [f"c{cell}_{each}" for each in PLAN]
        if not any(read.text(each) for each in names[:2]):
            continue
        what = read.text(names[0], "Say what is done about it.")
        owner = read.text(names[1], "Name the office that owns it, such as Director of public health.")
        due = read.day(names[2])
        if not any(each in read.faults for each in names):
            found.append(Planned(cell, RemedyTerms(what, owner, due)))
    return found


def closed(sent: Mapping[str, str]) -> dict[int, str]:
    """What came of plans, by the plan's id, where something was written."""
    found = {}
    for name, text in sent.items():
        match = re.fullmatch(r"r(\d{1,12})_outcome", name)
        if match and text.strip():
            found[int(match[1])] = text.strip()
    return found


def read_collection(read: Reading) -> CollectionTerms | None:
    """The terms of a collection; None where the place is not known."""
    code = read.text("place", "Write the area's code, such as E08000005.")
    area = None
    try:
        area = places.area(code) if code else None
    except Refusal as refused:
        read.faults["place"] = str(refused)
    period, opens_on, closes_on = read.period("period"), read.day("opens_on"), read.day("closes_on")
    title = read.text("title", "Write a title, such as Rochdale, 2025-26.")
    if area is None:
        return None
    asks = tuple(filter(None, (each.strip() for each in read.text("asks").split(","))))
    return CollectionTerms(title, area, period, opens_on, closes_on, asks)
