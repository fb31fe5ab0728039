"""Reading the account of changes."""

from __future__ import annotations

from collections.abc import Iterator

from placepact.audit.models import Entry, Head
from placepact.audit.rules import Fact, first_break


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
