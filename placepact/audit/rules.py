"""How an audit entry is hashed: pure, so that anybody can prove the chain."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

FIRST = "0" * 64
"""What stands as the previous hash of the first entry."""


@dataclass(frozen=True)
class Fact:
    """Everything about an entry that its hash covers."""

    number: int
    at: datetime
    by: int | None
    what: str
    about: tuple[str, str]
    detail: dict[str, Any]


def chain_hash(fact: Fact, previous: str) -> str:
    """The sha256 of an entry's canonical JSON and the hash before it, in hexadecimal."""
    canonical = json.dumps(
        {**covered(fact), "previous": previous},
        sort_keys=True,
        separators=(",", ":"),
        ensure_ascii=False,
    )
    return hashlib.sha256(canonical.encode()).hexdigest()


def covered(fact: Fact) -> dict[str, Any]:
    """An entry as its hash covers it and as exports write it."""
    return {
        "number": fact.number,
        "at": fact.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "by": fact.by,
        "what": fact.what,
        "about": list(fact.about),
        "detail": fact.detail,
    }


def first_break(entries: Iterable[tuple[Fact, str, str]]) -> str | None:
    """The first place where a chain of (fact, previous hash, hash) does not hold, in words; None where it does."""
    previous, expected = FIRST, 1
    for fact, said_previous, said in entries:
        if fact.number != expected:
            return f"Entry {expected} is missing: the next one found is {fact.number}."
        if said_previous != previous:
            return f"Entry {fact.number} does not follow from the entry before it."
        if chain_hash(fact, previous) != said:
            return f"Entry {fact.number} was changed after it was written."
        previous, expected = said, expected + 1
    return None
