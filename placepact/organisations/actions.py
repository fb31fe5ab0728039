"""Bringing organisations, their identifiers and the areas they act for into the register."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from django.db import transaction

from placepact.audit.actions import record
from placepact.errors import Refusal
from placepact.organisations.models import ActsFor, Identifier, Organisation, RegisterEntry
from placepact.organisations.register_file import Fault, read_register
from placepact.organisations.register_store import place
from placepact.people.models import User
from placepact.places.models import Area


class UnknownArea(Refusal):
    """A body is said to act for an area that is not in the register."""


class NoSource(Refusal):
    """A register is brought in without a word on where it comes from."""


@dataclass(frozen=True)
class Entry:
    """An organisation as a register gives it; identifiers as (scheme, value, from, to).

    `acts_until` is the last day of a body that is no more, None while it acts.
    """

    slug: str
    name: str
    short_name: str
    sector: str
    legal_form: str
    website: str = ""
    note: str = ""
    area_codes: tuple[str, ...] = ()
    acts_until: dt.date | None = None
    identifiers: tuple[tuple[str, str, dt.date | None, dt.date | None], ...] = field(default=())


@transaction.atomic
def register(*, entries: Iterable[Entry], source: str, by: User) -> list[Organisation]:
    """Add or refresh organisations by their slugs; identifiers and areas are replaced by what the source says."""
    listed = list(entries)
    areas = {
        area.code: area for area in Area.objects.filter(code__in={c for e in listed for c in e.area_codes})
    }
    kept = [enter(entry, areas) for entry in listed]
    if kept:
        record(what="organisations_registered", about=kept[0], by=by, count=len(kept), source=source)
    return kept


def enter(entry: Entry, areas: dict[str, Area]) -> Organisation:
    """Write one organisation with its identifiers and areas."""
    missing = [code for code in entry.area_codes if code not in areas]
    if missing:
        raise UnknownArea(
            f"{entry.name} is said to act for {', '.join(missing)}: no such area. Add the area first."
        )
    body, _ = Organisation.objects.update_or_create(
        slug=entry.slug,
        defaults={
            "name": entry.name,
            "short_name": entry.short_name,
            "sector": entry.sector,
            "legal_form": entry.legal_form,
            "website": entry.website,
            "note": entry.note,
        },
    )
    body.identifiers.all().delete()
    Identifier.objects.bulk_create(
        Identifier(organisation=body, scheme=scheme, value=value, valid_from=start, valid_to=end)
        for scheme, value, start, end in entry.identifiers
    )
    body.acts_for.all().delete()
    ActsFor.objects.bulk_create(
        ActsFor(organisation=body, area=areas[code], valid_to=entry.acts_until) for code in entry.area_codes
    )
    return body


class Brought(NamedTuple):
    """What bringing in a register did: rows read = accepted + refused, accepted = new + changed + unchanged."""

    rows_read: int
    accepted: int
    refused: int
    new: int
    changed: int
    unchanged: int
    faults: list[Fault]


@transaction.atomic
def bring_in_register(*, path: Path, source: str, by: User) -> Brought:
    """Take bodies from a file, so that suppliers can be told apart. `source`: who publishes it, and of which day."""
    if not source.strip():
        raise NoSource(
            "Say where the register comes from, such as --source 'Charity Commission, 2026-04-01'."
        )
    file = read_register(path)
    placed = place(file.rows, source)
    about = RegisterEntry.objects.order_by("-pk").first()
    if about is not None:
        record(
            what="register_brought_in",
            about=about,
            by=by,
            source=source,
            file=path.name,
            accepted=len(file.rows),
            refused=len(file.faults),
            new=placed.new,
            changed=placed.changed,
        )
    return Brought(file.rows_read, len(file.rows), len(file.faults), *placed, faults=file.faults)
