"""What kind of file the first bytes show: names and endings are not believed."""

import codecs
import re
import zipfile
from collections.abc import Collection
from pathlib import Path
from typing import Literal

from placepact.returns.reading import profile as limits
from placepact.returns.reading.refusals import UnreadableFile

Container = Literal["text", "gz", "xlsx", "xls", "xlsb", "ods", "json", "parquet"]
Also = Literal["json", "parquet"]

OLE_START = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
# A workbook is held in memory while it is read, so its limit is below that of text.
LARGEST_WORKBOOK_BYTES = 500_000_000
MOST_PARTS = 2_000

OTHERS = (
    (b"%PDF", "a PDF document"),
    (b"\x89PNG", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"PAR1", "a Parquet file"),
    (b"{\\rtf", "a text document (RTF)"),
    (b"SQLite format 3", "a database (SQLite)"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive"),
)
CONTROL_SIGNS = re.compile(rb"[\x01-\x08\x0e-\x19\x1b-\x1f]")
JSON_START = re.compile(rb"\{|\[\s*[\[{]")
DELIVER_A_TABLE = "Deliver the table itself, as CSV or as a workbook (xlsx)"


def recognise_container(path: Path, start: bytes, also: Collection[Also] = ()) -> Container:
    """How the file is packed; UnreadableFile for what holds no table. `also` are kinds that the asker can read."""
    if "parquet" in also and start.startswith(b"PAR1"):
        return "parquet"
    if "json" in also and JSON_START.match(start.lstrip(codecs.BOM_UTF8 + b" \t\r\n")[:200]):
        return "json"
    if start.startswith(b"\x1f\x8b"):
        return "gz"
    if start.startswith(b"PK"):
        return _recognise_zip(path)
    if start.startswith(OLE_START):
        if ENCRYPTED_STREAM in path.read_bytes():
            raise UnreadableFile(
                f"{path.name} is protected by a password. Save it without one and deliver it again."
            )
        return "xls"
    for first_bytes, name in OTHERS:
        if start.startswith(first_bytes):
            raise UnreadableFile(f"{path.name} is {name}, not a table. {DELIVER_A_TABLE}.")
    return "text"


def _recognise_zip(path: Path) -> Container:
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise UnreadableFile(
            f"{path.name} is a damaged workbook or archive ({error}). Open it, save it and deliver it again."
        ) from error
    names = {part.filename for part in parts}
    _refuse_bombs(path, parts)
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "xl/workbook.bin" in names:
        return "xlsb"
    if "content.xml" in names and "mimetype" in names:
        return "ods"
    shown = ", ".join(sorted(names)[:3])
    raise UnreadableFile(
        f"{path.name} is an archive (of {shown}). Unpack it and deliver each table in it by itself."
    )


def _refuse_bombs(path: Path, parts: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(part.file_size for part in parts)
    packed = max(1, sum(part.compress_size for part in parts))
    too_dense = unpacked > limits.RATIO_COUNTS_FROM_BYTES and unpacked / packed > limits.LARGEST_RATIO
    if unpacked > LARGEST_WORKBOOK_BYTES or too_dense or len(parts) > MOST_PARTS:
        raise UnreadableFile(
            f"{path.name} unpacks to {unpacked / 1e6:,.0f} MB in {len(parts)} parts, more than a workbook may"
            " (500 MB, 100 times its size, 2,000 parts). Deliver the sheet as CSV."
        )


def refuse_what_is_no_table(path: Path, start: bytes) -> None:
    """Refuse text that is a web page, XML or JSON, and bytes that are no text at all."""
    beginning = start.lstrip(b"\xef\xbb\xbf \t\r\n")[:200].lower()
    if beginning.startswith((b"<!doctype", b"<html", b"<head", b"<body")):
        raise UnreadableFile(
            f"{path.name} is a web page, perhaps an error page saved under that name. Download the table again."
        )
    if beginning.startswith(b"<?xml"):
        raise UnreadableFile(f"{path.name} is an XML file. {DELIVER_A_TABLE}.")
    if JSON_START.match(beginning):
        raise UnreadableFile(f"{path.name} is a JSON file. {DELIVER_A_TABLE}.")
    if len(CONTROL_SIGNS.findall(start[:10_000])) > len(start[:10_000]) / 100:
        raise UnreadableFile(f"{path.name} is not text: it is full of control signs. {DELIVER_A_TABLE}.")
