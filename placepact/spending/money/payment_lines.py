"""The payments under a figure, a page at a time: each by public names alone, with the return, the file and the line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from placepact.errors import Refusal
from placepact.organisations.names import normalise
from placepact.places.models import Area
from placepact.spending.count import NoCount, nothing_paid, theme_names
from placepact.spending.counting.payments import Paid, paid
from placepact.spending.queries.footprints import one_look
from placepact.spending.queries.matching import bodies_by_key, public_names
from placepact.spending.rules.rollup import Cell

A_PAGE = 200
UNCLASSIFIED = "unclassified"
"""How an address and the command name payments whose purpose nobody has settled."""
NOT_CLASSIFIED = "Not yet classified"
# A name stands behind this mark, so that no supplier can be written as a body of the count is called.
NAME = "="


class NotInTheCount(Refusal):
    """A body or a theme was asked for that has no payments in the place and year."""


@dataclass(frozen=True)
class Wanted:
    """Which lines: of one body (its slug), on one theme (its slug, or `unclassified`), which page; empty for all."""

    body: str = ""
    theme: str = ""
    page: int = 1


@dataclass(frozen=True)
class PaidLine:
    """One payment: whole pence of the payer's books, and where it stands. `payee` is empty where none is given."""

    body: str
    body_name: str
    payee: str
    theme: str
    theme_name: str
    amount_pence: int
    is_twice: bool
    reference: str
    href: str
    file: str
    line: int


@dataclass(frozen=True)
class PaidLines:
    """A page of the lines under a figure. Pence are the place's part; `wider` names bodies of which it is a part only."""

    rows: tuple[PaidLine, ...]
    wanted: Wanted
    pages: int
    lines: int
    as_reported_pence: int
    counted_twice_pence: int
    bodies: tuple[tuple[str, str], ...]
    themes: tuple[tuple[str, str], ...]
    wider: tuple[str, ...]

    @property
    def counted_once_pence(self) -> int:
        return self.as_reported_pence - self.counted_twice_pence


def payment_lines(place: Area, year: str, wanted: Wanted, engine: str = "duckdb") -> PaidLines:
    """A page of lines; a page beyond the last is the last. Raises NoCount, UnknownYear, NotInTheCount."""
    with one_look():
        held = paid(place, year, engine)
        if not held.cells:
            raise NoCount(nothing_paid(place, year))
        under = chosen(held, wanted)
        lines = sum(cell.total.lines for cell in under)
        pages = max(1, -(-lines // A_PAGE))
        page = min(max(1, wanted.page), pages)
        names = {each.slug: each.short_name for each in held.bodies}
        payers = {cell.body for cell in under}
        return PaidLines(
            rows=rows(held, wanted, page, names),
            wanted=Wanted(wanted.body, wanted.theme, page),
            pages=pages,
            lines=lines,
            as_reported_pence=sum(cell.total.as_reported_pence for cell in under),
            counted_twice_pence=sum(cell.total.counted_twice_pence for cell in under),
            bodies=tuple(sorted(names.items(), key=lambda each: each[1])),
            themes=themes(held.cells),
            wider=tuple(names[slug] for slug in sorted(held.wider & payers)),
        )


def chosen(held: Paid, wanted: Wanted) -> list[Cell]:
    """The finest sums under a figure. Raises NotInTheCount."""
    theme = "" if wanted.theme == UNCLASSIFIED else wanted.theme
    bodies = {each.slug for each in held.bodies}
    if wanted.body and wanted.body not in bodies:
        raise NotInTheCount(
            f"No body called {wanted.body} has payments here. There are: {', '.join(sorted(bodies))}."
        )
    known = [slug for slug, _ in themes(held.cells)]
    if wanted.theme and wanted.theme not in known:
        raise NotInTheCount(
            f"Nothing was paid here on a theme called {wanted.theme}. There are: {', '.join(known)}."
        )
    return [
        cell
        for cell in held.cells
        if (not wanted.body or cell.body == wanted.body) and (not wanted.theme or cell.theme == theme)
    ]


def themes(cells: Sequence[Cell]) -> tuple[tuple[str, str], ...]:
    """The themes that were paid for, by name; what is not classified comes last."""
    names = theme_names()
    found = {cell.theme for cell in cells}
    named = sorted(((slug, names.get(slug, slug)) for slug in found if slug), key=lambda each: each[1])
    return (*named, (UNCLASSIFIED, NOT_CLASSIFIED)) if "" in found else tuple(named)


def rows(held: Paid, wanted: Wanted, page: int, names: dict[str, str]) -> tuple[PaidLine, ...]:
    """The lines of a page in the order of returns and lines."""
    called, labels = payees(held.answers.written())
    theme = "" if wanted.theme == UNCLASSIFIED else wanted.theme or None
    found = held.answers.lines_under(
        labels, payer=wanted.body or None, theme=theme, most=A_PAGE, after=(page - 1) * A_PAGE
    )
    deliveries = {each.accepted_as_id: each for each in held.answers.deliveries}
    words = theme_names() | {"": NOT_CLASSIFIED}
    return tuple(
        PaidLine(
            body=row["payer"],
            body_name=names[row["payer"]],
            payee=said(row["payee"], called),
            theme=row["theme"] or "",
            theme_name=words.get(row["theme"] or "", row["theme"]),
            amount_pence=row["amount_pence"],
            is_twice=row["is_transfer"],
            reference=deliveries[row["return_id"]].reference,
            href=f"/returns/{deliveries[row['return_id']].reference}",
            file=deliveries[row["return_id"]].file_name,
            line=row["line"],
        )
        for row in found
    )


def payees(written: Sequence[str]) -> tuple[dict[str, str], list[tuple[str, str]]]:
    """The names of known bodies by how the count calls them, and what each supplier as written is called in lines."""
    known, shown = bodies_by_key(), public_names(written)
    keys = {each: normalise(each).key[:400] for each in written}
    labels = [(each, known[keys[each]][0] if keys[each] in known else NAME + shown[each]) for each in written]
    return dict(known.values()), labels


def said(payee: Any, called: dict[str, str]) -> str:
    """What the public may read of a payee."""
    if not payee:
        return ""
    return str(payee[len(NAME) :]) if payee.startswith(NAME) else str(called.get(payee, payee))
