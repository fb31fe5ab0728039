"""Where everything stands in the workbook of a request: its sheets, its columns, and the words of its lists."""

from __future__ import annotations

from dataclasses import dataclass

from openpyxl.utils import get_column_letter

from placepact.indicators.rules.words import Finality, Presence

ABOUT, FIGURES = "About", "Figures"
KEY = "Key"


@dataclass(frozen=True)
class Column:
    """One column: its heading, its width in characters, the field that it is written into; empty where it is locked."""

    heading: str
    width: int
    field: str = ""


COLUMNS = (
    Column(KEY, 16),
    Column("Figure", 40),
    Column("Area", 22),
    Column("Period", 16),
    Column("Unit", 14),
    Column("Before", 12),
    Column("Value", 12, "value"),
    Column("Numerator", 12, "numerator"),
    Column("Denominator", 13, "denominator"),
    Column("Parts", 28, "parts"),
    Column("Parts overlap", 13, "overlap"),
    Column("Mark", 16, "presence"),
    Column("Finality", 14, "finality"),
    Column("Milestone", 30, "milestone"),
    Column("Comment", 34, "comment"),
    Column("Explanation", 34, "explanation"),
    Column("Asked by", 40),
)
MEND = Column("What to mend", 60)
"""A last column where rows were refused."""
LETTER_OF = {each.field: get_column_letter(at) for at, each in enumerate(COLUMNS, start=1) if each.field}
MARKS = {each.words.lower(): each.value for each in Presence}
WORDS_OF_MARK = {value: words for words, value in MARKS.items()}
FINALITIES = [each.value for each in Finality]


def address(field: str, line: int) -> str:
    """A cell as people name it: Figures!G14."""
    return f"{FIGURES}!{LETTER_OF.get(field, 'A')}{line}"
