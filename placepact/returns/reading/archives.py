"""Several files at once: folders and zip archives as the single files in them, each with a name to show."""

import re
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from placepact.returns.reading import profile as limits
from placepact.returns.reading.refusals import UnreadableFile

MOST_FILES = 200
CHUNK_BYTES = 1_000_000
WORKBOOK_PARTS = {"xl/workbook.xml", "xl/workbook.bin", "content.xml"}
# What macOS adds to an archive; it holds nothing of the sender's.
NOT_SENT = re.compile(r"__MACOSX/|(.*/)?\.(?!\.)[^/]*$")
SHORTEN = "Deliver it in smaller parts, or the files in it one by one"


@dataclass(frozen=True)
class Delivered:
    """One file and the name under which it is recorded, such as archive.zip/march.csv."""

    path: Path
    name: str


def expand(paths: Iterable[Path], into: Path) -> Iterator[Delivered]:
    """The files that the paths stand for, in order of their names; archives are unpacked into the folder `into`.

    UnreadableFile where an archive is damaged, protected, too large or leads out of itself. A file may still turn out to
    hold nothing that can be read: that is said when it is looked at.
    """
    for path in map(Path, paths):
        if not path.is_dir():
            yield from _expand_file(path, path.name, into)
            continue
        found = sorted(each for each in path.iterdir() if each.is_file() and not each.name.startswith("."))
        if not found:
            raise UnreadableFile(f"{path.name} is a folder without files. Name the folder that holds them.")
        if len(found) > MOST_FILES:
            raise UnreadableFile(f"{path.name} holds {len(found)} files, more than {MOST_FILES}. {SHORTEN}.")
        for each in found:
            yield from _expand_file(each, f"{path.name}/{each.name}", into)


def _expand_file(path: Path, name: str, into: Path) -> Iterator[Delivered]:
    if not path.is_file() or not _is_archive(path):
        yield Delivered(path, name)
        return
    with _opened(path) as archive:
        yield from _unpack(archive, path, name, into)


def _is_archive(path: Path) -> bool:
    """Whether it is a zip that is no workbook."""
    with path.open("rb") as file:
        if not file.read(2).startswith(b"PK"):
            return False
    try:
        with zipfile.ZipFile(path) as archive:
            return not WORKBOOK_PARTS & set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return True


def _opened(path: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(path)
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise UnreadableFile(
            f"{path.name} is a damaged archive ({error}). Pack and deliver it again."
        ) from error


def _unpack(archive: zipfile.ZipFile, path: Path, name: str, into: Path) -> Iterator[Delivered]:
    parts = [part for part in archive.infolist() if not part.is_dir() and not NOT_SENT.match(part.filename)]
    _refuse_parts(path, parts)
    budget = limits.LARGEST_UNPACKED_BYTES
    into.mkdir(parents=True, exist_ok=True)
    for part in sorted(parts, key=lambda each: each.filename):
        target = Path(tempfile.mkdtemp(dir=into)) / part.filename.rpartition("/")[2]
        budget -= _copy(archive, part, path, target, budget)
        yield Delivered(target, f"{name}/{part.filename}")


def _refuse_parts(path: Path, parts: list[zipfile.ZipInfo]) -> None:
    if not parts:
        raise UnreadableFile(f"{path.name} is an archive without files. Check it and deliver it again.")
    if len(parts) > MOST_FILES:
        raise UnreadableFile(f"{path.name} holds {len(parts)} files, more than {MOST_FILES}. {SHORTEN}.")
    if any(part.flag_bits & 1 for part in parts):
        raise UnreadableFile(f"{path.name} is protected by a password. Pack it without one.")
    for part in parts:
        if (
            re.search(r"[\\\0:]", part.filename)
            or {"", ".", ".."} & set(part.filename.split("/"))
            or len(part.filename) > 200
        ):
            raise UnreadableFile(
                f"{path.name} holds a file whose name leads out of it ({part.filename[:80]}). Pack the files again."
            )
    unpacked = sum(part.file_size for part in parts)
    ratio = unpacked / max(1, path.stat().st_size)
    if unpacked > limits.LARGEST_UNPACKED_BYTES:
        raise UnreadableFile(f"{path.name} unpacks to {unpacked / 1e9:.1f} GB, more than 2 GB. {SHORTEN}.")
    if unpacked > limits.RATIO_COUNTS_FROM_BYTES and ratio > limits.LARGEST_RATIO:
        raise UnreadableFile(
            f"{path.name} unpacks to more than {limits.LARGEST_RATIO} times its size, as files made to fill a"
            " computer do. Deliver the files in it unpacked."
        )


def _copy(archive: zipfile.ZipFile, part: zipfile.ZipInfo, path: Path, target: Path, budget: int) -> int:
    """Unpack one part and return its bytes; what an archive says of its sizes is not believed."""
    most = min(budget, max(limits.RATIO_COUNTS_FROM_BYTES, limits.LARGEST_RATIO * path.stat().st_size))
    try:
        with archive.open(part) as packed, target.open("wb") as file:
            return _copy_at_most(packed, file, most, path)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, RuntimeError) as error:
        raise UnreadableFile(f"{path.name}: {part.filename} is damaged ({error}). Pack it again.") from error


def _copy_at_most(packed: IO[bytes], file: IO[bytes], most: int, path: Path) -> int:
    copied = 0
    while chunk := packed.read(CHUNK_BYTES):
        copied += len(chunk)
        if copied > most:
            shutil.rmtree(Path(file.name).parent, ignore_errors=True)
            raise UnreadableFile(f"{path.name} unpacks to more than it says. {SHORTEN}.")
        file.write(chunk)
    return copied
