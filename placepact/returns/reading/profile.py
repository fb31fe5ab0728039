"""What one pass over a file's bytes tells about it, before any row is read."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Kind = Literal["csv", "tsv", "xlsx", "xls", "xlsb", "ods", "json", "parquet"]
Newline = Literal["\n", "\r\n", "\r", "mixed", "none"]

LONGEST_LINE_BYTES = 1_000_000
LARGEST_UNPACKED_BYTES = 2_000_000_000
LARGEST_RATIO = 100
# A short file of equal rows packs better than 1 : 100 without being an attack.
RATIO_COUNTS_FROM_BYTES = 10_000_000


@dataclass(frozen=True)
class Profile:
    """A file as its bytes show it. Text fields are of the unpacked text; workbooks have none of them."""

    path: Path
    sha256: str
    size: int
    kind: Kind
    packed: bool = False
    encoding: str = ""
    has_mark: bool = False
    newline: Newline = "none"
    quotes: int = 0
    has_odd_quotes: bool = False
    longest_line: int = 0
    physical_lines: int = 0
    delimiter: str = ""

    @property
    def is_workbook(self) -> bool:
        return self.kind in ("xlsx", "xls", "xlsb", "ods")

    @property
    def is_text(self) -> bool:
        """Whether rows stand on lines; other kinds hold numbers as a computer does, with their dust."""
        return self.kind in ("csv", "tsv")

    @property
    def is_plain(self) -> bool:
        """Whether nothing forbids the bulk reader; it still has to account for every line."""
        return (
            self.is_text
            and self.encoding == "utf-8"
            and self.newline in ("\n", "\r\n")
            and not self.has_odd_quotes
        )
