"""Canonical JSON and its hash: the one way in which an agreement, an offer or a memorandum is written to be proven."""

from __future__ import annotations

import hashlib
import json
from typing import Any

FORM = "placepact agreement 1"
"""Names the shape of a version's document; another shape gets another name."""


def canonical(document: Any) -> str:
    """JSON with sorted keys, no spaces and no escapes but those that JSON needs. ValueError for NaN and infinity."""
    return json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def sha256(document: Any) -> str:
    """The sha256 of a document's canonical JSON in UTF-8, in hexadecimal."""
    return sha256_of_text(canonical(document))


def sha256_of_text(text: str) -> str:
    """The sha256 of a text in UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()
