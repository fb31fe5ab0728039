"""The bytes of uploaded files, in PLACEPACT_HOME/uploads, until they are received or discarded."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterable
from pathlib import Path
from uuid import UUID

from django.conf import settings

UNSAFE = re.compile(r"[^\w.,()&+ -]")
LONGEST_NAME = 120


def folder(key: UUID) -> Path:
    """Where one upload's file is; made when it is not there."""
    path = Path(settings.PLACEPACT_HOME) / "uploads" / str(key)
    path.mkdir(parents=True, exist_ok=True)
    return path


def safe(name: str) -> str:
    """A sender's file name as a name of ours: no folders, no odd signs, its ending kept."""
    bare = UNSAFE.sub("_", name.replace("\\", "/").rsplit("/", 1)[-1]).strip(". ")
    stem, dot, ending = bare.rpartition(".")
    if not dot:
        return bare[:LONGEST_NAME] or "file"
    return f"{stem[:LONGEST_NAME]}.{ending[:10]}"


def path_of(key: UUID, name: str) -> Path:
    """Where the file of an upload is."""
    return folder(key) / safe(name)


def write(key: UUID, name: str, chunks: Iterable[bytes]) -> Path:
    """Bring the bytes of an upload to the disk."""
    path = path_of(key, name)
    with path.open("wb") as file:
        for chunk in chunks:
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    return path


def refused_rows(key: UUID) -> Path:
    """Where the refused rows of an upload are listed, once it has been looked at."""
    return folder(key) / "refused rows.csv"


def remove(key: UUID) -> None:
    """Remove what was kept for an upload."""
    shutil.rmtree(folder(key), ignore_errors=True)
