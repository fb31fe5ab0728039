"""The reviewed names of columns: which header means what, from `definitions/payments/columns.toml`."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from placepact.returns.reading import HeaderWords

AMOUNTS = {"amount_net": "net", "amount": "unknown", "amount_gross": "gross"}
"""The roles that hold an amount, best first, with the basis that they speak of."""
TEXTS = (
    "service", "category", "description", "reference", "nature", "company_number", "charity_number",
    "procurement_class", "sercop",
)  # fmt: skip
NAMED = ("paid_on", "supplier", "amount", "vat", *TEXTS)
"""The columns that a profile can name, whatever its amount's basis."""

OUR_COLUMNS = ("file", "line", "column", "value", "reason")
"""What a file of refused rows has in front of the body's own columns; read past when it is delivered again."""


@dataclass(frozen=True)
class Role:
    """What a column is for, and the names it goes by, folded, best first."""

    name: str
    title: str
    examples: tuple[str, ...]
    names: tuple[str, ...]


@dataclass(frozen=True)
class Words:
    """All roles, and words that stand in cells, in lower case."""

    roles: dict[str, Role]
    absent: tuple[str, ...]
    capital: tuple[str, ...]
    revenue: tuple[str, ...]
    total: tuple[str, ...]


def fold(name: str) -> str:
    """A header for comparison: letters and digits alone, without case; £ stays, being a word of its own."""
    return re.sub(r"[^a-z0-9£]", "", name.casefold())


@cache
def words() -> Words:
    """The reviewed words, read once."""
    source = files("placepact.definitions").joinpath("payments/columns.toml")
    content = tomllib.loads(source.read_text(encoding="utf-8"))
    roles = {
        each["name"]: Role(
            name=each["name"],
            title=each["title"],
            examples=tuple(each["names"]),
            names=tuple(map(fold, each["names"])),
        )
        for each in content["role"]
    }
    lists = {name: tuple(content["words"][name]) for name in ("absent", "capital", "revenue", "total")}
    return Words(roles=roles, **lists)


def header_words(also: tuple[str, ...] = ()) -> HeaderWords:
    """The words by which the header of a file of payments is known, with names that a profile gives."""
    known = {name for role in words().roles.values() for name in role.names}
    return HeaderWords(
        frozenset(known | set(map(fold, also))),
        enough=2,
        examples=("Payment Date", "Supplier Name", "Net Amount"),
        fold=fold,
    )
