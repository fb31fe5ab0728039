"""The original bytes of every return, kept for ever by their hash."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from django.conf import settings

from placepact.errors import Refusal


class ChangedMeanwhile(Refusal):
    """A file was written to while it was being received."""


def folder() -> Path:
    """Where originals are kept; made when it is not there."""
    path = Path(settings.PLACEPACT_HOME) / "received"
    path.mkdir(parents=True, exist_ok=True)
    return path


def path_of(sha256: str) -> Path:
    """Where the original with a hash is, or would be."""
    return folder() / sha256[:2] / sha256


def hash_of(path: Path) -> str:
    """The sha256 of a file's bytes, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def keep(source: Path, sha256: str) -> Path:
    """Copy a file's bytes to where its hash says, whole or not at all. Keeping it twice changes nothing.

    ChangedMeanwhile where the bytes are no longer those that were checked.
    """
    place = path_of(sha256)
    if place.exists():
        return place
    place.parent.mkdir(parents=True, exist_ok=True)
    partial = place.with_name(f".{sha256}.{os.getpid()}")
    try:
        if copied(source, partial) != sha256:
            raise ChangedMeanwhile(
                f"{source.name} changed while it was being received; nothing of it was taken. "
                "Wait until it is written, and deliver it again."
            )
        partial.replace(place)
    finally:
        partial.unlink(missing_ok=True)
    for folder_changed in (place.parent, place.parent.parent):
        settle(folder_changed)
    return place


def copied(source: Path, target: Path) -> str:
    """Copy a file to the disk itself; the sha256 of the bytes that were copied."""
    digest = hashlib.sha256()
    with source.open("rb") as read, target.open("wb") as write:
        while chunk := read.read(1 << 20):
            digest.update(chunk)
            write.write(chunk)
        write.flush()
        os.fsync(write.fileno())
    return digest.hexdigest()


def settle(changed: Path) -> None:
    """Have the names in a folder on the disk, as well as the bytes."""
    handle = os.open(changed, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
