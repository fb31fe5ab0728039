"""Matching many suppliers to a register at once: by number, by name, and what is left by likeness in DuckDB."""

from __future__ import annotations

import math
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from placepact.organisations.names import Name, normalise, stem, words
from placepact.spending.matching.verdicts import (
    AUTOMATIC_FROM,
    Candidate,
    Doubt,
    How,
    Verdict,
    forms_differ,
    judge,
    may_be_a_person,
)

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

MEMORY = "1GB"
THREADS = 2
SURE = 1.0


@dataclass(frozen=True)
class Supplier:
    """Who was paid, as written, with the numbers that the payer gave; "" where it gave none."""

    written: str
    company_number: str = ""
    charity_number: str = ""


@dataclass(frozen=True)
class Register:
    """The bodies that a supplier may be. Names and numbers point to a body's id; a body may have several."""

    names: Sequence[tuple[int, str]]
    numbers: Mapping[tuple[str, str], int] = field(default_factory=dict)


def match(
    suppliers: Sequence[Supplier], register: Register, *, from_likeness: float = AUTOMATIC_FROM
) -> list[Verdict]:
    """A verdict for each supplier, in their order."""
    ours = [normalise(each.written) for each in suppliers]
    theirs = [normalise(name) for _, name in register.names]
    found: list[Verdict | None] = [by_number(each, register) for each in suppliers]
    exact = Exact(register, theirs)
    for place, name in enumerate(ours):
        found[place] = found[place] or exact.find(name)
    open_places = [place for place, verdict in enumerate(found) if verdict is None]
    liked = most_like([ours[place] for place in open_places], register, theirs)
    chance = math.log(max(len(theirs), 1))
    for at, place in enumerate(open_places):
        found[place] = judge(ours[place], liked.get(at, ()), chance=chance, from_likeness=from_likeness)
    return [verdict for verdict in found if verdict is not None]


def by_number(supplier: Supplier, register: Register) -> Verdict | None:
    """The body with the company or charity number that the payer gave; None where it names none or two."""
    given = [
        ("GB-COH", company_number(supplier.company_number)),
        ("GB-CHC", charity_number(supplier.charity_number)),
    ]
    entries = {register.numbers[each] for each in given if each[1] and each in register.numbers}
    if len(entries) != 1:
        return None
    only = Candidate(entries.pop(), normalise(supplier.written), SURE, SURE)
    return Verdict(How.IDENTIFIER, (only,), (), SURE, SURE)


def company_number(text: str) -> str:
    """A company number in the eight places of the register, or "" where the text is none."""
    plain = text.strip().upper()
    plain = plain.zfill(8) if plain.isdigit() else plain
    return plain if len(plain) == 8 and plain.isalnum() and plain != "00000000" else ""


def charity_number(text: str) -> str:
    """A charity number without its leading noughts, or "" where the text is none."""
    plain = text.strip().removesuffix(".0").lstrip("0")
    return plain if plain.isdigit() and 5 <= len(plain) <= 7 else ""


class Exact:
    """Names of the register by their one spelling."""

    def __init__(self, register: Register, names: Sequence[Name]) -> None:
        self.whole: dict[str, dict[int, Name]] = defaultdict(dict)
        self.core: dict[str, dict[int, Name]] = defaultdict(dict)
        for (entry, _), name in zip(register.names, names, strict=True):
            if name.whole:
                self.whole[name.whole].setdefault(entry, name)
                self.core[name.core].setdefault(entry, name)

    def find(self, supplier: Name) -> Verdict | None:
        """A match where one body has the name; a wait where several have, or a form or a person speaks against it."""
        if not supplier.whole:
            return Verdict(How.NONE)
        for how, found in (
            (How.EXACT, self.whole.get(supplier.whole)),
            (How.CORE, self.core.get(supplier.core)),
        ):
            if found:
                return self._verdict(supplier, how, found)
        return None

    def _verdict(self, supplier: Name, how: How, found: dict[int, Name]) -> Verdict:
        candidates = tuple(Candidate(entry, name, SURE, SURE) for entry, name in sorted(found.items())[:3])
        doubts = tuple(self._doubts(supplier, how, candidates, len(found)))
        return Verdict(
            How.WAITING if doubts else how, candidates, doubts, SURE, SURE if len(found) == 1 else 0.0
        )

    def _doubts(
        self, supplier: Name, how: How, candidates: Sequence[Candidate], count: int
    ) -> Iterable[Doubt]:
        if count > 1:
            yield Doubt.SEVERAL
        if how is How.CORE and forms_differ(supplier, candidates[0].name):
            yield Doubt.FORM
        if how is How.CORE and may_be_a_person(supplier, candidates[0].name):
            yield Doubt.INDIVIDUAL


@lru_cache(maxsize=1)
def statements() -> tuple[str, ...]:
    """The question, statement by statement."""
    text = Path(__file__).with_name("likeness.sql").read_text(encoding="utf-8")
    return tuple(each for each in text.split(";\n") if each.strip())


def most_like(
    suppliers: Sequence[Name], register: Register, names: Sequence[Name]
) -> dict[int, tuple[Candidate, ...]]:
    """Up to three bodies for a supplier, best first, by the supplier's place in the list."""
    import duckdb

    if not suppliers or not names:
        return {}
    with tempfile.TemporaryDirectory(prefix="placepact-matching-") as folder:
        limits: dict[str, str | int | float | list[str]] = {"memory_limit": MEMORY, "threads": THREADS}
        settings = limits | {"preserve_insertion_order": "false", "temp_directory": folder}
        with duckdb.connect(config=settings) as connection:
            give(connection, suppliers, register, names)
            *before, last = statements()
            for statement in before:
                connection.execute(statement)
            rows = connection.execute(last).fetchall()
    found: dict[int, list[Candidate]] = defaultdict(list)
    for supplier, name, shared, likeness in rows:
        found[supplier].append(Candidate(register.names[name][0], names[name], likeness, shared))
    return {supplier: tuple(candidates) for supplier, candidates in found.items()}


def give(
    connection: duckdb.DuckDBPyConnection,
    suppliers: Sequence[Name],
    register: Register,
    names: Sequence[Name],
) -> None:
    """The tables that the question reads."""
    import pyarrow as pa

    light = {"word": sorted({stem(word) for word in words().light})}
    given: dict[str, pa.Table] = {
        "suppliers": pa.table(
            {"supplier": numbered(len(suppliers)), "core": [each.core for each in suppliers]}
        ),
        "register": pa.table(
            {
                "name": numbered(len(names)),
                "entry": pa.array([entry for entry, _ in register.names], pa.int64()),
                "core": [each.core for each in names],
            }
        ),
        "light": pa.table(light),
    }
    for name, table in given.items():
        connection.register(name, table)


def numbered(count: int) -> pa.Array:
    """The numbers from 0, as a column."""
    import pyarrow as pa

    return pa.array(range(count), pa.int32())
