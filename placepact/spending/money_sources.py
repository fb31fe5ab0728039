"""Where a body's money comes from: the codes of published accounts grouped into a few sources."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from placepact.spending.definitions import FOLDER, built, check_owned, read
from placepact.spending.models.accounts import AccountLine
from placepact.spending.money_figures import Source


@dataclass(frozen=True)
class Rule:
    """One source: the codes that add to it, and those that stand below nothing where they do."""

    slug: str
    name: str
    form: str
    plus: tuple[str, ...] = ()
    minus: tuple[str, ...] = ()

    def sign(self, code: str) -> int:
        """1, -1, or 0 where the code is no part of the source."""
        return (code in self.plus) - (code in self.minus)


@lru_cache
def load(path: Path = FOLDER / "money_sources.toml") -> tuple[Rule, ...]:
    """Every source in the order of showing. Raises BadScope."""
    held = read(path)
    check_owned(held, path.name)
    return tuple(built(Rule, each, path.name) for each in held["money"])


def codes(form: str) -> list[str]:
    return [code for rule in load() if rule.form == form for code in (*rule.plus, *rule.minus)]


def sources(lines: Iterable[AccountLine], form: str) -> tuple[Source, ...]:
    """The sources of some lines, those that bring nothing left out."""
    held = list(lines)
    found = []
    for rule in load():
        if rule.form == form:
            sums: dict[str, int] = {}
            for line in held:
                if (sign := rule.sign(line.code)) and line.amount_pence:
                    sums[line.body.slug] = sums.get(line.body.slug, 0) + sign * line.amount_pence
            if any(sums.values()):
                found.append(Source(rule.slug, rule.name, sums))
    return tuple(found)
