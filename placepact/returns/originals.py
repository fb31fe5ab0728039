"""The original bytes of every return, kept for ever by their hash."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from django.conf import settings


def folder() -> Path:
    """Where originals are kept; made when it is not there."""
    path = Path(settings.PLACEPACT_HOME) / "received"
    path.mkdir(parents=True, exist_ok=True)
    return path


def path_of(sha256: str) -> Path:
    """Where the original with a hash is, or would be."""
    return folder() / sha256[:2] / sha256


def keep(source: Path, sha256: str) -> Path:
    """Copy a file's bytes to where its hash says, whole or not at all. Keeping it twice changes nothing."""
    place = path_of(sha256)
    if place.exists():
        return place
    place.parent.mkdir(parents=True, exist_ok=True)
    partial = place.with_name(f".{sha256}.{os.getpid()}")
    with source.open("rb") as read, partial.open("wb") as write:
        shutil.copyfileobj(read, write, 1 << 20)
        write.flush()
        os.fsync(write.fileno())
    partial.replace(place)
    handle = os.open(place.parent, os.O_RDONLY)
    os.fsync(handle)
    os.close(handle)
    return place
