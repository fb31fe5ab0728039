"""A scorecard as a table on the terminal: as many columns as there is room for beside readable names."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from rich.console import Console
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from placepact.scorecards.queries import Card
    from placepact.scorecards.rows import Row

# Nobody reads a pipe through a window, so that nothing needs to be left out of it.
WIDE = 200
GAP = 2
SHORTEST_NAME = 26


class Column(NamedTuple):
    """`widest`: where its words are wrapped."""

    head: str
    text: Callable[[Row], str]
    justify: str = "left"
    widest: int = 16


NAME = Column("Target", lambda row: row.name, widest=60)
# In the order in which they stand, and in the order in which they are left out where there is no room.
COLUMNS = (
    Column("Latest", lambda row: f"{row.latest_text} {row.unit_text}".strip(), "right"),
    Column("Period", lambda row: row.period_text, widest=14),
    Column("Due", lambda row: row.target_text, "right"),
    Column("Status", lambda row: row.status_word),
    Column("How far", lambda row: row.how_far or row.missing_reason, widest=18),
    Column("A year before", lambda row: f"{row.travel_word} {row.travel_detail}".strip(), widest=22),
    Column("England", lambda row: row.england_text, "right"),
    Column("Similar", lambda row: row.similar_text, "right"),
)
LEFT_OUT = ("Similar", "England", "A year before", "Period", "How far", "Due")


def console() -> Console:
    """The terminal as wide as it is; a pipe as wide as it likes, unless COLUMNS says how wide."""
    if sys.stdout.isatty() or os.environ.get("COLUMNS"):
        return Console(highlight=False)
    return Console(highlight=False, width=WIDE)


def show(card: Card) -> None:
    """Title, scope, verdict, then the blocks of one table."""
    from placepact.scorecards import rows

    out = console()
    where = card.shown.name if card.is_whole else f"{card.shown.name}, a part of {card.place.name}"
    made_up = " · targets are illustrative" if card.agreement.is_illustrative else ""
    out.print(Text(f"{where}: scorecard", style="bold"))
    out.print(Text(f"{card.agreement.title} · judged by: {card.scheme.name}{made_up}", style="dim"))
    out.print(Text(rows.verdict(card.rows)))
    blocks = rows.blocks(card, card.rows)
    columns = fitting([row for block in blocks for row in block.rows], out.width)
    for at, block in enumerate(blocks):
        out.print()
        out.print(Text.assemble((block.name, "bold"), (f"  {block.summary}", "dim")))
        out.print(table(block.rows, columns, with_head=at == 0))
    shown = {column.head for column, _ in columns}
    if missing := [column.head for column in COLUMNS if column.head not in shown]:
        words = f"No room for: {', '.join(missing)}. Widen the terminal, or write --format csv."
        out.print(Text(f"\n{words}", style="dim"))


def fitting(rows: Sequence[Row], width: int) -> list[tuple[Column, int]]:
    """The columns that there is room for, each with its width in characters; the name gets what is left."""
    chosen = list(COLUMNS)
    longest = natural(NAME, rows)
    for head in (*LEFT_OUT, None):
        widths = [natural(column, rows) for column in chosen]
        room = width - sum(widths) - GAP * len(chosen)
        if room >= min(longest, SHORTEST_NAME) or head is None:
            break
        chosen = [column for column in chosen if column.head != head]
    return [(NAME, max(8, min(longest, room))), *zip(chosen, widths, strict=True)]


def natural(column: Column, rows: Sequence[Row]) -> int:
    """The width of the longest text of a column, up to where it is wrapped."""
    return min(column.widest, max([len(column.head), *(len(column.text(row)) for row in rows)]))


def table(rows: Sequence[Row], columns: Sequence[tuple[Column, int]], *, with_head: bool) -> Table:
    """The rows of one block; all blocks have the same columns, so that only the first needs heads."""
    made = Table(box=None, header_style="dim", pad_edge=False, show_header=with_head, padding=(0, GAP, 0, 0))
    for column, width in columns:
        made.add_column(column.head, justify=column.justify, width=width)  # type: ignore[arg-type]
    for row in rows:
        made.add_row(*(Text(column.text(row)) for column, _ in columns))
    return made
