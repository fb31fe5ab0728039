"""The files of the record: one Parquet a return in PLACEPACT_HOME/record, named before it is written, never changed.

A file is written under a name of its own beside its place, brought to the
disk, renamed, and its folder brought to the disk: it is there whole or not at
all. Whether it counts is for the delivery that names it to say.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import re
import shutil
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from placepact.returns.originals import settle

UNFINISHED = ".unfinished"
A_WORKSHOP = re.compile(r"placepact-reading-\w+")
A_SPILL = re.compile(r"questions-(\d+)")
A_NAME = re.compile(r"[0-9a-f]{32}\.parquet")
OLD_ENOUGH = dt.timedelta(days=1)


@dataclass(frozen=True)
class Written:
    """A file that is on the disk: its name, hash and size in bytes."""

    name: str
    sha256: str
    size_bytes: int


@dataclass(frozen=True)
class Leftover:
    """A file that may be left over: where it is, the name that a delivery would have for it, its bytes."""

    path: Path
    name: str
    size_bytes: int


def folder() -> Path:
    """Where the record's files are; made when it is not there."""
    return made(Path(settings.PLACEPACT_HOME) / "record")


def derived() -> Path:
    """Where copies are that can be made again; made when it is not there."""
    return made(Path(settings.PLACEPACT_HOME) / "derived" / "payments")


def workshop() -> Path:
    """Where receivers keep what they need while they read; made when it is not there."""
    return made(Path(settings.PLACEPACT_HOME) / "receiving")


def spill() -> Path:
    """Where questions put what does not fit into memory, each process in a folder of its own; made when not there."""
    return made(Path(settings.PLACEPACT_HOME) / "spill")


def made(path: Path) -> Path:
    path.mkdir(parents=True, exist_ok=True)
    return path


def new_name() -> str:
    """A name that no file has."""
    return f"{uuid.uuid4().hex}.parquet"


def path_of(name: str) -> Path:
    """Where the file with a name is, or would be."""
    return folder() / name


def unfinished(name: str) -> Path:
    """Where a file is while it is written."""
    return folder() / f"{name}{UNFINISHED}"


def keep(name: str) -> Written:
    """Bring an unfinished file to the disk and give it its name."""
    partial, place = unfinished(name), path_of(name)
    with partial.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        os.fsync(file.fileno())
    size = partial.stat().st_size
    partial.rename(place)
    settle(place.parent)
    return Written(name, digest, size)


def discard(name: str) -> None:
    """Remove a file that no delivery names any more, finished or not."""
    for path in folder().glob(f"{name}*"):
        path.unlink(missing_ok=True)


def fault(name: str, sha256: str, size_bytes: int) -> str:
    """What is wrong with a file of the record; empty where it is as it was written."""
    path = path_of(name)
    if not path.exists():
        return "is not there"
    if path.stat().st_size != size_bytes:
        return f"has {path.stat().st_size:,} bytes and had {size_bytes:,}"
    with path.open("rb") as file:
        return "" if hashlib.file_digest(file, "sha256").hexdigest() == sha256 else "has changed"


def older_than_a_day(now: dt.datetime) -> Iterator[Leftover]:
    """Files of the record, finished or not, workshops and spill, older than a day. Nothing else is looked at."""
    for path in sorted([*folder().iterdir(), *workshop().iterdir(), *spill().iterdir()]):
        ours = A_NAME.match(path.name) or A_WORKSHOP.match(path.name) or A_SPILL.fullmatch(path.name)
        if not ours or (path.parent == spill() and is_running(int(ours.group(1)))):
            continue
        newest = max(each.stat().st_mtime for each in (path, *path.rglob("*")))
        if now - dt.datetime.fromtimestamp(newest, dt.UTC) > OLD_ENOUGH:
            files = [path] if path.is_file() else [each for each in path.rglob("*") if each.is_file()]
            yield Leftover(path, ours.group(), sum(each.stat().st_size for each in files))


def is_running(process: int) -> bool:
    """Whether a process of this machine has this number: a site that runs for days may not have spilt for one."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def remove(left: Leftover) -> None:
    """Remove what was found to be left over."""
    if left.path.is_dir():
        shutil.rmtree(left.path, ignore_errors=True)
    else:
        left.path.unlink(missing_ok=True)
