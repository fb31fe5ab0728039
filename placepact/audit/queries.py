"""Reading the account of changes."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils import timezone

from placepact.audit.models import Entry, Head
from placepact.audit.rules import FIRST, Fact, covered, first_break


def version() -> tuple[int, str]:
    """The number and hash of the newest entry: the version of everything that is recorded."""
    head = Head.objects.filter(id=1).values_list("number", "hash").first()
    return head or (0, "0" * 64)


def facts() -> Iterator[tuple[Fact, str, str]]:
    """Every entry in order, with the hashes that it says."""
    for entry in Entry.objects.order_by("number").iterator(chunk_size=2000):
        fact = Fact(
            number=entry.number,
            at=entry.at,
            by=entry.by_id,
            what=entry.what,
            about=(entry.about_kind, entry.about_id),
            detail=entry.detail,
        )
        yield fact, entry.previous_hash, entry.hash


def chain_break() -> str | None:
    """Where the chain of entries does not hold, in words; None where every entry proves true."""
    broken = first_break(facts())
    if broken:
        return broken
    number, digest = version()
    newest = Entry.objects.order_by("-number").values_list("number", "hash").first() or (0, "0" * 64)
    if newest != (number, digest):
        return f"The head names entry {number}, but the newest entry is {newest[0]}: entries were removed."
    return None


@dataclass(frozen=True)
class Wanted:
    """What is looked for in the account of changes; empty means everything.

    about: a kind, a part of one, or a kind and an id, such as "version" or "version 12".
    seen: the ids of the people whose entries the reader may see, besides those of nobody; None where all.
    """

    what: str = ""
    who: str = ""
    about: str = ""
    first: dt.date | None = None
    last: dt.date | None = None
    seen: frozenset[int] | None = None


def search(wanted: Wanted) -> QuerySet[Entry]:
    """The entries that fit, newest first, with who made them."""
    found = Entry.objects.select_related("by").order_by("-number")
    if wanted.seen is not None:
        found = found.filter(Q(by__isnull=True) | Q(by__in=wanted.seen))
    if wanted.what:
        found = found.filter(what=wanted.what)
    if wanted.who:
        found = found.filter(Q(by__name__icontains=wanted.who) | Q(by__email__icontains=wanted.who))
    kind, _, number = wanted.about.strip().partition(" ")
    if kind:
        found = found.filter(about_kind__icontains=kind.lower())
    if number.strip():
        found = found.filter(about_id=number.strip())
    if wanted.first:
        found = found.filter(at__gte=start_of(wanted.first))
    if wanted.last:
        found = found.filter(at__lt=start_of(wanted.last + dt.timedelta(days=1)))
    return found


def start_of(day: dt.date) -> dt.datetime:
    """Midnight at which a day begins here."""
    return timezone.make_aware(dt.datetime.combine(day, dt.time.min))


def kinds() -> list[str]:
    """Every kind of thing that was ever done, by name."""
    return list(Entry.objects.order_by("what").values_list("what", flat=True).distinct())


def lines(seen: frozenset[int] | None = None) -> Iterator[str]:
    """The whole account as JSON lines with its chain, which `verify.py` proves; the last line names the head.

    seen: as in Wanted; entries of anybody else are sealed, so that they show their hashes alone.
    """
    number, newest = 0, FIRST
    for fact, previous, digest in facts():
        number, newest = fact.number, digest
        link = {"number": number, "previous": previous, "hash": digest}
        if seen is None or fact.by is None or fact.by in seen:
            yield json.dumps({**link, **covered(fact)}, ensure_ascii=False) + "\n"
        else:
            yield json.dumps({**link, "sealed": True}) + "\n"
    yield json.dumps({"head": {"number": number, "hash": newest}}) + "\n"
