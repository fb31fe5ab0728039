"""One pass over a delivered file: what it is and whether it can be read at all."""

import codecs
import csv
import hashlib
import stat
import zlib
from collections import Counter
from collections.abc import Collection, Iterator
from pathlib import Path

from placepact.returns.reading import profile as limits
from placepact.returns.reading.containers import Also, recognise_container, refuse_what_is_no_table
from placepact.returns.reading.profile import Profile
from placepact.returns.reading.refusals import UnreadableFile
from placepact.returns.reading.scan import Scan

CHUNK_BYTES = 4_000_000
UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
DELIMITERS = (",", "\t", ";", "|")
SAVE_AS = "Save it as “CSV UTF-8” from your spreadsheet program and deliver that"


def look(path: Path, *, also: Collection[Also] = ()) -> Profile:
    """Describe the file at `path`; UnreadableFile says why where nothing can be read from it.

    JSON and Parquet are refused unless the asker says that it reads them `also`.
    """
    try:
        return _look(path, also)
    except FileNotFoundError:
        raise UnreadableFile(f"There is no file {path}. Check the name and the folder.") from None
    except PermissionError:
        raise UnreadableFile(f"{path.name} may not be read. Ask its owner for permission.") from None
    except OSError as error:
        raise UnreadableFile(f"{path.name} cannot be read: {error.strerror or error}.") from error


def _look(path: Path, also: Collection[Also]) -> Profile:
    if path.is_dir():
        raise UnreadableFile(f"{path.name} is a folder. Deliver the files in it one by one.")
    if not stat.S_ISREG(path.stat().st_mode):
        raise UnreadableFile(f"{path.name} is not a file on a disk. Save what it gives to a file first.")
    with path.open("rb") as file:
        start = file.read(CHUNK_BYTES)
    if not start.strip(codecs.BOM_UTF8 + b" \t\r\n") and path.stat().st_size <= len(start):
        raise UnreadableFile(f"{path.name} is empty. Check that the export finished, then deliver it again.")
    kind = recognise_container(path, start, also)
    if kind in ("xlsx", "xls", "xlsb", "ods", "json", "parquet"):
        return Profile(path=path, sha256=_hash(path), size=path.stat().st_size, kind=kind)
    return _look_at_text(path, packed=kind == "gz")


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _look_at_text(path: Path, *, packed: bool) -> Profile:
    digest, scan = hashlib.sha256(), Scan()
    for number, chunk in enumerate(_unpacked(path, digest) if packed else _chunks(path, digest)):
        if number == 0:
            _refuse_utf16(path, chunk)
            refuse_what_is_no_table(path, chunk)
        scan.feed(chunk)
        _refuse_strays(path, scan)
    scan.finish()
    encoding = _encoding(path, scan)
    delimiter = guess_delimiter(scan.head.decode(encoding, errors="replace"))
    return Profile(
        path=path,
        sha256=digest.hexdigest(),
        size=path.stat().st_size,
        kind="tsv" if delimiter == "\t" else "csv",
        packed=packed,
        encoding=encoding,
        has_mark=scan.head.startswith(codecs.BOM_UTF8),
        newline=scan.newline,
        quotes=scan.quotes,
        has_odd_quotes=scan.has_odd_quotes,
        longest_line=scan.longest_line,
        physical_lines=scan.physical_lines,
        delimiter=delimiter,
    )


def _chunks(path: Path, digest: "hashlib._Hash") -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(CHUNK_BYTES):
            digest.update(chunk)
            yield chunk


def _unpacked(path: Path, digest: "hashlib._Hash") -> Iterator[bytes]:
    """The text in a gzip file, stopping at the limits so that a small file cannot fill the memory."""
    packed_bytes = unpacked_bytes = 0
    unpacker, is_inside = zlib.decompressobj(wbits=31), False
    for packed in _chunks(path, digest):
        packed_bytes += len(packed)
        waiting, chunk = packed, b""
        while waiting or len(chunk) == CHUNK_BYTES:
            is_inside = True
            try:
                chunk = unpacker.decompress(waiting, CHUNK_BYTES)
            except zlib.error as error:
                raise UnreadableFile(
                    f"{path.name} is damaged: {error}. Pack and deliver it again."
                ) from error
            unpacked_bytes += len(chunk)
            _refuse_bombs(path, packed_bytes, unpacked_bytes)
            if chunk:
                yield chunk
            waiting = unpacker.unconsumed_tail
            if unpacker.eof:
                waiting, chunk = unpacker.unused_data.lstrip(b"\0"), b""
                unpacker, is_inside = zlib.decompressobj(wbits=31), False
    if is_inside:
        raise UnreadableFile(f"{path.name} breaks off before its end. Pack and deliver it again.")
    if not unpacked_bytes:
        raise UnreadableFile(f"{path.name} is empty. Check that the export finished, then deliver it again.")


def _refuse_bombs(path: Path, packed_bytes: int, unpacked_bytes: int) -> None:
    if unpacked_bytes > limits.LARGEST_UNPACKED_BYTES:
        raise UnreadableFile(f"{path.name} unpacks to more than 2 GB. Deliver it in several smaller files.")
    ratio = unpacked_bytes / packed_bytes
    if unpacked_bytes > limits.RATIO_COUNTS_FROM_BYTES and ratio > limits.LARGEST_RATIO:
        raise UnreadableFile(
            f"{path.name} unpacks to more than {limits.LARGEST_RATIO} times its size, as files made to fill"
            " a computer do. Deliver it unpacked."
        )


def _refuse_utf16(path: Path, start: bytes) -> None:
    if start.startswith(UTF16_MARKS):
        raise UnreadableFile(f"{path.name} is written in UTF-16 (“Unicode text”). {SAVE_AS}.")


def _refuse_strays(path: Path, scan: Scan) -> None:
    if scan.first_nul is not None:
        raise UnreadableFile(
            f"{path.name}, line {scan.first_nul}: a zero byte stands in the text, so the file is damaged, not a"
            f" table, or written in UTF-16. {SAVE_AS}."
        )
    if scan.longest_line > limits.LONGEST_LINE_BYTES:
        raise UnreadableFile(
            f"{path.name} has a line longer than 1 MB, which no table of figures has. Check that rows end in a"
            " line break and deliver the file again."
        )


def _encoding(path: Path, scan: Scan) -> str:
    if scan.is_utf8:
        return "utf-8"
    if scan.first_stray is not None:
        raise UnreadableFile(
            f"{path.name}, line {scan.first_stray}: a byte there is neither UTF-8 nor Windows-1252. {SAVE_AS}."
        )
    return "cp1252"


def guess_delimiter(head: str) -> str:
    """The sign that most often cuts the first lines into one same number of cells."""
    lines = [line for line in head.splitlines()[:60] if line.strip()]
    best, best_score = ",", 0
    for delimiter in DELIMITERS:
        widths = Counter(len(cells) for cells in csv.reader(lines, delimiter=delimiter) if len(cells) > 1)
        score = max((width * times for width, times in widths.items()), default=0)
        if score > best_score:
            best, best_score = delimiter, score
    return best
