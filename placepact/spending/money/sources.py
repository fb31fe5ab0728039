"""Where a body's money comes from: the codes of published accounts grouped into a few sources."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from placepact.spending.accounts.counted import Book
from placepact.spending.definitions import FOLDER, built, check_owned, read
from placepact.spending.money.figures import Source


@dataclass(frozen=True)
class Rule:
    """One source: the codes that add to it, and those that stand below nothing where they do."""

    slug: str
    name: str
    form: str
    plus: tuple[str, ...] = ()
    minus: tuple[str, ...] = ()

    def income(self, amounts: Mapping[str, int]) -> int:
        """What it brings by one body's accounts, in pence."""
        return sum(amounts.get(code, 0) for code in self.plus) - sum(
            amounts.get(code, 0) for code in self.minus
        )


@lru_cache
def load(path: Path = FOLDER / "money_sources.toml") -> tuple[Rule, ...]:
    """Every source in the order of showing. Raises BadScope."""
    held = read(path)
    check_owned(held, path.name)
    return tuple(built(Rule, each, path.name) for each in held["money"])


def sources(books: Iterable[Book], form: str) -> tuple[Source, ...]:
    """The sources in some bodies' accounts, those that bring nothing left out."""
    held = list(books)
    found = []
    for rule in load():
        if rule.form == form:
            sums = {book.slug: rule.income(book.amounts) for book in held}
            sums = {slug: pence for slug, pence in sums.items() if pence}
            if sums:
                found.append(Source(rule.slug, rule.name, sums))
    return tuple(found)
