"""The pass over the bytes of a text: everything is counted, nothing is kept."""

import codecs
import re
from dataclasses import dataclass, field

import numpy as np

from placepact.returns.reading.profile import Newline

HEAD_BYTES = 65_536
# A quotation mark that neither opens nor closes a cell. Readers disagree on what it means.
ODD_QUOTE = re.compile(rb'[^,;\t|\r\n"]"[^,;\t|\r\n"]')
NOT_IN_CP1252 = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")


@dataclass
class Scan:
    """Counts over the chunks fed so far. `first_nul` and `first_stray` are line numbers from 1."""

    head: bytes = b""
    size: int = 0
    line_feeds: int = 0
    returns: int = 0
    pairs: int = 0
    quotes: int = 0
    longest_line: int = 0
    has_odd_quotes: bool = False
    first_nul: int | None = None
    first_stray: int | None = None
    is_utf8: bool = True
    _open_line: int = 0
    _tail: bytes = b""
    _decoder: codecs.IncrementalDecoder = field(default_factory=codecs.getincrementaldecoder("utf-8"))

    def feed(self, chunk: bytes) -> None:
        """Count one chunk; order matters, sizes do not."""
        if len(self.head) < HEAD_BYTES:
            self.head += chunk[: HEAD_BYTES - len(self.head)]
        self._find_strays(chunk)
        self._count_newlines(chunk)
        self._count_quotes(chunk)
        self.size += len(chunk)
        self._tail = chunk[-2:] if len(chunk) > 1 else (self._tail + chunk)[-2:]

    def _find_strays(self, chunk: bytes) -> None:
        if self.first_nul is None and b"\0" in chunk:
            self.first_nul = self.lines_before(chunk, chunk.index(b"\0"))
        if chunk.isascii() and not self._is_inside_a_character():
            return
        stray = NOT_IN_CP1252.search(chunk) if self.first_stray is None else None
        if stray:
            self.first_stray = self.lines_before(chunk, stray.start())
        if self.is_utf8:
            try:
                self._decoder.decode(chunk)
            except UnicodeDecodeError:
                self.is_utf8 = False

    def _is_inside_a_character(self) -> bool:
        return self.is_utf8 and bool(self._decoder.getstate()[0])

    def _count_newlines(self, chunk: bytes) -> None:
        if b"\r" in chunk:
            self.returns += chunk.count(b"\r")
            self.pairs += chunk.count(b"\r\n")
        if self._tail.endswith(b"\r") and chunk.startswith(b"\n"):
            self.pairs += 1
        ends = np.flatnonzero(np.frombuffer(chunk, dtype=np.uint8) == ord("\n"))
        self.line_feeds += len(ends)
        if not len(ends):
            ends = np.flatnonzero(np.frombuffer(chunk, dtype=np.uint8) == ord("\r"))
        if not len(ends):
            self._open_line += len(chunk)
        else:
            longest = int(np.diff(ends).max()) if len(ends) > 1 else 0
            self.longest_line = max(self.longest_line, self._open_line + int(ends[0]), longest)
            self._open_line = len(chunk) - int(ends[-1]) - 1
        self.longest_line = max(self.longest_line, self._open_line)

    def _count_quotes(self, chunk: bytes) -> None:
        if b'"' not in chunk and not self._tail.endswith(b'"'):
            return
        self.quotes += chunk.count(b'"')
        self.has_odd_quotes = self.has_odd_quotes or bool(ODD_QUOTE.search(self._tail + chunk))

    def lines_before(self, chunk: bytes, position: int) -> int:
        """The line number, from 1, of a position in the chunk that is being fed."""
        breaks = max(self.line_feeds, self.returns)
        return breaks + max(chunk.count(b"\n", 0, position), chunk.count(b"\r", 0, position)) + 1

    def finish(self) -> None:
        """Say that no more chunks come."""
        if self._is_inside_a_character():
            self.is_utf8 = False

    @property
    def physical_lines(self) -> int:
        breaks = self.line_feeds + self.returns - self.pairs
        return breaks if not self.size or self._tail[-1:] in (b"\n", b"\r") else breaks + 1

    @property
    def newline(self) -> Newline:
        if not self.line_feeds and not self.returns:
            return "none"
        if not self.returns:
            return "\n"
        if not self.line_feeds:
            return "\r"
        return "\r\n" if self.line_feeds == self.returns == self.pairs else "mixed"
