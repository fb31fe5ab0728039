"""The careful reader: Python's csv with its line numbers, one record at a time.

It takes everything the bulk reader does not: text above the header, rows of uneven length, newlines
in cells, blank lines, Windows-1252. A quotation mark that opens a cell and is never closed would
swallow the rows after it; here that one row is set aside and reading goes on with the next line.
"""

import csv
import gzip
import io
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any

from placepact.returns.reading.profile import LONGEST_LINE_BYTES, Profile
from placepact.returns.reading.refusals import UnreadableFile
from placepact.returns.reading.rows import Record

# Each lost quotation mark costs a second reading of up to 1 MB.
MOST_LOST_QUOTES = 1_000


class _Lines:
    """Lines that remember those of the record being read, so that they can be read once more."""

    def __init__(self, file: Iterator[str]) -> None:
        self._file = file
        self._waiting: deque[str] = deque()
        self.taken: list[str] = []

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._waiting.popleft() if self._waiting else next(self._file)
        self.taken.append(line)
        return line

    def go_back_to_second(self) -> str:
        """Give all lines of the record back except the first, which is returned."""
        first, *others = self.taken
        self._waiting.extendleft(reversed(others))
        self.taken.clear()
        return first


@contextmanager
def open_text(profile: Profile) -> Iterator[IO[str]]:
    """The file as text with its own newlines; without a byte order mark."""
    encoding = "utf-8-sig" if profile.encoding == "utf-8" else profile.encoding
    with profile.path.open("rb") as file:
        raw: Any = gzip.GzipFile(fileobj=file) if profile.packed else file
        with io.TextIOWrapper(raw, encoding=encoding, newline="") as text:
            yield text


def careful_records(file: Iterator[str], profile: Profile) -> Iterator[Record]:
    """Every record in file order, blank ones too."""
    csv.field_size_limit(LONGEST_LINE_BYTES)
    lines, line, lost = _Lines(file), 1, 0
    while True:
        reader = csv.reader(lines, delimiter=profile.delimiter, strict=True)
        try:
            for cells in reader:
                count = len(lines.taken)
                yield Record(line, count, cells)
                line += count
                lines.taken.clear()
        except csv.Error:
            lost += 1
            _refuse_too_many(profile, lost, line)
            text = lines.go_back_to_second().rstrip("\r\n")
            yield Record(line, 1, text.split(profile.delimiter), torn="lost_quote")
            line += 1
        else:
            return


def _refuse_too_many(profile: Profile, lost: int, line: int) -> None:
    if lost > MOST_LOST_QUOTES:
        raise UnreadableFile(
            f"{profile.path.name} has more than {MOST_LOST_QUOTES:,} rows with a quotation mark that is not"
            f" closed, the last on line {line}. Export it again with quotation marks doubled inside cells."
        )
