"""What a delivered file of accounts holds, once it is checked: entries, faults, and what was left out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from placepact.spending.rules.lines import Role

Fault = tuple[int, str, str, str, str]
"""Line, column, value, code of the reason, the reason in words."""


Key = tuple[int | None, str, str, str, int]
"""What names a line within a year: body, form, code, nature, area."""


@dataclass(frozen=True)
class Entry:
    """One line of accounts, ready to be kept. body, area, payee: ids; amount in pence, None where missing.

    Without a body it is a comparator: what the council of an area elsewhere spends on a service.
    """

    body: int | None
    form: str
    code: str
    label: str
    role: str
    theme: str
    nature: str
    area: int
    amount_pence: int | None
    amount_text: str
    unit: str
    sheet: str
    row: int
    column: str
    line: int
    payee: int | None = None

    @property
    def key(self) -> Key:
        return (self.body, self.form, self.code, self.nature, self.area)


@dataclass(frozen=True)
class Directory:
    """Whom and what a file may name. Ids by what people write; the districts that each body acts for, as codes.

    `known`: casefolded slugs, names, short names and identifiers, and GSS codes of councils.
    """

    known: Mapping[str, int]
    names: Mapping[int, str]
    slugs: Mapping[int, str]
    districts: Mapping[int, frozenset[str]]
    footprint: Mapping[int, int]
    areas: Mapping[str, int]

    def find(self, *texts: str) -> int | None:
        """The body that the first of some texts names."""
        found = (self.known.get(text.strip().casefold()) for text in texts if text.strip())
        return next((each for each in found if each is not None), None)


@dataclass(frozen=True)
class Checked:
    """A checked file. records = entries + refused + blank; `left_out` names bodies that the register does not hold.

    `refused` counts lines of account, also those of bodies left out, which have one fault together.
    """

    sha256: str
    encoding: str
    records: int
    entries: tuple[Entry, ...]
    refused: int = 0
    blank: int = 0
    faults: tuple[Fault, ...] = ()
    left_out: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def missing(self) -> int:
        """Lines whose cell held no number."""
        return sum(1 for entry in self.entries if entry.amount_pence is None)

    @property
    def totals(self) -> Totals:
        return total_of((entry.role, entry.amount_pence) for entry in self.entries)


@dataclass(frozen=True)
class Totals:
    """What a person compares before one return replaces another: lines, spending on services, levies paid, in pence."""

    lines: int
    services_pence: int
    levies_pence: int


def total_of(rows: Iterable[tuple[str, int | None]]) -> Totals:
    """Totals of (role, pence) of some lines."""
    held = list(rows)

    def pence(role: Role) -> int:
        return sum(amount or 0 for given, amount in held if given == role)

    return Totals(len(held), pence(Role.SERVICE), pence(Role.LEVY_PAID))
