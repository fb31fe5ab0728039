"""One look at a file's bytes says what it is, or in a sentence why it cannot be read."""

import gzip
import hashlib
import re
import zipfile
from pathlib import Path

import openpyxl
import pytest

from placepact.returns.reading import HeaderWords, UnreadableFile, look, open_engine, read
from placepact.returns.reading.scan import Scan

WORDS = HeaderWords(frozenset({"area", "figure", "period"}))


def looked_at(folder: Path, content: bytes, name: str = "file.csv"):
    path = folder / name
    path.write_bytes(content)
    return look(path)


def test_a_look_tells_encoding_newlines_and_size(tmp_path: Path) -> None:
    content = b'\xef\xbb\xbfa;b\r\n"caf\xc3\xa9";2\r\nlast;3'
    profile = looked_at(tmp_path, content)
    assert profile.sha256 == hashlib.sha256(content).hexdigest()
    assert (profile.encoding, profile.has_mark, profile.newline) == ("utf-8", True, "\r\n")
    assert (profile.delimiter, profile.quotes, profile.physical_lines) == (";", 2, 3)
    assert profile.is_plain


@pytest.mark.parametrize(
    ("content", "encoding", "newline", "lines"),
    [
        (b"a,b\ncaf\xe9,1\n", "cp1252", "\n", 2),
        (b"a,b\r1,2\r", "utf-8", "\r", 2),
        (b"a,b\r\n1,2\n3,4", "utf-8", "mixed", 3),
        (b"a\tb\n", "utf-8", "\n", 1),
    ],
)
def test_encodings_and_newlines(
    tmp_path: Path, content: bytes, encoding: str, newline: str, lines: int
) -> None:
    profile = looked_at(tmp_path, content)
    assert (profile.encoding, profile.newline, profile.physical_lines) == (encoding, newline, lines)


def test_where_chunks_are_cut_makes_no_difference() -> None:
    content = 'a,"b é"\r\n\r\nx "y,ü\r\n'.encode() * 3

    def scanned(size: int) -> tuple[object, ...]:
        scan = Scan()
        for start in range(0, len(content), size):
            scan.feed(content[start : start + size])
        scan.finish()
        return scan.physical_lines, scan.newline, scan.quotes, scan.has_odd_quotes, scan.is_utf8, scan.head

    assert {scanned(size) for size in (1, 2, 3, 7, 1000)} == {scanned(1000)}


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "is empty. Check that the export finished"),
        (b"\xef\xbb\xbf\r\n \n", "is empty"),
        (b"%PDF-1.7 x", "is a PDF document, not a table"),
        (b"\x89PNG\r\n\x1a\n", "is a picture"),
        (b"<!DOCTYPE html><p>404", "is a web page"),
        (b'{"a": 1}', "is a JSON file"),
        (b"a,b\n1,\x002\n", "line 2: a zero byte"),
        ("a,b\n1,2\n".encode("utf-16"), "is written in UTF-16"),
        (b"a,b\n\n1,\x81\xff\n", "line 3: a byte there is neither UTF-8 nor Windows-1252"),
        (b"a,b\n" + b"x" * 1_000_001, "a line longer than 1 MB"),
        (b"PK\x03\x04broken", "is a damaged workbook or archive"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "protected by a password",
        ),
        (gzip.compress(b"a,b\n1,2\n" * 1000, mtime=0)[:-20], "breaks off before its end"),
        (gzip.compress(b"a,b\n" * 5_000_000, mtime=0), "100 times its size"),
        (gzip.compress(b"", mtime=0), "is empty"),
        (bytes(range(1, 9)) * 200, "is not text"),
    ],
)
def test_what_is_no_table_is_refused_with_a_sentence(tmp_path: Path, content: bytes, says: str) -> None:
    with pytest.raises(UnreadableFile, match=re.escape(says)):
        looked_at(tmp_path, content)


def test_a_folder_and_a_missing_file_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="is a folder"):
        look(tmp_path)
    with pytest.raises(UnreadableFile, match="There is no file"):
        look(tmp_path / "none.csv")


def test_an_archive_is_refused_with_what_is_in_it(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.writestr("one.csv", "a,b")
    with pytest.raises(UnreadableFile, match=r"archive \(of one.csv\). Unpack it"):
        look(tmp_path / "all.zip")


def workbook(path: Path) -> Path:
    book = openpyxl.Workbook()
    book.active.title = "Cover"  # type: ignore[union-attr]
    book.active.append(["Read me"])  # type: ignore[union-attr]
    for name in ("Data", "More"):
        sheet = book.create_sheet(name)
        sheet.append([])
        sheet.append(["area", "figure", "period"])
        sheet.append([name, 5, 2.5])
        sheet.append([])
        sheet.append(["b", None, True])
    book.save(path)
    return path


def test_a_workbook_gives_its_first_sheet_with_a_header(tmp_path: Path) -> None:
    with open_engine() as engine:
        reading = read(look(workbook(tmp_path / "b.xlsx")), WORDS, engine)
        rows = engine.connection.execute("select line, c0, c1, c2 from raw").fetchall()
    assert (reading.sheet, reading.other_sheets) == ("Data", ("Cover", "More"))
    assert rows == [(3, "Data", "5", "2.5"), (4, None, None, None), (5, "b", None, "TRUE")]
    assert reading.place(3) == "sheet Data, row 3"


def test_a_sheet_can_be_named_and_a_wrong_name_is_refused(tmp_path: Path) -> None:
    profile = look(workbook(tmp_path / "b.xlsx"))
    with open_engine() as engine:
        assert read(profile, WORDS, engine, sheet="More").sheet == "More"
        with pytest.raises(UnreadableFile, match="Its sheets are: Cover, Data, More"):
            read(profile, WORDS, engine, sheet="Nope")
        with pytest.raises(UnreadableFile, match=r"sheet Cover, has no header row|Line 1 reads: Read me"):
            read(profile, WORDS, engine, sheet="Cover")


def test_a_broken_workbook_is_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path / "b.xlsx")
    with zipfile.ZipFile(path) as good, zipfile.ZipFile(tmp_path / "c.xlsx", "w") as bad:
        for name in good.namelist():
            bad.writestr(name, good.read(name)[: 100 if "workbook.xml" in name else None])
    with open_engine() as engine, pytest.raises(UnreadableFile, match="is a damaged workbook"):
        read(look(tmp_path / "c.xlsx"), WORDS, engine)


def test_a_file_without_a_header_is_refused_with_its_first_line(tmp_path: Path) -> None:
    profile = looked_at(tmp_path, b"name,colour\nred,1\n")
    with open_engine() as engine, pytest.raises(UnreadableFile, match="Line 1 reads: name, colour"):
        read(profile, WORDS, engine)
