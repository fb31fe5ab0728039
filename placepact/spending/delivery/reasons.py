"""The reasons for which a row of payments is refused. The order is that of the bits in the column `reasons`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from placepact.spending.delivery.dates import CONVENTIONS, FIRST_YEAR, impossible
from placepact.spending.delivery.money import why_not_money


class Told(NamedTuple):
    """What a sentence may need: the cell, how many cells stand in the row and the header, and how days are read."""

    cell: str
    cells: int
    columns: int
    date: str
    last_year: int


@dataclass(frozen=True)
class Reason:
    """`role` is the column that it is about, empty for the row; `says` gives its sentence."""

    code: str
    role: str
    says: Callable[[Told], str]


def _unreadable_day(told: Told) -> str:
    convention = CONVENTIONS.get(told.date)
    written = f" The column is written {convention.title}." if convention else ""
    return f"“{told.cell}” is not a day.{written}{impossible(told.cell)} Correct it."


REASONS = (
    Reason("lost_quote", "", lambda told: "a quotation mark opens a cell and is never closed, or stands where none may. Close it, or write it twice inside a cell that is in quotation marks. The rows below were read."),
    Reason("too_many_cells", "", lambda told: f"the row has {told.cells} cells, the header {told.columns}. Put a cell that holds a comma in quotation marks, or take out what is too much."),
    Reason("too_few_cells", "", lambda told: f"the row has fewer cells than the header's {told.columns}. Add the missing commas, so that each cell stands under its name."),
    Reason("rows_in_a_cell", "", lambda told: "one cell holds a line break and as many commas as a whole row. Close the quotation mark that was left open."),
    Reason("totals_row", "amount", lambda told: "the row has no day of payment and reads as a total of other rows, which are counted by themselves. Leave it out."),
    Reason("date_missing", "paid_on", lambda told: "the day of payment is missing. Fill it in."),
    Reason("date_unreadable", "paid_on", _unreadable_day),
    Reason("date_out_of_range", "paid_on", lambda told: f"“{told.cell}” is not between {FIRST_YEAR} and the end of {told.last_year}. Check the year."),
    Reason("amount_missing", "amount", lambda told: "the amount is missing. Fill it in, or take the row out."),
    Reason("amount_unreadable", "amount", lambda told: why_not_money(told.cell)[1]),
    Reason("vat_unreadable", "vat", lambda told: why_not_money(told.cell)[1]),
)  # fmt: skip
BITS = {reason.code: 1 << number for number, reason in enumerate(REASONS)}
STRUCTURE = BITS["lost_quote"] | BITS["too_many_cells"] | BITS["too_few_cells"] | BITS["rows_in_a_cell"]
"""Rows whose cells are not under their names: nothing else is said of them, and no amount is read."""


def named(mask: int) -> list[Reason]:
    """All that a mask says."""
    return [reason for bit, reason in enumerate(REASONS) if mask >> bit & 1]
