"""The lines under a figure of a count: each with its return, its row and its cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from placepact.govuk import format as say
from placepact.spending.models.accounts import AccountLine
from placepact.spending.money.figures import Money
from placepact.spending.money.read import theme_of
from placepact.spending.queries import accounts
from placepact.spending.rules.lines import Line
from placepact.spending.rules.rollup import is_transfer

SHOWN = 300
"""How many lines a page shows; the files have all."""


@dataclass(frozen=True)
class LineRow:
    """One line as a page and a file show it."""

    body_slug: str
    body: str
    theme_slug: str
    theme: str
    code: str
    label: str
    amount_pence: int
    attribution: str
    counted: str
    is_twice: bool
    payee: str
    reference: str
    line: int
    cell: str
    published: str

    @property
    def pounds(self) -> str:
        return say.pounds(self.amount_pence)

    @property
    def href(self) -> str:
        return f"/returns/{self.reference}"


def chosen(money: Money, body: str, theme: str) -> list[LineRow]:
    """The lines of a body, of a theme, of both, or of the whole count where neither is named.

    Under a body's theme stands only what is counted once, as in the table; elsewhere also what is passed on.
    """
    slugs = {each.slug for each in money.bodies}
    lines = lines_under(money.under, slugs, body, theme)
    held = accounts.by_ids([line.line_id for line in lines])
    return [row(line, held[line.line_id], money, slugs) for line in lines]


def lines_under(lines: Sequence[Line], slugs: set[str], body: str, theme: str) -> tuple[Line, ...]:
    """Which of a count's lines stand under a figure; `slugs` are the counted bodies'."""
    return tuple(
        line
        for line in lines
        if (not body or line.payer == body)
        and (not theme or theme_of(line) == theme)
        and not (body and theme and is_transfer(line, slugs))
    )


def row(line: Line, held: AccountLine, money: Money, slugs: set[str]) -> LineRow:
    body, theme = money.body(line.payer), money.theme(theme_of(line))
    is_twice = is_transfer(line, slugs)
    return LineRow(
        body_slug=line.payer,
        body=body.name if body else line.payer,
        theme_slug=theme_of(line),
        theme=theme.name if theme else say.NO_FIGURE,
        code=line.code,
        label=label(line.label),
        amount_pence=line.amount_pence,
        attribution=line.attribution,
        counted=counted(line, held, is_twice=is_twice),
        is_twice=is_twice,
        payee=held.payee.short_name if held.payee else "",
        reference=held.delivery.reference,
        line=held.line,
        cell=held.cell if held.sheet else "",
        published=f"{held.amount_text} ({held.unit})" if held.amount_text else "",
    )


def label(words: str) -> str:
    """The published words, with capitals brought down where they shout."""
    return words.capitalize() if words.isupper() else words


def counted(line: Line, held: AccountLine, *, is_twice: bool) -> str:
    """ "once", or why it is taken out, and how it came to the place where it is not actual."""
    said = f"Taken out: passed on to {held.payee.short_name}" if is_twice and held.payee else "Once"
    return said if line.attribution == "actual" else f"{said}; {line.attribution}"


def sums(rows: Sequence[LineRow]) -> list[tuple[str, str]]:
    """As reported, counted twice and counted once of some lines; one row where nothing is counted twice."""
    reported = sum(each.amount_pence for each in rows)
    twice = sum(each.amount_pence for each in rows if each.is_twice)
    if not twice:
        return [("Counted once", say.pounds(reported))]
    return [
        ("As reported", say.pounds(reported)),
        ("Counted twice", say.pounds(-twice)),
        ("Counted once", say.pounds(reported - twice)),
    ]
