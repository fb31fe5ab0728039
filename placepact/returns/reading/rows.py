"""Records with their line numbers, and the header among the first of them."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from placepact.returns.reading.refusals import UnreadableFile

MOST_PREAMBLE_LINES = 20
INVISIBLE = "\ufeff\u200b\u00a0\u202f\u2007 \t\r\n\f\v"

Torn = Literal["lost_quote"]
Progress = Callable[[str, int], None]


@dataclass(frozen=True, slots=True)
class Record:
    """The cells of one record; `line` is the first line it stands on, `lines` how many it takes."""

    line: int
    lines: int
    cells: Sequence[str]
    torn: Torn | None = None

    @property
    def is_blank(self) -> bool:
        return not any(cell.strip(INVISIBLE) for cell in self.cells)


def normalise(name: str) -> str:
    """A column name for comparison: without marks, case, and the difference of space, hyphen and underscore."""
    return re.sub(r"[\s\-_]+", "_", name.strip(INVISIBLE).casefold())


@dataclass(frozen=True)
class HeaderWords:
    """The column names by which a header is known; `enough` of them must stand in one row.

    `fold` brings a name of the file to the form in which the words are given.
    """

    words: frozenset[str]
    enough: int = 2
    examples: tuple[str, ...] = ()
    fold: Callable[[str], str] = normalise

    def are_in(self, cells: Sequence[str]) -> bool:
        return len({self.fold(cell) for cell in cells} & self.words) >= self.enough


@dataclass(frozen=True)
class Header:
    line: int
    names: tuple[str, ...]


def split_header(
    records: Iterable[Record], words: HeaderWords, name: str
) -> tuple[Header, list[Record], Iterator[Record]]:
    """The header, the records above it, and all that follow; UnreadableFile where there is none."""
    rest, above = iter(records), list[Record]()
    for record in rest:
        if words.are_in(record.cells):
            return Header(record.line, tuple(_trimmed(record.cells))), above, rest
        above.append(record)
        if record.line > MOST_PREAMBLE_LINES:
            break
    raise UnreadableFile(_no_header(above, words, name))


def _trimmed(cells: Sequence[str]) -> list[str]:
    names = [" ".join(cell.strip(INVISIBLE).split()) for cell in cells]
    while names and not names[-1]:
        names.pop()
    return names


def _no_header(above: list[Record], words: HeaderWords, name: str) -> str:
    shown = next((record for record in above if not record.is_blank), None)
    begins = f" Line {shown.line} reads: {', '.join(shown.cells)[:80]}." if shown else ""
    return (
        f"{name} has no header row in its first {MOST_PREAMBLE_LINES} lines: at least {words.enough} column names"
        f" such as {', '.join(words.examples or sorted(words.words)[:4])} are looked for.{begins} Put the column names in the first"
        " line."
    )
